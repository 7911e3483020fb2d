import type { CommandContext } from '../../events/envelope'
import {
  ticketFinished,
  ticketLineSet,
  ticketParked,
  ticketResumed,
  ticketServedDirectly,
  ticketStarted,
  ticketStream,
  type FinishOutcome,
  type SlipFacts,
  type TicketClass,
} from '../../events/queue'
import { headOf } from '../../queue/head'
import { serviceDay } from '../../queue/hours'
import type { QueueReads } from '../../queue/reads'
import type { Ticket } from '../../queue/ticket'
import { err } from '../../result/result'
import type { Counter } from '../../setup/schema'
import {
  alreadyWaiting,
  changed,
  classIn,
  counterOf,
  decided,
  effectiveNow,
  freeCounter,
  heldTicket,
  notToday,
  servedElsewhere,
  serviceOf,
  ticketAsSeen,
  unknownReason,
  wrongState,
} from './checks'
import type { OperatorCommand, QueueResult, TicketCommand } from './command'

/** The one who was called is here: serving begins. */
export function start(reads: QueueReads, command: TicketCommand, ctx: CommandContext): QueueResult {
  const found = heldTicket(reads, command, ['CALLED'])
  return found.ok ? started(command, found.value, { direct: false, outOfOrder: false, slip: null }, ctx) : found
}

/** One in line stands there already: serving begins without a call. Out of order when another one was next. */
export function callAndStart(reads: QueueReads, command: TicketCommand, ctx: CommandContext): QueueResult {
  const counter = freeCounter(reads, command.counter)
  if (!counter.ok) return counter
  const found = ticketAsSeen(reads, command.ticket, command.seen)
  if (!found.ok) return found
  const ticket = found.value
  if (ticket.state !== 'WAITING') return wrongState(ticket)
  if (!counter.value.services.includes(ticket.service)) return err('other_service', { service: ticket.service })
  // Called elsewhere is no hindrance: the visitor stands here, as the operator sees. Being served elsewhere is.
  const refusal = notToday(reads, ticket.day, ctx) ?? servedElsewhere(reads, ticket, ['SERVING'])
  if (refusal !== null) return refusal
  const outOfOrder = isOutOfOrder(reads, counter.value, ticket)
  return started(command, ticket, { direct: true, outOfOrder, slip: null }, ctx)
}

export interface ServeDirect extends OperatorCommand {
  /** The new ticket's id. */
  readonly ticket: string
  readonly service: string
  readonly class: TicketClass
  readonly visitor: string | null
  /** A number that the visitor read out; null: none. */
  readonly number: number | null
}

/**
 * Serves somebody without a queue. A number that was read out and is known here starts that ticket; an unknown one is
 * kept as a note, and joins the two tickets when they meet.
 */
export function serveDirect(reads: QueueReads, command: ServeDirect, ctx: CommandContext): QueueResult {
  const { counter, operator, ticket, visitor, number } = command
  const free = freeCounter(reads, counter)
  if (!free.ok) return free
  const service = serviceOf(reads, command.service)
  if (service === null) return err('unknown_service', { service: command.service })
  const day = serviceDay(reads.fair, effectiveNow(ctx))
  const known = number === null ? null : reads.byNumber(service.code, day, number)
  if (known !== null) return startKnown(reads, command, free.value, known, null, ctx)
  if (!free.value.services.includes(service.code)) return err('other_service', { service: service.code })
  const waiting = alreadyWaiting(reads, visitor, service.code, day)
  if (waiting !== null) return waiting
  const event = ticketServedDirectly.make(
    ticketStream(ticket),
    {
      counter,
      operator,
      ticket,
      service: service.code,
      day,
      prefix: service.prefix,
      class: classIn(service, command.class),
      visitor,
      typedNumber: number,
    },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket, [event])
}

export interface ServeSlip extends OperatorCommand {
  readonly ticket: string
  /** What the slip's QR says, its signature verified. */
  readonly facts: SlipFacts
}

/**
 * Serves the holder of a slip. A ticket that nobody here has heard of (a counter or a dispenser cut off) is served under
 * the id of its slip: its issue arrives later. One known here starts at once; one that ended, or stands before another
 * counter, is refused with what became of it.
 */
export function serveSlip(reads: QueueReads, command: ServeSlip, ctx: CommandContext): QueueResult {
  const { facts } = command
  const known = reads.ticket(command.ticket)
  // The slip of the one who was just called here: that is a start.
  if (known !== null && known.state === 'CALLED' && known.counter === command.counter)
    return start(reads, { ...command, seen: null }, ctx)
  const free = freeCounter(reads, command.counter)
  if (!free.ok) return free
  if (known !== null) return startKnown(reads, command, free.value, known, facts, ctx)
  if (serviceOf(reads, facts.service) === null) return err('unknown_service', { service: facts.service })
  if (!free.value.services.includes(facts.service)) return err('other_service', { service: facts.service })
  const otherDay = notToday(reads, facts.day, ctx)
  if (otherDay !== null) return otherDay
  return started(command, { id: command.ticket }, { direct: true, outOfOrder: false, slip: facts }, ctx)
}

