import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GENESIS_HASH, type NewEvent } from '../events/envelope'
import {
  TICKET_EVENTS,
  ticketBooked,
  ticketCalled,
  ticketCancelled,
  ticketCheckedIn,
  ticketDayClosed,
  ticketFinished,
  ticketIssued,
  ticketLapsed,
  ticketMissed,
  ticketParked,
  ticketPrinted,
  ticketRecalled,
  ticketReEntered,
  ticketReprinted,
  ticketResumed,
  ticketServedDirectly,
  ticketStarted,
  ticketStream,
  ticketUncalled,
  ticketUndone,
} from '../events/queue'
import { aContext, NINE } from '../testing/builders'
import { MINUTE, SECOND } from '../testing/queue-builders'
import type { OrderedEvent } from './order'
import { foldTicket } from './ticket'

const TICKET = '00000000-0000-7000-8000-0000000000a1'
const STREAM = ticketStream(TICKET)
const { newId } = aContext()
const one = { counter: '1', operator: 'sari' }
const two = { counter: '2', operator: 'budi' }
const slip = { service: 'tax', day: '2026-10-13', prefix: 'A', number: 7, class: 'normal' as const, sortKey: NINE }

/** An event of the ticket, so many seconds after nine. */
const at = (seconds: number) => {
  const ctx = { now: NINE + seconds * SECOND, newId }
  return {
    issued: (printing = false) =>
      ticketIssued.make(
        STREAM,
        {
          ...slip,
          ticket: TICKET,
          visitor: null,
          eligibleAt: ctx.now,
          printing,
          via: 'dispenser',
          promised: null,
        },
        ctx,
      ),
    called: (by = one) => ticketCalled.make(STREAM, { ...by, outOfOrder: false }, ctx),
    recalled: (by = one) => ticketRecalled.make(STREAM, { ...by, calls: 2 }, ctx),
    started: (by = one) => ticketStarted.make(STREAM, { ...by, direct: false, outOfOrder: false, slip: null }, ctx),
    slipStarted: (by = one) => ticketStarted.make(STREAM, { ...by, direct: true, outOfOrder: false, slip }, ctx),
    parked: (by = one) => ticketParked.make(STREAM, { ...by, reason: null }, ctx),
    resumed: (by = one) => ticketResumed.make(STREAM, by, ctx),
    finished: (by = one, outcome: 'solved' | 'refused' = 'solved') =>
      ticketFinished.make(STREAM, { ...by, outcome }, ctx),
    missed: (by = one) => ticketMissed.make(STREAM, { ...by, reason: null }, ctx),
    uncalled: (by = one) => ticketUncalled.make(STREAM, { ...by, reason: 'other' }, ctx),
    back: () => ticketReEntered.make(STREAM, { place: 'own', eligibleAt: NINE, sortKey: NINE, counter: null }, ctx),
    cancelled: () => ticketCancelled.make(STREAM, { by: 'visitor', reason: null, counter: null }, ctx),
    printed: () => ticketPrinted.make(STREAM, { by: 'printer' }, ctx),
    reprinted: () => ticketReprinted.make(STREAM, { copy: 2 }, ctx),
    undone: (event: NewEvent, by = one) => ticketUndone.make(STREAM, { ...by, event: event.id }, ctx),
    dayClosed: () => ticketDayClosed.make(STREAM, {}, ctx),
  }
}

const entry = (event: NewEvent, seq: number, hubSeq: number | null = null): OrderedEvent => ({
  event: { ...event, offset: 0, station: newId(), chain: newId(), stationSeq: 1, prevHash: GENESIS_HASH },
  hubSeq,
  seq,
  at: event.at,
})
/** Folds events that arrived in this order and that the hub has not seen. */
const fold = (...events: readonly NewEvent[]) => foldTicket(events.map((event, i) => entry(event, i + 1)))
const kinds = (ticket: ReturnType<typeof foldTicket>) => ticket?.conflicts.map(({ kind }) => kind)

