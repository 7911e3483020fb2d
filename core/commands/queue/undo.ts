import type { CommandContext } from '../../events/envelope'
import {
  ticketCalled,
  ticketCancelled,
  ticketFinished,
  ticketLineSet,
  ticketMissed,
  ticketParked,
  ticketReEntered,
  ticketResumed,
  ticketServedDirectly,
  ticketServiceChanged,
  ticketStarted,
  ticketStream,
  ticketTransferred,
  ticketUncalled,
  ticketUndone,
} from '../../events/queue'
import { UNDO_SECONDS } from '../../queue/limits'
import type { QueueReads } from '../../queue/reads'
import type { Ticket } from '../../queue/ticket'
import { err } from '../../result/result'
import { alreadyWaiting, decided, effectiveNow, elapsed, handsFull, staffedCounter, type Refusal } from './checks'
import type { OperatorCommand, QueueResult } from './command'

/** What Ctrl+Z would take back. */
export interface Undoable {
  readonly ticket: Ticket
  /** Type of the event that goes (`ticket.finished`). */
  readonly type: string
  /** Until when, effective UTC ms. */
  readonly until: number
}

/** Acts that can be taken back. A repeated call cannot (it was heard), nor a mistake already taken back. */
const UNDOABLE: ReadonlySet<string> = new Set(
  [
    ticketStarted,
    ticketServedDirectly,
    ticketMissed,
    ticketParked,
    ticketResumed,
    ticketLineSet,
    ticketFinished,
    ticketTransferred,
    ticketServiceChanged,
    ticketReEntered,
    ticketCancelled,
  ].map(({ type }) => type),
)

/** The last act of a counter, as long as it can be taken back: two minutes, and nothing has happened to it since. */
export function undoable(reads: QueueReads, counter: string, now: number): Undoable | null {
  const ticket = reads.lastTouched(counter)
  if (ticket === null || ticket.last.counter !== counter) return null
  const isCalled = ticket.state === 'CALLED'
  if (!isCalled && !UNDOABLE.has(ticket.last.type)) return null
  const until = ticket.last.at + UNDO_SECONDS * 1000
  if (elapsed(ticket.last.at, now, 0) > UNDO_SECONDS * 1000) return null
  return { ticket, type: isCalled ? ticketCalled.type : ticket.last.type, until }
}

/**
 * Takes back the last act of a counter: an event of its own, never a deletion. Of a call that is an uncall: the ticket
 * goes back to its place. An act that would put somebody back before the counter needs empty hands and an open counter.
 */
export function undo(reads: QueueReads, command: OperatorCommand, ctx: CommandContext): QueueResult {
  const { requestId, counter, operator } = command
  const found = undoable(reads, counter, effectiveNow(ctx))
  if (found === null) return err('nothing_to_undo')
  const { ticket } = found
  const stream = ticketStream(ticket.id)
  if (ticket.state === 'CALLED') {
    const reason = mistakeReason(reads)
    return decided(ticket.id, [ticketUncalled.make(stream, { counter, operator, reason }, ctx, { id: requestId })])
  }
  const refusal = refusalToPutBack(reads, ticket, counter)
  if (refusal !== null) return refusal
  const event = ticketUndone.make(stream, { counter, operator, event: ticket.last.id }, ctx, { id: requestId })
  return decided(ticket.id, [event])
}

/** The set-up's word for a call by mistake. */
function mistakeReason(reads: QueueReads): string {
  const words = reads.fair.setup.reasons.filter(({ uses }) => uses.includes('uncall'))
  return (words.find(({ code }) => code === 'wrong-number') ?? words[0])?.code ?? 'undo'
}

/** What stands against the state before: full hands, a counter that is not staffed, or a number taken since. */
function refusalToPutBack(reads: QueueReads, ticket: Ticket, counter: string): Refusal | null {
  if (putsBackBeforeCounter(ticket)) {
    const open = staffedCounter(reads, counter)
    if (!open.ok) return open
    return handsFull(reads, counter)
  }
  // Cancelled or moved by mistake: meanwhile the visitor may have taken another number of that service.
  const service = ticket.last.type === ticketServiceChanged.type ? null : ticket.service
  return ticket.last.type === ticketCancelled.type && service !== null
    ? alreadyWaiting(reads, ticket.visitor, service, ticket.day, ticket.id)
    : null
}

/** Did the counter hold it, called or served, before its last event, without holding it so now? */
function putsBackBeforeCounter(ticket: Ticket): boolean {
  switch (ticket.last.type) {
    case ticketParked.type:
    case ticketMissed.type:
    case ticketTransferred.type:
      return true
    case ticketFinished.type:
      // One that was parked when it was finished goes back to being parked.
      return ticket.intervals.at(-1)?.kind !== 'PARK'
    default:
      return false
  }
}