/** Sets somebody aside who fetches or fills in something; the claim stays, the hands are free for the next. */
export function park(
  reads: QueueReads,
  command: TicketCommand & { readonly reason: string | null },
  ctx: CommandContext,
): QueueResult {
  const { counter, operator, reason } = command
  const found = heldTicket(reads, command, ['SERVING'])
  if (!found.ok) return found
  const limit = counterOf(reads, counter)?.parkLimit ?? 0
  if (reads.parked(counter).length >= limit) return err('park_limit', { limit })
  const unknown = unknownReason(reads, reason, 'park')
  if (unknown !== null) return unknown
  const event = ticketParked.make(ticketStream(command.ticket), { counter, operator, reason }, ctx, {
    id: command.requestId,
  })
  return decided(command.ticket, [event])
}

/** Takes a parked one up again; also one that another counter of this service left behind when it closed. */
export function resume(reads: QueueReads, command: TicketCommand, ctx: CommandContext): QueueResult {
  const { counter, operator } = command
  const free = freeCounter(reads, counter)
  if (!free.ok) return free
  const found = ticketAsSeen(reads, command.ticket, command.seen)
  if (!found.ok) return found
  const ticket = found.value
  if (ticket.state !== 'PARKED') return wrongState(ticket)
  const refusal = notResumable(reads, free.value, ticket) ?? servedElsewhere(reads, ticket, ['SERVING'])
  if (refusal !== null) return refusal
  const event = ticketResumed.make(ticketStream(ticket.id), { counter, operator }, ctx, { id: command.requestId })
  return decided(ticket.id, [event])
}

/** How many items of a service the visitor brought. The own service keeps at least one; 0 takes another one away. */
export function setLine(
  reads: QueueReads,
  command: OperatorCommand & { readonly ticket: string; readonly service: string; readonly quantity: number },
  ctx: CommandContext,
): QueueResult {
  const { counter, operator, service } = command
  const found = heldTicket(reads, { ...command, seen: null }, ['SERVING'])
  if (!found.ok) return found
  if (serviceOf(reads, service) === null) return err('unknown_service', { service })
  const quantity = service === found.value.service ? Math.max(1, command.quantity) : command.quantity
  const event = ticketLineSet.make(ticketStream(command.ticket), { counter, operator, service, quantity }, ctx, {
    id: command.requestId,
  })
  return decided(command.ticket, [event])
}

/** Serving is over, and how it ended. A parked one need not be taken up again for that. */
export function finish(
  reads: QueueReads,
  command: TicketCommand & { readonly outcome: FinishOutcome },
  ctx: CommandContext,
): QueueResult {
  const { counter, operator, outcome } = command
  const found = heldTicket(reads, command, ['SERVING', 'PARKED'])
  if (!found.ok) return found
  const event = ticketFinished.make(ticketStream(command.ticket), { counter, operator, outcome }, ctx, {
    id: command.requestId,
  })
  return decided(command.ticket, [event])
}

/** Starts a ticket that is known here by its slip or by its number, as far as its state allows. */
function startKnown(
  reads: QueueReads,
  command: OperatorCommand,
  counter: Counter,
  ticket: Ticket,
  slip: SlipFacts | null,
  ctx: CommandContext,
): QueueResult {
  const mayStart = ticket.state === 'WAITING' || ticket.state === 'MISSED' || ticket.state === 'ISSUING'
  if (ticket.state === 'PARKED') return resume(reads, { ...command, ticket: ticket.id, seen: null }, ctx)
  if (!mayStart) return changed(ticket)
  if (!counter.services.includes(ticket.service)) return err('other_service', { service: ticket.service })
  const refusal = notToday(reads, ticket.day, ctx) ?? servedElsewhere(reads, ticket, ['SERVING'])
  if (refusal !== null) return refusal
  return started(command, ticket, { direct: true, outOfOrder: isOutOfOrder(reads, counter, ticket), slip }, ctx)
}

function started(
  { requestId, counter, operator }: OperatorCommand,
  ticket: { readonly id: string },
  how: { readonly direct: boolean; readonly outOfOrder: boolean; readonly slip: SlipFacts | null },
  ctx: CommandContext,
): QueueResult {
  const event = ticketStarted.make(ticketStream(ticket.id), { counter, operator, ...how }, ctx, { id: requestId })
  return decided(ticket.id, [event])
}

/** Whether anybody else was next. */
function isOutOfOrder(reads: QueueReads, counter: Counter, ticket: Ticket): boolean {
  const head = headOf(reads, counter.services, ticket.day)
  return head !== null && head.id !== ticket.id
}

function notResumable(reads: QueueReads, counter: Counter, ticket: Ticket) {
  if (ticket.counter === null || ticket.counter === counter.code) return null
  if (reads.counter(ticket.counter).status !== 'closed') return err('other_counter', { counter: ticket.counter })
  return counter.services.includes(ticket.service) ? null : err('other_service', { service: ticket.service })
}
