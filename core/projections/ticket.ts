import type { EventType } from '../events/define'
import type { LogEvent } from '../events/envelope'
import {
  TICKET_EVENTS,
  ticketBooked,
  ticketIssued,
  ticketPrinted,
  ticketPrintFailed,
  ticketReprinted,
  ticketServedDirectly,
  ticketStarted,
  ticketUndone,
} from '../events/queue'
import type { Conflict, Ticket } from '../queue/ticket'
import { inHubOrder, type OrderedEvent } from './order'
import { madeRow, slipRow, voided, type Row } from './ticket-row'
import { applyTicketEvent } from './ticket-rules'

export type { OrderedEvent } from './order'

/**
 * A ticket as all events of its own stream make it, whatever order they arrived in. The event that made it comes first
 * (a counter may have served its slip before the issue was heard of), then hub order. Null: nothing says yet what it is.
 * An event that does not fit the state it meets has no effect and stands in `conflicts`; nothing here throws.
 */
export function foldTicket(events: readonly OrderedEvent[]): Ticket | null {
  const ordered = inHubOrder(events).filter(({ event }) => isReadable(event))
  const making = ordered.find(({ event }) => isMaking(event))
  const slipStart = ordered.find(({ event }) => ticketStarted.is(event) && event.body.slip !== null)
  // Who scanned a slip held it in the hand: it was out, whatever its printer said.
  const base = making === undefined ? slipRow(slipStart) : madeRow(making, slipStart !== undefined)
  if (base === null) return null

  let row = base
  let version = making === undefined ? 0 : 1
  /** What stood before each event that took effect and was not taken back: an undo goes one step down. */
  const steps: { event: string; before: Row }[] = []
  const conflicts: Conflict[] = []
  let { copies, printTrouble } = NO_PAPER
  if (row.number !== null) copies = 1

  for (const entry of ordered) {
    if (entry === making) continue
    const { event } = entry
    if (ticketPrintFailed.is(event)) {
      printTrouble = event.body.trouble
      continue
    }
    if (ticketReprinted.is(event)) {
      copies = Math.max(copies, event.body.copy)
      continue
    }
    if (ticketPrinted.is(event)) {
      printTrouble = null
      // Paper that comes out late changes nothing, unless its number is void by now: then somebody holds it in vain.
      if (row.state !== 'ISSUING') {
        if (row.state === 'CANCELLED') conflicts.push({ event: event.id, kind: 'no_effect' })
        continue
      }
    }
    if (ticketUndone.is(event)) {
      const last = steps.at(-1)
      if (last !== undefined && last.event === event.body.event) {
        steps.pop()
        row = last.before
        version += 1
      } else if (last === undefined && making?.event.id === event.body.event && ticketServedDirectly.is(making.event)) {
        steps.push({ event: event.id, before: row })
        row = voided(row, entry)
        version += 1
      } else {
        conflicts.push({ event: event.id, kind: 'late_undo' })
      }
      continue
    }
    const next = applyTicketEvent(row, entry)
    if (next === null) continue
    if (typeof next === 'string') {
      conflicts.push({ event: event.id, kind: next })
      continue
    }
    steps.push({ event: event.id, before: row })
    row = next
    version += 1
    if (copies === 0 && row.number !== null) copies = 1
  }
  return { ...row, copies, printTrouble, conflicts, version }
}

const NO_PAPER: Pick<Ticket, 'copies' | 'printTrouble'> = { copies: 0, printTrouble: null }

const TYPES: ReadonlyMap<string, EventType> = new Map(TICKET_EVENTS.map((type) => [type.type, type]))

/** Types and versions this release does not know, and bodies that are not what they say, are stored and not folded. */
function isReadable(event: LogEvent): boolean {
  const type = TYPES.get(event.type)
  return type !== undefined && type.version === event.version && type.schema.safeParse(event.body).success
}

const isMaking = (event: LogEvent): boolean =>
  ticketIssued.is(event) || ticketBooked.is(event) || ticketServedDirectly.is(event)
