import { describe, expect, it } from 'vitest'
import type { SlipFacts } from '../../events/queue'
import { numberLabel, seriesOf } from '../../queue/numbers'
import type { Ticket } from '../../queue/ticket'
import { NINE } from '../../testing/builders'
import { aQueueFair, MINUTE, TestQueue } from '../../testing/queue-builders'
import { callNext, noShow } from './call'
import { issueTicket } from './issue'
import { cancel } from './move'
import { callAndStart, finish, park, resume, serveDirect, serveSlip, setLine, start } from './serve'

const aVisitor = '00000000-0000-7000-8000-0000000000aa'
const DAY = '2026-10-13'

/** A queue with open counters in which counter 1 serves a number already, unless nobody was issued one. */
const openQueue = (...counters: string[]) => {
  const queue = new TestQueue()
  queue.open('1', ...counters)
  return queue
}
const serving = (queue: TestQueue, counter = '1') => {
  const called = queue.do(callNext, { counter })
  return queue.do(start, { counter, ticket: called.id, seen: called.version })
}
const at = (ticket: Ticket, counter = '1') => ({ counter, ticket: ticket.id, seen: ticket.version })

describe('start and finish', () => {
  it('serve the one who was called, at the counter that called', () => {
    const queue = openQueue('2')
    queue.issue()
    const called = queue.do(callNext, { counter: '1' })
    expect(queue.outcome(start, at(called, '2'))).toBe('other_counter')
    queue.wait(MINUTE)
    const served = queue.do(start, at(called))
    expect(served).toMatchObject({ state: 'SERVING', startedAt: queue.now, lines: [{ service: 'tax', quantity: 1 }] })
    expect(queue.outcome(start, at(served))).toBe('wrong_state')
    expect(queue.outcome(finish, { ...at(served, '2'), outcome: 'solved' as const })).toBe('other_counter')
    expect(queue.do(finish, { ...at(served), outcome: 'pending' })).toMatchObject({
      state: 'DONE',
      outcome: 'pending',
      counter: null,
      endedAt: queue.now,
    })
    expect(queue.outcome(finish, { ...at(queue.fresh(served)), outcome: 'solved' as const })).toBe('wrong_state')
  })

  it('midnight with live tickets: who is being served is finished after it', () => {
    const queue = openQueue()
    queue.issue()
    const served = serving(queue)
    queue.wait(24 * 60 * MINUTE)
    expect(queue.outcome(finish, { ...at(served), outcome: 'solved' as const })).toBe('ok')
  })
})

describe('callAndStart', () => {
  it('serves one who stands there; out of order when another one was next', () => {
    const queue = openQueue('2')
    const [first, second] = [queue.issue(), queue.issue()]
    expect(queue.do(callAndStart, at(second))).toMatchObject({ state: 'SERVING', isOutOfOrder: true, calledAt: null })
    expect(queue.outcome(callAndStart, at(first))).toBe('ticket_in_hand')
    expect(queue.do(callAndStart, at(first, '2'))).toMatchObject({ isOutOfOrder: false })
  })

  it('serves one whom another counter calls, but not one whom another counter serves', () => {
    const queue = openQueue('3')
    const tax = queue.issue({ service: 'tax', visitor: aVisitor })
    const bills = queue.issue({ service: 'bills', visitor: aVisitor })
    const called = queue.do(callNext, { counter: '1' })
    expect(queue.outcome(callAndStart, at(tax, '3'))).toBe('changed')
    queue.do(start, at(called))
    expect(queue.attempt(callAndStart, at(bills, '3'))).toMatchObject({
      code: 'served_elsewhere',
      detail: { number: 'A-001', counter: '1' },
    })
  })
})

