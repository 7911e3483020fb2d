import { foldName, isNear, soundOf, wordsOf } from '../search/spelling'

/** Why nobody is taken for a participant without a person's word. */
export type Doubt =
  /** Nobody has this name. */
  | 'unknown'
  /** Several people have this name, or this e-mail. */
  | 'several'
  /** One word is not enough to know somebody by. */
  | 'short_name'
  /** Somebody has nearly this name. */
  | 'near'

export type Match =
  | { readonly is: 'found'; readonly visitor: string; readonly by: 'code' | 'email' | 'name' }
  | { readonly is: 'doubtful'; readonly why: Doubt; readonly candidates: readonly string[] }

/** Everybody's name, made ready for being looked up. */
export interface NameBook {
  readonly exact: ReadonlyMap<string, readonly string[]>
  /** By how a word of the name sounds. */
  readonly byWord: ReadonlyMap<string, readonly string[]>
  readonly names: ReadonlyMap<string, readonly string[]>
}

/** What is known of a participant; `byEmail`: whose that e-mail is. */
export interface Participant {
  readonly names: readonly string[]
  readonly byCode: string | null
  readonly byEmail: readonly string[]
}

/** Words of a name, as it is compared with others: in any order, titles and marks left as they are. */
const keyOf = (name: string): string => wordsOf(name).toSorted().join(' ')

export function nameBook(people: Iterable<{ readonly visitor: string; readonly name: string }>): NameBook {
  const [exact, byWord] = [new Map<string, string[]>(), new Map<string, string[]>()]
  const names = new Map<string, readonly string[]>()
  const put = (map: Map<string, string[]>, key: string, visitor: string) => {
    const found = map.get(key)
    if (found === undefined) map.set(key, [visitor])
    else if (found.at(-1) !== visitor) found.push(visitor)
  }
  for (const { visitor, name } of people) {
    const words = wordsOf(name)
    if (words.length === 0) continue
    names.set(visitor, words)
    put(exact, words.toSorted().join(' '), visitor)
    for (const word of words) put(byWord, soundOf(word), visitor)
  }
  return { exact, byWord, names }
}

/** As many as a person looks through. */
const MOST_CANDIDATES = 5
/** A word that more people have says too little to look all of them up. */
const COMMON = 2_000

/** A code or an e-mail is a person; a full name is when only one has it. Everything else is asked. */
export function matchParticipant({ names, byCode, byEmail }: Participant, book: NameBook): Match {
  if (byCode !== null) return { is: 'found', visitor: byCode, by: 'code' }
  const named = names.flatMap((name) => book.exact.get(keyOf(name)) ?? [])
  const [mail] = byEmail
  if (mail !== undefined) {
    if (byEmail.length === 1) return { is: 'found', visitor: mail, by: 'email' }
    // One address for a whole family: the name says who.
    const both = [...new Set(byEmail.filter((visitor) => named.includes(visitor)))]
    const [only] = both
    return only !== undefined && both.length === 1
      ? { is: 'found', visitor: only, by: 'email' }
      : doubtful('several', byEmail)
  }
  const found = [...new Set(named)]
  const [only] = found
  if (only !== undefined) {
    if (found.length > 1) return doubtful('several', found)
    const isLong = names.some(
      (name) => foldName(name).includes(' ') && book.exact.get(keyOf(name))?.includes(only) === true,
    )
    return isLong ? { is: 'found', visitor: only, by: 'name' } : doubtful('short_name', found)
  }
  const near = nearest(names, book)
  return near.length === 0 ? doubtful('unknown', []) : doubtful('near', near)
}

const doubtful = (why: Doubt, candidates: readonly string[]): Match => ({
  is: 'doubtful',
  why,
  candidates: candidates.slice(0, MOST_CANDIDATES),
})

/** Who shares most of the words, forgiving one letter in each; at least half of them. */
function nearest(names: readonly string[], { byWord, names: known }: NameBook): string[] {
  const scores = new Map<string, number>()
  for (const name of names) {
    const words = wordsOf(name)
    for (const visitor of new Set(words.flatMap((word) => few(byWord.get(soundOf(word)))))) {
      const theirs = known.get(visitor) ?? []
      const shared = words.filter((word) => theirs.some((other) => other === word || isNear(other, word))).length
      const score = shared / Math.max(words.length, theirs.length)
      if (score >= 0.5) scores.set(visitor, Math.max(score, scores.get(visitor) ?? 0))
    }
  }
  return [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([visitor]) => visitor)
}

const few = (visitors: readonly string[] = []): readonly string[] => (visitors.length > COMMON ? [] : visitors)
