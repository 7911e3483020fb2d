import { err, ok, type Result } from '../result/result'

/**
 * Keys as words that can be printed, read out and typed again. Two bytes are one word of five letters that a mouth can
 * say (consonant, vowel, consonant, vowel, consonant: the "proquint" of D. S. Wilkerson, 2009); a key of 32 bytes is
 * sixteen words and a seventeenth over them and their place, so that a slip is found in its line, and lines put in each
 * other's place are found too. The picture beside them holds the same words.
 */
export const KEY_BYTES = 32
const WORDS_PER_KEY = KEY_BYTES / 2 + 1
const CONSONANTS = 'bdfghjklmnprstvz'
const VOWELS = 'aiou'

/** The words of one key; `place`: which of the sheet's lines it is, from 0. */
export function wordsOfKey(key: Uint8Array, place: number): readonly string[] {
  const pairs = Array.from({ length: KEY_BYTES / 2 }, (_, i) => ((key[2 * i] ?? 0) << 8) | (key[2 * i + 1] ?? 0))
  return [...pairs, check(key, place)].map(wordOf)
}

/** Why words are no keys; `line` counts from 1. */
export type RecoveryError = 'wrong_number_of_words' | 'unknown_word' | 'wrong_line'

/** The keys of so many lines, from the words in any spelling of capitals, spaces, commas and line numbers. */
export function keysOfWords(text: string, lines: number): Result<readonly Uint8Array[], RecoveryError> {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  if (words.length !== lines * WORDS_PER_KEY)
    return err('wrong_number_of_words', { found: words.length, wanted: lines * WORDS_PER_KEY })
  const keys: Uint8Array[] = []
  for (let place = 0; place < lines; place += 1) {
    const line = words.slice(place * WORDS_PER_KEY, (place + 1) * WORDS_PER_KEY)
    const values = line.map(valueOf)
    const unknown = values.indexOf(null)
    if (unknown >= 0) return err('unknown_word', { line: place + 1, word: line[unknown] ?? '' })
    const key = Uint8Array.from(
      values.slice(0, -1).flatMap((value) => (value === null ? [] : [value >> 8, value & 0xff])),
    )
    if (check(key, place) !== values.at(-1)) return err('wrong_line', { line: place + 1 })
    keys.push(key)
  }
  return ok(keys)
}

function wordOf(value: number): string {
  const letter = (letters: string, shift: number) => letters[(value >> shift) & (letters.length - 1)] ?? ''
  return [
    letter(CONSONANTS, 12),
    letter(VOWELS, 10),
    letter(CONSONANTS, 6),
    letter(VOWELS, 4),
    letter(CONSONANTS, 0),
  ].join('')
}

function valueOf(word: string): number | null {
  if (word.length !== 5) return null
  let value = 0
  for (const [at, letter] of Array.from(word).entries()) {
    const letters = at % 2 === 0 ? CONSONANTS : VOWELS
    const found = letters.indexOf(letter)
    if (found < 0) return null
    value = value * letters.length + found
  }
  return value
}

/** CRC-16/CCITT over the place and the key: finds every single wrong word. It keeps no secret and hides none. */
function check(key: Uint8Array, place: number): number {
  let crc = 0xffff
  for (const byte of [place, ...key]) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ ((crc & 0x8000) === 0 ? 0 : 0x1021)) & 0xffff
  }
  return crc
}
