import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daySpan } from '../../core/figures/day-span'
import { countedWait, percentiles } from '../../core/queue/measures'
import { NINE } from '../../core/testing/builders'
import { rebuild } from '../log/rebuild'
import { aLog, type TestLog } from '../testing/a-log'
import { aMove, busyFair, decideMove, type Move } from '../testing/queue-moves'
import { aDoorMove, aFairOfManyLists, playDoors, type DoorMove } from '../testing/random-fair'
import { entriesOf, peopleOf, personIn, recountPersons, recountScans } from '../testing/recount'
import { checkinQueries } from './checkin'
import { figureQueries } from './figures'
import { queueQueries } from './queue'

const FAIR = aFairOfManyLists()
const DAYS = ['2026-10-13', '2026-10-14']
const DOORS = ['day-1', 'day-2', 'both', 'vip']
const HOUR = 3_600_000

const figuresOf = ({ db }: TestLog) => figureQueries(db, { checkin: checkinQueries(db), queue: queueQueries(db) })

function played(moves: readonly DoorMove[]): TestLog {
  const test = aLog({ wall: NINE })
  playDoors(test, moves)
  return test
}

/** The figures of a day and its sessions, beside a count of the raw log. */
function expectRecounted(test: TestLog): void {
  const figures = figuresOf(test)
  const scans = recountScans(test.db)
  const sameAs = recountPersons(test.db)
  const now = NINE + 40 * HOUR
  for (const day of DAYS) {
    const { from, to } = daySpan(FAIR, day)
    const today = scans.filter(({ at, body }) => at >= from && at < to && DOORS.includes(body.list))
    const entries = entriesOf(today)
    const counted = today.filter(({ isUndone }) => !isUndone)
    const refused = counted.filter(({ body }) => body.outcome === 'refused')
    const exits = counted.filter(({ body }) => body.outcome === 'admitted' && body.direction === 'exit')
    const shown = figures.day(FAIR, day, now)
    const plain = entries.filter(({ isDuplicate }) => !isDuplicate)
    expect(shown).toMatchObject({
      people: peopleOf(entries, sameAs),
      entries: plain.length,
      duplicates: entries.length - plain.length,
      again: entries.length - peopleOf(entries, sameAs),
      exits: exits.length,
      refused: refused.length,
    })
    expect(Object.fromEntries(shown.refusals.map(({ reason, n }) => [reason, n]))).toEqual(
      countBy(refused, ({ body }) => body.reason ?? ''),
    )
    for (const gate of ['north', 'south', null]) {
      const at = (rows: typeof today) => rows.filter(({ body }) => body.gate === gate).length
      const row = shown.gates.find((one) => one.gate === gate) ?? { entries: 0, exits: 0, refused: 0 }
      expect(row).toMatchObject({ entries: at(plain), exits: at(exits), refused: at(refused) })
    }
    for (const what of ['people', 'entries', 'exits', 'refused'] as const)
      expect(shown.quarters.reduce((sum, quarter) => sum + quarter[what], 0)).toBe(shown[what])
    for (const quarter of shown.quarters) {
      const firsts = entries.filter(
        (scan, n) =>
          entries.findIndex(({ body }) => personIn(sameAs, body.visitor) === personIn(sameAs, scan.body.visitor)) === n,
      )
      expect(quarter.people).toBe(firsts.filter(({ at }) => Math.floor(at / 900_000) === quarter.from / 900_000).length)
    }
    const talk = scans.filter(({ at, body }) => at >= from && at < to && body.list === 'talk')
    const sessions = figures.sessions(FAIR, day, now)
    expect(sessions.map(({ session, people }) => [session, people])).toEqual(
      day === DAYS[0] ? [['opening', peopleOf(entriesOf(talk), sameAs)]] : [],
    )
  }
  const totals = figures.attendance(FAIR, DAYS)
  const all = entriesOf(scans).filter(({ at, body }) => at >= daySpan(FAIR, DAYS[0] ?? '').from && body.list !== 'talk')
  expect(totals.people.all).toBe(peopleOf(all, sameAs))
  expect(totals.people.days).toEqual(DAYS.map((day) => figures.day(FAIR, day, now).people))
  for (const table of [totals.categories, totals.institutions, totals.gates]) {
    expect(table.reduce((sum, row) => sum + row.all, 0)).toBe(totals.people.all)
    for (const n of DAYS.keys())
      expect(table.reduce((sum, row) => sum + (row.days[n] ?? 0), 0)).toBe(totals.people.days[n])
  }
  expect(totals.hours.reduce((sum, row) => sum + row.all, 0)).toBe(totals.people.days.reduce((a, b) => a + b, 0))
}

