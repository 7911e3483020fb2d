import { labelOf } from '../../core/commands/queue/checks'
import type { HeldTicket, Link, ServiceFace, TicketBrief } from '../../core/contract/queue'
import { measuresOf } from '../../core/queue/measures'
import type { QueueReads } from '../../core/queue/reads'
import type { Ticket } from '../../core/queue/ticket'
import { countersOf, type Fair } from '../../core/setup/fair'
import type { Counter, Service, Text } from '../../core/setup/schema'
import type { FairFolder } from '../folder/fair-folder'

/** How many counters' names stand beside a ticket that any of them may call. */
const COUNTERS_NAMED = 3

/**
 * Nobody keeps the folder in step: a station that never had a hub is alone, and nothing is amiss. Nothing waits to be sent
 * then, and nothing is counted: after a large import each view would wait a tenth of a second for it.
 */
export const ALONE: Link = { state: 'alone', since: null, pending: 0, trouble: null }

export const serviceOf = (fair: Fair, code: string): Service | null =>
  fair.setup.services.find((service) => service.code === code) ?? null

export const counterOf = (fair: Fair, code: string): Counter | null =>
  fair.setup.counters.find((counter) => counter.code === code) ?? null

/** A service as the public may know it; one that is not in the set-up any more goes by its code. */
export function serviceFace(fair: Fair, code: string): ServiceFace {
  const service = serviceOf(fair, code)
  const agency = fair.setup.agencies.find((row) => row.code === service?.agency)
  return {
    code,
    name: service?.name ?? plain(code),
    prefix: service?.prefix ?? '',
    agency: {
      code: agency?.code ?? '',
      shortName: agency?.shortName ?? '',
      name: agency?.name ?? plain(code),
    },
  }
}

/** Waiting time promised for a service, ms; null: it is not in the set-up any more. */
export function targetMsOf(fair: Fair, service: string): number | null {
  const minutes = serviceOf(fair, service)?.targetMinutes
  return minutes === undefined ? null : minutes * 60_000
}

export const counterName = (fair: Fair, code: string): Text => counterOf(fair, code)?.name ?? plain(code)

export const reasonName = (fair: Fair, code: string): Text =>
  fair.setup.reasons.find((reason) => reason.code === code)?.name ?? plain(code)

/** A ticket that somebody else sees only by its number. */
export function ticketBrief(fair: Fair, ticket: Ticket): TicketBrief {
  const { id, state, class: kind, service, counter } = ticket
  const names = countersOf(fair.setup, service).map((row) => row.name)
  return {
    id,
    label: labelOf(ticket),
    state,
    class: kind,
    service: serviceFace(fair, service),
    counter: counter === null ? joined(names) : counterName(fair, counter),
  }
}

/** A ticket at a counter. It was called, so its visitor's name may be seen, if this station can open it. */
export function heldTicket(folder: FairFolder, reads: QueueReads, ticket: Ticket, now: number): HeldTicket {
  const { fair } = reads
  const { visitor } = ticket
  const service = serviceOf(fair, ticket.service)
  return {
    id: ticket.id,
    label: labelOf(ticket),
    state: ticket.state,
    class: ticket.class,
    service: serviceFace(fair, ticket.service),
    name: visitor === null ? null : greetingOf(folder, visitor),
    calls: ticket.calls,
    calledAt: ticket.calledAt,
    lastCallAt: ticket.lastCallAt,
    startedAt: ticket.startedAt,
    servedMs: servedBefore(ticket),
    parkedAt: ticket.parkedAt,
    parkReason: ticket.parkReason,
    missedAt: ticket.missedAt,
    mayReturnUntil: mayReturnUntil(fair, ticket, now),
    lines: ticket.lines.map((line) => ({ service: serviceFace(fair, line.service), quantity: line.quantity })),
    note: noteOf(folder, fair, ticket),
    others:
      visitor === null
        ? []
        : reads
            .liveOf(visitor)
            .filter((other) => other.id !== ticket.id)
            .map((other) => ticketBrief(fair, other)),
    targetMs: (service?.serviceMinutes ?? 0) * 60_000,
    waitedMs: measuresOf(ticket, now).wait,
    promisedAt: ticket.promised?.to ?? null,
    outcome: ticket.outcome,
    conflict: ticket.conflicts.at(-1)?.kind ?? null,
    version: ticket.version,
  }
}

/** The note of a ticket's last transfer; its text null when this station cannot open it, or it was erased. */
export function noteOf(folder: FairFolder, fair: Fair, ticket: Ticket): HeldTicket['note'] {
  if (ticket.note === null) return null
  const row = folder.people.read(ticket.note.id, 'note')
  return {
    text: row.ok ? row.value.text : null,
    counter: counterName(fair, ticket.note.counter),
    at: ticket.note.at,
  }
}

/** What a visitor is greeted by; null: no name here, or none that this station can open. */
export function greetingOf(folder: FairFolder, visitor: string): string | null {
  const greet = folder.people.read(visitor, 'greet')
  return greet.ok ? (greet.value.greeting ?? greet.value.name) : null
}

/** Until when somebody who did not come may still come back; null: not any more. */
export function mayReturnUntil(fair: Fair, ticket: Ticket, now: number): number | null {
  const rules = serviceOf(fair, ticket.service)?.rules
  if (ticket.state !== 'MISSED' || ticket.missedAt === null || rules === undefined) return null
  if (ticket.reEntries >= rules.reEntryTimes) return null
  const until = ticket.missedAt + rules.reEntryMinutes * 60_000
  return until < now ? null : until
}

/** A slip that failed, or that no printer confirmed within the time the service gives it: staff look at it. */
export function isUnconfirmed(fair: Fair, ticket: Ticket, now: number): boolean {
  const seconds = serviceOf(fair, ticket.issueService)?.rules.unconfirmedSeconds ?? 0
  return ticket.printTrouble !== null || now - (ticket.issuedAt ?? now) >= seconds * 1000
}

/** Serving that is over (before a park), of the serving that goes on. */
function servedBefore(ticket: Ticket): number {
  const leg = ticket.legs.length - 1
  return ticket.intervals.reduce(
    (sum, interval) =>
      interval.kind === 'SERVE' && interval.leg === leg && interval.to !== null
        ? sum + interval.to - interval.from
        : sum,
    0,
  )
}

function joined(names: readonly Text[]): Text | null {
  if (names.length === 0 || names.length > COUNTERS_NAMED) return null
  return { id: names.map((name) => name.id).join(', '), en: names.map((name) => name.en).join(', ') }
}

const plain = (word: string): Text => ({ id: word, en: word })