describe('foldTicket', () => {
  it('tells the whole story of a ticket: legs, intervals, times', () => {
    const ticket = fold(
      at(0).issued(true),
      at(5).printed(),
      at(60).called(),
      at(70).recalled(),
      at(80).started(),
      at(140).parked(),
      at(200).resumed(),
      at(230).finished(),
    )
    expect(ticket).toMatchObject({
      state: 'DONE',
      outcome: 'solved',
      calls: 2,
      calledAt: NINE + 60 * SECOND,
      lastCallAt: NINE + 70 * SECOND,
      issuedAt: NINE,
      endedAt: NINE + 230 * SECOND,
      counter: null,
      version: 8,
      conflicts: [],
      isTimeAccurate: true,
      legs: [{ service: 'tax', openedBy: 'issue', openedAt: NINE, closedAt: NINE + 230 * SECOND, outcome: 'solved' }],
    })
    const spans = ticket?.intervals.map(({ kind, counter, from, to }) => [
      kind,
      counter,
      (from - NINE) / SECOND,
      ((to ?? NaN) - NINE) / SECOND,
    ])
    expect(spans).toEqual([
      ['WAIT', null, 5, 60],
      ['CALL', '1', 60, 80],
      ['SERVE', '1', 80, 140],
      ['PARK', '1', 140, 200],
      ['SERVE', '1', 200, 230],
    ])
  })

  it('opens a new leg, with calls counted anew, for one who comes back', () => {
    const ticket = fold(
      at(0).issued(),
      at(9).called(),
      at(20).recalled(),
      at(30).missed(),
      at(90).back(),
      at(99).called(),
    )
    expect(ticket).toMatchObject({ state: 'CALLED', calls: 1, reEntries: 1, missedAt: null })
    expect(ticket?.legs.map(({ openedBy, outcome }) => [openedBy, outcome])).toEqual([
      ['issue', 'missed'],
      ['re_entry', null],
    ])
    expect(ticket?.intervals.map(({ leg, kind }) => `${leg} ${kind}`)).toEqual([
      '0 WAIT',
      '0 CALL',
      '0 MISS',
      '1 WAIT',
      '1 CALL',
    ])
  })

  it('goes on counting the calls of a leg after a call by mistake, so that a screen sees the next as a new one', () => {
    expect(fold(at(0).issued(), at(9).called(), at(12).uncalled(), at(20).called())).toMatchObject({ calls: 2 })
  })

  it('books, checks in and lapses', () => {
    const slotAt = NINE + 60 * MINUTE
    const body = { ticket: TICKET, service: 'tax', day: '2026-10-13', prefix: 'A', class: 'normal' as const }
    const booked = ticketBooked.make(STREAM, { ...body, visitor: null, slotAt }, { now: NINE, newId })
    const here = ticketCheckedIn.make(
      STREAM,
      { number: 3, eligibleAt: slotAt, sortKey: slotAt, printing: true, promised: null },
      { now: NINE + MINUTE, newId },
    )
    const lapsed = ticketLapsed.make(STREAM, {}, { now: NINE + MINUTE, newId })
    expect(fold(booked)).toMatchObject({ state: 'BOOKED', number: null, copies: 0, legs: [], intervals: [] })
    expect(fold(booked, here)).toMatchObject({ state: 'ISSUING', number: 3, copies: 1, firstEligibleAt: slotAt })
    expect(fold(booked, here, at(90).printed())).toMatchObject({ state: 'WAITING', version: 3 })
    expect(fold(booked, lapsed)).toMatchObject({ state: 'EXPIRED', outcome: null })
    expect(kinds(fold(booked, lapsed, { ...lapsed, id: newId() }))).toEqual([])
    expect(kinds(fold(booked, lapsed, here))).toEqual(['no_effect'])
    expect(kinds(fold(booked, here, lapsed))).toEqual(['no_effect'])
  })

  it('serves directly without waiting', () => {
    const { number: _number, sortKey: _sortKey, ...body } = slip
    const direct = ticketServedDirectly.make(
      STREAM,
      { ...one, ...body, ticket: TICKET, visitor: null, typedNumber: 47 },
      { now: NINE, newId },
    )
    expect(fold(direct)).toMatchObject({
      state: 'SERVING',
      number: null,
      typedNumber: 47,
      isDirect: true,
      counter: '1',
    })
    expect(fold(direct, at(2).undone(direct))).toMatchObject({ state: 'CANCELLED', counter: null, version: 2 })
    expect(kinds(fold(direct, at(1).parked(), at(2).undone(direct)))).toEqual(['late_undo'])
  })
})

describe('paper', () => {
  it('moves no version: who looks at the ticket need not look again since a slip was copied', () => {
    const ticket = fold(at(0).issued(), at(5).reprinted(), at(9).called())
    expect(ticket).toMatchObject({ copies: 2, version: 2, last: { type: 'ticket.called' } })
  })

  it('that comes out late changes nothing, and survives an undo', () => {
    const start = at(9).slipStarted()
    const ticket = fold(at(0).issued(true), start, at(10).printed(), at(11).reprinted(), at(20).undone(start))
    expect(ticket).toMatchObject({ state: 'WAITING', copies: 2, conflicts: [] })
  })

  it('with a number that is void by now is told to staff', () => {
    expect(kinds(fold(at(0).issued(true), at(90).cancelled(), at(95).printed()))).toEqual(['no_effect'])
  })
})