describe('the figures of doors and sessions', () => {
  it('are those of a recount of the raw log, on any fair, and again after a rebuild', () => {
    fc.assert(
      fc.property(fc.array(aDoorMove([...DOORS, 'talk']), { maxLength: 60, size: 'max' }), (moves) => {
        const test = played(moves)
        expectRecounted(test)
        rebuild(test.db, test.projectors)
        expectRecounted(test)
        test.db.close()
      }),
      { numRuns: 60 },
    )
  })

  it('are those of a recount where one list serves one day, which the sums alone answer', () => {
    fc.assert(
      fc.property(fc.array(aDoorMove(['day-1'], 12 * 60), { maxLength: 40, size: 'max' }), (moves) => {
        const test = played(moves)
        expectRecounted(test)
        test.db.close()
      }),
      { numRuns: 40 },
    )
  })

  it('are those of a recount where people stand on several lists of one day, merged or not', () => {
    fc.assert(
      fc.property(fc.array(aDoorMove(DOORS, 12 * 60), { maxLength: 60, size: 'max' }), (moves) => {
        const test = played(moves)
        expectRecounted(test)
        rebuild(test.db, test.projectors)
        expectRecounted(test)
        test.db.close()
      }),
      { numRuns: 60 },
    )
  })

  it('count a person once who came through two doors, on each day on which they came', () => {
    const at = (list: string, minutes: number): DoorMove => ({
      visitor: 0,
      list,
      gate: 'north',
      what: 'entry',
      minutes,
      pick: 0,
    })
    const figures = figuresOf(played([at('day-1', 0), at('vip', 30), at('both', 24 * 60)]))
    expect(figures.day(FAIR, '2026-10-13', NINE + HOUR)).toMatchObject({ people: 1, entries: 2, again: 1, expected: 3 })
    expect(figures.day(FAIR, '2026-10-14', NINE + HOUR)).toMatchObject({ people: 1, entries: 1, again: 0 })
    expect(figures.attendance(FAIR, DAYS).people).toEqual({ all: 1, days: [1, 1] })
  })

  it('say how fast a gate lets people in', () => {
    const moves = [1, 2, 3].map((n): DoorMove => ({
      visitor: n,
      list: 'day-1',
      gate: 'north',
      what: 'entry',
      minutes: n * 10,
      pick: 0,
    }))
    const gate = figuresOf(played(moves))
      .day(FAIR, '2026-10-13', NINE + 31 * 60_000)
      .gates.find((one) => one.gate === 'north')
    expect(gate).toMatchObject({ entries: 3, perMinute: 2 / 15 })
  })
})

describe('the figures of services', () => {
  it('are those of the tickets one by one, and of the report', () => {
    const fair = busyFair()
    fc.assert(
      fc.property(fc.array(aMove, { maxLength: 80, size: 'max' }), (moves: readonly Move[]) => {
        const test = aLog({ wall: NINE })
        const queue = queueQueries(test.db)
        const reads = queue.reads(fair)
        for (const move of moves) {
          test.ports.pass(Math.max(0, move.wait))
          const ctx = { now: test.ports.wall(), newId: test.ports.newId }
          test.log.transact((append) => {
            const world = { reads, tickets: [...queue.tickets()], ctx, station: test.log.station }
            const decided = decideMove(move, world)
            if (decided.ok) for (const event of decided.value.events) append(event)
          })
        }
        const day = DAYS[0] ?? ''
        const figures = figuresOf(test)
        const { services, all } = figures.services(fair, day, test.ports.wall())
        const report = figures.serviceReport(fair, [day], null)
        // One pass for all agencies says what a pass for each would.
        const office = figures.serviceReport(fair, [day], 'office')
        expect(figures.serviceReports(fair, [day])).toEqual({ all: report, agencies: new Map([['office', office]]) })
        const tickets = [...queue.tickets([day])]
        for (const shown of services) {
          const own = tickets.filter(({ service }) => service === shown.service)
          const waits = own.flatMap((ticket) => countedWait(ticket) ?? [])
          const missed = tickets
            .flatMap(({ legs }) => legs)
            .filter(({ service, outcome }) => service === shown.service && outcome === 'missed')
          expect(shown).toMatchObject({ waits: percentiles(waits), noShows: missed.length })
          expect(shown.done).toBe(own.filter(({ state }) => state === 'DONE').length)
          const reported = report.services.get(shown.service)
          expect(reported?.wait ?? null).toEqual(shown.waits)
          expect(reported?.inTarget ?? null).toEqual(shown.inTarget)
          expect(reported?.done ?? 0).toBe(shown.done)
          expect(reported?.noShows ?? 0).toBe(shown.noShows)
        }
        expect(report.all).toMatchObject({
          wait: all.waits,
          inTarget: all.inTarget,
          done: all.done,
          noShows: all.noShows,
        })
        test.db.close()
      }),
      { numRuns: 60, examples: [[LATE_NO_SHOW]] },
    )
  })
})

/** Called in the evening, noted as missing on the day after. */
const LATE_NO_SHOW: Move[] = (
  [
    ['open', '2', 0],
    ['issue', '1', 0],
    ['callNext', '2', 0],
    ['noShow', '2', 24 * HOUR],
  ] as const
).map(([what, counter, wait]) => ({ what, counter, wait, service: 'tax', visitor: null, isPriority: false, pick: 0 }))

function countBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1
  return counts
}
