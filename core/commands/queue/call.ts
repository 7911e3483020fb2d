import type { CommandContext } from '../../events/envelope'
import { ticketCalled, ticketMissed, ticketRecalled, ticketStream, ticketUncalled } from '../../events/queue'
import { standsBefore } from '../../queue/credit'
import { headOf } from '../../queue/head'
import { serviceDay } from '../../queue/hours'
import { RECALL_SECONDS } from '../../queue/limits'
import type { QueueReads } from '../../queue/reads'
import { err } from '../../result/result'
import {
  decided,
  effectiveNow,
  elapsed,
  freeCounter,
  heldTicket,
  labelOf,
  notToday,
  servedElsewhere,
  serviceOf,
  ticketAsSeen,
  unknownReason,
  wrongState,
} from './checks'
import type { OperatorCommand, QueueResult, TicketCommand } from './command'

/** Calls whoever is next in the counter's services. One whose visitor stands before another counter keeps its place. */
export function callNext(reads: QueueReads, command: OperatorCommand, ctx: CommandContext): QueueResult {
  const counter = freeCounter(reads, command.counter)
  if (!counter.ok) return counter
  const { services } = counter.value
  const day = serviceDay(reads.fair, effectiveNow(ctx))
  const head = headOf(reads, services, day)
  const deferred = reads.deferred(services, day)
  if (head === null) {
    if (deferred === null) return err('nobody_waiting')
    return servedElsewhere(reads, deferred) ?? err('served_elsewhere', { label: labelOf(deferred) })
  }
  const passedOver = deferred !== null && standsBefore(deferred, head) ? deferred : null
  const event = ticketCalled.make(
    ticketStream(head.id),
    { counter: command.counter, operator: command.operator, outOfOrder: false },
    ctx,
    { id: command.requestId },
  )
  return decided(head.id, [event], passedOver)
}

/** Calls somebody whom the operator chose from the list; kept as out of order when another one was next. */
export function callChosen(reads: QueueReads, command: TicketCommand, ctx: CommandContext): QueueResult {
  const counter = freeCounter(reads, command.counter)
  if (!counter.ok) return counter
  const found = ticketAsSeen(reads, command.ticket, command.seen)
  if (!found.ok) return found
  const ticket = found.value
  if (ticket.state !== 'WAITING') return wrongState(ticket)
  const { services } = counter.value
  if (!services.includes(ticket.service)) return err('other_service', { service: ticket.service })
  const refusal = notToday(reads, ticket.day, ctx) ?? servedElsewhere(reads, ticket)
  if (refusal !== null) return refusal
  const outOfOrder = headOf(reads, services, ticket.day)?.id !== ticket.id
  const event = ticketCalled.make(
    ticketStream(ticket.id),
    { counter: command.counter, operator: command.operator, outOfOrder },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket.id, [event])
}

/** Calls the same number again: shown and spoken once more, nothing moves. */
export function recall(
  reads: QueueReads,
  command: OperatorCommand & { readonly ticket: string },
  ctx: CommandContext,
): QueueResult {
  const { counter, operator } = command
  const found = heldTicket(reads, { ...command, seen: null }, ['CALLED'])
  if (!found.ok) return found
  const ticket = found.value
  const left = secondsLeft(ticket.lastCallAt, RECALL_SECONDS, effectiveNow(ctx))
  if (left > 0) return err('too_soon', { seconds: left, calls: 0 })
  const event = ticketRecalled.make(ticketStream(ticket.id), { counter, operator, calls: ticket.calls + 1 }, ctx, {
    id: command.requestId,
  })
  return decided(ticket.id, [event])
}

/** A call by mistake: the ticket goes back to the place it had. */
export function uncall(
  reads: QueueReads,
  command: TicketCommand & { readonly reason: string },
  ctx: CommandContext,
): QueueResult {
  const { counter, operator, reason } = command
  const found = heldTicket(reads, command, ['CALLED'])
  if (!found.ok) return found
  const unknown = unknownReason(reads, reason, 'uncall')
  if (unknown !== null) return unknown
  const event = ticketUncalled.make(ticketStream(command.ticket), { counter, operator, reason }, ctx, {
    id: command.requestId,
  })
  return decided(command.ticket, [event])
}

/**
 * Nobody came. After the calls and the time that the service's rules ask for; earlier only with a reason (somebody saw
 * the visitor leave), which is then kept.
 */
export function noShow(
  reads: QueueReads,
  command: TicketCommand & { readonly reason: string | null },
  ctx: CommandContext,
): QueueResult {
  const { counter, operator, reason } = command
  const found = heldTicket(reads, command, ['CALLED'])
  if (!found.ok) return found
  const ticket = found.value
  const rules = serviceOf(reads, ticket.service)?.rules
  const calls = Math.max(0, (rules?.noShowCalls ?? 0) - ticket.calls)
  const seconds = secondsLeft(ticket.lastCallAt, rules?.noShowSeconds ?? 0, effectiveNow(ctx))
  const isEarly = calls > 0 || seconds > 0
  if (isEarly && reason === null) return err('too_soon', { seconds, calls })
  const unknown = unknownReason(reads, reason, 'no_show')
  if (unknown !== null) return unknown
  const event = ticketMissed.make(
    ticketStream(ticket.id),
    { counter, operator, reason: isEarly ? reason : null },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket.id, [event])
}

/** Whole seconds still to wait after a moment. A clock set back must not make an operator wait for an hour. */
function secondsLeft(since: number | null, seconds: number, now: number): number {
  if (since === null) return 0
  return Math.max(0, Math.ceil((seconds * 1000 - elapsed(since, now, Infinity)) / 1000))
}
