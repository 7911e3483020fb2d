import type { CommandContext } from '../../events/envelope'
import {
  ticketCancelled,
  ticketReEntered,
  ticketServiceChanged,
  ticketStream,
  ticketTransferred,
} from '../../events/queue'
import { originalPlace, returnPlace, transferPlace } from '../../queue/places'
import type { QueueReads } from '../../queue/reads'
import { err } from '../../result/result'
import type { QueueRules } from '../../setup/schema'
import {
  alreadyWaiting,
  decided,
  effectiveNow,
  elapsed,
  heldTicket,
  notToday,
  serviceOf,
  ticketAsSeen,
  unknownReason,
  wrongState,
} from './checks'
import type { QueueResult, TicketCommand } from './command'

export interface Transfer extends TicketCommand {
  /** The service it is passed on to. */
  readonly to: string
  /** Null: as the rules of that service say. */
  readonly place: QueueRules['transferPlace'] | null
  /** Row of the people store with the typed note. */
  readonly note: string | null
}

/** Passes somebody on to another service. Number and class stay; by default the place is by the time first come. */
export function transfer(reads: QueueReads, command: Transfer, ctx: CommandContext): QueueResult {
  const { counter, operator, to, note } = command
  const found = heldTicket(reads, command, ['CALLED', 'SERVING'])
  if (!found.ok) return found
  const ticket = found.value
  const service = serviceOf(reads, to)
  if (service === null) return err('unknown_service', { service: to })
  if (service.code === ticket.service) return err('same_service')
  const waiting = alreadyWaiting(reads, ticket.visitor, to, ticket.day, ticket.id)
  if (waiting !== null) return waiting
  const place = command.place ?? service.rules.transferPlace
  const event = ticketTransferred.make(
    ticketStream(ticket.id),
    {
      counter,
      operator,
      to,
      place,
      ...transferPlace(reads, service, ticket, place, ticket.day, effectiveNow(ctx)),
      note,
    },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket.id, [event])
}

/** A wrong choice at the dispenser, put right before the call: the time it came counts in the other line too. */
export function changeService(
  reads: QueueReads,
  command: TicketCommand & { readonly to: string },
  ctx: CommandContext,
): QueueResult {
  const found = ticketAsSeen(reads, command.ticket, command.seen)
  if (!found.ok) return found
  const ticket = found.value
  if (ticket.state !== 'WAITING') return wrongState(ticket)
  const service = serviceOf(reads, command.to)
  if (service === null) return err('unknown_service', { service: command.to })
  if (service.code === ticket.service) return err('same_service')
  const refusal =
    notToday(reads, ticket.day, ctx) ?? alreadyWaiting(reads, ticket.visitor, service.code, ticket.day, ticket.id)
  if (refusal !== null) return refusal
  const event = ticketServiceChanged.make(
    ticketStream(ticket.id),
    { to: service.code, ...originalPlace(service, ticket, effectiveNow(ctx)), counter: command.counter },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket.id, [event])
}

export interface ReEnter {
  readonly requestId: string
  readonly ticket: string
  readonly seen: number | null
  readonly counter: string | null
}

/** One who did not come is back: the same day, within the time and as often as the service's rules allow. */
export function reEnter(reads: QueueReads, command: ReEnter, ctx: CommandContext): QueueResult {
  const found = ticketAsSeen(reads, command.ticket, command.seen)
  if (!found.ok) return found
  const ticket = found.value
  if (ticket.state !== 'MISSED') return wrongState(ticket)
  const service = serviceOf(reads, ticket.service)
  if (service === null) return err('unknown_service', { service: ticket.service })
  const otherDay = notToday(reads, ticket.day, ctx)
  if (otherDay !== null) return otherDay
  const { reEntryMinutes, reEntryTimes, reEntryPlace } = service.rules
  const now = effectiveNow(ctx)
  if (elapsed(ticket.missedAt ?? now, now, 0) > reEntryMinutes * 60_000)
    return err('too_late_to_return', { minutes: reEntryMinutes })
  if (ticket.reEntries >= reEntryTimes) return err('returned_too_often', { times: reEntryTimes })
  const event = ticketReEntered.make(
    ticketStream(ticket.id),
    { place: reEntryPlace, ...returnPlace(reads, ticket, reEntryPlace, now), counter: command.counter },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket.id, [event])
}

export interface Cancel {
  readonly requestId: string
  readonly ticket: string
  readonly seen: number | null
  readonly by: 'visitor' | 'staff'
  /** Staff says why; a visitor need not. */
  readonly reason: string | null
  readonly counter: string | null
}

/** Ends a ticket that no counter holds. */
export function cancel(reads: QueueReads, command: Cancel, ctx: CommandContext): QueueResult {
  const { by, reason, counter } = command
  const found = ticketAsSeen(reads, command.ticket, command.seen)
  if (!found.ok) return found
  const ticket = found.value
  const mayEnd =
    ticket.state === 'BOOKED' || ticket.state === 'ISSUING' || ticket.state === 'WAITING' || ticket.state === 'MISSED'
  if (!mayEnd) return wrongState(ticket)
  if (by === 'staff' && reason === null) return err('reason_needed')
  const unknown = unknownReason(reads, reason, 'cancel')
  if (unknown !== null) return unknown
  const event = ticketCancelled.make(ticketStream(ticket.id), { by, reason, counter }, ctx, { id: command.requestId })
  return decided(ticket.id, [event])
}
