import { ALPHABET, readShortCode, SHORT_CODE_LENGTH } from '../../../core/codes/short-code'

/** Letters and digits of the keypad: the 32 of the code, so no I, L, O or U. */
export const LETTER_KEYS = Array.from(ALPHABET).filter((character) => character > '9')
export const DIGIT_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const

/** What was typed, as the boxes show it: forgiving as Crockford is (small letters, O for 0, I and L for 1), nothing else. */
export function typedCode(text: string): string {
  const characters = Array.from(text.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1'))
  return characters
    .filter((character) => ALPHABET.includes(character))
    .slice(0, SHORT_CODE_LENGTH)
    .join('')
}

/**
 * How far the typing is. A whole code whose check character is wrong was mistyped for certain: it is said on the
 * keypad and never sent, so that a slip of the finger is no refused scan.
 */
export type CodeState =
  | { readonly is: 'short'; readonly missing: number }
  | { readonly is: 'mistyped' }
  | { readonly is: 'complete'; readonly code: string }

export function codeState(typed: string): CodeState {
  if (typed.length < SHORT_CODE_LENGTH) return { is: 'short', missing: SHORT_CODE_LENGTH - typed.length }
  const code = readShortCode(typed)
  return code === null ? { is: 'mistyped' } : { is: 'complete', code }
}
