import { ticketCalled, ticketServiceChanged } from '../../core/events/queue'
import { foldTicket, type OrderedEvent } from '../../core/projections/ticket'
import { inHubOrder } from '../../core/projections/order'
import type { Ticket } from '../../core/queue/ticket'
import type { Database } from '../connection'

interface CallRow {
  readonly service: string
  readonly day: string
  readonly class: string
  readonly hub_seq: number | null
}

/** One row a call that took effect. A call that was taken back stays: it was made, and counts for the cap. */
export function ticketCalls(db: Database) {
  const read = db.prepare<[number], CallRow>('SELECT service, day, class, hub_seq FROM ticket_call WHERE seq = ?')
  const put = db.prepare(
    `INSERT INTO ticket_call (seq, service, day, class, hub_seq) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (seq) DO UPDATE SET service = excluded.service, day = excluded.day, class = excluded.class,
       hub_seq = excluded.hub_seq`,
  )
  const remove = db.prepare('DELETE FROM ticket_call WHERE seq = ?')
  const clear = db.prepare('DELETE FROM ticket_call')
  return {
    clear: (): void => void clear.run(),
    move(ticket: Ticket | null, events: readonly OrderedEvent[]): void {
      const without = new Set(ticket?.conflicts.map(({ event }) => event))
      for (const call of events) {
        const { event, seq, hubSeq } = call
        if (!ticketCalled.is(event)) continue
        const old = read.get(seq)
        if (ticket === null || without.has(event.id)) {
          if (old !== undefined) remove.run(seq)
          continue
        }
        const service = serviceOfCall(ticket, events, call)
        const { day, class: ticketClass } = ticket
        if (old?.service === service && old.day === day && old.class === ticketClass && old.hub_seq === hubSeq) continue
        put.run(seq, service, day, ticketClass, hubSeq)
      }
    },
  }
}

/** The service a ticket was called for: the one it stood in line for then. */
function serviceOfCall(ticket: Ticket, events: readonly OrderedEvent[], call: OrderedEvent): string {
  const { legs, issueService } = ticket
  const isSame = legs.every((leg) => leg.service === issueService)
  if (isSame && !events.some(({ event }) => ticketServiceChanged.is(event))) return issueService
  const ordered = inHubOrder(events)
  return foldTicket(ordered.slice(0, ordered.indexOf(call) + 1))?.service ?? issueService
}
