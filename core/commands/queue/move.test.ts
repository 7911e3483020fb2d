import { describe, expect, it } from 'vitest'
import type { Ticket } from '../../queue/ticket'
import { aQueueFair, MINUTE, SECOND, TestQueue } from '../../testing/queue-builders'
import { callNext, noShow } from './call'
import { cancel, changeService, reEnter, transfer } from './move'
import { finish, start } from './serve'

const aVisitor = '00000000-0000-7000-8000-0000000000aa'
const aNote = '00000000-0000-7000-8000-0000000000bb'
const DAY = '2026-10-13'
const at = (ticket: Ticket, counter = '1') => ({ counter, ticket: ticket.id, seen: ticket.version })
const line = (queue: TestQueue, service: string) => queue.reads.waiting([service], DAY, 99).map(({ id }) => id)

const openQueue = (fair = aQueueFair()) => {
  const queue = new TestQueue(fair)
  queue.open('1', '2', '3')
  return queue
}

describe('transfer', () => {
  const toBills = { to: 'bills', place: null, note: null }

  it('keeps number and class, and by default the time the visitor first came', () => {
    const queue = openQueue()
    const first = queue.issue({ class: 'priority' })
    queue.wait(30 * MINUTE)
    const bills = queue.issue({ service: 'bills' })
    const served = queue.do(start, at(queue.do(callNext, { counter: '1' })))
    const moved = queue.do(transfer, { ...at(served), ...toBills, note: aNote })
    expect(moved).toMatchObject({
      state: 'WAITING',
      service: 'bills',
      issueService: 'tax',
      number: 1,
      class: 'priority',
      eligibleAt: first.eligibleAt,
      sortKey: first.sortKey,
      calls: 0,
      counter: null,
      note: { id: aNote, counter: '1', at: queue.now },
    })
    expect(line(queue, 'bills')).toEqual([moved.id, bills.id])
    expect(moved.legs.map(({ service, outcome }) => [service, outcome])).toEqual([
      ['tax', 'transferred'],
      ['bills', null],
    ])
  })

  it.each([
    ['first', [3, 1, 2]],
    ['end', [1, 2, 3]],
  ] as const)('stands %s where that is asked for', (place, order) => {
    const queue = openQueue()
    const early = queue.issue()
    const bills = [queue.issue({ service: 'bills' }), queue.issue({ service: 'bills', class: 'priority' })]
    queue.do(callNext, { counter: '1' })
    const moved = queue.do(transfer, { ...at(queue.fresh(early)), ...toBills, place })
    const [one, two] = bills
    const ids = [two?.id, one?.id, moved.id] // the priority one stands first
    expect(line(queue, 'bills')).toEqual(order.map((n) => ids[n - 1]))
  })

  it('counts the time first come also of one who missed a call and came back to the end', () => {
    const queue = openQueue(aQueueFair({ tax: { rules: { reEntryPlace: 'end' } } }))
    const first = queue.issue()
    const missed = queue.do(noShow, { ...at(queue.do(callNext, { counter: '1' })), reason: 'left' })
    queue.wait(MINUTE)
    const back = queue.do(reEnter, { ...at(missed) })
    expect(back.eligibleAt).toBe(queue.now)
    queue.do(callNext, { counter: '1' })
    const moved = queue.do(transfer, { ...at(queue.fresh(back)), ...toBills })
    expect(moved.eligibleAt).toBe(first.eligibleAt)
  })

  it('goes by the place that the new service’s rules say', () => {
    const queue = openQueue(aQueueFair({ bills: { rules: { transferPlace: 'end' } } }))
    const ticket = queue.issue()
    queue.wait(MINUTE)
    queue.issue({ service: 'bills' })
    queue.do(callNext, { counter: '1' })
    const moved = queue.do(transfer, { ...at(queue.fresh(ticket)), ...toBills })
    expect(line(queue, 'bills').at(-1)).toBe(moved.id)
  })

  it('refuses the same or an unknown service, one where the visitor waits already, and a ticket elsewhere', () => {
    const queue = openQueue()
    queue.issue({ visitor: aVisitor })
    const called = queue.do(callNext, { counter: '1' })
    const other = queue.issue({ visitor: aVisitor, service: 'bills' })
    expect(queue.outcome(transfer, { ...at(called), ...toBills, to: 'tax' })).toBe('same_service')
    expect(queue.outcome(transfer, { ...at(called), ...toBills, to: 'visa' })).toBe('unknown_service')
    expect(queue.outcome(transfer, { ...at(called), ...toBills })).toBe('already_waiting')
    expect(queue.outcome(transfer, { ...at(called, '2'), ...toBills })).toBe('other_counter')
    expect(queue.outcome(transfer, { ...at(other), ...toBills, to: 'tax' })).toBe('wrong_state')
  })
})

describe('changeService', () => {
  it('wrong service: the time the visitor came counts in the other line', () => {
    const queue = openQueue()
    const wrong = queue.issue()
    const bills = queue.issue({ service: 'bills' })
    const changed = queue.do(changeService, { ...at(wrong), to: 'bills' })
    expect(changed).toMatchObject({ state: 'WAITING', service: 'bills', number: 1, prefix: 'A' })
    expect(changed.legs).toHaveLength(1)
    expect(line(queue, 'bills')).toEqual([wrong.id, bills.id])
    expect(line(queue, 'tax')).toEqual([])
  })

  it('goes by the credit of the new service', () => {
    const queue = openQueue(aQueueFair({ bills: { priorityMinutes: 5 } }))
    const wrong = queue.issue({ class: 'priority' })
    const { sortKey } = queue.do(changeService, { ...at(wrong), to: 'bills' })
    expect(sortKey).toBe((wrong.eligibleAt ?? 0) - 5 * MINUTE)
  })

  it('refuses what is not in line, the same or an unknown service, or a second ticket there', () => {
    const queue = openQueue()
    const ticket = queue.issue({ visitor: aVisitor })
    queue.issue({ visitor: aVisitor, service: 'bills' })
    expect(queue.outcome(changeService, { ...at(ticket), to: 'tax' })).toBe('same_service')
    expect(queue.outcome(changeService, { ...at(ticket), to: 'visa' })).toBe('unknown_service')
    expect(queue.outcome(changeService, { ...at(ticket), to: 'bills' })).toBe('already_waiting')
    const called = queue.do(callNext, { counter: '1' })
    expect(queue.outcome(changeService, { ...at(called), to: 'bills' })).toBe('wrong_state')
  })
})

