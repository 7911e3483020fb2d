import type { DisplayView, ShownCall } from '../contract/display'
import { SERIES_FROM } from '../queue/numbers'
import { numberLabel } from '../queue/ticket'
import { CLIP_WORDS, type ClipName, type Language } from './clips'
import { englishNumber, indonesianNumber, LARGEST_SPOKEN, type EnglishWord, type IndonesianWord } from './numbers'

/** What is heard of a call; never a name. */
export type SpokenCall = Pick<ShownCall, 'prefix' | 'number' | 'calls' | 'agency'> & {
  readonly counter: Pick<ShownCall['counter'], 'name'>
}
export type VoiceSettings = Omit<DisplayView['voice'], 'isOn'>

type Word = IndonesianWord | EnglishWord

/** Words that say what kind of place it is; a counter's name without one gets the first of them. */
const PLACES = {
  id: ['loket', 'konter', 'meja', 'ruang', 'bilik', 'stan', 'gerai', 'tenda', 'lantai', 'blok', 'kasir', 'bank'],
  en: ['counter', 'desk', 'table', 'room', 'booth', 'window', 'tent', 'floor', 'block', 'cashier'],
} as const satisfies Record<Language, readonly Word[]>

/** Longest run of capitals that is read letter by letter, as DPMPTSP is. */
const LONGEST_SPELLED = 7

/** Silence before a clip, ms; a listener needs a breath between "who" and "where". Between other words nearly none. */
const BREATHS: Partial<Record<ClipName, number>> = {
  'id/queue-number': 240,
  'id/please-go-to': 220,
  'id/see-screen': 260,
  'en/queue-number': 240,
  'en/please-go-to': 220,
  'en/see-screen': 260,
}
const AFTER_CHIME_MS = 120
const BETWEEN_WORDS_MS = 30
const BETWEEN_LANGUAGES_MS = 500

/**
 * What is heard of a call: chime, number, counter, and the agency where every word of it can be said; then the same in
 * English where the fair wants it. Every name of it stands in `CLIPS`. A counter whose name holds a word without a clip
 * is not half named, which might lead to another counter: people are asked to look at the screen.
 */
export function clipsForCall(call: SpokenCall, settings: VoiceSettings): readonly ClipName[] {
  const indonesian = wordsOf(call, settings, 'id').map((word) => `id/${word}` as ClipName)
  const english = settings.english ? wordsOf(call, settings, 'en').map((word) => `en/${word}` as ClipName) : []
  return ['chime', ...indonesian, ...english]
}

/** The same in one Indonesian sentence, for a system voice. */
export function sentenceForCall(call: SpokenCall, settings: VoiceSettings): string {
  return wordsOf(call, settings, 'id')
    .map((word) => {
      const said = CLIP_WORDS.id[word as IndonesianWord]
      return word === 'please-go-to' || word === 'see-screen' ? `, ${said}` : said
    })
    .join(' ')
    .replaceAll(' ,', ',')
}

/** Silence between two clips, ms. */
export function breathBetween(before: ClipName, after: ClipName): number {
  if (before === 'chime') return AFTER_CHIME_MS
  if (before.startsWith('id/') && after.startsWith('en/')) return BETWEEN_LANGUAGES_MS
  return BREATHS[after] ?? BETWEEN_WORDS_MS
}

function wordsOf(call: SpokenCall, settings: VoiceSettings, language: Language): readonly Word[] {
  const counter = counterWords(call.counter.name[language], settings, language)
  // Agencies are known by their Indonesian names only.
  const agency = settings.agency && language === 'id' ? (named(call.agency, settings, 'id') ?? []) : []
  return [
    ...recallWords(call.calls),
    'queue-number',
    ...numberWords(call, settings, language),
    ...(counter === null ? (['see-screen'] as const) : (['please-go-to', ...counter, ...agency] as const)),
  ]
}

/** In a station's own series every zero is read: "a ka tiga satu" might be A-K31. */
function numberWords({ prefix, number }: SpokenCall, settings: VoiceSettings, language: Language): readonly Word[] {
  const leadingZeros = settings.leadingZeros || number >= SERIES_FROM
  return named(numberLabel(prefix, number), { ...settings, leadingZeros }, language) ?? []
}

function recallWords(calls: number): readonly Word[] {
  if (calls < 2) return []
  return calls <= 5 ? [`call-${calls as 2 | 3 | 4 | 5}`] : ['call-again']
}

function counterWords(name: string, settings: VoiceSettings, language: Language): readonly Word[] | null {
  const words = named(name, settings, language)
  if (words === null || words.length === 0) return null
  const places: readonly Word[] = PLACES[language]
  return words.some((word) => places.includes(word)) ? words : [PLACES[language][0], ...words]
}

/** A name as clips: words that have one, capitals letter by letter, digits as numbers; null when a word has none. */
function named(name: string, settings: VoiceSettings, language: Language): readonly Word[] | null {
  const words: Word[] = []
  for (const part of name.normalize('NFC').match(/\p{L}+|\d+/gu) ?? []) {
    const said = /^\d/.test(part) ? digits(part, settings, language) : lettersOrWord(part, language)
    if (said === null) return null
    words.push(...said)
  }
  return words
}

function lettersOrWord(part: string, language: Language): readonly Word[] | null {
  const word = part.toLowerCase()
  if (word.length > 1 && Object.hasOwn(CLIP_WORDS[language], word)) return [word as Word]
  const isSpelled = part.length === 1 ? /^[a-z]$/i.test(part) : /^[A-Z]+$/.test(part) && part.length <= LONGEST_SPELLED
  return isSpelled ? Array.from(word, (letter) => `letter-${letter}` as Word) : null
}

/** `017`: seventeen; below ten its zeros are read where the fair wants it. */
function digits(part: string, settings: VoiceSettings, language: Language): readonly Word[] {
  const n = Number(part)
  const isOneByOne = n > LARGEST_SPOKEN || (settings.leadingZeros && n < 10)
  if (isOneByOne) return Array.from(part, (digit) => `number-${digit}` as Word)
  return language === 'id' ? indonesianNumber(n) : englishNumber(n)
}
