import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CounterAct } from '../../../core/contract/counter'
import { LARGEST_NUMBER } from '../../../core/queue/numbers'
import { aQueueFair, MINUTE, SECOND } from '../../../core/testing/queue-builders'
import { slipText } from '../../codes/station-codes'
import { QueueFolder, seen } from './a-queue-folder'

let queue: QueueFolder
beforeEach(async () => {
  queue = await QueueFolder.make({ setup: aQueueFair({ counter: { parkLimit: 1 } }).setup })
  queue.open('2')
})
afterEach(() => queue.remove())

const fair = () => queue.reads.fair
const called = () => queue.do({ do: 'call_next' }, '2')
const serving = () => queue.do({ do: 'start', ...seen(called()) }, '2')

describe('an operator', () => {
  it('takes a visitor from the line to the end, with what they brought', () => {
    queue.number()
    const ticket = serving()
    queue.do({ do: 'set_line', ticket: ticket.id, service: 'bills', quantity: 5 }, '2')
    const parked = queue.do({ do: 'park', ...seen(queue.ticket(ticket.id)), reason: 'copy' }, '2')
    const resumed = queue.do({ do: 'resume', ...seen(parked) }, '2')
    const done = queue.do({ do: 'finish', ...seen(resumed), outcome: 'referred' }, '2')
    expect(done).toMatchObject({
      state: 'DONE',
      outcome: 'referred',
      lines: [
        { service: 'tax', quantity: 1 },
        { service: 'bills', quantity: 5 },
      ],
    })
  })

  it('calls again after five seconds, and closes a number that nobody answers to with a reason', () => {
    queue.number()
    const ticket = called()
    expect(queue.act({ do: 'recall', ticket: ticket.id }, '2')).toMatchObject({ code: 'too_soon' })
    queue.ports.pass(5 * SECOND)
    const again = queue.do({ do: 'recall', ticket: ticket.id }, '2')
    expect(again.calls).toBe(2)
    expect(queue.act({ do: 'no_show', ...seen(again), reason: null }, '2')).toMatchObject({ code: 'too_soon' })
    const missed = queue.do({ do: 'no_show', ...seen(again), reason: 'left' }, '2')
    expect(missed.state).toBe('MISSED')
    expect(queue.do({ do: 're_enter', ...seen(missed) }, '2').state).toBe('WAITING')
  })

  it('takes back a call by mistake with undo, and the number keeps its place', () => {
    const [first] = [queue.number(), queue.number()]
    called()
    expect(queue.do({ do: 'undo' }, '2')).toMatchObject({ state: 'WAITING', sortKey: first.sortKey })
    expect(called().id).toBe(first.id)
  })

  it('uncalls with a reason', () => {
    queue.number()
    expect(queue.do({ do: 'uncall', ...seen(called()), reason: 'wrong-number' }, '2').state).toBe('WAITING')
  })

  it('gives a number that is prioritised by the staff’s word', () => {
    expect(queue.do({ do: 'issue', service: 'tax', class: 'priority' }, '2')).toMatchObject({
      number: 1,
      class: 'priority',
      via: 'counter',
      visitor: null,
    })
  })

  it('puts a wrong choice right, and cancels with a reason', () => {
    const changed = queue.do({ do: 'change_service', ...seen(queue.number()), to: 'bills' }, '2')
    expect(changed).toMatchObject({ service: 'bills', issueService: 'tax', number: 1 })
    expect(queue.do({ do: 'cancel', ...seen(changed), reason: 'left' }, '2').state).toBe('CANCELLED')
  })

  it('serves somebody who has no number, or one that is not known here', () => {
    const ticket = queue.do({ do: 'serve_direct', service: 'tax', class: 'normal', number: 70 }, '2')
    expect(ticket).toMatchObject({ state: 'SERVING', number: null, typedNumber: 70, isDirect: true })
    expect(queue.act({ do: 'call_next' }, '2')).toMatchObject({ code: 'ticket_in_hand', detail: { number: 'A-070' } })
  })

  it('serves somebody with a number of a series of another machine', () => {
    const act = { do: 'serve_direct', service: 'tax', class: 'normal', number: LARGEST_NUMBER } as const
    expect(CounterAct.safeParse(act).success).toBe(true)
    expect(CounterAct.safeParse({ ...act, number: LARGEST_NUMBER + 1 }).success).toBe(false)
    expect(queue.do(act, '2')).toMatchObject({ typedNumber: LARGEST_NUMBER })
    expect(queue.act({ do: 'call_next' }, '2')).toMatchObject({ detail: { number: 'A-K255-9999' } })
  })

  it('serves the holder of a slip', () => {
    const ticket = queue.number()
    const text = slipText(queue.folder, fair(), ticket) ?? ''
    expect(queue.do({ do: 'serve_slip', text }, '2')).toMatchObject({ id: ticket.id, state: 'SERVING' })
    expect(queue.act({ do: 'serve_slip', text: `${text.slice(0, -1)}%` }, '2')).toMatchObject({ code: 'bad_slip' })
  })

  it('tells the number to who did not get a slip', () => {
    const ticket = queue.number({ printing: true })
    expect(ticket.state).toBe('ISSUING')
    expect(queue.do({ do: 'number_told', ticket: ticket.id }, '2').state).toBe('WAITING')
  })

  it('pauses and closes with empty hands only', () => {
    queue.number()
    const ticket = called()
    const pause = { do: 'pause', reason: 'prayer', until: queue.ports.wall() + 30 * MINUTE } as const
    expect(queue.act(pause, '2')).toMatchObject({ code: 'ticket_in_hand' })
    expect(queue.act({ do: 'close' }, '2')).toMatchObject({ code: 'ticket_in_hand' })
    queue.do({ do: 'uncall', ...seen(ticket), reason: 'other' }, '2')
    expect(queue.act(pause, '2').ok).toBe(true)
    expect(queue.reads.counter('2')).toMatchObject({ status: 'paused', pause: { reason: 'prayer' } })
    expect(queue.act({ do: 'call_next' }, '2')).toMatchObject({ code: 'counter_paused' })
    expect(queue.act({ do: 'close' }, '2').ok).toBe(true)
  })
})
