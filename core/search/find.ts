import type { NameIndex } from './name-index'
import { foldName, wordsOf } from './spelling'
import { MATCH_COST, NEAR, type Matched } from './words'

/** A person as the search tells of them. */
export interface FoundPerson {
  readonly visitor: string
  readonly name: string
  readonly institution: string | null
  readonly category: string
}

/** Fewer letters than this are no question: half of all people would be the answer. */
export const LEAST_LETTERS = 3
/** Nobody types more words of a name. */
const MOST_WORDS = 10
/** So many names that are only like the one typed are kept, to show one of each. */
const KEPT = 500
/** What each word of a name costs that nobody typed; tenths, as in `MATCH_COST`. */
const OVER = 2
const LONGEST = 511

/**
 * The people whose names are meant, the likeliest first: every word typed is a word of the name, the beginning of one,
 * within one, or one within one letter of it. Who has exactly the typed name comes first; but some places are kept for
 * names within one letter of it, since a slip may make another person's name.
 */
export function findPeople(index: NameIndex, query: string, limit: number): FoundPerson[] {
  const typed = wordsOf(query).slice(0, MOST_WORDS)
  if (typed.join('').length < LEAST_LETTERS) return []
  const { sure, near } = matching(index, typed, { wantsParts: true, isIt: () => true, kept: Math.max(limit, KEPT) })
  const like = oneOfEachFirst(index, near)
  // With enough sure ones, three of ten places stay for what may have been meant.
  const kept = Math.min(like.length, Math.max(limit - sure.length, Math.floor(limit * 0.3)))
  return [...sure.slice(0, limit - kept), ...like.slice(0, kept)].map((person) => told(index, person))
}

/** People who may be this one, registered twice: every word of the name is within one letter, none is over. Those of the same institution first. */
export function similarPeople(
  index: NameIndex,
  { name, institution }: { readonly name: string; readonly institution: string | null },
  limit: number,
): FoundPerson[] {
  const typed = wordsOf(name).slice(0, MOST_WORDS)
  if (typed.join('').length < LEAST_LETTERS) return []
  const isIt = (person: number) => index.count(person) === typed.length
  const { sure, near } = matching(index, typed, { wantsParts: false, isIt, kept: KEPT })
  const place = foldName(institution ?? '')
  const all = [...sure, ...near]
  const isThere = (person: number) => foldName(index.persons.institution(person) ?? '') === place
  return [...all.filter(isThere), ...all.filter((person) => !isThere(person))]
    .slice(0, limit)
    .map((person) => told(index, person))
}

interface Wanted {
  readonly wantsParts: boolean
  /** May this person be shown at all? */
  readonly isIt: (person: number) => boolean
  /** How many of each kind. */
  readonly kept: number
}

/** Everybody whose name holds all the words typed, and everybody whose name does with a letter forgiven; nearest first. */
function matching(index: NameIndex, typed: readonly string[], { wantsParts, isIt, kept }: Wanted) {
  const asked = typed.map((word) => index.words.matching(word, wantsParts))
  const [sure, near] = [new Nearest(kept), new Nearest(kept)]
  // The rarest word leads to the fewest people; the others are looked for in their names.
  const rarest = asked.reduce((least, one) => (peopleOf(index, one) < peopleOf(index, least) ? one : least))
  index.visit(rarest.words, (person) => {
    const cost = costOf(index, person, asked)
    if (cost === Infinity || !isIt(person)) return
    const far = Math.floor(cost / 2) + OVER * Math.max(0, index.count(person) - typed.length)
    const place = (far * (LONGEST + 1) + Math.min(LONGEST, index.length(person))) * 2 ** 32 + person
    if (cost % 2 === 0) sure.add(place)
    else near.add(place)
  })
  return { sure: sure.people(), near: near.people() }
}

const peopleOf = (index: NameIndex, { words }: Matched): number =>
  words.reduce((sum, word) => sum + index.words.count(word), 0)

/**
 * How far a name is from what was typed: each typed word from the nearest of its words. Twice the tenths, and one more
 * where a letter had to be forgiven; Infinity: a word is not there.
 */
function costOf(index: NameIndex, person: number, asked: readonly Matched[]): number {
  let tenths = 0
  let isForgiven = false
  const count = index.count(person)
  for (const { how } of asked) {
    let least = Infinity
    let isIn = false
    for (let n = 0; n < count; n += 1) {
      const match = how[index.wordAt(person, n)] ?? 0
      if (match === 0) continue
      least = Math.min(least, MATCH_COST[match] ?? Infinity)
      if (match !== NEAR) isIn = true
    }
    tenths += least
    if (!isIn) isForgiven = true
  }
  return 2 * tenths + (isForgiven ? 1 : 0)
}

/** The least of many exact numbers, each once; what makes their order stands above 2^32, the person below it. */
class Nearest {
  readonly #kept: Float64Array
  #length = 0
  #limit = Infinity

  constructor(private readonly most: number) {
    this.#kept = new Float64Array(8 * most)
  }

  add(place: number): void {
    if (place >= this.#limit) return
    this.#kept[this.#length] = place
    this.#length += 1
    if (this.#length === this.#kept.length) this.#cut()
  }

  people(): number[] {
    this.#cut()
    return Array.from(this.#kept.subarray(0, this.#length), (place) => place % 2 ** 32)
  }

  #cut(): void {
    const sorted = this.#kept.subarray(0, this.#length).sort()
    let length = 0
    for (const place of sorted) {
      if (length > 0 && sorted[length - 1] === place) continue
      if (length === this.most) break
      sorted[length] = place
      length += 1
    }
    this.#length = length
    if (length === this.most) this.#limit = sorted[length - 1] ?? Infinity
  }
}

/** Before a second person of one name, one of every other name: what was meant is among few names, each with many people. */
function oneOfEachFirst(index: NameIndex, people: readonly number[]): number[] {
  const seen = new Map<string, number>()
  return people
    .map((person) => {
      const name = foldName(index.persons.name(person) ?? '')
      const turn = seen.get(name) ?? 0
      seen.set(name, turn + 1)
      return { person, turn }
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ person }) => person)
}

const told = ({ persons }: NameIndex, person: number): FoundPerson => ({
  visitor: persons.visitor(person),
  name: persons.name(person) ?? '',
  institution: persons.institution(person),
  category: persons.category(person) ?? '',
})
