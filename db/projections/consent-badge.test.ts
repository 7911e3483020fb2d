import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { badgeFailed, badgePrinted, badgeStream, consentRecorded, consentStream } from '../../core/events/visitor'
import type { Database } from '../connection'
import { rebuild } from '../log/rebuild'
import { visitorQueries } from '../queries/visitors'
import { aLog, readModels, type TestLog } from '../testing/a-log'

const VISITOR = '00000000-0000-7000-8000-0000000000aa'
const open: Database[] = []
const aStation = (seed: number): TestLog => {
  const made = aLog({ seed })
  open.push(made.db)
  return made
}
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

type Said = { purpose: string; version: number; given: boolean }
const consent = ({ log, ports }: TestLog, answers: Said[], gate: string | null = 'north') =>
  log.transact((append) =>
    append(
      consentRecorded.make(
        consentStream(VISITOR),
        { visitor: VISITOR, gate, answers },
        { now: ports.wall(), newId: ports.newId },
      ),
    ),
  )
const printed = ({ log, ports }: TestLog, copy: number) =>
  log.transact((append) =>
    append(
      badgePrinted.make(
        badgeStream(VISITOR),
        { visitor: VISITOR, badge: 'label', copy, gate: null, credential: null },
        { now: ports.wall(), newId: ports.newId },
      ),
    ),
  )
const failed = ({ log, ports }: TestLog) =>
  log.transact((append) =>
    append(
      badgeFailed.make(
        badgeStream(VISITOR),
        { visitor: VISITOR, badge: 'label', gate: null, trouble: 'no_printer' },
        { now: ports.wall(), newId: ports.newId },
      ),
    ),
  )

describe('consent', () => {
  it('is held for each purpose with version, time and gate', () => {
    const station = aStation(1)
    consent(station, [
      { purpose: 'a', version: 1, given: true },
      { purpose: 'b', version: 3, given: false },
    ])
    expect(visitorQueries(station.db).consents(VISITOR)).toEqual([
      { purpose: 'a', version: 1, given: true, at: station.ports.wall(), gate: 'north' },
      { purpose: 'b', version: 3, given: false, at: station.ports.wall(), gate: 'north' },
    ])
  })

  it('is what was said last: taken back is taken back, what was not asked again stays', () => {
    const station = aStation(1)
    consent(station, [
      { purpose: 'a', version: 1, given: true },
      { purpose: 'b', version: 1, given: true },
    ])
    station.ports.pass(1_000)
    consent(station, [{ purpose: 'a', version: 2, given: false }], null)
    expect(visitorQueries(station.db).consents(VISITOR)).toMatchObject([
      { purpose: 'a', version: 2, given: false, gate: null },
      { purpose: 'b', version: 1, given: true },
    ])
  })
})

describe('badges', () => {
  it('are counted when they came out; a trouble stays until one does', () => {
    const station = aStation(1)
    const badge = (visitor: string) => visitorQueries(station.db).badge(visitor)
    expect(badge(VISITOR)).toBeNull()
    failed(station)
    expect(badge(VISITOR)).toEqual({ copies: 0, badge: 'label', printedAt: null, trouble: 'no_printer' })
    printed(station, 1)
    printed(station, 2)
    expect(badge(VISITOR)).toMatchObject({ copies: 2, trouble: null })
  })
})

describe('whatever the order of arrival', () => {
  it('stations that meet hold the same, and a rebuild gives the same rows', () => {
    const acts = fc.array(
      fc.oneof(
        fc.record({ purpose: fc.constantFrom('a', 'b'), version: fc.integer({ min: 1, max: 3 }), given: fc.boolean() }),
        fc.constantFrom('printed' as const, 'failed' as const),
      ),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(acts, fc.integer({ min: 0, max: 1_000 }), (all, shuffle) => {
        const [first, second, third] = [aStation(1), aStation(2), aStation(3)]
        for (const [n, act] of all.entries()) {
          const at = n % 2 === 0 ? first : second
          if (act === 'printed') printed(at, n + 1)
          else if (act === 'failed') failed(at)
          else consent(at, [act])
        }
        const sent = [first, second]
          .flatMap(({ log }) => log.readPending(100))
          .map((event, n) => ({ ...event, hubSeq: n + 1, hubOffset: null }))
        const turned = sent
          .map((event, n) => ({ event, key: (n * 7919 + shuffle * 31) % 97 }))
          .sort((a, b) => a.key - b.key)
        for (const { event } of turned) third.log.applyRemote([event])
        for (const station of [first, second]) {
          const own = new Set(station.log.readPending(100).map(({ id }) => id))
          station.log.markAcked(sent.filter(({ id }) => own.has(id)))
          station.log.applyRemote(sent.filter(({ id }) => !own.has(id)).toReversed())
        }
        const { consents, badges } = readModels(third.db)
        expect(readModels(first.db)).toMatchObject({ consents, badges })
        expect(readModels(second.db)).toMatchObject({ consents, badges })
        rebuild(first.db, first.projectors)
        expect(readModels(first.db)).toMatchObject({ consents, badges })
        for (const db of open.splice(0)) db.close()
      }),
      { numRuns: 12 },
    )
  })
})
