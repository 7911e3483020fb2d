import { VisitorDirectory, type DirectoryFilter, type DirectoryPage } from '../../core/desk/directory'
import type { PeopleStore } from '../../db/people/store'
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
  /** Words of a name or an institution; empty: everybody. */
  readonly search: string
  /** Visitors that the search hits otherwise (code, phone, number): they come first. */
  readonly first: readonly string[]
  readonly from: number
  readonly limit: number
}

export interface DirectoryAnswer extends DirectoryPage {
  readonly names: { readonly isReady: boolean; readonly done: number }
  readonly isCut: boolean
}

/** A search that finds more is told to be narrower. */
const MOST_FOUND = 500
/** Rows of one step of filling: the process answers in between. */
const STEP = 2_000
const CHANGES = 5_000
/** A moved order of scans (a hub's word) changes rows without a new event: lists are read anew after so long. */
const LIST_LASTS_MS = 60_000

interface HeldList {
  readonly resetAt: number | null
  readonly readAt: number
}

/**
 * Fills the directory from the log's read models and the sealed names, and keeps it in step with the log. Lives in a
 * process of its own (main/directory-process.ts): filling a million takes seconds.
 */
export class DirectoryFeed {
  readonly #directory = new VisitorDirectory()
  readonly #lists = new Map<string, HeldList>()
  #seq = 0
  #named = 0
  #isReady = false

  constructor(
    private readonly desk: DeskQueries,
    private readonly people: Pick<PeopleStore, 'greetPage' | 'read'>,
    /** Milliseconds of a clock that never jumps. */
    private readonly steady: () => number,
  ) {}

  /** Reads everybody; `breathe` lets questions be answered in between. */
  async fill(breathe: () => Promise<void>): Promise<void> {
    this.#seq = this.desk.newestSeq()
    let read = 0
    for (const { id, category, institution } of this.desk.visitors()) {
      this.#directory.put(id, category, institution)
      if ((read += 1) % STEP === 0) await breathe()
    }
    for (let after: string | null = ''; after !== null;) {
      const page = this.people.greetPage(after, STEP)
      for (const { visitor, name } of page.greetings) this.#directory.rename(visitor, name)
      this.#named += page.greetings.length
      after = page.last
      await breathe()
    }
    this.#isReady = true
  }

  answer(ask: DirectoryAsk): DirectoryAnswer {
    this.#catchUp()
    this.#hold(ask.list, ask.resetAt)
    const found = ask.search === '' ? null : this.#find(ask)
    const { list, presence, category } = ask
    const admits = ask.admits === null ? null : new Set(ask.admits)
    const filter = { list, presence, category, admits, found: found === null ? null : found.slice(0, MOST_FOUND) }
    return {
      ...this.#directory.page(filter, ask.from, ask.limit),
      names: { isReady: this.#isReady, done: this.#named },
      isCut: found !== null && found.length > MOST_FOUND,
    }
  }

  #find({ search, first }: DirectoryAsk): string[] {
    const found = new Set(first)
    for (const id of this.#directory.ofName(search, MOST_FOUND + 1)) found.add(id)
    for (const id of this.#directory.ofInstitution(search, MOST_FOUND + 1)) found.add(id)
    return [...found]
  }

  /** What was appended to the log since the last question. */
  #catchUp(): void {
    for (;;) {
      const changes = this.desk.streamsSince(this.#seq, CHANGES)
      for (const stream of new Set(changes.map((change) => change.stream))) this.#reread(stream)
      this.#seq = changes.at(-1)?.seq ?? this.#seq
      if (changes.length < CHANGES) return
    }
  }

  #reread(stream: string): void {
    const [kind, one = '', other = ''] = stream.split(':')
    if (kind === 'visitor') {
      const facts = this.desk.facts(one)
      if (facts !== null) this.#directory.put(one, facts.category, facts.institution)
      const greet = this.people.read(one, 'greet')
      this.#directory.rename(one, greet.ok ? greet.value.name : null)
    } else if (kind === 'checkin') {
      const held = this.#lists.get(one)
      if (held !== undefined) this.#directory.setPresence(one, other, this.desk.presence(one, other, held.resetAt))
    }
  }

  #hold(list: string, resetAt: number | null): void {
    const held = this.#lists.get(list)
    const isFresh = held?.resetAt === resetAt && this.steady() - held.readAt < LIST_LASTS_MS
    if (isFresh) return
    this.#lists.set(list, { resetAt, readAt: this.steady() })
    this.#directory.setList(list, this.desk.presences(list, resetAt))
  }
}
