import { emailLookupText, phoneLookupText } from './lookup-text'

/**
 * What a person types about themselves, made fit to be kept. A person is asked kindly to look again only where the text
 * cannot be meant: names of every form pass, since who knows a name better than the one who bears it.
 */

/** What is wrong with an answer. */
export type AnswerProblem =
  'empty' | 'too_short' | 'too_long' | 'not_a_name' | 'not_a_phone' | 'not_an_email' | 'not_a_choice'

/** Answer ready to be kept, or what is wrong with it. An empty text is `empty`: whether that will do is the field's rule. */
export type ReadAnswer =
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly problem: AnswerProblem }

/** Longest texts that are kept, in characters as people count them. */
export const LONGEST = { name: 120, institution: 120, phone: 20, email: 254, question: 200 } as const
const SHORTEST_NAME = 2
/** ITU E.164: at most 15 digits; the shortest numbers of small countries have 8, of Indonesia (62) 10. */
const PHONE_DIGITS = { least: 8, leastHere: 10, most: 15 } as const

const bad = (problem: AnswerProblem): ReadAnswer => ({ ok: false, problem })
const good = (value: string): ReadAnswer => ({ ok: true, value })

/** A name: one space between words, one form of the apostrophe (names are searched for by it), any script; what has no letter at all is none. */
export function readName(typed: string): ReadAnswer {
  const name = tidy(typed).replaceAll(/[’‘ʼ`´]/g, "'")
  if (name === '') return bad('empty')
  if (lengthOf(name) > LONGEST.name) return bad('too_long')
  if (!/\p{L}/u.test(name)) return bad('not_a_name')
  return lengthOf(name) < SHORTEST_NAME ? bad('too_short') : good(name)
}

/** An institution, a town, or an answer to a question of the fair's own. */
export function readText(typed: string, longest: number = LONGEST.question): ReadAnswer {
  const text = tidy(typed)
  if (text === '') return bad('empty')
  return lengthOf(text) > longest ? bad('too_long') : good(text)
}

/** A phone number, in international form: 0812 3456 7890, 62812… and +62-812… are all +6281234567890. */
export function readPhone(typed: string): ReadAnswer {
  const text = tidy(typed)
  if (text === '') return bad('empty')
  if (!/^\+?[\d\s().\-/]+$/.test(text)) return bad('not_a_phone')
  const digits = phoneLookupText(text) ?? ''
  const least = digits.startsWith('62') ? PHONE_DIGITS.leastHere : PHONE_DIGITS.least
  if (digits.length < least || digits.length > PHONE_DIGITS.most) return bad('not_a_phone')
  return good(`+${digits}`)
}

/** An e-mail address: one @ with something on both sides and a dot behind it. Whether it exists, only a letter can tell. */
export function readEmail(typed: string): ReadAnswer {
  const text = emailLookupText(typed) ?? ''
  if (text === '') return bad('empty')
  if (lengthOf(text) > LONGEST.email) return bad('too_long')
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text) ? good(text) : bad('not_an_email')
}

/** Spaces at the ends and doubled ones go, and what nobody can see or type; letters are kept composed. */
function tidy(typed: string): string {
  return typed
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const lengthOf = (text: string): number => Array.from(text).length
