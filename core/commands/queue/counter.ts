import type { CommandContext } from '../../events/envelope'
import { counterClosed, counterOpened, counterPaused, counterStream } from '../../events/queue'
import type { QueueReads } from '../../queue/reads'
import { err } from '../../result/result'
import { counterOf, decided, handsFull, staffedCounter, unknownReason } from './checks'
import type { OperatorCommand, QueueResult } from './command'

/**
 * Opens a counter, or opens it again after a pause, or hands it over to another operator. One operator may have several
 * counters open: the screens say so.
 */
export function openCounter(reads: QueueReads, command: OperatorCommand, ctx: CommandContext): QueueResult {
  const { counter, operator } = command
  if (counterOf(reads, counter) === null) return err('unknown_counter', { counter })
  const state = reads.counter(counter)
  if (state.status === 'open' && state.operator === operator) return err('counter_open')
  const event = counterOpened.make(counterStream(counter), { counter, operator }, ctx, { id: command.requestId })
  return decided(null, [event])
}

export interface PauseCounter extends OperatorCommand {
  readonly reason: string
  /** Told to those who wait, UTC ms; null: not known. */
  readonly until: number | null
}

/**
 * Stops calling for a while. Only with empty hands: whoever is called or served is finished, parked or passed on first,
 * so that nobody stands before a counter that has gone to lunch.
 */
export function pauseCounter(reads: QueueReads, command: PauseCounter, ctx: CommandContext): QueueResult {
  const { counter, operator, reason, until } = command
  const open = staffedCounter(reads, counter)
  if (!open.ok) return open
  const refusal = handsFull(reads, counter) ?? unknownReason(reads, reason, 'pause')
  if (refusal !== null) return refusal
  const event = counterPaused.make(counterStream(counter), { counter, operator, reason, until }, ctx, {
    id: command.requestId,
  })
  return decided(null, [event])
}

export interface CloseCounter extends OperatorCommand {
  /** Parked tickets stay parked, and any counter of their service may take them up. */
  readonly leaveParked?: boolean
}

/** Closes a counter: with empty hands, and with parked tickets only when somebody said to leave them to the others. */
export function closeCounter(reads: QueueReads, command: CloseCounter, ctx: CommandContext): QueueResult {
  const { counter, operator } = command
  if (counterOf(reads, counter) === null) return err('unknown_counter', { counter })
  if (reads.counter(counter).status === 'closed') return err('counter_closed')
  const held = handsFull(reads, counter)
  if (held !== null) return held
  const parked = reads.parked(counter).length
  if (parked > 0 && command.leaveParked !== true) return err('tickets_parked', { count: parked })
  const event = counterClosed.make(counterStream(counter), { counter, operator }, ctx, { id: command.requestId })
  return decided(null, [event])
}
