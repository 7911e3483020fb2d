import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NINE } from '../../core/testing/builders'
import type { RemoteEvent } from '../log/event-log'
import { rebuild } from '../log/rebuild'
import { verifyLog } from '../log/verify'
import { queueQueries } from '../queries/queue'
import { aLog, readModels, type TestLog } from '../testing/a-log'
import { aMove, busyFair, decideMove, type Move } from '../testing/queue-moves'

const FAIR = busyFair()

/** A station that decides by its own rows alone. */
function aStation(seed: number) {
  const test = aLog({ seed, wall: NINE })
  const queue = queueQueries(test.db)
  const reads = queue.reads(FAIR)
  const { ports } = test
  return {
    ...test,
    play: (move: Move): void =>
      test.log.transact((append) => {
        if (move.wait < 0) ports.jump(move.wait)
        else ports.pass(move.wait)
        const ctx = { now: ports.wall(), newId: ports.newId }
        const decided = decideMove(move, { reads, tickets: [...queue.tickets()], ctx, station: test.log.station })
        if (decided.ok) for (const event of decided.value.events) append(event)
      }),
  }
}

const published = (test: TestLog): { text: string }[] =>
  test.db.prepare<[], { text: string }>('SELECT text FROM event_log ORDER BY seq').all()

const claimRows = (test: TestLog) => test.db.prepare('SELECT kind, key, holder FROM claim ORDER BY kind, key').all()

describe('the rows of tickets', () => {
  it('are the same on every station, whatever the order of arrival, and again after a rebuild', () => {
    let conflicts = 0
    fc.assert(
      fc.property(
        fc.array(fc.record({ move: aMove, at: fc.nat(2) }), { maxLength: 60, size: 'max' }),
        fc.array(fc.record({ move: aMove, at: fc.nat(2) }), { maxLength: 40, size: 'max' }),
        fc.infiniteStream(fc.nat()),
        fc.array(fc.integer({ min: -120_000, max: 120_000 }), { minLength: 5, maxLength: 5 }),
        (together, apart, random, offsets) => {
          const stations = [aStation(1), aStation(2), aStation(3)]
          const next = () => random.next().value ?? 0
          let hubSeq = 0
          const sent = new Map<string, RemoteEvent>()
          /** The hub puts the chains together; each station gets all of it in pages cut, mixed and repeated at random. */
          const meet = () => {
            for (const { text } of stations.flatMap(published)) {
              if (sent.has(text)) continue
              hubSeq += 1
              sent.set(text, { text, hubSeq, hubOffset: offsets[hubSeq % offsets.length] ?? null })
            }
            for (const station of stations) {
              let rest = [...sent.values()]
                .map((event) => ({ event, key: next() }))
                .sort((x, y) => x.key - y.key)
                .map(({ event }) => event)
              while (rest.length > 0) {
                const size = 1 + (next() % 9)
                station.log.applyRemote(rest.slice(0, size))
                rest = next() % 5 === 0 ? rest : rest.slice(size)
              }
            }
            const [first, ...others] = stations.map(({ db }) => readModels(db))
            for (const other of others) expect(other).toEqual(first)
            return first
          }
          // First they hear of each other, then each goes on alone with the tickets that all of them know.
          for (const { move, at } of together) stations[at]?.play(move)
          meet()
          for (const { move, at } of apart) stations[at]?.play(move)
          for (const station of stations) {
            const asItCame = readModels(station.db)
            rebuild(station.db, station.projectors)
            expect(readModels(station.db)).toEqual(asItCame)
          }
          const rows = meet()
          const claims = stations.map((station) => {
            rebuild(station.db, station.projectors)
            expect(readModels(station.db)).toEqual(rows)
            expect(verifyLog(station.db).problems).toEqual([])
            return claimRows(station)
          })
          expect(claims[1]).toEqual(claims[0])
          for (const { detail } of (rows?.['tickets'] ?? []) as { detail: string }[]) {
            conflicts += (JSON.parse(detail) as { conflicts: unknown[] }).conflicts.length
          }
          for (const { db } of stations) db.close()
        },
      ),
      { numRuns: 60 },
    )
    expect(conflicts).toBeGreaterThan(0)
  })

  it('sum up to what a count of them gives', () => {
    fc.assert(
      fc.property(fc.array(aMove, { maxLength: 80, size: 'max' }), (moves) => {
        const station = aStation(1)
        for (const move of moves) station.play(move)
        const counted = station.db
          .prepare(
            `SELECT service, day, sum(state = 'WAITING') AS waiting, sum(state = 'CALLED') AS called,
               sum(state = 'SERVING') AS serving, sum(state = 'PARKED') AS parked, sum(state = 'MISSED') AS missed,
               sum(state = 'DONE') AS done, sum(state = 'CANCELLED') AS cancelled, sum(state = 'EXPIRED') AS expired
             FROM ticket WHERE state NOT IN ('BOOKED', 'ISSUING') GROUP BY service, day ORDER BY service, day`,
          )
          .all()
        const summed = station.db
          .prepare(
            `SELECT service, day, waiting, called, serving, parked, missed, done, cancelled, expired FROM service_day
             WHERE waiting + called + serving + parked + missed + done + cancelled + expired > 0 ORDER BY service, day`,
          )
          .all()
        expect(summed).toEqual(counted)
        station.db.close()
      }),
      { numRuns: 60 },
    )
  })
})
