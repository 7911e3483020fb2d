import type { CommandContext } from '../../events/envelope'
import type { TicketClass } from '../../events/queue'
import type { QueueError } from '../../queue/errors'
import { serviceDay } from '../../queue/hours'
import type { QueueReads } from '../../queue/reads'
import { numberLabel, type Ticket, type TicketState } from '../../queue/ticket'
import { err, ok, type Err, type Result } from '../../result/result'
import type { Counter, ReasonUse, Service } from '../../setup/schema'
import type { NewEvent } from '../../events/envelope'
import type { QueueDecision, QueueResult } from './command'

/** Guards that several commands share. Each answers what it found, or the refusal. */

export type Refusal = Err<QueueError>

/** Effective time of a decision: what places in line and the folded rows go by. */
export const effectiveNow = (ctx: CommandContext): number => ctx.now + (ctx.offset ?? 0)

export const labelOf = (ticket: Ticket): string => numberLabel(ticket.prefix, ticket.number ?? ticket.typedNumber)

export const serviceOf = (reads: QueueReads, code: string): Service | null =>
  reads.fair.setup.services.find((service) => service.code === code) ?? null

export const counterOf = (reads: QueueReads, code: string): Counter | null =>
  reads.fair.setup.counters.find((counter) => counter.code === code) ?? null

/** The ticket, when it is as the screen showed it. `seen` null: nobody looked, the state alone decides. */
export function ticketAsSeen(reads: QueueReads, id: string, seen: number | null): Result<Ticket, QueueError> {
  const ticket = reads.ticket(id)
  if (ticket === null) return err('unknown_ticket')
  return seen === null || ticket.version === seen ? ok(ticket) : changed(ticket)
}

/** Somebody else was faster: who, when, and how the ticket stands now. */
export const changed = (ticket: Ticket): Refusal =>
  err('changed', {
    by: ticket.last.counter,
    at: ticket.last.at,
    what: ticket.last.type.slice(ticket.last.type.indexOf('.') + 1),
    state: ticket.state,
    label: labelOf(ticket),
  })

export const wrongState = (ticket: Ticket): Refusal =>
  err('wrong_state', { state: ticket.state, label: labelOf(ticket) })

/** A ticket that this counter holds, in one of these states, as the screen showed it. */
export function heldTicket(
  reads: QueueReads,
  command: { readonly ticket: string; readonly seen: number | null; readonly counter: string },
  states: readonly TicketState[],
): Result<Ticket, QueueError> {
  const found = ticketAsSeen(reads, command.ticket, command.seen)
  if (!found.ok) return found
  const ticket = found.value
  if (!states.includes(ticket.state)) return wrongState(ticket)
  if (ticket.counter !== command.counter)
    return err('other_counter', { counter: ticket.counter, label: labelOf(ticket), state: ticket.state })
  return found
}

/** A counter that may take somebody now: known, open, not in a pause. */
export function staffedCounter(reads: QueueReads, code: string): Result<Counter, QueueError> {
  const counter = counterOf(reads, code)
  if (counter === null) return err('unknown_counter', { counter: code })
  const { status } = reads.counter(code)
  if (status === 'closed') return err('counter_closed')
  if (status === 'paused') return err('counter_paused')
  return ok(counter)
}

/** A counter with empty hands that may take somebody now. */
export function freeCounter(reads: QueueReads, code: string): Result<Counter, QueueError> {
  const counter = staffedCounter(reads, code)
  if (!counter.ok) return counter
  return handsFull(reads, code) ?? counter
}

export function handsFull(reads: QueueReads, counter: string): Refusal | null {
  const held = reads.held(counter)
  return held === null ? null : err('ticket_in_hand', { number: labelOf(held), state: held.state, ticket: held.id })
}

/** The visitor stands before another counter just now: where, and with which number. */
export function servedElsewhere(
  reads: QueueReads,
  ticket: Ticket,
  states: readonly TicketState[] = ['CALLED', 'SERVING'],
): Refusal | null {
  if (ticket.visitor === null) return null
  const other = reads.liveOf(ticket.visitor).find((one) => one.id !== ticket.id && states.includes(one.state))
  return other === undefined ? null : elsewhere(ticket, other)
}

const elsewhere = (ticket: Ticket, other: Ticket): Refusal =>
  err('served_elsewhere', { label: labelOf(ticket), number: labelOf(other), counter: other.counter })

/** One visitor has one live ticket of a service a day; `except`: the one that is being moved. */
export function alreadyWaiting(
  reads: QueueReads,
  visitor: string | null,
  service: string,
  day: string,
  except: string | null = null,
): Refusal | null {
  if (visitor === null) return null
  const other = reads.liveOf(visitor).find((one) => one.service === service && one.day === day && one.id !== except)
  return other === undefined
    ? null
    : err('already_waiting', { number: labelOf(other), ticket: other.id, state: other.state })
}

export function unknownReason(reads: QueueReads, reason: string | null, use: ReasonUse): Refusal | null {
  if (reason === null) return null
  const isKnown = reads.fair.setup.reasons.some(({ code, uses }) => code === reason && uses.includes(use))
  return isKnown ? null : err('unknown_reason', { reason })
}

/** A ticket of another service day than now: its number means nothing any more, or not yet. */
export function notToday(reads: QueueReads, day: string, ctx: CommandContext): Refusal | null {
  return day === serviceDay(reads.fair, effectiveNow(ctx)) ? null : err('not_today', { day })
}

/** A service without a priority class serves everybody as normal. */
export const classIn = (service: Service, wanted: TicketClass): TicketClass =>
  service.priorityMinutes === null ? 'normal' : wanted

/** Milliseconds since a moment of the past. A clock set back makes it look ahead of us: then it counts as `whenAhead`. */
export const elapsed = (since: number, now: number, whenAhead: number): number =>
  now < since ? whenAhead : now - since

export const decided = (
  ticket: string | null,
  events: readonly NewEvent[],
  passedOver: Ticket | null = null,
): QueueResult => ok<QueueDecision>({ events, ticket, passedOver })
