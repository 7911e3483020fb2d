import { describe, expect, it } from 'vitest'
import { aQueueFair, MINUTE, SECOND, TestQueue } from '../../testing/queue-builders'
import { callChosen, callNext, noShow, recall, uncall } from './call'
import { finish, start } from './serve'

const aVisitor = '00000000-0000-7000-8000-0000000000aa'
const openQueue = (...counters: string[]) => {
  const queue = new TestQueue()
  queue.open(...(counters.length === 0 ? ['1'] : counters))
  return queue
}

describe('callNext', () => {
  it('calls whoever is next, over all services of the counter', () => {
    const queue = openQueue('2')
    const [first, second] = [queue.issue({ service: 'bills' }), queue.issue({ service: 'tax' })]
    const called = queue.do(callNext, { counter: '2' })
    expect(called).toMatchObject({ id: first.id, state: 'CALLED', counter: '2', operator: 'sari', calls: 1 })
    expect(queue.fresh(second).state).toBe('WAITING')
  })

  it('lets priority overtake by its credit and not more', () => {
    const queue = openQueue()
    const early = queue.issue()
    queue.wait(10 * MINUTE)
    const normal = queue.issue()
    queue.wait(15 * MINUTE)
    const priority = queue.issue({ class: 'priority' })
    expect(queue.reads.waiting(['tax'], early.day, 9).map(({ id }) => id)).toEqual([early.id, priority.id, normal.id])
  })

  it('operator holds a ticket and calls next: refused, with the number in hand', () => {
    const queue = openQueue()
    queue.issue()
    queue.issue()
    const called = queue.do(callNext, { counter: '1' })
    expect(queue.attempt(callNext, { counter: '1' })).toMatchObject({
      code: 'ticket_in_hand',
      detail: { number: 'A-001', state: 'CALLED' },
    })
    queue.do(start, { counter: '1', ticket: called.id, seen: called.version })
    expect(queue.outcome(callNext, { counter: '1' })).toBe('ticket_in_hand')
  })

  it('double click on Call: the second decision finds full hands and calls nobody', () => {
    const queue = openQueue()
    queue.issue()
    queue.issue()
    const press = { counter: '1', requestId: queue.id() }
    expect([queue.outcome(callNext, press), queue.outcome(callNext, press)]).toEqual(['ok', 'ticket_in_hand'])
    expect(queue.world.tickets().filter(({ state }) => state === 'CALLED')).toHaveLength(1)
  })

  it('two operators, one ticket left: one gets it, the other hears that nobody waits', () => {
    const queue = openQueue('1', '2')
    queue.issue()
    expect([queue.outcome(callNext, { counter: '1' }), queue.outcome(callNext, { counter: '2' })]).toEqual([
      'ok',
      'nobody_waiting',
    ])
  })

  it('refuses at a closed, paused or unknown counter', () => {
    const queue = new TestQueue()
    expect(queue.outcome(callNext, { counter: '1' })).toBe('counter_closed')
    expect(queue.outcome(callNext, { counter: '9' })).toBe('unknown_counter')
  })

  it('visitor called at B while SERVING at A: the next one is called, with a word about who was passed over', () => {
    const queue = openQueue('1', '3')
    const here = queue.issue({ service: 'tax', visitor: aVisitor })
    const deferred = queue.issue({ service: 'bills', visitor: aVisitor })
    const other = queue.issue({ service: 'bills' })
    const called = queue.do(callNext, { counter: '1' })
    expect(called.id).toBe(here.id)
    const result = queue.attempt(callNext, { counter: '3' })
    expect(result).toMatchObject({ value: { ticket: other.id, passedOver: { id: deferred.id } } })
    queue.do(start, { counter: '3', ticket: other.id, seen: null })
    queue.do(finish, { counter: '3', ticket: other.id, seen: null, outcome: 'solved' })
    expect(queue.attempt(callNext, { counter: '3' })).toMatchObject({
      code: 'served_elsewhere',
      detail: { label: 'B-001', number: 'A-001', counter: '1' },
    })
    queue.do(start, { counter: '1', ticket: here.id, seen: null })
    queue.do(finish, { counter: '1', ticket: here.id, seen: null, outcome: 'solved' })
    expect(queue.do(callNext, { counter: '3' })).toMatchObject({ id: deferred.id, sortKey: deferred.sortKey })
  })

  it('says nothing of one passed over who stood behind the one called', () => {
    const queue = openQueue('1', '3')
    queue.issue({ service: 'tax', visitor: aVisitor })
    queue.issue({ service: 'bills' })
    queue.issue({ service: 'bills', visitor: aVisitor })
    queue.do(callNext, { counter: '1' })
    expect(queue.attempt(callNext, { counter: '3' })).toMatchObject({ value: { passedOver: null } })
  })

  it('with a cap, lets a normal one go first after so many priority calls in a row, if one waits', () => {
    const queue = new TestQueue(aQueueFair({ tax: { rules: { priorityInARow: 2 } } }))
    queue.open('1')
    for (const one of ['normal', 'priority', 'priority', 'priority', 'priority'] as const) queue.issue({ class: one })
    const classes = [1, 2, 3, 4, 5].map(() => {
      const called = queue.do(callNext, { counter: '1' })
      queue.do(start, { counter: '1', ticket: called.id, seen: null })
      queue.do(finish, { counter: '1', ticket: called.id, seen: null, outcome: 'solved' })
      return called.class
    })
    expect(classes).toEqual(['priority', 'priority', 'normal', 'priority', 'priority'])
  })
})

