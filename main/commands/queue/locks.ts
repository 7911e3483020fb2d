import type { NewEvent } from '../../../core/events/envelope'
import {
  ticketBooked,
  ticketCalled,
  ticketCheckedIn,
  ticketIssued,
  ticketResumed,
  ticketServedDirectly,
  ticketServiceChanged,
  ticketStarted,
  ticketTransferred,
  ticketUndone,
} from '../../../core/events/queue'
import type { QueueError } from '../../../core/queue/errors'
import type { QueueReads } from '../../../core/queue/reads'
import { numberLabel } from '../../../core/queue/ticket'
import { err, ok, type Result } from '../../../core/result/result'
import type { ClaimKind, Claims } from '../../../db/log/claims'

/** Something that only one live ticket may have at a time, and who wants it. */
interface Lock {
  readonly kind: ClaimKind
  readonly key: string
  readonly ticket: string
}

/** The refusal when somebody else has it. */
const REFUSAL = {
  counter: 'ticket_in_hand',
  number: 'changed',
  visit: 'already_waiting',
} as const satisfies Record<ClaimKind, QueueError>

/**
 * Locks what these events take for themselves, before they are written. The decision has checked the same by the rows
 * it read; the lock holds when two processes decide at once.
 */
export function lock(claims: Claims, reads: QueueReads, events: readonly NewEvent[]): Result<null, QueueError> {
  for (const { kind, key, ticket } of events.flatMap((event) => locksOf(event, reads))) {
    const taken = claims.take(kind, key, ticket)
    if (taken.ok) continue
    const holder = reads.ticket(taken.heldBy)
    return err(REFUSAL[kind], { number: holder === null ? null : numberLabel(holder.prefix, holder.number) })
  }
  return ok(null)
}

function locksOf(event: NewEvent, reads: QueueReads): readonly Lock[] {
  const [stream, ticket = ''] = event.stream.split(':')
  if (stream !== 'ticket') return []
  const counter = (code: string): Lock[] => [{ kind: 'counter', key: code, ticket }]
  const visit = (visitor: string | null, service: string, day: string): Lock[] =>
    visitor === null ? [] : [{ kind: 'visit', key: `${visitor}:${service}:${day}`, ticket }]
  const number = (service: string, day: string, value: number): Lock[] => [
    { kind: 'number', key: `${service}:${day}:${value}`, ticket },
  ]
  const moved = (to: string): Lock[] => {
    const known = reads.ticket(ticket)
    return known === null ? [] : visit(known.visitor, to, known.day)
  }
  switch (event.type) {
    case ticketIssued.type: {
      const body = ticketIssued.schema.parse(event.body)
      return [...number(body.service, body.day, body.number), ...visit(body.visitor, body.service, body.day)]
    }
    case ticketBooked.type: {
      const body = ticketBooked.schema.parse(event.body)
      return visit(body.visitor, body.service, body.day)
    }
    case ticketCheckedIn.type: {
      const booked = reads.ticket(ticket)
      return booked === null
        ? []
        : number(booked.issueService, booked.day, ticketCheckedIn.schema.parse(event.body).number)
    }
    case ticketCalled.type:
      return counter(ticketCalled.schema.parse(event.body).counter)
    case ticketStarted.type: {
      // Called here already: it takes nothing new, also when the hub called a second one to this counter.
      const { counter: code } = ticketStarted.schema.parse(event.body)
      return reads.ticket(ticket)?.counter === code ? [] : counter(code)
    }
    case ticketServedDirectly.type:
      return counter(ticketServedDirectly.schema.parse(event.body).counter)
    case ticketResumed.type:
      return counter(ticketResumed.schema.parse(event.body).counter)
    case ticketUndone.type: {
      // What it was before may be at this counter again; a counter that holds another ticket is not touched by it.
      const { counter: code } = ticketUndone.schema.parse(event.body)
      return reads.held(code) === null ? counter(code) : []
    }
    case ticketTransferred.type:
      return moved(ticketTransferred.schema.parse(event.body).to)
    case ticketServiceChanged.type:
      return moved(ticketServiceChanged.schema.parse(event.body).to)
    default:
      return []
  }
}
