import { foldName } from '../core/search/spelling'
import { random, type Random } from './pictures/random'

const FIRST =
  'Budi Siti Ahmad Muhammad Dewi Agus Sri Nur Andi Rina Yanti Hendra Joko Wahyu Eko Tri Dwi Fitri Ayu Putri Rizki Bayu Galih Ratna Wulan Indah Lestari Maya Nia Dian Rudi Bambang Slamet Sutrisno Hadi Yusuf Ibrahim Ismail Aisyah Khadijah Fatimah Zainab Maria Yohanes Petrus Paulus Kristina Made Wayan Nyoman Ketut Gede Putu Komang Asep Ujang Dedi Cecep Euis Neneng Teguh Heru Sigit Tono Anton Robert Linda Grace Michael Desi Yuni Mega Intan Permata Cahaya Bintang Surya Candra Kartika Melati Mawar Citra Kirana Larasati Wening Tegar Radite Mahesa Bernadetha Retno Endang Sukarno Djoko Tjahjono Achmad Oesman'
const LAST =
  'Santoso Santosa Susanto Wijaya Widjaja Kusuma Kusumo Kusumawati Wardhani Hidayat Nugroho Setiawan Gunawan Hartono Saputra Saputri Pratama Permana Ramadhan Hakim Rahman Rahmawati Siregar Nasution Lubis Harahap Simanjuntak Situmorang Sinaga Hutapea Tanjung Chaniago Pohan Daulay Batubara Purba Ginting Sembiring Tarigan Suryadi Suryana Supriyadi Supriyanto Sulistyo Sulistyowati Handayani Lestari Utami Purnomo Prabowo Prasetyo Prasetya Mahardika Ambarsari Palupi Galuh Lesmana Mulyadi Mulyono Yulianto Yuliana Anggraini Anggoro Wibowo Wicaksono Suharto Sudarsono Soedirman Djojohadikusumo Tjokroaminoto Prawirodirdjo Kusumaningtyas Hadiwijaya Hasanuddin Abdullah Maulana Firmansyah Fauzi Kurniawan Kurniasih Iskandar Halim Salim Tanoto Wirawan Adiputra Dharmawan Pangestu Mangkunegara Notonegoro Sastrowardoyo Puspitasari Paramitha Oktaviani Novitasari Febrianti Maharani Damayanti'
const PIECES = 'wi ra su dar ma ni ka la ta ya sa di ru ki ha pu ne ti lo ba gu si mu nda rdi nto nsa'

/** Seeded Indonesian names, many of them alike, and the slips of fingers. */
export class Names {
  readonly #first = FIRST.split(' ')
  readonly #last: readonly string[]
  readonly #pieces = PIECES.split(' ')
  readonly #chance: Random

  constructor(seed: number) {
    this.#chance = random(seed)
    // Beside the usual names many rare ones, as any roster has.
    const rare = new Set<string>()
    const made = random(7)
    while (rare.size < 20_000) {
      const parts = Array.from({ length: 3 + made.below(2) }, () => this.#pieces[made.below(this.#pieces.length)])
      const word = parts.join('')
      rare.add(word.charAt(0).toUpperCase() + word.slice(1))
    }
    this.#last = [...LAST.split(' '), ...rare]
  }

  below(n: number): number {
    return this.#chance.below(n)
  }

  name(): string {
    const usual = LAST.split(' ').length
    const first = this.#pick(this.#first)
    const last = this.below(3) > 0 ? this.#last[this.below(usual)] : this.#pick(this.#last)
    const middle = this.below(3) === 0 ? [this.#pick(this.#first)] : []
    return [first, ...middle, last].join(' ')
  }

  /** One wrong, missing, doubled or swapped letter in a word of four or more, or an old or new spelling. */
  misspell(name: string): string {
    const words = foldName(name).split(' ')
    const long = words.flatMap((word, i) => (word.length >= 4 ? [i] : []))
    const at = long[this.below(Math.max(1, long.length))] ?? 0
    const respelled = this.below(5) === 0 ? this.#respell(words[at] ?? '') : null
    words[at] = respelled ?? this.#slip(words[at] ?? '')
    return words.join(' ')
  }

  #slip(word: string): string {
    const at = this.below(word.length - 1)
    const [head, a = '', b = '', tail] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
    switch (this.below(4)) {
      case 0:
        return `${head}${'abcdefghijklmnopqrstuvwxyz'.charAt(this.below(26))}${b}${tail}`
      case 1:
        return head + b + tail
      case 2:
        return head + a + a + b + tail
      default:
        return head + b + a + tail
    }
  }

  #respell(word: string): string | null {
    const pairs = ['oe u', 'u oe', 'dj j', 'j dj', 'tj c', 'c tj', 'ch kh', 'kh ch', 'y j', 'j y'].map((pair) =>
      pair.split(' '),
    )
    const fits = pairs.filter(([from = '']) => word.includes(from))
    const [from, to] = fits[this.below(Math.max(1, fits.length))] ?? []
    return from === undefined || to === undefined ? null : word.replace(from, to)
  }

  #pick(from: readonly string[]): string {
    return from[this.below(from.length)] ?? ''
  }
}
