import { VisitorDirectory, type DirectoryFilter, type DirectoryPage } from '../../core/desk/directory'
import type { Persons } from '../../core/search/persons'
import type { DeskQueries } from '../../db/queries/desk'

/** What the desk asks of the directory. */
export interface DirectoryAsk {
  readonly list: string
  /** Categories the list admits; null: everybody. */
  readonly admits: readonly string[] | null
  /** When everybody on the list last counted as gone, UTC ms; null: never. */
  readonly resetAt: number | null
  readonly presence: DirectoryFilter['presence']
  readonly category: string | null
  readonly gate: string | null
  /** Part of an institution's name; empty: everybody. */
  readonly search: string
  /** Visitors that the search hits otherwise (code, phone, number, name): they come first. */
  readonly first: readonly string[]
  readonly from: number
  readonly limit: number
}

export interface DirectoryAnswer extends DirectoryPage {
  /** More were found than are shown: the search is too wide. */
  readonly isCut: boolean
}

/** A search that finds more is told to be narrower. */
export const MOST_FOUND = 500
const CHANGES = 5_000
/** A moved order of scans (a hub's word) changes rows without a new event: lists are read anew after so long. */
const LIST_LASTS_MS = 60_000

interface HeldList {
  readonly resetAt: number | null
  readonly readAt: number
}

/**
 * Fills the desk's directory from the log's read models, and keeps it in step with the log; names come from whoever
 * unseals them (search-server.ts), in the same pass as those of the search.
 */
export class DirectoryFeed {
  readonly #directory: VisitorDirectory
  readonly #lists = new Map<string, HeldList>()
  #seq = 0

  constructor(
    persons: Persons,
    private readonly desk: DeskQueries,
    /** Milliseconds of a clock that never jumps. */
    private readonly steady: () => number,
  ) {
    this.#directory = new VisitorDirectory(persons)
  }

  /** Reads the facts of everybody. */
  fill(): void {
    this.#seq = this.desk.newestSeq()
    for (const { id, category, institution } of this.desk.visitors()) this.#directory.put(id, category, institution)
  }

  /** The name of somebody; null: none that this station can open. */
  name(visitor: string, name: string | null): void {
    this.#directory.rename(visitor, name)
  }

  /** Facts or name of somebody changed. @returns false: no event registered them yet, so nobody is to find them */
  changed(visitor: string, name: string | null): boolean {
    const facts = this.desk.facts(visitor)
    // A name without its registration is none yet: the event comes after the row.
    if (facts === null) return false
    this.#directory.put(visitor, facts.category, facts.institution)
    this.#directory.rename(visitor, name)
    return true
  }

  /** Visitors with the same name and institution. */
  sameNames(): string[][] {
    return this.#directory.sameNames()
  }

  answer(ask: DirectoryAsk): DirectoryAnswer {
    this.#catchUp()
    this.#hold(ask.list, ask.resetAt)
    const { list, presence, category, gate, search, first } = ask
    const found =
      search === '' ? null : [...new Set([...first, ...this.#directory.ofInstitution(search, MOST_FOUND + 1)])]
    const admits = ask.admits === null ? null : new Set(ask.admits)
    const filter = { list, presence, category, gate, admits, found: found === null ? null : found.slice(0, MOST_FOUND) }
    return {
      ...this.#directory.page(filter, ask.from, ask.limit),
      isCut: found !== null && found.length > MOST_FOUND,
    }
  }

  /** Who came and went since the last question. */
  #catchUp(): void {
    for (;;) {
      const changes = this.desk.streamsSince(this.#seq, CHANGES)
      for (const stream of new Set(changes.map((change) => change.stream))) this.#reread(stream)
      this.#seq = changes.at(-1)?.seq ?? this.#seq
      if (changes.length < CHANGES) return
    }
  }

  #reread(stream: string): void {
    const [kind, list = '', visitor = ''] = stream.split(':')
    const held = kind === 'checkin' ? this.#lists.get(list) : undefined
    if (held !== undefined) this.#directory.setPresence(list, visitor, this.desk.standing(list, visitor, held.resetAt))
  }

  #hold(list: string, resetAt: number | null): void {
    const held = this.#lists.get(list)
    if (held?.resetAt === resetAt && this.steady() - held.readAt < LIST_LASTS_MS) return
    this.#lists.set(list, { resetAt, readAt: this.steady() })
    this.#directory.setList(list, this.desk.standings(list, resetAt))
  }
}