describe('serveDirect', () => {
  const direct = (queue: TestQueue, more: object = {}) => ({
    counter: '1',
    ticket: queue.id(),
    service: 'tax',
    class: 'normal' as const,
    visitor: null,
    number: null,
    ...more,
  })

  it('serves a walk-up without queue and without number', () => {
    const queue = openQueue()
    expect(queue.do(serveDirect, direct(queue))).toMatchObject({
      state: 'SERVING',
      number: null,
      isDirect: true,
      via: 'counter',
    })
    expect(queue.outcome(serveDirect, direct(queue))).toBe('ticket_in_hand')
  })

  it('keeps a number that was read out and is not known here as a note', () => {
    const queue = openQueue()
    expect(queue.do(serveDirect, direct(queue, { number: 47 }))).toMatchObject({ number: null, typedNumber: 47 })
  })

  it('finds a number of a station’s own series as any other, and keeps one that is not known here', () => {
    const queue = new TestQueue(aQueueFair(), 3)
    queue.open('1', '2')
    const own = queue.issue({ numbering: 'cut_off' })
    expect(own.number).toBe(seriesOf(3).from)
    expect(queue.do(serveDirect, direct(queue, { number: own.number }))).toMatchObject({ id: own.id, state: 'SERVING' })
    const other = queue.do(serveDirect, direct(queue, { counter: '2', number: seriesOf(4).from }))
    expect(numberLabel(other.prefix, other.typedNumber)).toBe('A-K4-01')
  })

  it('a ticket that was served under its typed number waits no more when it arrives', () => {
    const queue = openQueue('2')
    queue.do(serveDirect, direct(queue, { number: 1 }))
    expect(queue.issue().number).toBe(1)
    expect(queue.outcome(callNext, { counter: '2' })).toBe('nobody_waiting')
  })

  it('starts the ticket itself when its number is known here', () => {
    const queue = openQueue('2')
    const [known] = [queue.issue(), queue.issue()]
    expect(queue.do(serveDirect, direct(queue, { number: 1 }))).toMatchObject({ id: known.id, state: 'SERVING' })
    expect(queue.attempt(serveDirect, direct(queue, { counter: '2', number: 1 }))).toMatchObject({
      code: 'changed',
      detail: { by: '1', state: 'SERVING', label: 'A-001' },
    })
  })

  it('refuses a service this counter does not serve, an unknown one, and a second live ticket', () => {
    const queue = openQueue()
    queue.issue({ visitor: aVisitor })
    expect(queue.outcome(serveDirect, direct(queue, { service: 'bills' }))).toBe('other_service')
    expect(queue.outcome(serveDirect, direct(queue, { service: 'visa' }))).toBe('unknown_service')
    expect(queue.outcome(serveDirect, direct(queue, { visitor: aVisitor }))).toBe('already_waiting')
  })
})

describe('serveSlip', () => {
  const facts: SlipFacts = { service: 'tax', day: DAY, prefix: 'A', number: 7, class: 'normal', sortKey: NINE - MINUTE }
  const slip = (queue: TestQueue, more: object = {}) => ({ counter: '1', ticket: queue.id(), facts, ...more })
  const slipOf = (ticket: Ticket, counter = '1') => ({
    counter,
    ticket: ticket.id,
    facts: { ...facts, number: ticket.number ?? 0, sortKey: ticket.sortKey ?? 0 },
  })

  it('dispenser and counter without any contact: the slip’s QR is served under its own id', () => {
    const queue = openQueue()
    expect(queue.do(serveSlip, slip(queue))).toMatchObject({
      state: 'SERVING',
      number: 7,
      via: 'slip',
      issuedAt: null,
      firstEligibleAt: NINE - MINUTE,
      isDirect: false,
    })
  })

  it('starts the one who was called here, one in line, one who missed the call, one whose slip nobody confirmed', () => {
    const queue = openQueue()
    const finished = (ticket: Ticket) => queue.do(finish, { ...at(ticket), seen: null, outcome: 'solved' })
    const called = queue.issue()
    queue.do(callNext, { counter: '1' })
    expect(queue.do(serveSlip, slipOf(called)).state).toBe('SERVING')
    finished(called)

    const missed = queue.issue()
    queue.do(callNext, { counter: '1' })
    queue.do(noShow, { ...at(missed), seen: null, reason: 'left' })
    const [next, waiting, issuing] = [queue.issue(), queue.issue(), queue.issue({ printing: true })]
    expect(queue.do(serveSlip, slipOf(missed))).toMatchObject({ state: 'SERVING', reEntries: 1, isOutOfOrder: true })
    finished(missed)
    expect(queue.do(serveSlip, slipOf(waiting)).isOutOfOrder).toBe(true)
    finished(waiting)
    expect(queue.do(serveSlip, slipOf(issuing)).isOutOfOrder).toBe(true)
    finished(issuing)
    expect(queue.do(serveSlip, slipOf(next)).isOutOfOrder).toBe(false)
  })

  it('takes up the one who was parked here', () => {
    const queue = openQueue()
    queue.issue()
    const parked = queue.do(park, { ...at(serving(queue)), reason: null })
    expect(queue.do(serveSlip, slipOf(parked)).state).toBe('SERVING')
  })

  it('refuses in words what ended, or stands before another counter', () => {
    const queue = openQueue('2')
    const [gone, busy] = [queue.issue(), queue.issue()]
    queue.do(cancel, { ticket: gone.id, seen: null, by: 'visitor', reason: null, counter: null })
    expect(queue.attempt(serveSlip, slipOf(gone))).toMatchObject({ code: 'changed', detail: { state: 'CANCELLED' } })
    queue.do(callNext, { counter: '1' })
    expect(queue.attempt(serveSlip, slipOf(busy, '2'))).toMatchObject({
      code: 'changed',
      detail: { by: '1', state: 'CALLED' },
    })
  })

  it('refuses a slip of another day, service, or counter’s service', () => {
    const queue = openQueue()
    const offered = (more: object) => queue.outcome(serveSlip, slip(queue, { facts: { ...facts, ...more } }))
    expect(offered({ day: '2026-10-12' })).toBe('not_today')
    expect(offered({ service: 'bills' })).toBe('other_service')
    expect(offered({ service: 'visa' })).toBe('unknown_service')
    queue.issue()
    queue.do(callNext, { counter: '1' })
    expect(offered({})).toBe('ticket_in_hand')
  })

  it('lost slip found by number: a slip whose ticket is known keeps the place and history of that ticket', () => {
    const queue = openQueue()
    const ticket = queue.do(issueTicket, queue.anIssue({ class: 'priority' }))
    const served = queue.do(serveSlip, slipOf(ticket))
    expect(served).toMatchObject({ class: 'priority', issuedAt: ticket.issuedAt, via: 'dispenser' })
  })
})

