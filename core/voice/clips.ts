/**
 * Every clip of the spoken call and what it says. A clip is a file of assets/voice/<language>/, rendered from these words
 * by scripts/voice.mjs; the words also make the sentence for a system voice. A word that a counter or an agency may be
 * named with is added here and rendered, nothing else.
 */

/** Letters by their Indonesian names. */
const INDONESIAN_LETTERS = {
  'letter-a': 'a',
  'letter-b': 'be',
  'letter-c': 'ce',
  'letter-d': 'de',
  'letter-e': 'e',
  'letter-f': 'ef',
  'letter-g': 'ge',
  'letter-h': 'ha',
  'letter-i': 'i',
  'letter-j': 'je',
  'letter-k': 'ka',
  'letter-l': 'el',
  'letter-m': 'em',
  'letter-n': 'en',
  'letter-o': 'o',
  'letter-p': 'pe',
  'letter-q': 'ki',
  'letter-r': 'er',
  'letter-s': 'es',
  'letter-t': 'te',
  'letter-u': 'u',
  'letter-v': 've',
  'letter-w': 'we',
  'letter-x': 'eks',
  'letter-y': 'ye',
  'letter-z': 'zet',
} as const

const INDONESIAN_NUMBERS = {
  'number-0': 'nol',
  'number-1': 'satu',
  'number-2': 'dua',
  'number-3': 'tiga',
  'number-4': 'empat',
  'number-5': 'lima',
  'number-6': 'enam',
  'number-7': 'tujuh',
  'number-8': 'delapan',
  'number-9': 'sembilan',
  'number-10': 'sepuluh',
  'number-11': 'sebelas',
  'number-100': 'seratus',
  'number-1000': 'seribu',
  belas: 'belas',
  puluh: 'puluh',
  ratus: 'ratus',
  ribu: 'ribu',
} as const

const INDONESIAN_PHRASES = {
  'call-2': 'panggilan kedua',
  'call-3': 'panggilan ketiga',
  'call-4': 'panggilan keempat',
  'call-5': 'panggilan kelima',
  'call-again': 'panggilan ulang',
  'queue-number': 'nomor antrean',
  'please-go-to': 'silakan menuju',
  'see-screen': 'mohon lihat layar',
} as const

/** What counters and agencies are called by. */
const INDONESIAN_NAMES = {
  loket: 'loket',
  konter: 'konter',
  meja: 'meja',
  ruang: 'ruang',
  bilik: 'bilik',
  stan: 'stan',
  gerai: 'gerai',
  tenda: 'tenda',
  lantai: 'lantai',
  blok: 'blok',
  kasir: 'kasir',
  prioritas: 'prioritas',
  umum: 'umum',
  khusus: 'khusus',
  informasi: 'informasi',
  pendaftaran: 'pendaftaran',
  pembayaran: 'pembayaran',
  pengambilan: 'pengambilan',
  dinas: 'dinas',
  badan: 'badan',
  kantor: 'kantor',
  bank: 'bank',
  samsat: 'samsat',
  bapenda: 'bapenda',
  dispendukcapil: 'dispendukcapil',
  dukcapil: 'dukcapil',
  disnaker: 'disnaker',
  imigrasi: 'imigrasi',
  kesehatan: 'kesehatan',
  ketenagakerjaan: 'ketenagakerjaan',
  pajak: 'pajak',
  polri: 'polri',
} as const

const ENGLISH_LETTERS = {
  'letter-a': 'A',
  'letter-b': 'B',
  'letter-c': 'C',
  'letter-d': 'D',
  'letter-e': 'E',
  'letter-f': 'F',
  'letter-g': 'G',
  'letter-h': 'H',
  'letter-i': 'I',
  'letter-j': 'J',
  'letter-k': 'K',
  'letter-l': 'L',
  'letter-m': 'M',
  'letter-n': 'N',
  'letter-o': 'O',
  'letter-p': 'P',
  'letter-q': 'Q',
  'letter-r': 'R',
  'letter-s': 'S',
  'letter-t': 'T',
  'letter-u': 'U',
  'letter-v': 'V',
  'letter-w': 'W',
  'letter-x': 'X',
  'letter-y': 'Y',
  'letter-z': 'Z',
} as const

const ENGLISH_NUMBERS = {
  'number-0': 'zero',
  'number-1': 'one',
  'number-2': 'two',
  'number-3': 'three',
  'number-4': 'four',
  'number-5': 'five',
  'number-6': 'six',
  'number-7': 'seven',
  'number-8': 'eight',
  'number-9': 'nine',
  'number-10': 'ten',
  'number-11': 'eleven',
  'number-12': 'twelve',
  'number-13': 'thirteen',
  'number-14': 'fourteen',
  'number-15': 'fifteen',
  'number-16': 'sixteen',
  'number-17': 'seventeen',
  'number-18': 'eighteen',
  'number-19': 'nineteen',
  'number-20': 'twenty',
  'number-30': 'thirty',
  'number-40': 'forty',
  'number-50': 'fifty',
  'number-60': 'sixty',
  'number-70': 'seventy',
  'number-80': 'eighty',
  'number-90': 'ninety',
  hundred: 'hundred',
  thousand: 'thousand',
} as const

const ENGLISH_PHRASES = {
  'call-2': 'second call',
  'call-3': 'third call',
  'call-4': 'fourth call',
  'call-5': 'fifth call',
  'call-again': 'repeated call',
  'queue-number': 'queue number',
  'please-go-to': 'please go to',
  'see-screen': 'please see the screen',
} as const

const ENGLISH_NAMES = {
  counter: 'counter',
  desk: 'desk',
  table: 'table',
  room: 'room',
  booth: 'booth',
  window: 'window',
  tent: 'tent',
  floor: 'floor',
  block: 'block',
  cashier: 'cashier',
  priority: 'priority',
  general: 'general',
  special: 'special',
  information: 'information',
  registration: 'registration',
  payment: 'payment',
  collection: 'collection',
} as const

/** What each clip says, by its name within the language. */
export const CLIP_WORDS = {
  id: { ...INDONESIAN_LETTERS, ...INDONESIAN_NUMBERS, ...INDONESIAN_PHRASES, ...INDONESIAN_NAMES },
  en: { ...ENGLISH_LETTERS, ...ENGLISH_NUMBERS, ...ENGLISH_PHRASES, ...ENGLISH_NAMES },
} as const

export type Language = keyof typeof CLIP_WORDS
type IndonesianClip = `id/${keyof typeof CLIP_WORDS.id}`
type EnglishClip = `en/${keyof typeof CLIP_WORDS.en}`

/** A clip by its path below assets/voice/, without the ending. */
export type ClipName = 'chime' | IndonesianClip | EnglishClip

/** Every clip that must exist. */
export const CLIPS: readonly ClipName[] = [
  'chime',
  ...Object.keys(CLIP_WORDS.id).map((name) => `id/${name}` as IndonesianClip),
  ...Object.keys(CLIP_WORDS.en).map((name) => `en/${name}` as EnglishClip),
]
