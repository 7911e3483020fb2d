import { describe, expect, it } from 'vitest'
import { TestQueue } from '../../testing/queue-builders'
import { callNext } from './call'
import { closeCounter, openCounter, pauseCounter } from './counter'
import { park, resume, start } from './serve'

const pause = { counter: '1', reason: 'meal', until: null }
const served = (queue: TestQueue, counter = '1') => {
  const called = queue.do(callNext, { counter })
  return queue.do(start, { counter, ticket: called.id, seen: called.version })
}

describe('openCounter', () => {
  it('opens a closed counter, and hands an open one over to another operator', () => {
    const queue = new TestQueue()
    expect(queue.outcome(openCounter, { counter: '1' })).toBe('ok')
    expect(queue.outcome(openCounter, { counter: '1' })).toBe('counter_open')
    expect(queue.outcome(openCounter, { counter: '1', operator: 'budi' })).toBe('ok')
    expect(queue.reads.counter('1')).toMatchObject({ status: 'open', operator: 'budi', isOpenTwice: false })
    expect(queue.outcome(openCounter, { counter: '9' })).toBe('unknown_counter')
  })

  it('same operator on two counters: allowed', () => {
    const queue = new TestQueue()
    queue.open('1', '2')
    expect(['1', '2'].map((code) => queue.reads.counter(code).operator)).toEqual(['sari', 'sari'])
  })
})

describe('pauseCounter', () => {
  it('refuses while somebody stands before it, called or served', () => {
    const queue = new TestQueue()
    queue.open('1')
    queue.issue()
    const called = queue.do(callNext, { counter: '1' })
    expect(queue.attempt(pauseCounter, pause)).toMatchObject({ code: 'ticket_in_hand', detail: { number: 'A-001' } })
    queue.do(start, { counter: '1', ticket: called.id, seen: null })
    expect(queue.outcome(pauseCounter, pause)).toBe('ticket_in_hand')
  })

  it('leaves the queue waiting, and nobody is called until it opens again', () => {
    const queue = new TestQueue()
    queue.open('1')
    queue.issue()
    expect(queue.outcome(pauseCounter, pause)).toBe('ok')
    expect(queue.outcome(callNext, { counter: '1' })).toBe('counter_paused')
    expect(queue.outcome(pauseCounter, pause)).toBe('counter_paused')
    queue.open('1')
    expect(queue.outcome(callNext, { counter: '1' })).toBe('ok')
  })

  it('takes its reason from the set-up’s words for pauses', () => {
    const queue = new TestQueue()
    expect(queue.outcome(pauseCounter, pause)).toBe('counter_closed')
    queue.open('1')
    expect(queue.outcome(pauseCounter, { ...pause, reason: 'copy' })).toBe('unknown_reason')
    expect(queue.outcome(pauseCounter, { ...pause, counter: '9' })).toBe('unknown_counter')
  })
})

describe('closeCounter', () => {
  it('counter closes holding tickets: refused while one is in hand', () => {
    const queue = new TestQueue()
    queue.open('1')
    queue.issue()
    queue.do(callNext, { counter: '1' })
    expect(queue.outcome(closeCounter, { counter: '1' })).toBe('ticket_in_hand')
  })

  it('counter closes holding parked ones: asked first, then any counter of their service may take them up', () => {
    const queue = new TestQueue()
    queue.open('1', '2', '3')
    queue.issue()
    const parked = queue.do(park, { counter: '1', ticket: served(queue).id, seen: null, reason: 'copy' })
    expect(queue.attempt(closeCounter, { counter: '1' })).toMatchObject({
      code: 'tickets_parked',
      detail: { count: 1 },
    })
    const at = (counter: string) => ({ counter, ticket: parked.id, seen: parked.version })
    expect(queue.outcome(resume, at('2'))).toBe('other_counter')
    expect(queue.outcome(closeCounter, { counter: '1', leaveParked: true })).toBe('ok')
    expect(queue.fresh(parked).state).toBe('PARKED')
    expect(queue.outcome(resume, at('3'))).toBe('other_service')
    expect(queue.do(resume, at('2'))).toMatchObject({ state: 'SERVING', counter: '2' })
  })

  it('refuses what is closed, or no counter', () => {
    const queue = new TestQueue()
    expect(queue.outcome(closeCounter, { counter: '1' })).toBe('counter_closed')
    expect(queue.outcome(closeCounter, { counter: '9' })).toBe('unknown_counter')
  })
})
