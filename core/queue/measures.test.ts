import { describe, expect, it } from 'vitest'
import { callNext, noShow, recall } from '../commands/queue/call'
import { cancel, reEnter, transfer } from '../commands/queue/move'
import { callAndStart, finish, park, resume, serveDirect, start } from '../commands/queue/serve'
import { MINUTE, TestQueue } from '../testing/queue-builders'
import { measuresOf, percentile, percentiles, shareWithin } from './measures'
import type { Ticket } from './ticket'

const at = (ticket: Ticket, counter = '1') => ({ counter, ticket: ticket.id, seen: ticket.version })
const openQueue = () => {
  const queue = new TestQueue()
  queue.open('1', '2', '3')
  return queue
}

describe('measuresOf', () => {
  it('wait until serving began, response to the call, serving together, and the whole stay', () => {
    const queue = openQueue()
    queue.issue()
    queue.wait(10 * MINUTE)
    const called = queue.do(callNext, { counter: '1' })
    queue.wait(MINUTE)
    queue.do(recall, { counter: '1', ticket: called.id })
    const served = queue.do(start, { ...at(called), seen: null })
    queue.wait(4 * MINUTE)
    const parked = queue.do(park, { ...at(served), reason: null })
    queue.wait(30 * MINUTE)
    const resumed = queue.do(resume, at(parked))
    queue.wait(2 * MINUTE)
    const done = queue.do(finish, { ...at(resumed), outcome: 'solved' })
    expect(measuresOf(done, queue.now)).toEqual({
      wait: 11 * MINUTE,
      response: MINUTE,
      service: 6 * MINUTE,
      stay: 47 * MINUTE,
    })
  })

  it('leaves out the time of one who did not come', () => {
    const queue = openQueue()
    queue.issue()
    queue.wait(10 * MINUTE)
    const missed = queue.do(noShow, { ...at(queue.do(callNext, { counter: '1' })), reason: 'left' })
    queue.wait(20 * MINUTE)
    const back = queue.do(reEnter, { ...at(missed) })
    queue.wait(5 * MINUTE)
    const served = queue.do(callAndStart, at(back))
    expect(measuresOf(served, queue.now).wait).toBe(15 * MINUTE)
  })

  it('counts both lines of one passed on, and not what was served between', () => {
    const queue = openQueue()
    queue.issue()
    queue.wait(5 * MINUTE)
    const served = queue.do(start, at(queue.do(callNext, { counter: '1' })))
    queue.wait(10 * MINUTE)
    const moved = queue.do(transfer, { ...at(served), to: 'bills', place: 'end', note: null })
    queue.wait(7 * MINUTE)
    expect(measuresOf(moved, queue.now)).toMatchObject({ wait: 12 * MINUTE, service: 10 * MINUTE, stay: null })
    const again = queue.do(start, at(queue.do(callNext, { counter: '3' }), '3'))
    queue.wait(MINUTE)
    expect(measuresOf(again, queue.now)).toMatchObject({ wait: 12 * MINUTE, service: 11 * MINUTE })
  })

  it('knows no wait of one served directly, and none of one who gave up', () => {
    const queue = openQueue()
    const direct = queue.do(serveDirect, {
      counter: '1',
      ticket: queue.id(),
      service: 'tax',
      class: 'normal',
      visitor: null,
      number: null,
    })
    expect(measuresOf(direct, queue.now)).toEqual({ wait: null, response: null, service: 0, stay: null })
    const ticket = queue.issue()
    expect(measuresOf(ticket, queue.now + MINUTE).wait).toBe(MINUTE)
    queue.wait(MINUTE)
    const gone = queue.do(cancel, { ...at(ticket), by: 'visitor', reason: null })
    expect(measuresOf(gone, queue.now)).toEqual({ wait: null, response: null, service: null, stay: MINUTE })
  })
})

describe('percentiles', () => {
  it('are values somebody really had: by nearest rank', () => {
    const values = Array.from({ length: 20 }, (_, i) => 20 - i)
    expect(percentiles(values)).toEqual({ p50: 10, p80: 16, p90: 18, p95: 19 })
    expect(percentiles([7])).toEqual({ p50: 7, p80: 7, p90: 7, p95: 7 })
    expect(percentile([1, 2, 3], 0)).toBe(1)
    expect([percentiles([]), percentile([], 0.5)]).toEqual([null, null])
  })
})

describe('shareWithin', () => {
  it('is the share that did not exceed the target', () => {
    expect(shareWithin([1, 2, 3, 4], 3)).toBe(0.75)
    expect(shareWithin([], 3)).toBeNull()
  })
})
