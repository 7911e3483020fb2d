import type { CLIP_WORDS } from './clips'

/** A clip's name within its language. */
export type IndonesianWord = keyof typeof CLIP_WORDS.id
export type EnglishWord = keyof typeof CLIP_WORDS.en

/** Above this a number is read digit by digit: nobody follows a longer one by ear. */
export const LARGEST_SPOKEN = 999_999

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
const digit = (n: number) => `number-${n as Digit}` as const
const rest = <Word>(n: number, say: (n: number) => readonly Word[]) => (n === 0 ? [] : say(n))

/** A whole number from 0 to `LARGEST_SPOKEN` in Indonesian: `se-` for one hundred and one thousand, never "dan". */
export function indonesianNumber(n: number): readonly IndonesianWord[] {
  if (n < 10) return [digit(n)]
  if (n === 10 || n === 11) return [`number-${n}`]
  if (n < 20) return [digit(n - 10), 'belas']
  if (n < 100) return [digit(Math.floor(n / 10)), 'puluh', ...rest(n % 10, indonesianNumber)]
  if (n < 200) return ['number-100', ...rest(n - 100, indonesianNumber)]
  if (n < 1000) return [digit(Math.floor(n / 100)), 'ratus', ...rest(n % 100, indonesianNumber)]
  if (n < 2000) return ['number-1000', ...rest(n - 1000, indonesianNumber)]
  return [...indonesianNumber(Math.floor(n / 1000)), 'ribu', ...rest(n % 1000, indonesianNumber)]
}

type Ten = 20 | 30 | 40 | 50 | 60 | 70 | 80 | 90
type Teen = 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19

/** A whole number from 0 to `LARGEST_SPOKEN` in English; without "and", which a loudspeaker turns into "hundred'n". */
export function englishNumber(n: number): readonly EnglishWord[] {
  if (n < 10) return [digit(n)]
  if (n < 20) return [`number-${n as Teen}`]
  if (n < 100) return [`number-${(n - (n % 10)) as Ten}`, ...rest(n % 10, englishNumber)]
  if (n < 1000) return [digit(Math.floor(n / 100)), 'hundred', ...rest(n % 100, englishNumber)]
  return [...englishNumber(Math.floor(n / 1000)), 'thousand', ...rest(n % 1000, englishNumber)]
}
