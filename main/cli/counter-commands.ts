import type { CounterAct } from '../../core/contract/counter'
import { FinishOutcome } from '../../core/events/queue'
import type { Ticket } from '../../core/queue/ticket'
import type { Counter } from '../../core/setup/schema'
import { actAtCounter } from '../commands/queue/act'
import type { Command } from './command'
import { done, refused, type Outcome } from './outcome'
import {
  findCounter,
  findReason,
  findService,
  findTicket,
  queueRefusal,
  readMoment,
  ticketAnswer,
  withQueue,
  type Found,
  type QueueWorld,
} from './queue-parts'

/** Who acts at a counter from the command line. */
const OPERATOR = 'cli'

/** A counter as a command finds it. */
interface AtCounter extends QueueWorld {
  readonly counter: Counter
}

/** What an operator does at a counter, one command each, with the same rules as at its window. */
export const COUNTER_COMMANDS: readonly Command[] = [
  counterCommand('open', [], () => ({ found: { do: 'open' } })),
  counterCommand('pause', ['reason', 'until'], (at) => {
    const { until } = at.world.options
    const reason = findReason(at, 'pause', at.world.options.reason)
    if ('refusal' in reason) return reason
    const moment = until === undefined ? { found: null } : readMoment(at, until)
    return 'refusal' in moment ? moment : { found: { do: 'pause', reason: reason.found, until: moment.found } }
  }),
  counterCommand('close', [], () => ({ found: { do: 'close' } })),
  counterCommand('call', ['ticket'], (at) => {
    const opened = openIfClosed(at)
    if (opened !== null) return { refusal: opened }
    const { ticket: called } = at.world.options
    if (called === undefined) return { found: { do: 'call_next' } }
    const ticket = findTicket(at, called)
    return 'refusal' in ticket ? ticket : { found: { do: 'call', ...seen(ticket.found) } }
  }),
  counterCommand(
    'recall',
    [],
    withHeld((ticket) => ({ do: 'recall', ticket: ticket.id })),
  ),
  counterCommand(
    'start',
    [],
    withHeld((ticket) => ({ do: 'start', ...seen(ticket) })),
  ),
  counterCommand('finish', ['outcome'], (at) => {
    const told = at.world.options.outcome ?? 'solved'
    const outcome = FinishOutcome.safeParse(told)
    if (!outcome.success) return { refusal: refused('unknown_outcome', { outcome: told }) }
    return withHeld((ticket) => ({ do: 'finish', ...seen(ticket), outcome: outcome.data }))(at)
  }),
  counterCommand('no-show', ['reason'], (at) => {
    const { reason: called } = at.world.options
    const reason = called === undefined ? { found: null } : findReason(at, 'no_show', called)
    if ('refusal' in reason) return reason
    return withHeld((ticket) => ({ do: 'no_show', ...seen(ticket), reason: reason.found }))(at)
  }),
  counterCommand('uncall', ['reason'], (at) => {
    const reason = findReason(at, 'uncall', at.world.options.reason)
    if ('refusal' in reason) return reason
    return withHeld((ticket) => ({ do: 'uncall', ...seen(ticket), reason: reason.found }))(at)
  }),
  counterCommand('park', ['reason'], (at) => {
    const { reason: called } = at.world.options
    const reason = called === undefined ? { found: null } : findReason(at, 'park', called)
    if ('refusal' in reason) return reason
    return withHeld((ticket) => ({ do: 'park', ...seen(ticket), reason: reason.found }))(at)
  }),
  counterCommand('resume', ['ticket'], (at) => {
    const { ticket: called } = at.world.options
    if (called !== undefined) {
      const ticket = findTicket(at, called)
      return 'refusal' in ticket ? ticket : { found: { do: 'resume', ...seen(ticket.found) } }
    }
    const longest = at.reads.parked(at.counter.code).toSorted((a, b) => (a.parkedAt ?? 0) - (b.parkedAt ?? 0))[0]
    return longest === undefined
      ? { refusal: refused('nothing_in_hand') }
      : { found: { do: 'resume', ...seen(longest) } }
  }),
  counterCommand('transfer', ['to', 'place', 'note'], (at) => {
    const { to, place = null, note = null } = at.world.options
    if (to === undefined) return { refusal: refused('option_missing', { option: '--to' }) }
    const service = findService(at, to)
    if ('refusal' in service) return service
    if (place !== null && place !== 'original' && place !== 'first' && place !== 'end')
      return { refusal: refused('unknown_place', { place }) }
    return withHeld((ticket) => ({ do: 'transfer', ...seen(ticket), to: service.found.code, place, note }))(at)
  }),
  counterCommand('undo', [], () => ({ found: { do: 'undo' } })),
]

function counterCommand(
  name: string,
  options: Command['options'],
  actOf: (at: AtCounter) => Found<CounterAct>,
): Command {
  return {
    name,
    takes: ['<counter>'],
    options,
    run: (world, [called = '']) =>
      withQueue(world, (queue) => {
        const counter = findCounter(queue, called)
        if ('refusal' in counter) return counter.refusal
        const at = { ...queue, counter: counter.found }
        const act = actOf(at)
        return 'refusal' in act ? act.refusal : perform(at, act.found)
      }),
  }
}

function perform(at: AtCounter, act: CounterAct): Outcome {
  const { folder, reads } = at
  const counter = at.counter.code
  const acted = actAtCounter(folder, { requestId: folder.ports.newId(), counter, operator: OPERATOR }, act)
  if (!acted.ok) return queueRefusal(at, acted)
  const { ticket } = acted.value
  return done(
    ticket === null
      ? { ticket: null, number: null, counter, state: reads.counter(counter).status }
      : ticketAnswer(reads, ticket, counter),
  )
}

/** A script that calls at a closed counter means to open it; the refusal, when that is not possible. */
function openIfClosed(at: AtCounter): Outcome | null {
  if (at.reads.counter(at.counter.code).status !== 'closed') return null
  const { folder, counter } = at
  const opened = actAtCounter(
    folder,
    { requestId: folder.ports.newId(), counter: counter.code, operator: OPERATOR },
    { do: 'open' },
  )
  // Another process may have opened it a moment ago, which is what was wanted.
  return opened.ok || opened.code === 'counter_open' ? null : queueRefusal(at, opened)
}

/** An act on the ticket that the counter holds. */
function withHeld(actOf: (ticket: Ticket) => CounterAct): (at: AtCounter) => Found<CounterAct> {
  return ({ reads, counter }) => {
    const held = reads.held(counter.code)
    return held === null ? { refusal: refused('nothing_in_hand') } : { found: actOf(held) }
  }
}

const seen = (ticket: Ticket) => ({ ticket: ticket.id, seen: ticket.version })
