import type { TicketClass } from '../events/queue'
import type { QueueRules, Service } from '../setup/schema'
import { credit } from './credit'
import { BACK_AFTER } from './limits'
import type { QueueReads } from './reads'
import type { Ticket } from './ticket'

/** A place in line, as an event stores it. */
export interface Place {
  readonly eligibleAt: number
  readonly sortKey: number
}

/** The place of somebody who counts as waiting from a moment on. */
export function placeAt(service: Service, ticketClass: TicketClass, eligibleAt: number): Place {
  return { eligibleAt, sortKey: eligibleAt - credit(service, ticketClass) }
}

/**
 * The place of a new number: now, but always behind the number before it. So a clock that was set back lets nobody
 * overtake, and two numbers of one millisecond keep their order.
 */
export function newPlace(
  reads: QueueReads,
  service: Service,
  ticketClass: TicketClass,
  day: string,
  now: number,
): Place {
  const last = reads.lastNumber(service.code, day)
  return placeAt(service, ticketClass, last === null ? now : Math.max(now, last.eligibleAt + 1))
}

/** The place of a ticket in another service's line: by the time it first came, as a new queue would have given it. */
export function originalPlace(service: Service, ticket: Ticket, now: number): Place {
  return placeAt(service, ticket.class, ticket.firstEligibleAt ?? ticket.eligibleAt ?? ticket.issuedAt ?? now)
}

/** The place of a ticket that is passed on to a service. `end` is behind all who wait now, without credit. */
export function transferPlace(
  reads: QueueReads,
  service: Service,
  ticket: Ticket,
  place: QueueRules['transferPlace'],
  day: string,
  now: number,
): Place {
  if (place === 'original') return originalPlace(service, ticket, now)
  if (place === 'end') return endPlace(reads, service.code, day, now)
  const head = reads.waiting([service.code], day, 1)[0]
  return { eligibleAt: now, sortKey: Math.min(now, (head?.sortKey ?? now) - 1) }
}

/** The place of one who comes back: behind the next three, behind all when fewer wait, or the own one. */
export function returnPlace(reads: QueueReads, ticket: Ticket, place: QueueRules['reEntryPlace'], now: number): Place {
  if (place === 'own') return { eligibleAt: ticket.eligibleAt ?? now, sortKey: ticket.sortKey ?? now }
  if (place === 'end') return endPlace(reads, ticket.service, ticket.day, now)
  const before = reads.waiting([ticket.service], ticket.day, BACK_AFTER).at(-1)?.sortKey ?? null
  return { eligibleAt: now, sortKey: before === null ? now : before + 1 }
}

function endPlace(reads: QueueReads, service: string, day: string, now: number): Place {
  const last = reads.lastNumber(service, day)
  const eligibleAt = Math.max(now, last === null ? now : last.eligibleAt + 1)
  return { eligibleAt, sortKey: eligibleAt }
}
