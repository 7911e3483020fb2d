import type { FoundPerson } from '../../core/search/find'
import { serializeFairKeys, type FairKeys } from '../../db/people/keys'
import type { DirectoryAnswer, DirectoryAsk } from './directory-feed'
import type {
  DuplicatesAnswer,
  DuplicatesAsk,
  SearchAnswer,
  SearchFinds,
  SearchQuestion,
  SearchReply,
  SearchRequest,
} from './messages'

/**
 * What a search answers. Until the index is `ready` it finds nobody, and says so: `total` counts the names read so far.
 * Exact codes and phones are found without it (`folder.checkin`, `folder.people`).
 */
export interface FoundPeople {
  readonly ready: boolean
  /** People in the index. */
  readonly total: number
  readonly people: readonly FoundPerson[]
}

/** Search by name among all people whom this station can greet. Answers never reject. */
export interface PeopleSearch {
  state(): { readonly ready: boolean; readonly total: number }
  /** The likeliest first; fewer than three letters find nobody. */
  find(query: string, limit: number): Promise<FoundPeople>
  /** People who may be this one, registered before. */
  similar(person: { readonly name: string; readonly institution: string | null }, limit?: number): Promise<FoundPeople>
  /** A page of the desk's table; null: not ready. */
  directory(ask: DirectoryAsk): Promise<DirectoryAnswer | null>
  /** Visitors who may be one person; null: not ready. */
  duplicates(ask: DuplicatesAsk): Promise<DuplicatesAnswer | null>
  stop(): void
}

/** The process at the other end. */
export interface SearchProcess {
  send(request: SearchRequest): void
  onReply(listener: (reply: SearchReply) => void): void
  /** It ended by itself. */
  onEnd(listener: () => void): void
  stop(): void
}

export interface PeopleSearchOptions {
  readonly dir: string
  readonly keys: FairKeys
  readonly start: () => SearchProcess
  /** The index became ready, or what it holds changed. */
  readonly changed: () => void
  readonly report: (what: string, thrown: unknown) => void
}

/** How long after its end the process is started anew. */
const AGAIN_MS = 2_000

/** Starts the search process and asks it. A process that ends is started again; who asked meanwhile hears "not ready". */
export function startPeopleSearch(options: PeopleSearchOptions): PeopleSearch {
  const { dir, keys, report } = options
  let ready = false
  let total = 0
  let asked = 0
  let child: SearchProcess | null = null
  let again: NodeJS.Timeout | null = null
  const waiting = new Map<number, (answer: SearchAnswer | null) => void>()
  const notReady = (): FoundPeople => ({ ready: false, total, people: [] })

  const take = (reply: SearchReply) => {
    if (reply.say === 'answer') {
      waiting.get(reply.n)?.(reply.answer)
      waiting.delete(reply.n)
      return
    }
    total = reply.total
    if (reply.say === 'reading') return
    ready = true
    options.changed()
  }
  const begin = () => {
    const started = options.start()
    child = started
    started.onReply(take)
    started.onEnd(() => {
      ready = false
      child = null
      for (const answer of waiting.values()) answer(null)
      waiting.clear()
      report('search', new Error('the search process ended; it is started again'))
      options.changed()
      again = setTimeout(begin, AGAIN_MS)
    })
    // Of all keys only the one that opens names.
    started.send({
      say: 'open',
      dir,
      greetKey: serializeFairKeys(keys.greet === undefined ? {} : { greet: keys.greet }),
    })
  }
  /** Each question is answered in its own form; null: not ready. */
  const ask = <A extends SearchAnswer>(question: SearchQuestion): Promise<A | null> => {
    if (!ready || child === null) return Promise.resolve(null)
    const n = (asked += 1)
    const asks = child
    return new Promise((resolve) => {
      waiting.set(n, (answer) => resolve(answer as A | null))
      asks.send({ say: 'ask', n, question })
    })
  }
  const people = async (question: SearchQuestion): Promise<FoundPeople> => {
    const answer = await ask<SearchFinds>(question)
    return answer === null ? notReady() : { ready: true, ...answer }
  }
  begin()
  return {
    state: () => ({ ready, total }),
    find: (query, limit) => people({ what: 'find', query, limit }),
    similar: (person, limit = 10) => people({ what: 'similar', ...person, limit }),
    duplicates: (wanted) => ask<DuplicatesAnswer>({ what: 'duplicates', ask: wanted }),
    directory: (wanted) => ask<DirectoryAnswer>({ what: 'directory', ask: wanted }),
    stop: () => {
      if (again !== null) clearTimeout(again)
      child?.stop()
    },
  }
}
