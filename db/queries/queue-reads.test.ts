import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  counterClosed,
  counterOpened,
  counterPaused,
  numbersLeased,
  servicePaused,
  serviceResumed,
  TICKET_EVENTS,
} from '../../core/events/queue'
import { stationEnrolled, stationStream } from '../../core/events/system'
import { serviceDay } from '../../core/queue/hours'
import type { QueueReads } from '../../core/queue/reads'
import { NINE } from '../../core/testing/builders'
import { QueueWorld } from '../../core/testing/queue-world'
import { aLog } from '../testing/a-log'
import { canonicalIds } from '../testing/ids'
import { aMove, busyFair, COUNTERS, decideMove, SERVICES, VISITORS, type Move } from '../testing/queue-moves'
import { queueQueries } from './queue'

const FAIR = busyFair()
const OWN_NUMBER = 3
const OTHER_STATION = canonicalIds(0x57a)()

/** Plays moves in memory and writes the very same events into a log. */
function both(moves: readonly Move[]) {
  const test = aLog()
  const world = new QueueWorld(FAIR, test.log.station, OWN_NUMBER)
  const key = {
    station: test.log.station,
    number: OWN_NUMBER,
    publicKey: '0'.repeat(64),
    roles: ['dispenser' as const],
  }
  test.log.transact((append) =>
    append(stationEnrolled.make(stationStream(key.station), key, { now: NINE, newId: canonicalIds(78) })),
  )
  const newId = canonicalIds(77)
  let now = NINE
  for (const move of moves) {
    now += move.wait
    const station = move.pick % 2 === 0 ? test.log.station : OTHER_STATION
    const decided = decideMove(move, { reads: world.reads, tickets: world.tickets(), ctx: { now, newId }, station })
    if (!decided.ok) continue
    for (const event of decided.value.events) {
      world.append(event)
      test.log.transact((append) => append(event))
    }
  }
  return { test, world, sql: queueQueries(test.db).reads(FAIR), now }
}

/** Every answer there is to get, by question. */
function* answers(reads: QueueReads, world: QueueWorld, now: number): Generator<[string, unknown]> {
  const today = serviceDay(FAIR, now)
  const days = new Set([today, ...world.tickets().map(({ day }) => day)])
  for (const { id } of world.tickets()) yield [`ticket ${id}`, reads.ticket(id)]
  for (const counter of COUNTERS) {
    yield [`counter ${counter}`, reads.counter(counter)]
    yield [`held ${counter}`, reads.held(counter)]
    yield [`parked ${counter}`, reads.parked(counter)]
    yield [`lastTouched ${counter}`, reads.lastTouched(counter)]
  }
  for (const visitor of VISITORS) yield [`liveOf ${visitor}`, reads.liveOf(visitor)]
  for (const day of days) {
    for (const services of [['tax'], ['bills'], ['bills', 'tax'], []]) {
      for (const limit of [1, 3, 99]) {
        for (const only of [undefined, 'normal', 'priority'] as const) {
          yield [`waiting ${services.join('+')} ${day} ${limit} ${only}`, reads.waiting(services, day, limit, only)]
        }
      }
      yield [`deferred ${services.join('+')} ${day}`, reads.deferred(services, day)]
    }
    for (const service of SERVICES) {
      const on = `${service} ${day}`
      yield [`lastNumber ${on}`, reads.lastNumber(service, day)]
      yield [`issuedCount ${on}`, reads.issuedCount(service, day)]
      yield [`leasedUpTo ${on}`, reads.leasedUpTo(service, day)]
      yield [`ownLeaseNext ${on}`, reads.ownLeaseNext(service, day)]
      for (const number of [1, 7, 101, 905])
        yield [`outsideLeases ${on} ${number}`, reads.outsideLeases(service, day, number)]
      yield [`nextInSeries ${on}`, reads.nextInSeries(service, day)]
      yield [`priorityRun ${on}`, reads.priorityRun(service, day)]
      for (const number of [1, 2, 7, 100, 101, 905, 920]) {
        yield [`byNumber ${on} ${number}`, reads.byNumber(service, day, number)]
      }
    }
    yield [`leftOver ${day}`, reads.leftOver(day)]
  }
  for (const service of SERVICES) yield [`servicePause ${service}`, reads.servicePause(service)]
  const slots = new Set(world.tickets().flatMap(({ slotAt }) => slotAt ?? []))
  for (const slot of slots) yield [`slotTaken ${slot}`, reads.slotTaken('tax', slot)]
  for (const at of [now, now + 40 * 60_000, ...slots]) yield [`bookedBefore ${at}`, reads.bookedBefore(at)]
}

describe('the reads of the queue', () => {
  it('answer from SQL as from memory, whatever happened', () => {
    const seen = new Set<string>()
    const play = (numRuns: number) =>
      fc.assert(
        fc.property(fc.array(aMove, { minLength: 30, maxLength: 80, size: 'max' }), (moves) => {
          const { test, world, sql, now } = both(moves)
          const expected = [...answers(world.reads, world, now)]
          expect([...answers(sql, world, now)]).toEqual(expected)
          for (const ticket of world.tickets()) for (const { kind } of ticket.intervals) seen.add(kind)
          for (const { state } of world.tickets()) seen.add(state)
          for (const { event } of world.events()) seen.add(event.type)
          for (const [question, answer] of expected) {
            const isSomething = Array.isArray(answer) ? answer.length > 0 : answer !== null && answer !== 0
            if (isSomething) seen.add(question.split(' ')[0] ?? '')
          }
          test.db.close()
        }),
        { numRuns },
      )
    // The histories reach everything there is to ask about, so that equal does not mean equally empty: the rarest needs more of them.
    const words = [
      'BOOKED ISSUING WAITING CALLED SERVING PARKED MISSED DONE CANCELLED EXPIRED',
      'WAIT CALL SERVE PARK MISS',
      'ticket byNumber counter held parked liveOf waiting deferred lastNumber',
      'issuedCount leasedUpTo outsideLeases nextInSeries ownLeaseNext servicePause priorityRun slotTaken lastTouched',
      'leftOver bookedBefore',
    ].flatMap((line) => line.split(' '))
    const types = [
      ...TICKET_EVENTS,
      counterOpened,
      counterPaused,
      counterClosed,
      servicePaused,
      serviceResumed,
      numbersLeased,
    ].map(({ type }) => type)
    const wanted = [...words, ...types].sort()
    play(300)
    for (let more = 0; more < 10 && seen.size < wanted.length; more += 1) play(100)
    expect([...seen].sort()).toEqual(wanted)
  })
})
