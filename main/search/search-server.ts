import { findPeople, similarPeople } from '../../core/search/find'
import { NameIndex } from '../../core/search/name-index'
import { Persons } from '../../core/search/persons'
import { assertNever } from '../../core/result/result'
import { parseFairKeys } from '../../db/people/keys'
import { PeopleStore } from '../../db/people/store'
import { apartOf, sameGroups, type SameBy, type SameGroup } from '../../core/people/duplicates'
import { personQueries } from '../../db/queries/persons'
import { deskQueries } from '../../db/queries/desk'
import { watchPeople } from '../../db/search/changes'
import { openToRead } from '../folder/fair-folder'
import { DirectoryFeed } from './directory-feed'
import type {
  DuplicatesAnswer,
  DuplicatesAsk,
  SearchAnswer,
  SearchQuestion,
  SearchReply,
  SearchRequest,
} from './messages'

/** How many names are read between two words of how far it is. */
const TOLD_EVERY = 20_000
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
  let followed: Followed | null = null
  const take = (request: SearchRequest) => {
    if (request.say === 'open') followed = follow(request.dir, Buffer.from(request.greetKey), reply)
    else if (followed !== null) reply({ say: 'answer', n: request.n, answer: answerTo(followed, request.question) })
  }
  return { take, stop: () => followed?.end() }
}

/** What is kept in step with a folder. */
interface Followed {
  readonly index: NameIndex
  readonly directory: DirectoryFeed
  readonly duplicates: (ask: DuplicatesAsk) => DuplicatesAnswer
  /** Reads what changed since the last look. */
  readonly look: () => void
  readonly end: () => void
}

function answerTo({ index, directory, duplicates, look }: Followed, question: SearchQuestion): SearchAnswer {
  switch (question.what) {
    case 'find':
      return { total: index.total, people: findPeople(index, question.query, question.limit) }
    case 'similar':
      return { total: index.total, people: similarPeople(index, question, question.limit) }
    case 'directory':
      look()
      return directory.answer(question.ask)
    case 'duplicates':
      look()
      return duplicates(question.ask)
    default:
      return assertNever(question)
  }
}

/** A search that waits so long, ms, waits for nothing. */
const QUICK_MS = 50

/** Fills the index and the desk's directory and keeps them up: each name is unsealed, and held, once for both. */
function follow(dir: string, keyBytes: Buffer, reply: (message: SearchReply) => void): Followed {
  const keys = parseFairKeys(keyBytes)
  if (!keys.ok) throw new Error('the search process was given no keys')
  const { people, log } = openToRead(dir)
  const store = new PeopleStore(people, { keys: keys.value, now: () => 0 })
  const persons = new Persons()
  const index = new NameIndex(persons)
  const merged = personQueries(log)
  const directory = new DirectoryFeed(persons, deskQueries(log), () => performance.now())
  // Looked at before the first name is read, so that nothing falls in between.
  const changes = watchPeople(people, log)

  directory.fill()
  store.forEachGreet(({ visitor, name }) => {
    const person = persons.find(visitor)
    // A name without its registration is none yet: the event comes after the row.
    if (person < 0) return
    directory.name(visitor, name)
    index.put(person)
    if (index.total % TOLD_EVERY === 0) reply({ say: 'reading', total: index.total })
  })
  index.settle()
  // Who shares what is looked for at the first question, and again once somebody changed; where that takes long no more
  // than a tenth of the time, since searches wait meanwhile. Who is together is put anew also when staff said who is whom.
  let shared: Parameters<typeof sameGroups>[0] | null = null
  let groups: readonly SameGroup[] = []
  let said: string | null = null
  let isStale = false
  let freshUntil = 0
  const duplicates = (ask: DuplicatesAsk): DuplicatesAnswer => {
    const stamp = merged.stamp()
    const began = performance.now()
    const isOld = shared === null || (isStale && began >= freshUntil)
    if (shared === null || isOld)
      shared = { phone: store.shared('phone'), email: store.shared('email'), name: directory.sameNames() }
    if (isOld || stamp !== said) groups = sameGroups(shared, merged.personOf, apartOf(merged.apart(), merged.personOf))
    said = stamp
    if (isOld) {
      isStale = false
      const took = performance.now() - began
      freshUntil = took < QUICK_MS ? 0 : began + 10 * took
    }
    return pageOf(groups, ask)
  }
  const look = () => {
    const changed = changes.next()
    if (changed.length === 0) return
    isStale = true
    for (const visitor of changed) {
      const greet = store.read(visitor, 'greet')
      const isKnown = directory.changed(visitor, greet.ok ? greet.value.name : null)
      if (isKnown) index.put(persons.find(visitor))
    }
    index.settle()
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
  return { index, directory, duplicates, look, end }
}

function pageOf(groups: readonly SameGroup[], { why, from, limit }: DuplicatesAsk): DuplicatesAnswer {
  const by = (reason: SameBy) => groups.filter((group) => group.why.includes(reason))
  const wanted = why === null ? groups : by(why)
  return {
    groups: wanted.slice(from, from + limit),
    total: wanted.length,
    counts: {
      all: groups.length,
      phone: by('phone').length,
      email: by('email').length,
      name: by('name').length,
    },
  }
}