describe('two stations that had not heard of each other', () => {
  it('calls from two counters: the first in hub order keeps the ticket, whatever arrived first', () => {
    const [mine, other] = [at(60).called(one), at(59).called(two)]
    const issued = at(0).issued()
    const ticket = foldTicket([entry(issued, 1, 1), entry(mine, 2, 9), entry(other, 3, 8)])
    expect(ticket).toMatchObject({ counter: '2', conflicts: [{ event: mine.id, kind: 'lost_call' }] })
  })

  it('what the hub has not seen comes after what it has', () => {
    const [mine, other] = [at(60).called(one), at(61).called(two)]
    expect(foldTicket([entry(at(0).issued(), 1, 1), entry(mine, 2), entry(other, 3, 8)])?.counter).toBe('2')
  })

  it('acts of the counter that lost the call have no effect on the ticket that another one holds', () => {
    const ticket = fold(
      at(0).issued(),
      at(9).called(two),
      at(9).called(),
      at(15).recalled(),
      at(20).started(),
      at(30).finished(),
    )
    expect(ticket).toMatchObject({ state: 'CALLED', counter: '2', calls: 1 })
    expect(kinds(ticket)).toEqual(['lost_call', 'lost_call', 'lost_call', 'lost_call'])
  })

  it('two stations end the same ticket differently: the first holds, the other is kept as a note', () => {
    const events = [at(0).issued(), at(9).called(), at(10).started(), at(30).finished(one, 'solved')]
    expect(kinds(fold(...events, at(31).finished(two, 'refused')))).toEqual(['ended_twice'])
    expect(fold(...events, at(31).finished(two, 'refused'))).toMatchObject({ outcome: 'solved' })
    expect(kinds(fold(...events, at(31).cancelled()))).toEqual(['ended_twice'])
  })

  it('an end that is so already is no conflict: a day closed twice, a number cancelled twice', () => {
    expect(kinds(fold(at(0).issued(), at(9).dayClosed(), at(10).dayClosed()))).toEqual([])
    expect(kinds(fold(at(0).issued(), at(9).cancelled(), at(10).cancelled(), at(11).dayClosed()))).toEqual([])
  })

  it('an undo that comes after something else has no effect and is noted', () => {
    const [start, park] = [at(10).started(), at(20).parked()]
    const events = [at(0).issued(), at(9).called(), start, park]
    expect(fold(...events, at(25).undone(start))).toMatchObject({ state: 'PARKED', conflicts: [{ kind: 'late_undo' }] })
  })
})

describe('undone', () => {
  it('goes back step by step, and never repeats a version', () => {
    const [call, start] = [at(9).called(), at(10).started()]
    const ticket = fold(at(0).issued(), call, start, at(12).undone(start), at(13).undone(call))
    expect(ticket).toMatchObject({ state: 'WAITING', calls: 0, counter: null, version: 5, conflicts: [] })
    expect(ticket?.intervals).toMatchObject([{ kind: 'WAIT', to: null }])
    expect(ticket?.last.type).toBe('ticket.issued')
  })

  it('twice is once', () => {
    const call = at(9).called()
    expect(kinds(fold(at(0).issued(), call, at(12).undone(call), at(13).undone(call)))).toEqual(['late_undo'])
  })
})

describe('a slip served where its ticket is not known', () => {
  it('makes the row; the issue fills it in later and moves the state not back', () => {
    const served = [at(60).slipStarted(), at(90).finished()]
    expect(fold(...served)).toMatchObject({ state: 'DONE', via: 'slip', issuedAt: null, number: 7, copies: 1 })
    const whole = fold(...served, at(0).issued(true), at(3).printed())
    expect(whole).toMatchObject({ state: 'DONE', via: 'dispenser', issuedAt: NINE, conflicts: [] })
    expect(whole?.intervals.map(({ kind }) => kind)).toEqual(['WAIT', 'SERVE'])
  })

  it('waits for its making when nothing says what it is', () => {
    expect(fold(at(9).called(), at(10).started())).toBeNull()
    expect(fold(at(9).called(), at(10).started(), at(0).issued())).toMatchObject({ state: 'SERVING' })
  })

  it('knows the time of a priority ticket only from its issue', () => {
    const event = at(60).slipStarted()
    const priority = { ...event, body: { ...(event.body as object), slip: { ...slip, class: 'priority' } } }
    expect(fold(priority)).toMatchObject({ firstEligibleAt: null, sortKey: NINE })
  })
})

