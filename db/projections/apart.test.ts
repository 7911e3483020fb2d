import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { apartPair, apartStream, visitorApartCleared, visitorKeptApart } from '../../core/events/person'
import { openDatabase, type Database } from '../connection'
import { needsRebuild, rebuild } from '../log/rebuild'
import { EventLog } from '../log/event-log'
import { migrate } from '../migrate'
import { logMigrations } from '../migrations/log'
import { apart } from '../migrations/log/0200_apart'
import { personQueries } from '../queries/persons'
import { aLog, readModels } from '../testing/a-log'
import { allProjectors } from '.'

const open: Database[] = []
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})
const kept = (...options: Parameters<typeof aLog>) => {
  const made = aLog(...options)
  open.push(made.db)
  return made
}
const said = (which: typeof visitorKeptApart | typeof visitorApartCleared, one: string, two: string) => {
  const [visitor, other] = apartPair(one, two)
  return which.make(apartStream(one, two), { visitor, other }, { now: 0, newId: ids })
}
const { newId: ids } = aLog().ports
const [ADI, BUDI, CITRA] = ['a', 'b', 'c'].map((letter) => `0000000${letter}-0000-7000-8000-000000000001`) as [
  string,
  string,
  string,
]

describe('two people who look like one', () => {
  it('are told of each of them, until it is taken back', () => {
    const { db, log } = kept()
    const persons = personQueries(db)
    log.transact((append) => {
      append(said(visitorKeptApart, BUDI, ADI))
      append(said(visitorKeptApart, CITRA, ADI))
    })
    expect(persons.apartFrom(ADI).toSorted()).toEqual([BUDI, CITRA])
    expect(persons.apartFrom(CITRA)).toEqual([ADI])
    const before = persons.stamp()
    log.transact((append) => append(said(visitorApartCleared, ADI, BUDI)))
    expect(persons.apart()).toEqual([[ADI, CITRA]])
    expect(persons.stamp()).not.toBe(before)
  })

  it('are the same in any order of arrival: the last in hub order holds', () => {
    const moves = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(ADI, BUDI), fc.boolean()), { maxLength: 8 })
    fc.assert(
      fc.property(moves, fc.infiniteStream(fc.nat()), (list, chance) => {
        const [one, two] = [kept({ seed: 1 }), kept({ seed: 2 })]
        for (const [isFirst, visitor, isKept] of list)
          (isFirst ? one : two).log.transact((append) =>
            append(said(isKept ? visitorKeptApart : visitorApartCleared, visitor, CITRA)),
          )
        const texts = [one, two].flatMap(({ db }) =>
          db.prepare<[], { text: string }>('SELECT text FROM event_log ORDER BY seq').all(),
        )
        const events = texts.map(({ text }, n) => ({ text, hubSeq: n + 1, hubOffset: 0 }))
        const shuffled = events
          .map((event) => ({ event, at: chance.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event)
        const reader = kept({ seed: 3 })
        for (const event of shuffled) reader.log.applyRemote([event])
        for (const { log } of [one, two]) log.applyRemote(events)
        const rows = readModels(reader.db)['apart']
        expect(readModels(one.db)['apart']).toEqual(rows)
        expect(readModels(two.db)['apart']).toEqual(rows)
        rebuild(reader.db, reader.projectors)
        expect(readModels(reader.db)['apart']).toEqual(rows)
        for (const db of open.splice(0)) db.close()
      }),
      { numRuns: 40 },
    )
  })

  it('are found in a log of the version before, which kept what it did not know', () => {
    const old = openDatabase(':memory:')
    open.push(old)
    migrate(
      old,
      logMigrations.filter(({ version }) => version < apart.version),
    )
    const log = new EventLog(old, kept().ports, [])
    log.transact((append) => append(said(visitorKeptApart, ADI, BUDI)))
    migrate(old, logMigrations)
    const projectors = allProjectors(old)
    expect(needsRebuild(old, projectors)).toBe(true)
    rebuild(old, projectors)
    expect(personQueries(old).apart()).toEqual([[ADI, BUDI]])
  })
})