describe('park and resume', () => {
  it('free the hands and take the ticket up again, at the same counter', () => {
    const queue = openQueue('2')
    queue.issue()
    queue.issue()
    const parked = queue.do(park, { ...at(serving(queue)), reason: 'copy' })
    expect(parked).toMatchObject({ state: 'PARKED', counter: '1', parkReason: 'copy', parkedAt: queue.now })
    const next = queue.do(callNext, { counter: '1' })
    expect(queue.outcome(resume, at(parked))).toBe('ticket_in_hand')
    queue.do(noShow, { ...at(next), reason: 'left' })
    expect(queue.outcome(resume, at(parked, '2'))).toBe('other_counter')
    expect(queue.do(resume, at(parked))).toMatchObject({ state: 'SERVING', parkedAt: null, parkReason: null })
    expect(queue.outcome(resume, at(queue.fresh(parked)))).toBe('ticket_in_hand')
  })

  it('are limited to so many at once', () => {
    const queue = new TestQueue(aQueueFair({ counter: { parkLimit: 1 } }))
    queue.open('1')
    queue.issue()
    queue.issue()
    queue.do(park, { ...at(serving(queue)), reason: null })
    const second = serving(queue)
    expect(queue.attempt(park, { ...at(second), reason: null })).toMatchObject({
      code: 'park_limit',
      detail: { limit: 1 },
    })
  })

  it('take a reason of the set-up or none; a parked one can be finished where it lies', () => {
    const queue = openQueue()
    queue.issue()
    const served = serving(queue)
    expect(queue.outcome(park, { ...at(served), reason: 'meal' })).toBe('unknown_reason')
    const parked = queue.do(park, { ...at(served), reason: null })
    expect(queue.do(finish, { ...at(parked), outcome: 'referred' }).outcome).toBe('referred')
  })
})

describe('setLine', () => {
  it('counts the items of one visitor, of this and of other services', () => {
    const queue = openQueue()
    queue.issue()
    const { id } = serving(queue)
    const line = (service: string, quantity: number) => ({ counter: '1', ticket: id, service, quantity })
    queue.do(setLine, line('bills', 2))
    expect(queue.do(setLine, line('tax', 5)).lines).toEqual([
      { service: 'tax', quantity: 5 },
      { service: 'bills', quantity: 2 },
    ])
    expect(queue.do(setLine, line('bills', 0)).lines).toEqual([{ service: 'tax', quantity: 5 }])
    expect(queue.do(setLine, line('tax', 0)).lines).toEqual([{ service: 'tax', quantity: 1 }])
    expect(queue.outcome(setLine, line('visa', 1))).toBe('unknown_service')
  })
})