describe('time', () => {
  it('never runs backwards on one ticket: a negative span is nothing, and is not trusted', () => {
    const ticket = fold(at(60).issued(), at(30).called(), at(40).started(), at(90).finished())
    expect(ticket).toMatchObject({ isTimeAccurate: false, calledAt: NINE + 60 * SECOND })
    expect(ticket?.intervals.every(({ from, to }) => to !== null && to >= from)).toBe(true)
  })

  it('power cut during SERVING: after a restart it is still served, and nothing was lost', () => {
    const events = [at(0).issued(), at(9).called(), at(10).started()]
    expect(fold(...events)).toMatchObject({ state: 'SERVING', counter: '1', startedAt: NINE + 10 * SECOND })
    expect(fold(...events, at(3600).finished())).toMatchObject({ state: 'DONE', isTimeAccurate: true })
  })

  it('of a day that was closed over somebody’s head is not trusted', () => {
    expect(fold(at(0).issued(), at(9).called(), at(999).dayClosed())).toMatchObject({
      state: 'DONE',
      outcome: null,
      isTimeAccurate: false,
      counter: null,
    })
  })
})

describe('the fold is total', () => {
  const bodies = [one, two].flatMap((by) =>
    [0, 30, 60].flatMap((seconds) => {
      const make = at(seconds)
      return [
        make.issued(true),
        make.called(by),
        make.recalled(by),
        make.started(by),
        make.slipStarted(by),
        make.parked(by),
        make.resumed(by),
        make.finished(by),
        make.missed(by),
        make.uncalled(by),
        make.back(),
        make.cancelled(),
        make.printed(),
        make.reprinted(),
        make.dayClosed(),
      ]
    }),
  )
  const someEvents = fc
    .array(fc.record({ event: fc.constantFrom(...bodies), undoes: fc.boolean() }), { maxLength: 20 })
    .map((picks) => {
      const events: NewEvent[] = []
      for (const { event, undoes } of picks) {
        const target = events.at(-1)
        events.push(undoes && target !== undefined ? at(30).undone(target) : { ...event, id: newId() })
      }
      return events
    })

  it('whatever happened in whatever order, every event has its effect or is noted', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const ticket = fold(...events)
        if (ticket === null) return
        expect(ticket.counter !== null).toBe(['CALLED', 'SERVING', 'PARKED'].includes(ticket.state))
        expect(ticket.legs.filter(({ closedAt }) => closedAt === null).length).toBe(
          ticket.endedAt === null && ticket.state !== 'MISSED' ? 1 : 0,
        )
        const open = ticket.intervals.filter(({ to }) => to === null)
        expect(open.length).toBe(['DONE', 'CANCELLED', 'EXPIRED', 'ISSUING'].includes(ticket.state) ? 0 : 1)
        expect(ticket.intervals.every(({ from, to }) => to === null || to >= from)).toBe(true)
        expect(ticket.version).toBeLessThanOrEqual(events.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('is independent of the order of arrival, the hub’s order given', () => {
    const shuffled = someEvents
      .map((events) => events.map((event, i) => ({ event, hubSeq: i + 1 })))
      .chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, ([events, arrived]) => {
        const rows = [events, arrived].map((order) =>
          foldTicket(order.map(({ event, hubSeq }, i) => ({ ...entry(event, i + 1, hubSeq), event: asOne(event) }))),
        )
        expect(rows[1]).toEqual(rows[0])
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves aside types and versions of a newer release, and bodies that are not what they say', () => {
    const strange = [
      { ...at(5).called(), type: 'ticket.painted' },
      { ...at(5).called(), version: 2 },
      ...TICKET_EVENTS.map(({ type }) => ({ ...at(5).called(), id: newId(), type, body: { slip: 1 } })),
    ]
    expect(fold(at(0).issued(), ...strange)).toMatchObject({ state: 'WAITING', version: 1, conflicts: [] })
    expect(fold(...strange)).toBeNull()
  })
})

const asOne = (event: NewEvent) => ({
  ...event,
  offset: 0,
  station: TICKET,
  chain: TICKET,
  stationSeq: 1,
  prevHash: GENESIS_HASH,
})
