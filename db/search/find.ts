import { FORGIVEN_LENGTH, foldName, isNear, soundOf } from '../../core/search/spelling'
import type { IndexedPerson, MatchedPerson, SearchIndex } from './search-index'

/** Fewer letters than this are no question: half of all people would be the answer. */
export const LEAST_LETTERS = 3
/** So many names that are only like the one typed are looked at. */
const LOOKED_AT = 200
/** So many words that hold the typed letters somewhere. */
const PARTS = 40

/**
 * The people whose names are meant, the likeliest first: every word typed is a word of the name, the beginning of one,
 * or one within one letter of it. Who has exactly the typed name comes first; but some places are kept for names within
 * one letter of it, since a slip may make another person's name.
 */
export function findPeople(index: SearchIndex, query: string, limit: number): IndexedPerson[] {
  const typed = wordsOf(query)
  if (typed.join('').length < LEAST_LETTERS) return []
  const asked = typed.map((word) => alternatives(index, word))
  const exact = all(asked.map(({ sound }) => quoted(sound)))
  const begun = all(asked.map(({ sound, parts }) => any([`${quoted(sound)}*`, ...parts.map(quoted)])))
  const whole = index.match(exact, limit)
  const partly = whole.length < limit ? index.match(`(${begun}) NOT (${exact})`, limit) : []
  const near = asked.some((word) => word.near.length > 0)
    ? index.match(
        `(${all(asked.map(({ sound, parts, near: like }) => any([`${quoted(sound)}*`, ...parts.map(quoted), ...like.map(quoted)])))}) NOT (${begun})`,
        LOOKED_AT,
      )
    : []
  const sure = byCost([...whole, ...partly], typed)
  const like = oneOfEachFirst(byCost(near, typed))
  // With enough sure ones, three of ten places stay for what may have been meant.
  const kept = Math.min(like.length, Math.max(limit - sure.length, Math.floor(limit * 0.3)))
  return [...sure.slice(0, limit - kept), ...like.slice(0, kept)].map(plain)
}

/** People who may be this one, registered twice: every word of the name is within one letter, none is over. Those of the same institution first. */
export function similarPeople(
  index: SearchIndex,
  { name, institution }: { readonly name: string; readonly institution: string | null },
  limit: number,
): IndexedPerson[] {
  const words = wordsOf(name)
  if (words.join('').length < LEAST_LETTERS) return []
  const place = foldName(institution ?? '')
  const expression = all(
    words.map((word) => {
      const { sound, near } = alternatives(index, word)
      return any([quoted(sound), ...near.map(quoted)])
    }),
  )
  return index
    .match(expression, LOOKED_AT)
    .filter((person) => person.folded.split(' ').length === words.length)
    .map((person) => ({ person, isThere: foldName(person.institution ?? '') === place, cost: costOf(person, words) }))
    .sort((a, b) => Number(b.isThere) - Number(a.isThere) || a.cost - b.cost)
    .slice(0, limit)
    .map(({ person }) => plain(person))
}

const plain = ({ folded: _folded, ...person }: MatchedPerson): IndexedPerson => person

const wordsOf = (text: string): string[] =>
  foldName(text)
    .split(' ')
    .filter((word) => word !== '')

interface Alternatives {
  readonly sound: string
  /** Words that hold the typed one somewhere, as they sound. */
  readonly parts: readonly string[]
  /** Words within one letter of it, as they sound. */
  readonly near: readonly string[]
}

function alternatives(index: SearchIndex, word: string): Alternatives {
  const sound = soundOf(word)
  const parts = word.length < FORGIVEN_LENGTH ? [] : index.wordsWith(word, PARTS).map(soundOf)
  // One letter may be missing: from three letters on a longer word may be meant.
  const near =
    word.length < FORGIVEN_LENGTH - 1
      ? []
      : index
          .wordsLike(word)
          .filter((other) => isNear(other, word))
          .map(soundOf)
          .filter((other) => other !== sound)
  return { sound, parts: [...new Set(parts)].filter((part) => !part.startsWith(sound)), near: [...new Set(near)] }
}

const quoted = (word: string): string => `"${word}"`
const any = (terms: readonly string[]): string => `(${terms.join(' OR ')})`
const all = (terms: readonly string[]): string => terms.join(' AND ')

function byCost(people: readonly MatchedPerson[], typed: readonly string[]): MatchedPerson[] {
  return people
    .map((person) => ({ person, cost: costOf(person, typed) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ person }) => person)
}

/** How far a name is from what was typed: each typed word from the nearest of its words, and each word that is over. */
function costOf({ folded }: MatchedPerson, typed: readonly string[]): number {
  const words = folded.split(' ')
  const far = typed.reduce((sum, word) => sum + Math.min(...words.map((own) => distance(own, word))), 0)
  return far + 0.2 * Math.max(0, words.length - typed.length)
}

function distance(own: string, typed: string): number {
  if (own === typed) return 0
  const [a, b] = [soundOf(own), soundOf(typed)]
  if (a === b) return 0.1
  if (a.startsWith(b)) return 0.5
  if (isNear(own, typed)) return 1
  return a.includes(b) ? 1.2 : 3
}

/** Before a second person of one name, one of every other name: what was meant is among few names, each with many people. */
function oneOfEachFirst(people: readonly MatchedPerson[]): MatchedPerson[] {
  const seen = new Map<string, number>()
  return people
    .map((person) => {
      const turn = seen.get(person.folded) ?? 0
      seen.set(person.folded, turn + 1)
      return { person, turn }
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ person }) => person)
}
