import { describe, expect, it } from 'vitest'
import { aQueueFair, MINUTE, TestQueue } from '../../testing/queue-builders'
import { callNext, noShow } from './call'
import { closeDay, pauseService, resumeService } from './day'
import { bookTicket } from './issue'
import { park, start } from './serve'

const DAY = 24 * 60 * MINUTE

describe('closeDay', () => {
  it('midnight with live tickets: who waited leaves the queue, who stood before a counter counts as done, time unknown', () => {
    const queue = new TestQueue(aQueueFair({ tax: { appointments: { everyMinutes: 30, places: 1 } } }))
    queue.open('1', '2')
    const [parked, missed, called] = [queue.issue(), queue.issue(), queue.issue()]
    const [waiting, issuing] = [queue.issue(), queue.issue({ printing: true })]
    const booked = queue.do(bookTicket, {
      ticket: queue.id(),
      service: 'tax',
      class: 'normal',
      visitor: null,
      slotAt: queue.now + 59 * MINUTE + 55_000,
    })
    const one = queue.do(start, { counter: '1', ticket: queue.do(callNext, { counter: '1' }).id, seen: null })
    queue.do(park, { counter: '1', ticket: one.id, seen: null, reason: null })
    queue.do(noShow, { counter: '1', ticket: queue.do(callNext, { counter: '1' }).id, seen: null, reason: 'left' })
    queue.do(callNext, { counter: '1' })
    queue.wait(DAY)
    const today = queue.issue()

    expect(queue.outcome(closeDay, { before: '2026-10-14' })).toBe('ok')
    const states = [parked, called, missed, waiting, issuing, booked, today].map((ticket) => queue.fresh(ticket))
    expect(states.map(({ state, isTimeAccurate }) => [state, isTimeAccurate])).toEqual([
      ['DONE', false],
      ['DONE', false],
      ['EXPIRED', true],
      ['EXPIRED', true],
      ['EXPIRED', true],
      ['EXPIRED', true],
      ['WAITING', true],
    ])
    expect(queue.reads.held('1')).toBeNull()
    expect(queue.attempt(closeDay, { before: '2026-10-14' })).toMatchObject({ ok: true, value: { events: [] } })
  })

  it('names its first event as the command was named', () => {
    const queue = new TestQueue()
    queue.issue()
    queue.issue()
    queue.wait(DAY)
    const requestId = queue.id()
    const result = queue.attempt(closeDay, { before: '2026-10-14', requestId })
    expect(result).toMatchObject({ value: { events: [{ id: requestId }, { type: 'ticket.day_closed' }] } })
  })
})

describe('pauseService and resumeService', () => {
  it('booth break with people waiting: those in line go on being called', () => {
    const queue = new TestQueue()
    queue.open('1')
    queue.issue()
    expect(queue.outcome(pauseService, { service: 'tax', reason: 'prayer', until: null })).toBe('ok')
    expect(queue.outcome(callNext, { counter: '1' })).toBe('ok')
  })

  it('refuse unknown services and reasons; ending no break writes nothing', () => {
    const queue = new TestQueue()
    expect(queue.outcome(pauseService, { service: 'visa', reason: 'prayer', until: null })).toBe('unknown_service')
    expect(queue.outcome(pauseService, { service: 'tax', reason: 'copy', until: null })).toBe('unknown_reason')
    expect(queue.outcome(resumeService, { service: 'visa' })).toBe('unknown_service')
    expect(queue.attempt(resumeService, { service: 'tax' })).toMatchObject({ ok: true, value: { events: [] } })
  })
})
