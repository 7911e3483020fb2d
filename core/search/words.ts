import { FORGIVEN_LENGTH, isWithinOne, lookupKeys, soundOf } from './spelling'

/**
 * How a word of a name answers a typed one: it is the same, sounds the same, begins so, holds it and is one letter from
 * it, is one letter from it, holds it. What each costs is told in tenths, so that costs add up exactly.
 */
export const MATCH_COST: readonly number[] = [Infinity, 0, 1, 5, 10, 10, 12]
const [SAME, SOUNDS, BEGINS, NEAR_PART, PART] = [1, 2, 3, 4, 6]
/** The one that forgives a letter; with any other what was typed stands in the word. */
export const NEAR = 5

/** What a typed word matches: for each word by number a place in `MATCH_COST`, 0: not; and which words these are. */
export interface Matched {
  readonly how: Uint8Array
  readonly words: readonly number[]
}

/** Words that came since the tables were made are looked through one by one: so many at most, or this part of all. */
const FEW = 2_000
const FEW_OF = 50
/** Nobody types a longer word with a slip and means it. */
const LONGEST_FORGIVEN = 64
/** A hash of 32 bits and the number of a word in one exact number. */
const WORDS_AT_MOST = 2 ** 21
const BETWEEN = '\n'

/**
 * The distinct words of all names, each with how many names hold it, and three tables to look them up by: in the order
 * of their sounds (what begins with the typed letters), one long text (what holds them), and hashes of what each is
 * looked up by (what is one letter away). A word that no name holds is forgotten at once.
 */
export class Words {
  readonly #numbers = new Map<string, number>()
  readonly #texts: string[] = []
  readonly #sounds: string[] = []
  readonly #counts: number[] = []
  readonly #free: number[] = []
  /** Not in the tables yet. */
  #young: number[] = []
  #bySound = new Int32Array(0)
  #joined = ''
  /** Where each word of `#bySound` begins in `#joined`. */
  #starts = new Int32Array(0)
  #keys = new Float64Array(0)

  /** Above every number of a word. */
  get end(): number {
    return this.#texts.length
  }

  text(word: number): string {
    return this.#texts[word] ?? ''
  }

  /** How many names hold it. */
  count(word: number): number {
    return this.#counts[word] ?? 0
  }

  /** Takes a word of one more name in. @returns its number */
  take(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) {
      this.#counts[known] = this.count(known) + 1
      return known
    }
    const word = this.#free.pop() ?? this.#texts.length
    if (word >= WORDS_AT_MOST) throw new Error('more different words than a fair can have')
    const sound = soundOf(text)
    this.#numbers.set(text, word)
    this.#texts[word] = text
    this.#sounds[word] = sound === text ? text : sound
    this.#counts[word] = 1
    this.#young.push(word)
    return word
  }

  /**
   * One name less holds it.
   * @returns true: it is nobody's any more, its number will be another's; `settle(true)` before anything is looked up
   */
  release(word: number): boolean {
    const left = this.count(word) - 1
    this.#counts[word] = left
    if (left > 0) return false
    this.#numbers.delete(this.text(word))
    this.#texts[word] = ''
    this.#sounds[word] = ''
    this.#free.push(word)
    return true
  }

  /** Makes the tables anew when they lack too much. `isDue`: in any case. */
  settle(isDue: boolean): void {
    if (!isDue && this.#young.length <= Math.max(FEW, this.#texts.length / FEW_OF)) return
    this.#young = []
    const words = Int32Array.from(this.#numbers.values())
    this.#bySound = words.sort((a, b) => compare(this.#sounds[a] ?? '', this.#sounds[b] ?? ''))
    this.#joined = BETWEEN + Array.from(words, (word) => this.text(word)).join(BETWEEN)
    this.#starts = new Int32Array(words.length)
    let start = 1
    words.forEach((word, place) => {
      this.#starts[place] = start
      start += this.text(word).length + 1
    })
    const keys: number[] = []
    for (const word of words) {
      if (!isForgiven(this.text(word))) continue
      for (const key of lookupKeys(this.text(word))) keys.push(hashOf(key) * WORDS_AT_MOST + word)
    }
    this.#keys = Float64Array.from(keys).sort()
  }

  /** The words that a typed one may mean. `wantsParts` false: only those that are it, or one letter away. */
  matching(typed: string, wantsParts: boolean): Matched {
    const how = new Uint8Array(this.end)
    const words: number[] = []
    const sound = soundOf(typed)
    const look = (word: number) => {
      if (how[word] !== 0 || this.count(word) === 0) return
      const match = this.#match(word, typed, sound, wantsParts)
      if (match === 0) return
      how[word] = match
      words.push(word)
    }
    this.#beginning(sound, look)
    if (wantsParts && typed.length >= FORGIVEN_LENGTH) this.#holding(typed, look)
    this.#sharingKeys(typed, look)
    this.#young.forEach(look)
    return { how, words }
  }

  #match(word: number, typed: string, sound: string, wantsParts: boolean): number {
    const [text, own] = [this.text(word), this.#sounds[word] ?? '']
    if (text === typed) return SAME
    if (own === sound) return SOUNDS
    if (wantsParts && own.startsWith(sound)) return BEGINS
    const isPart = wantsParts && typed.length >= FORGIVEN_LENGTH && text.includes(typed)
    // One letter may be missing: from three letters on a longer word may be meant.
    const isLike =
      isForgiven(text) && typed.length >= FORGIVEN_LENGTH - 1 && (isWithinOne(text, typed) || isWithinOne(own, sound))
    if (isLike) return isPart ? NEAR_PART : NEAR
    return isPart ? PART : 0
  }

  #beginning(sound: string, look: (word: number) => void): void {
    const from = firstAt(this.#bySound.length, (place) => (this.#sounds[this.#bySound[place] ?? 0] ?? '') >= sound)
    for (let place = from; place < this.#bySound.length; place += 1) {
      const word = this.#bySound[place] ?? 0
      if (!(this.#sounds[word] ?? '').startsWith(sound)) return
      look(word)
    }
  }

  #holding(typed: string, look: (word: number) => void): void {
    for (let at = this.#joined.indexOf(typed); at !== -1; at = this.#joined.indexOf(typed, at)) {
      const place = firstAt(this.#starts.length, (n) => (this.#starts[n] ?? 0) > at) - 1
      look(this.#bySound[place] ?? 0)
      at = this.#starts[place + 1] ?? this.#joined.length
    }
  }

  #sharingKeys(typed: string, look: (word: number) => void): void {
    if (typed.length < FORGIVEN_LENGTH - 1 || typed.length > LONGEST_FORGIVEN) return
    for (const key of lookupKeys(typed)) {
      const low = hashOf(key) * WORDS_AT_MOST
      for (let n = firstAt(this.#keys.length, (place) => (this.#keys[place] ?? 0) >= low); ; n += 1) {
        const found = (this.#keys[n] ?? Infinity) - low
        if (found >= WORDS_AT_MOST) break
        look(found)
      }
    }
  }
}

const isForgiven = (word: string): boolean => word.length >= FORGIVEN_LENGTH && word.length <= LONGEST_FORGIVEN

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The first of `length` places from which on something holds. */
function firstAt(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** FNV-1a. Two keys with one hash lead to a word more that is looked at, and left. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93)
  return hash >>> 0
}
