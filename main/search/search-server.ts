import { assertNever } from '../../core/result/result'
import { parseFairKeys } from '../../db/people/keys'
import { PeopleStore } from '../../db/people/store'
import { visitorFacts, watchPeople } from '../../db/search/changes'
import { findPeople, similarPeople } from '../../db/search/find'
import { SearchIndex } from '../../db/search/search-index'
import { openToRead } from '../folder/fair-folder'
import { deskQueries } from '../../db/queries/desk'
import { DirectoryFeed } from './directory-feed'
import type { IndexedPerson, SearchAnswer, SearchQuestion, SearchReply, SearchRequest } from './messages'

/** People taken into the index at a time: many, since the full-text table writes out what it holds for each lot. */
const PAGE = 20_000
/** How often it is asked whether somebody's name or facts changed, here or by another process. */
const LOOK_MS = 250

/**
 * The index of names, in a process of its own: unseals every name once, follows what changes, answers. Holds the names
 * in memory alone.
 * @returns takes the next request; `stop` ends it
 */
export function searchServer(reply: (message: SearchReply) => void): {
  take: (request: SearchRequest) => void
  stop: () => void
} {
  const index = new SearchIndex()
  let followed: Followed | null = null
  const take = (request: SearchRequest) => {
    if (request.say === 'open') followed = follow(index, request.dir, Buffer.from(request.greetKey), reply)
    else if (followed !== null)
      reply({ say: 'answer', n: request.n, answer: answerTo(index, followed, request.question) })
  }
  return {
    take,
    stop: () => {
      followed?.end()
      index.close()
    },
  }
}

/** What is kept in step with a folder. */
interface Followed {
  readonly directory: DirectoryFeed
  /** Reads what changed since the last look. */
  readonly look: () => void
  readonly end: () => void
}

function answerTo(index: SearchIndex, { directory, look }: Followed, question: SearchQuestion): SearchAnswer {
  switch (question.what) {
    case 'find':
      return { total: index.total, people: findPeople(index, question.query, question.limit) }
    case 'similar':
      return { total: index.total, people: similarPeople(index, question, question.limit) }
    case 'page':
      return index.page(question.request)
    case 'directory':
      look()
      return directory.answer(question.ask)
    default:
      return assertNever(question)
  }
}

/** Fills the index and the desk's directory and keeps them up: each name is unsealed once for both. */
function follow(index: SearchIndex, dir: string, keyBytes: Buffer, reply: (message: SearchReply) => void): Followed {
  const keys = parseFairKeys(keyBytes)
  if (!keys.ok) throw new Error('the search process was given no keys')
  const { people, log } = openToRead(dir)
  const store = new PeopleStore(people, { keys: keys.value, now: () => 0 })
  const factsOf = visitorFacts(log)
  const directory = new DirectoryFeed(deskQueries(log), () => performance.now())
  // Looked at before the first name is read, so that nothing falls in between.
  const changes = watchPeople(people, log)

  const personOf = (visitor: string, name: string): IndexedPerson[] => {
    // A name without its registration is none yet: the event comes after the row.
    const facts = factsOf(visitor)
    return facts === null ? [] : [{ visitor, name, ...facts }]
  }
  directory.fill()
  let page: IndexedPerson[] = []
  const flush = () => {
    index.put(page)
    page = []
    reply({ say: 'reading', total: index.total })
  }
  store.forEachGreet(({ visitor, name }) => {
    const person = personOf(visitor, name)
    if (person.length > 0) directory.name(visitor, name)
    page.push(...person)
    if (page.length >= PAGE) flush()
  })
  flush()
  const look = () => {
    const changed = changes.next()
    if (changed.length === 0) return
    const now = changed.flatMap((visitor) => {
      const greet = store.read(visitor, 'greet')
      directory.changed(visitor, greet.ok ? greet.value.name : null)
      return greet.ok ? personOf(visitor, greet.value.name) : []
    })
    const there = new Set(now.map((person) => person.visitor))
    index.remove(changed.filter((visitor) => !there.has(visitor) && index.has(visitor)))
    index.put(now)
    reply({ say: 'changed', total: index.total })
  }
  look()
  reply({ say: 'ready', total: index.total })
  const timer = setInterval(look, LOOK_MS)
  const end = () => {
    clearInterval(timer)
    people.close()
    log.close()
  }
  return { directory, look, end }
}