describe('reEnter', () => {
  const missed = (queue: TestQueue) => {
    const called = queue.do(callNext, { counter: '1' })
    return queue.do(noShow, { ...at(called), reason: 'left' })
  }
  const back = (ticket: Ticket) => ({ ticket: ticket.id, seen: ticket.version, counter: null })

  it('return after no-show: behind the next three, with the third’s key and one', () => {
    const queue = openQueue()
    const ids = [1, 2, 3, 4, 5].map(() => queue.issue().id)
    const gone = missed(queue)
    const here = queue.do(reEnter, back(gone))
    expect(here).toMatchObject({ state: 'WAITING', reEntries: 1, calls: 0, missedAt: null })
    expect(here.sortKey).toBe((queue.world.ticket(ids[3] ?? '').sortKey ?? 0) + 1)
    expect(line(queue, 'tax')).toEqual([ids[1], ids[2], ids[3], ids[0], ids[4]])
  })

  it('with fewer than three waiting: behind all of them; with none: now', () => {
    const queue = openQueue()
    const [first, second] = [queue.issue(), queue.issue()]
    const gone = missed(queue)
    expect(queue.do(reEnter, back(gone)).sortKey).toBe((second.sortKey ?? 0) + 1)
    expect(line(queue, 'tax')).toEqual([second.id, first.id])
    queue.do(cancel, { ...back(queue.fresh(second)), by: 'visitor', reason: null })
    const again = missed(queue)
    expect(queue.do(reEnter, back(again)).sortKey).toBe(queue.now)
  })

  it.each([
    ['own', [0, 1, 2, 3, 4]],
    ['end', [1, 2, 3, 4, 0]],
  ] as const)('to the %s place where the rules say so', (reEntryPlace, order) => {
    const queue = openQueue(aQueueFair({ tax: { rules: { reEntryPlace } } }))
    const ids = [1, 2, 3, 4, 5].map(() => queue.issue().id)
    queue.do(reEnter, back(missed(queue)))
    expect(line(queue, 'tax')).toEqual(order.map((n) => ids[n]))
  })

  it('within the time, as often, and on the day that the rules allow', () => {
    const queue = openQueue(aQueueFair({ tax: { rules: { reEntryMinutes: 60, reEntryTimes: 1 } } }))
    queue.issue()
    const gone = missed(queue)
    queue.wait(60 * MINUTE + 1)
    expect(queue.outcome(reEnter, back(gone))).toBe('too_late_to_return')
    queue.wait(-1)
    expect(queue.outcome(reEnter, back(gone))).toBe('ok')
    expect(queue.outcome(reEnter, back(queue.fresh(gone)))).toBe('wrong_state')
    expect(queue.outcome(reEnter, back(missed(queue)))).toBe('returned_too_often')
  })

  it('not on another day', () => {
    const queue = openQueue(
      aQueueFair({ tax: { hours: [{ from: '00:00', to: '24:00' }], rules: { reEntryMinutes: 1440 } } }),
    )
    queue.now = Date.UTC(2026, 9, 13, 16, 59)
    queue.issue()
    const gone = missed(queue)
    queue.wait(MINUTE)
    expect(queue.outcome(reEnter, back(gone))).toBe('not_today')
  })

  it('a clock set back an hour shuts nobody out', () => {
    const queue = openQueue()
    queue.wait(60 * MINUTE)
    queue.issue()
    const gone = missed(queue)
    queue.wait(-60 * MINUTE)
    expect(queue.outcome(reEnter, back(gone))).toBe('ok')
  })
})

describe('cancel', () => {
  it('ends what no counter holds; staff says why', () => {
    const queue = openQueue()
    const ticket = queue.issue({ printing: true })
    const command = { ticket: ticket.id, seen: null, counter: '1' }
    expect(queue.outcome(cancel, { ...command, by: 'staff' as const, reason: null })).toBe('reason_needed')
    expect(queue.outcome(cancel, { ...command, by: 'staff' as const, reason: 'meal' })).toBe('unknown_reason')
    expect(queue.do(cancel, { ...command, by: 'staff', reason: 'left' })).toMatchObject({
      state: 'CANCELLED',
      endedAt: queue.now,
    })
    expect(queue.outcome(cancel, { ...command, by: 'visitor' as const, reason: null })).toBe('wrong_state')
  })

  it('does not end what a counter holds', () => {
    const queue = openQueue()
    queue.issue()
    const called = queue.do(callNext, { counter: '1' })
    const command = { ticket: called.id, seen: null, counter: null, by: 'visitor' as const, reason: null }
    expect(queue.outcome(cancel, command)).toBe('wrong_state')
    queue.wait(SECOND)
    queue.do(start, at(called))
    expect(queue.outcome(cancel, command)).toBe('wrong_state')
    queue.do(finish, { ...at(called), seen: null, outcome: 'solved' })
    expect(queue.outcome(cancel, command)).toBe('wrong_state')
  })
})