describe('callChosen', () => {
  it('out-of-order calls are reported: choosing another one than the next is kept with the ticket', () => {
    const queue = openQueue('1', '2')
    const [first, second] = [queue.issue(), queue.issue()]
    expect(queue.do(callChosen, { counter: '1', ticket: second.id, seen: 1 }).isOutOfOrder).toBe(true)
    expect(queue.do(callChosen, { counter: '2', ticket: first.id, seen: 1 }).isOutOfOrder).toBe(false)
  })

  it('somebody else was faster: says who, when, and how it stands', () => {
    const queue = openQueue('1', '2')
    const ticket = queue.issue()
    queue.wait(MINUTE)
    queue.do(callNext, { counter: '2' })
    expect(queue.attempt(callChosen, { counter: '1', ticket: ticket.id, seen: ticket.version })).toMatchObject({
      code: 'changed',
      detail: { by: '2', at: queue.now, what: 'called', state: 'CALLED', label: 'A-001' },
    })
    expect(queue.outcome(callChosen, { counter: '1', ticket: ticket.id, seen: null })).toBe('wrong_state')
  })

  it('refuses other services, unknown tickets, and who stands elsewhere', () => {
    const queue = openQueue('1', '3')
    const bills = queue.issue({ service: 'bills', visitor: aVisitor })
    const tax = queue.issue({ service: 'tax', visitor: aVisitor })
    expect(queue.outcome(callChosen, { counter: '1', ticket: bills.id, seen: 1 })).toBe('other_service')
    expect(queue.outcome(callChosen, { counter: '1', ticket: aVisitor, seen: 1 })).toBe('unknown_ticket')
    queue.do(callNext, { counter: '3' })
    expect(queue.outcome(callChosen, { counter: '1', ticket: tax.id, seen: 1 })).toBe('served_elsewhere')
  })

  it('midnight with live tickets: yesterday’s are not called any more', () => {
    const queue = openQueue('1')
    const { id } = queue.issue()
    queue.wait(24 * 60 * MINUTE)
    expect(queue.outcome(callNext, { counter: '1' })).toBe('nobody_waiting')
    expect(queue.outcome(callChosen, { counter: '1', ticket: id, seen: 1 })).toBe('not_today')
  })
})

describe('recall', () => {
  it('calls again after five seconds, without moving anything', () => {
    const queue = openQueue()
    queue.issue()
    const called = queue.do(callNext, { counter: '1' })
    queue.wait(5 * SECOND - 1)
    expect(queue.attempt(recall, { counter: '1', ticket: called.id })).toMatchObject({
      code: 'too_soon',
      detail: { seconds: 1 },
    })
    queue.wait(1)
    expect(queue.do(recall, { counter: '1', ticket: called.id })).toMatchObject({
      calls: 2,
      sortKey: called.sortKey,
      calledAt: called.calledAt,
      lastCallAt: queue.now,
    })
  })

  it('only at the counter that called, and only while called', () => {
    const queue = openQueue('1', '2')
    const waiting = queue.issue()
    expect(queue.outcome(recall, { counter: '1', ticket: waiting.id })).toBe('wrong_state')
    queue.do(callNext, { counter: '1' })
    expect(queue.outcome(recall, { counter: '2', ticket: waiting.id })).toBe('other_counter')
  })

  it('a clock set back does not make the operator wait for an hour', () => {
    const queue = openQueue()
    const { id } = queue.issue()
    queue.do(callNext, { counter: '1' })
    queue.now -= 60 * MINUTE
    expect(queue.outcome(recall, { counter: '1', ticket: id })).toBe('ok')
  })
})

describe('uncall', () => {
  it('puts a ticket called by mistake back to its place', () => {
    const queue = openQueue()
    const [first] = [queue.issue(), queue.issue()]
    const called = queue.do(callNext, { counter: '1' })
    const command = { counter: '1', ticket: called.id, seen: called.version, reason: 'wrong-number' }
    expect(queue.outcome(uncall, { ...command, reason: 'meal' })).toBe('unknown_reason')
    expect(queue.do(uncall, command)).toMatchObject({ state: 'WAITING', counter: null, sortKey: first.sortKey })
    expect(queue.do(callNext, { counter: '1' })).toMatchObject({ id: first.id, calls: 2 })
  })
})

describe('noShow', () => {
  it('takes three calls and a minute since the last', () => {
    const queue = openQueue()
    const { id } = queue.issue()
    queue.do(callNext, { counter: '1' })
    const command = { counter: '1', ticket: id, seen: null, reason: null }
    queue.wait(2 * MINUTE)
    expect(queue.attempt(noShow, command)).toMatchObject({ code: 'too_soon', detail: { seconds: 0, calls: 2 } })
    queue.do(recall, { counter: '1', ticket: id })
    queue.wait(MINUTE)
    queue.do(recall, { counter: '1', ticket: id })
    queue.wait(MINUTE - 1)
    expect(queue.attempt(noShow, command)).toMatchObject({ code: 'too_soon', detail: { seconds: 1, calls: 0 } })
    queue.wait(1)
    expect(queue.do(noShow, command)).toMatchObject({ state: 'MISSED', counter: null, missedAt: queue.now })
  })

  it('earlier only with a reason of the set-up, and the counter is free again', () => {
    const queue = openQueue()
    const [first] = [queue.issue(), queue.issue()]
    queue.do(callNext, { counter: '1' })
    const command = { counter: '1', ticket: first.id, seen: null }
    expect(queue.outcome(noShow, { ...command, reason: 'meal' })).toBe('unknown_reason')
    expect(queue.outcome(noShow, { ...command, reason: 'left' })).toBe('ok')
    expect(queue.outcome(callNext, { counter: '1' })).toBe('ok')
  })
})
