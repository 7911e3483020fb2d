import type { Persons } from '../search/persons'

/** Where a visitor stands on a check-in list: not here yet, inside, gone again. */
export const PRESENCES = ['not_here', 'inside', 'left'] as const
export type Presence = (typeof PRESENCES)[number]

/** What the desk's table is narrowed to. */
export interface DirectoryFilter {
  /** Code of the check-in list whose attendance is told. */
  readonly list: string
  /** Categories the list admits; null: everybody. */
  readonly admits: ReadonlySet<string> | null
  /** Null: wherever they are. */
  readonly presence: Presence | null
  readonly category: string | null
  /** Only who came through this gate last; null: whichever, and who never came. */
  readonly gate: string | null
  /** Only these visitors, in this order (the best find first); null: all, by name. */
  readonly found: readonly string[] | null
}

export interface DirectoryPage {
  readonly visitors: readonly string[]
  /** How many the filter leaves. */
  readonly total: number
  /** How many there are without the presence chosen, and of each presence. */
  readonly counts: Readonly<Record<Presence | 'all', number>>
}

const NOT_HERE = 0
const CODE_OF: Readonly<Record<Presence, number>> = { not_here: NOT_HERE, inside: 1, left: 2 }
/** A mark holds the presence in its low bits and the number of the gate above them; 0: no gate. */
const GATE_SHIFT = 2
const PRESENCE_BITS = (1 << GATE_SHIFT) - 1
/** Gates beyond are told as none: a set-up has a few dozen. */
const MOST_GATES = 1 << (16 - GATE_SHIFT)

/** Where one visitor stands on a list. `gate`: of the entry of the present or last stay; null: none, or not known. */
export interface Standing {
  readonly presence: Presence
  readonly gate: string | null
}
/** No mark holds it: nobody came through that gate. */
const NO_SUCH_GATE = -1
/** After every name. */
const NAMELESS = '\uffff'

/** What a name is put in order by: without case or marks over letters. */
export const nameKey = (name: string): string =>
  name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim().toLowerCase()

interface Kept {
  readonly key: string
  readonly page: Omit<DirectoryPage, 'visitors'>
  readonly chosen: Int32Array
}

/**
 * Everybody the desk may list, in memory and in the order of their names: names are sealed on disk, so no index there
 * can hold that order. Who they are stands in `Persons`, which the search shares; here stand their order and where they
 * are, in flat arrays: a million of them are narrowed to one filter in some milliseconds, and the answer is kept until
 * something changes. Fed by whoever reads the log (main/search/directory-feed.ts); knows no database.
 */
export class VisitorDirectory {
  readonly #presence = new Map<string, Uint16Array>()
  /** Numbers of gates, from 1. */
  readonly #gates = new Map<string, number>()
  /** Numbers in the order of their names; built at the first question, kept by insertion after it. */
  #order: Int32Array | null = null
  #kept: Kept | null = null

  constructor(readonly persons: Persons) {}

