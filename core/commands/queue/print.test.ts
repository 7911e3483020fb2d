import { describe, expect, it } from 'vitest'
import { TestQueue } from '../../testing/queue-builders'
import { cancel } from './move'
import { slipFailed, slipPrinted, slipReprinted, voidUnprinted } from './print'

const DAY = '2026-10-13'

describe('slips', () => {
  it('keep a ticket out of line until they are out, or staff told the number', () => {
    const queue = new TestQueue()
    const [printed, told] = [queue.issue({ printing: true }), queue.issue({ printing: true })]
    expect(queue.reads.waiting(['tax'], DAY, 9)).toEqual([])
    queue.do(slipPrinted, { ticket: printed.id, by: 'printer' })
    queue.do(slipPrinted, { ticket: told.id, by: 'staff' })
    expect(queue.reads.waiting(['tax'], DAY, 9).map(({ number }) => number)).toEqual([1, 2])
    expect(queue.outcome(slipPrinted, { ticket: told.id, by: 'printer' as const })).toBe('wrong_state')
  })

  it('paper out mid-print: the number stays taken, with the trouble said, in its old place when it comes out', () => {
    const queue = new TestQueue()
    const stuck = queue.issue({ printing: true })
    queue.do(slipFailed, { ticket: stuck.id, trouble: 'paper_out' })
    expect(queue.fresh(stuck)).toMatchObject({ state: 'ISSUING', printTrouble: 'paper_out' })
    const after = queue.issue()
    queue.do(slipPrinted, { ticket: stuck.id, by: 'printer' })
    expect(queue.fresh(stuck)).toMatchObject({ state: 'WAITING', printTrouble: null })
    expect(queue.reads.waiting(['tax'], DAY, 9).map(({ id }) => id)).toEqual([stuck.id, after.id])
  })

  it('of a void number never come to anything again', () => {
    const queue = new TestQueue()
    const { id } = queue.issue({ printing: true })
    queue.do(voidUnprinted, { ticket: id })
    for (const again of [
      () => queue.outcome(voidUnprinted, { ticket: id }),
      () => queue.outcome(slipPrinted, { ticket: id, by: 'printer' as const }),
      () => queue.outcome(slipFailed, { ticket: id, trouble: 'offline' as const }),
    ])
      expect(again()).toBe('wrong_state')
  })

  it('lost slip: each further one says which copy it is, and the place in line stays', () => {
    const queue = new TestQueue()
    const ticket = queue.issue()
    expect(queue.do(slipReprinted, { ticket: ticket.id })).toMatchObject({ copies: 2, sortKey: ticket.sortKey })
    expect(queue.do(slipReprinted, { ticket: ticket.id }).copies).toBe(3)
  })

  it('are copied only of a number that is out and alive', () => {
    const queue = new TestQueue()
    const issuing = queue.issue({ printing: true })
    const gone = queue.issue()
    queue.do(cancel, { ticket: gone.id, seen: null, by: 'visitor', reason: null, counter: null })
    for (const { id } of [issuing, gone]) expect(queue.outcome(slipReprinted, { ticket: id })).toBe('wrong_state')
    expect(queue.outcome(slipReprinted, { ticket: queue.id() })).toBe('unknown_ticket')
  })
})
