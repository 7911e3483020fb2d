import type { CommandContext } from '../../events/envelope'
import {
  ticketBooked,
  ticketCheckedIn,
  ticketIssued,
  ticketLapsed,
  ticketStream,
  type TicketClass,
  type TicketVia,
} from '../../events/queue'
import type { QueueError } from '../../queue/errors'
import { offerOf, serviceDay, slotsOf, type NotOffered } from '../../queue/hours'
import { LAPSE_MINUTES } from '../../queue/limits'
import { newPlace, placeAt } from '../../queue/places'
import type { Numbering, QueueReads } from '../../queue/reads'
import { assertNever, err, ok, type Result } from '../../result/result'
import {
  alreadyWaiting,
  classIn,
  decided,
  effectiveNow,
  labelOf,
  notToday,
  serviceOf,
  ticketAsSeen,
  wrongState,
  type Refusal,
} from './checks'
import type { QueueResult } from './command'

const LAPSE_MS = LAPSE_MINUTES * 60_000

export interface IssueTicket {
  readonly requestId: string
  /** The new ticket's id. */
  readonly ticket: string
  readonly service: string
  readonly class: TicketClass
  readonly declaredBy: 'visitor' | 'staff'
  /** Null: anonymous. */
  readonly visitor: string | null
  readonly via: TicketVia
  /** A slip comes first: not in line before it is out. */
  readonly printing: boolean
  readonly numbering: Numbering
  readonly promised: { readonly from: number; readonly to: number } | null
}

/** Gives a number. What may stand against it: hours, cut-off, quota, a break, or a live ticket of the same visitor. */
export function issueTicket(reads: QueueReads, command: IssueTicket, ctx: CommandContext): QueueResult {
  const service = serviceOf(reads, command.service)
  if (service === null) return err('unknown_service', { service: command.service })
  const ticketClass = classIn(service, command.class)
  if (ticketClass === 'priority' && service.priorityBy === 'staff' && command.declaredBy === 'visitor')
    return err('priority_by_staff')
  const now = effectiveNow(ctx)
  const day = serviceDay(reads.fair, now)
  // First: who holds a number already must hear that one, not that the service has closed since.
  const waiting = alreadyWaiting(reads, command.visitor, service.code, day)
  if (waiting !== null) return waiting
  const notNow = offerOf(reads, service, now, command.numbering)
  if (notNow !== null) return notOffered(notNow)
  const number = nextNumber(reads, service.code, day, command.numbering, service.quota === null)
  if (!number.ok) return number
  const { ticket, visitor, printing, via, promised } = command
  const event = ticketIssued.make(
    ticketStream(ticket),
    {
      ticket,
      service: service.code,
      day,
      prefix: service.prefix,
      number: number.value,
      class: ticketClass,
      visitor,
      ...newPlace(reads, service, ticketClass, day, now),
      printing,
      via,
      promised,
    },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket, [event])
}

export interface BookTicket {
  readonly requestId: string
  readonly ticket: string
  readonly service: string
  readonly class: TicketClass
  readonly visitor: string | null
  /** Beginning of the slot, UTC ms. */
  readonly slotAt: number
}

/** Reserves a slot of a service that takes appointments. The number comes with the check-in. */
export function bookTicket(reads: QueueReads, command: BookTicket, ctx: CommandContext): QueueResult {
  const service = serviceOf(reads, command.service)
  if (service === null) return err('unknown_service', { service: command.service })
  if (service.appointments === null) return err('no_appointments')
  const { ticket, visitor, slotAt } = command
  const day = serviceDay(reads.fair, slotAt)
  if (slotAt <= effectiveNow(ctx) || !slotsOf(reads.fair, service, day).includes(slotAt)) return err('bad_slot')
  const waiting = alreadyWaiting(reads, visitor, service.code, day)
  if (waiting !== null) return waiting
  if (reads.slotTaken(service.code, slotAt) >= service.appointments.places) return err('slot_taken')
  const event = ticketBooked.make(
    ticketStream(ticket),
    {
      ticket,
      service: service.code,
      day,
      prefix: service.prefix,
      class: classIn(service, command.class),
      visitor,
      slotAt,
    },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket, [event])
}

export interface CheckIn {
  readonly requestId: string
  readonly ticket: string
  readonly printing: boolean
  readonly numbering: Numbering
  readonly promised: { readonly from: number; readonly to: number } | null
}

/**
 * A booked visitor is here and gets a number. Who is early waits from the slot's time, who is late from now. The slot was
 * promised, so neither cut-off nor quota stands against it.
 */
export function checkIn(reads: QueueReads, command: CheckIn, ctx: CommandContext): QueueResult {
  const found = ticketAsSeen(reads, command.ticket, null)
  if (!found.ok) return found
  const ticket = found.value
  if (ticket.state !== 'BOOKED' || ticket.slotAt === null) return wrongState(ticket)
  const otherDay = notToday(reads, ticket.day, ctx)
  if (otherDay !== null) return otherDay
  const service = serviceOf(reads, ticket.service)
  if (service === null) return err('unknown_service', { service: ticket.service })
  const now = effectiveNow(ctx)
  // Nobody has swept it away yet, but its time is over all the same.
  if (now >= ticket.slotAt + LAPSE_MS) return err('wrong_state', { state: 'EXPIRED', label: labelOf(ticket) })
  const number = nextNumber(reads, service.code, ticket.day, command.numbering, true)
  if (!number.ok) return number
  const place =
    now < ticket.slotAt
      ? placeAt(service, ticket.class, ticket.slotAt)
      : newPlace(reads, service, ticket.class, ticket.day, now)
  const { printing, promised } = command
  const event = ticketCheckedIn.make(
    ticketStream(ticket.id),
    { number: number.value, ...place, printing, promised },
    ctx,
    { id: command.requestId },
  )
  return decided(ticket.id, [event])
}

/** Ends the bookings nobody came for: a slot is kept for a quarter of an hour. */
export function lapseBooked(reads: QueueReads, _command: object, ctx: CommandContext): QueueResult {
  const late = reads.bookedBefore(effectiveNow(ctx) - LAPSE_MS + 1)
  return decided(
    null,
    late.map((ticket) => ticketLapsed.make(ticketStream(ticket.id), {}, ctx)),
  )
}

/**
 * The next number: one above all of the common sequence, clear of leased blocks, so that a number in somebody's hand is
 * never given again; else the smallest left of the own block, then the own series where that may be.
 */
function nextNumber(
  reads: QueueReads,
  service: string,
  day: string,
  numbering: Numbering,
  mayUseSeries: boolean,
): Result<number, QueueError> {
  if (numbering === 'own')
    return ok(reads.outsideLeases(service, day, (reads.lastNumber(service, day)?.number ?? 0) + 1))
  const number =
    reads.ownLeaseNext(service, day) ??
    (numbering === 'cut_off' && mayUseSeries ? reads.nextInSeries(service, day) : null)
  return number === null ? err('numbers_out') : ok(number)
}

function notOffered(notNow: NotOffered): Refusal {
  switch (notNow.why) {
    case 'closed':
      return err('service_closed', { opensAt: notNow.opensAt })
    case 'over':
      return err('service_closed', { opensAt: null })
    case 'last_number':
      return err('after_last_number')
    case 'quota':
      return err('quota_used', { opensAt: notNow.opensAt })
    case 'break':
      return err('on_break', { reason: notNow.reason, until: notNow.until })
    case 'numbers_out':
      return err('numbers_out')
    default:
      return assertNever(notNow)
  }
}
