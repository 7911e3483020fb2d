import { GrowingInts } from './growing'
import type { Persons } from './persons'
import { wordsOf } from './spelling'
import { Words } from './words'

/** People named since the postings were made are looked through one by one: so many at most, or this part of all. */
const FEW = 5_000
const FEW_OF = 20
const COUNT_BITS = 12
const MOST_COUNT = 2 ** COUNT_BITS - 1

/**
 * Names in memory, never on a disk: there they are sealed. For every person the words of the name, for every word the
 * persons; flat arrays, some thirty bytes a person (docs/decisions/0018-search-index.md). What changed since the
 * postings were made stands beside them (`#young`) and is looked through at each question, until it is enough to make
 * them anew.
 */
export class NameIndex {
  readonly words = new Words()
  /** For every person by number, where the words of the name begin in `#spelled` … */
  readonly #from = new GrowingInts()
  /** … and how many they are; above these bits how long the name is. */
  readonly #shape = new GrowingInts()
  #spelled = new GrowingInts()
  /** How much of `#spelled` nobody refers to. */
  #stale = 0
  #total = 0
  /** The persons of word w: `#postings` from `#starts[w]` to `#starts[w + 1]`. */
  #starts = new Int32Array(1)
  #postings = new Int32Array(0)
  #young = new Set<number>()
  #hasForgotten = false

  constructor(readonly persons: Persons) {}

  /** How many people have a name here. */
  get total(): number {
    return this.#total
  }

  /** Takes the name of a person as `persons` has it now; null there: forgets the old one. Then `settle`. */
  put(person: number): void {
    const name = this.persons.name(person)
    const spelled = name === null ? [] : wordsOf(name).slice(0, MOST_COUNT)
    const old = this.count(person)
    const from = this.#spelled.length
    for (const word of spelled) this.#spelled.push(this.words.take(word))
    for (let n = 0; n < old; n += 1) if (this.words.release(this.wordAt(person, n))) this.#hasForgotten = true
    this.#stale += old
    this.#total += Number(spelled.length > 0) - Number(old > 0)
    this.#from.set(person, from)
    this.#shape.set(person, ((name?.length ?? 0) << COUNT_BITS) | spelled.length)
    this.#young.add(person)
  }

  /** Makes ready for questions what was put in. */
  settle(): void {
    this.words.settle(this.#hasForgotten)
    this.#hasForgotten = false
    if (this.#young.size > Math.max(FEW, this.persons.size / FEW_OF)) this.#makePostings()
  }

  /** How many words a person's name has; 0: no name. */
  count(person: number): number {
    return this.#shape.at(person) & MOST_COUNT
  }

  /** How long it is. */
  length(person: number): number {
    return this.#shape.at(person) >>> COUNT_BITS
  }

  /** The nth word of a person's name. */
  wordAt(person: number, n: number): number {
    return this.#spelled.at(this.#from.at(person) + n)
  }

  /** People who may have one of these words: some had it once, and one with two of them comes twice. */
  visit(words: readonly number[], see: (person: number) => void): void {
    for (const person of this.#young) see(person)
    for (const word of words) {
      const end = this.#starts[word + 1] ?? 0
      for (let at = this.#starts[word] ?? 0; at < end; at += 1) see(this.#postings[at] ?? 0)
    }
  }

  #makePostings(): void {
    this.#young = new Set()
    if (this.#stale * 2 > this.#spelled.length) this.#compact()
    const starts = new Int32Array(this.words.end + 1)
    this.#eachWord((word) => (starts[word + 1] = (starts[word + 1] ?? 0) + 1))
    for (let word = 1; word < starts.length; word += 1) starts[word] = (starts[word] ?? 0) + (starts[word - 1] ?? 0)
    const next = starts.slice()
    this.#postings = new Int32Array(starts.at(-1) ?? 0)
    this.#eachWord((word, person) => {
      const place = next[word] ?? 0
      this.#postings[place] = person
      next[word] = place + 1
    })
    this.#starts = starts
  }

  #eachWord(see: (word: number, person: number) => void): void {
    for (let person = 0; person < this.#shape.length; person += 1)
      for (let n = 0; n < this.count(person); n += 1) see(this.wordAt(person, n), person)
  }

  #compact(): void {
    const compact = new GrowingInts(this.#spelled.length)
    for (let person = 0; person < this.#shape.length; person += 1) {
      const from = compact.length
      for (let n = 0; n < this.count(person); n += 1) compact.push(this.wordAt(person, n))
      this.#from.set(person, from)
    }
    this.#spelled = compact
    this.#stale = 0
  }
}