  /** Adds a visitor, or changes what is known of one. `category` null: only a scan of theirs is known here. */
  put(id: string, category: string | null, institution: string | null): void {
    this.persons.setFacts(this.#numberOf(id), category, institution)
    this.#kept = null
  }

  /** The name of a visitor; null: none that this station can open. */
  rename(id: string, name: string | null): void {
    const at = this.#numberOf(id)
    const old = this.persons.name(at)
    if (old === name) return
    if (this.#order !== null) this.#order = without(this.#order, this.#place(this.#order, at))
    this.persons.setName(at, name)
    if (this.#order !== null) this.#order = withOne(this.#order, this.#place(this.#order, at), at)
    this.#kept = null
  }

  /** Where everybody stands on a list, at once: who is not named is not here. */
  setList(list: string, rows: Iterable<Standing & { readonly visitor: string }>): void {
    const marks = new Uint16Array(grown(this.persons.size))
    this.#presence.set(list, marks)
    for (const row of rows) this.setPresence(list, row.visitor, row)
    this.#kept = null
  }

  /** Where one visitor stands on a list that was set before; of another list nothing is kept. */
  setPresence(list: string, visitor: string, { presence, gate }: Standing): void {
    const at = this.#numberOf(visitor)
    let marks = this.#presence.get(list)
    if (marks === undefined) return
    if (at >= marks.length) {
      const wider = new Uint16Array(grown(at + 1))
      wider.set(marks)
      marks = wider
      this.#presence.set(list, marks)
    }
    marks[at] = CODE_OF[presence] | (this.#gateNumber(gate) << GATE_SHIFT)
    this.#kept = null
  }

  /** Visitors whose institution holds this text, at most `limit`; without case or marks over letters. */
  ofInstitution(text: string, limit: number): string[] {
    const wanted = nameKey(text)
    const holds = new Map<string, boolean>()
    const isOf = (at: number): boolean => {
      const institution = this.persons.institution(at)
      if (institution === null) return false
      let isIt = holds.get(institution)
      if (isIt === undefined) holds.set(institution, (isIt = nameKey(institution).includes(wanted)))
      return isIt
    }
    return wanted === '' ? [] : this.#matching(limit, isOf)
  }

  /**
   * Visitors with the same name and the same institution, each group in the order of registration. A name of one word
   * alone says nothing: it needs an institution. One walk over the order of names, so that a million need no memory.
   */
  sameNames(): string[][] {
    const groups: string[][] = []
    let run: number[] = []
    let name = NAMELESS
    const close = () => {
      if (run.length > 1 && name !== NAMELESS) groups.push(...this.#sameInstitution(run, name.includes(' ')))
    }
    for (const at of this.#ordered()) {
      const key = this.#key(at)
      if (key !== name) {
        close()
        run = []
        name = key
      }
      if (this.persons.category(at) !== null) run.push(at)
    }
    close()
    return groups
  }

  #sameInstitution(run: readonly number[], isLongName: boolean): string[][] {
    const by = new Map<string, string[]>()
    for (const at of run) {
      const institution = nameKey(this.persons.institution(at) ?? '')
      if (institution === '' && !isLongName) continue
      const found = by.get(institution)
      if (found === undefined) by.set(institution, [this.persons.visitor(at)])
      else found.push(this.persons.visitor(at))
    }
    return [...by.values()].filter((group) => group.length > 1)
  }

  /** The visitors from the `from`th on, at most `limit`. */
  page(filter: DirectoryFilter, from: number, limit: number): DirectoryPage {
    const { chosen, page } = this.#narrowed(filter)
    return {
      ...page,
      visitors: Array.from(chosen.subarray(from, from + limit), (at) => this.persons.visitor(at)),
    }
  }

  #narrowed(filter: DirectoryFilter): Kept {
    const key = JSON.stringify({ ...filter, admits: filter.admits === null ? null : [...filter.admits] })
    if (this.#kept?.key === key) return this.#kept
    const candidates = filter.found === null ? this.#ordered() : this.#known(filter.found)
    const marks = this.#presence.get(filter.list) ?? new Uint16Array(0)
    const wanted = filter.presence === null ? null : CODE_OF[filter.presence]
    const gate = filter.gate === null ? null : (this.#gates.get(filter.gate) ?? NO_SUCH_GATE)
    const counts = [0, 0, 0]
    const chosen = new Int32Array(candidates.length)
    let total = 0
    for (const at of candidates) {
      const category = this.persons.category(at)
      if (filter.category !== null && category !== filter.category) continue
      const mark = marks[at] ?? NOT_HERE
      if (gate !== null && mark >> GATE_SHIFT !== gate) continue
      const presence = mark & PRESENCE_BITS
      // Whom the list does not admit is expected nowhere on it; who came all the same is there.
      const isOf = presence !== NOT_HERE || filter.found !== null || isAdmitted(filter.admits, category)
      if (!isOf) continue
      counts[presence] = (counts[presence] ?? 0) + 1
      if (wanted === null || wanted === presence) chosen[total++] = at
    }
    const [notHere = 0, inside = 0, left = 0] = counts
    const page = { total, counts: { all: notHere + inside + left, not_here: notHere, inside, left } }
    this.#kept = { key, page, chosen: chosen.slice(0, total) }
    return this.#kept
  }

  #matching(limit: number, isIt: (at: number) => boolean): string[] {
    const found: string[] = []
    for (const at of this.#ordered()) if (isIt(at) && found.push(this.persons.visitor(at)) >= limit) break
    return found
  }

  #gateNumber(gate: string | null): number {
    if (gate === null) return 0
    const known = this.#gates.get(gate)
    if (known !== undefined) return known
    const number = this.#gates.size + 1
    if (number >= MOST_GATES) return 0
    this.#gates.set(gate, number)
    return number
  }

  #known(visitors: readonly string[]): Int32Array {
    return Int32Array.from(visitors.map((id) => this.persons.find(id)).filter((at) => at >= 0))
  }

  #numberOf(id: string): number {
    const before = this.persons.size
    const at = this.persons.numberOf(id)
    if (at < before) return at
    if (this.#order !== null) this.#order = withOne(this.#order, this.#place(this.#order, at), at)
    this.#kept = null
    return at
  }

  #ordered(): Int32Array {
    if (this.#order === null) {
      // All keys at once, for as long as it takes: a comparison that made them would make each twenty times.
      const keys = Array.from({ length: this.persons.size }, (_, at) => this.#key(at))
      const first = Float64Array.from(keys, beginningOf)
      this.#order = Int32Array.from(keys.keys()).sort((a, b) => {
        const apart = (first[a] ?? 0) - (first[b] ?? 0)
        if (apart !== 0) return apart
        const [one = '', other = ''] = [keys[a], keys[b]]
        return one < other ? -1 : one > other ? 1 : this.persons.compare(a, b)
      })
    }
    return this.#order
  }

  /** Where a visitor stands in the order, or would. */
  #place(order: Int32Array, at: number): number {
    let [low, high] = [0, order.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#compare(order[middle] ?? 0, at) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** By name; of equal names the earlier registered first. */
  #compare(a: number, b: number): number {
    const [one, other] = [this.#key(a), this.#key(b)]
    return one < other ? -1 : one > other ? 1 : this.persons.compare(a, b)
  }

  #key(at: number): string {
    const name = this.persons.name(at)
    return name === null ? NAMELESS : nameKey(name) || NAMELESS
  }
}

const LETTERS = 6
const LETTER_MAX = 255

/**
 * The first letters of a key as one number in the same order: most keys are told apart without their texts. What is
 * behind a letter that does not fit says nothing.
 */
function beginningOf(key: string): number {
  let number = 0
  let isOver = false
  for (let at = 0; at < LETTERS; at += 1) {
    const letter = isOver || at >= key.length ? 0 : Math.min(LETTER_MAX, key.charCodeAt(at))
    number = number * (LETTER_MAX + 1) + letter
    if (letter === LETTER_MAX) isOver = true
  }
  return number
}

const isAdmitted = (admits: ReadonlySet<string> | null, category: string | null): boolean =>
  admits === null || (category !== null && admits.has(category))

const grown = (size: number): number => Math.max(1_024, Math.ceil(size * 1.25))

function without(order: Int32Array, place: number): Int32Array {
  const shorter = new Int32Array(order.length - 1)
  shorter.set(order.subarray(0, place))
  shorter.set(order.subarray(place + 1), place)
  return shorter
}

function withOne(order: Int32Array, place: number, at: number): Int32Array {
  const longer = new Int32Array(order.length + 1)
  longer.set(order.subarray(0, place))
  longer[place] = at
  longer.set(order.subarray(place), place + 1)
  return longer
}
