import { describe, expect, it } from 'vitest'
import type { Ticket } from '../../queue/ticket'
import { aQueueFair, MINUTE, SECOND, TestQueue } from '../../testing/queue-builders'
import { callNext, noShow } from './call'
import { closeCounter, pauseCounter } from './counter'
import { issueTicket } from './issue'
import { cancel, changeService, reEnter, transfer } from './move'
import { callAndStart, finish, park, resume, serveDirect, setLine, start } from './serve'
import { undo, undoable } from './undo'

const aVisitor = '00000000-0000-7000-8000-0000000000aa'
const at = (ticket: Ticket, counter = '1') => ({ counter, ticket: ticket.id, seen: ticket.version })
const back = { counter: '1' }

const openQueue = (fair = aQueueFair()) => {
  const queue = new TestQueue(fair)
  queue.open('1', '2')
  return queue
}
const serving = (queue: TestQueue) => queue.do(start, at(queue.do(callNext, { counter: '1' })))

describe('undo', () => {
  it.each<[string, (queue: TestQueue, served: Ticket) => void, object]>([
    ['finish', (queue, served) => queue.do(finish, { ...at(served), outcome: 'solved' }), { state: 'SERVING' }],
    ['park', (queue, served) => queue.do(park, { ...at(served), reason: null }), { state: 'SERVING', parkedAt: null }],
    [
      'transfer',
      (queue, served) => queue.do(transfer, { ...at(served), to: 'bills', place: null, note: null }),
      { state: 'SERVING', service: 'tax' },
    ],
    [
      'a line',
      (queue, served) => queue.do(setLine, { ...at(served), service: 'bills', quantity: 3 }),
      { lines: [{ service: 'tax', quantity: 1 }] },
    ],
    ['start', () => undefined, { state: 'CALLED' }],
  ])('takes back %s, as if it had not been', (_name, act, expected) => {
    const queue = openQueue()
    queue.issue()
    const served = serving(queue)
    act(queue, served)
    const before = queue.fresh(served)
    expect(queue.do(undo, back)).toMatchObject({ ...expected, counter: '1', version: before.version + 1 })
  })

  it('takes back what brought no ticket before the counter', () => {
    const queue = openQueue()
    const [first, second, third] = [queue.issue(), queue.issue(), queue.issue()]
    queue.do(cancel, { ...at(second), by: 'staff', reason: 'left' })
    expect(queue.do(undo, back)).toMatchObject({ id: second.id, state: 'WAITING', endedAt: null })
    queue.do(changeService, { ...at(third), to: 'bills' })
    expect(queue.do(undo, back)).toMatchObject({ id: third.id, service: 'tax', sortKey: third.sortKey })
    const missed = queue.do(noShow, { ...at(queue.do(callNext, back)), reason: 'left' })
    queue.do(reEnter, { ...at(missed) })
    expect(queue.do(undo, back)).toMatchObject({ id: first.id, state: 'MISSED', reEntries: 0 })
    expect(queue.do(undo, back)).toMatchObject({ id: first.id, state: 'CALLED' })
  })

  it('while CALLED it is an uncall', () => {
    const queue = openQueue()
    const ticket = queue.issue()
    const called = queue.do(callNext, back)
    expect(undoable(queue.reads, '1', queue.now)).toMatchObject({ type: 'ticket.called', until: queue.now + 120_000 })
    const result = queue.attempt(undo, back)
    expect(result).toMatchObject({ value: { events: [{ type: 'ticket.uncalled', body: { reason: 'wrong-number' } }] } })
    expect(queue.fresh(called)).toMatchObject({ state: 'WAITING', sortKey: ticket.sortKey })
    expect(queue.outcome(undo, back)).toBe('nothing_to_undo')
  })

  it('call-and-start goes back to the line, resume to being parked', () => {
    const queue = openQueue()
    const ticket = queue.issue()
    queue.do(callAndStart, at(ticket))
    expect(queue.do(undo, back)).toMatchObject({ state: 'WAITING', lines: [] })
    const parked = queue.do(park, { ...at(serving(queue)), reason: 'copy' })
    queue.do(resume, at(parked))
    expect(queue.do(undo, back)).toMatchObject({ state: 'PARKED', parkReason: 'copy' })
  })

  it('a direct serving that never was ends as cancelled', () => {
    const queue = openQueue()
    const direct = {
      counter: '1',
      ticket: queue.id(),
      service: 'tax',
      class: 'normal',
      visitor: null,
      number: 5,
    } as const
    queue.do(serveDirect, direct)
    expect(queue.do(undo, back)).toMatchObject({ state: 'CANCELLED', counter: null })
    expect(queue.outcome(serveDirect, { ...direct, ticket: queue.id() })).toBe('ok')
  })

  it('of a finish where it was parked goes back to being parked, though the hands are full', () => {
    const queue = openQueue()
    queue.issue()
    queue.issue()
    const parked = queue.do(park, { ...at(serving(queue)), reason: null })
    serving(queue)
    queue.do(finish, { ...at(parked), outcome: 'solved' })
    expect(queue.do(undo, back)).toMatchObject({ id: parked.id, state: 'PARKED' })
  })

  it('needs empty hands and an open counter to put somebody back before it', () => {
    const queue = openQueue()
    queue.issue()
    queue.issue()
    const done = queue.do(finish, { ...at(serving(queue)), outcome: 'solved' })
    queue.attempt(pauseCounter, { counter: '1', reason: 'meal', until: null })
    expect(queue.outcome(undo, back)).toBe('counter_paused')
    queue.attempt(closeCounter, back)
    expect(queue.outcome(undo, back)).toBe('counter_closed')
    queue.open('1')
    expect(queue.do(undo, back)).toMatchObject({ id: done.id, state: 'SERVING' })

    queue.do(park, { ...at(queue.fresh(done)), reason: null })
    const other = queue.do(callNext, back)
    // The call is the last act now: it goes first, then the park.
    expect(queue.do(undo, back)).toMatchObject({ id: other.id, state: 'WAITING' })
  })

  it('puts nobody back before full hands, as when a counter is open on two machines', () => {
    const queue = openQueue()
    queue.issue()
    queue.issue()
    const done = queue.do(finish, { ...at(serving(queue)), outcome: 'solved' })
    const held = queue.do(callNext, back)
    const reads = { ...queue.reads, lastTouched: () => queue.fresh(done) }
    const command = { ...back, requestId: queue.id(), operator: 'sari' }
    expect(undo(reads, command, queue.ctx)).toMatchObject({ code: 'ticket_in_hand', detail: { ticket: held.id } })
  })

  it('is over after two minutes, or when something else has happened to the ticket', () => {
    const queue = openQueue()
    queue.issue()
    const served = serving(queue)
    const done = queue.do(finish, { ...at(served), outcome: 'solved' })
    queue.wait(120 * SECOND)
    expect(undoable(queue.reads, '1', queue.now)).toMatchObject({ until: queue.now, ticket: { id: done.id } })
    queue.wait(1)
    expect(queue.outcome(undo, back)).toBe('nothing_to_undo')

    const ticket = queue.issue()
    const moved = queue.do(transfer, { ...at(serving(queue)), to: 'bills', place: null, note: null })
    expect(moved.id).toBe(ticket.id)
    queue.do(callNext, { counter: '2' })
    expect(queue.outcome(undo, back)).toBe('nothing_to_undo')
  })

  it('gives nobody a second live ticket of a service', () => {
    const queue = openQueue()
    const ticket = queue.issue({ visitor: aVisitor })
    queue.do(cancel, { ...at(ticket), by: 'staff', reason: 'left' })
    queue.do(issueTicket, queue.anIssue({ visitor: aVisitor }))
    expect(queue.outcome(undo, back)).toBe('already_waiting')
  })

  it('finds nothing at a counter that did nothing, or only called again', () => {
    const queue = openQueue()
    expect(undoable(queue.reads, '1', queue.now)).toBeNull()
    queue.issue()
    queue.wait(MINUTE)
    expect(queue.outcome(undo, back)).toBe('nothing_to_undo')
  })

  it('a clock set back leaves it possible', () => {
    const queue = openQueue()
    queue.issue()
    serving(queue)
    queue.wait(-60 * MINUTE)
    expect(queue.outcome(undo, back)).toBe('ok')
  })
})
