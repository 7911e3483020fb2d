import { placesLeased } from '../../core/events/checkin'
import type { LogEvent } from '../../core/events/envelope'
import {
  TICKET_EVENTS,
  counterClosed,
  counterOpened,
  counterPaused,
  counterStream,
  numbersLeased,
  servicePaused,
  serviceResumed,
  ticketCalled,
  ticketServiceChanged,
  ticketStream,
} from '../../core/events/queue'
import { foldCounter } from '../../core/projections/counter'
import { inHubOrder, type OrderedEvent } from '../../core/projections/order'
import { foldTicket } from '../../core/projections/ticket'
import { isLive, isVoid, type Ticket } from '../../core/queue/ticket'
import type { Tx } from '../sql/database'
import type { Entry } from './fair'

const TICKET_TYPES: ReadonlySet<string> = new Set(TICKET_EVENTS.map(({ type }) => type))
const COUNTER_TYPES: ReadonlySet<string> = new Set(
  [counterOpened, counterPaused, counterClosed].map(({ type }) => type),
)

/**
 * Folds what new entries touch, in their own transaction: tickets, counters, breaks, leases. Scans wait until a gate asks
 * for places (attendance.ts). Nothing else is asked of the hub, so nothing else is folded.
 */
export async function foldEntries(tx: Tx, fair: string, entries: readonly Entry[]): Promise<void> {
  const events = entries.filter(({ text }) => text !== null)
  const streams = (types: ReadonlySet<string>) => [
    ...new Set(events.filter(({ event }) => types.has(event.type)).map(({ event }) => event.stream)),
  ]
  await foldTickets(tx, fair, streams(TICKET_TYPES))
  await foldCounters(tx, fair, streams(COUNTER_TYPES))
  for (const { event } of events) {
    if (servicePaused.is(event)) {
      const { service, reason, until } = event.body
      tx.send(
        `INSERT INTO service_pause (fair, service, reason, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (fair, service) DO UPDATE SET reason = excluded.reason, until = excluded.until`,
        [fair, service, reason, until],
      )
    } else if (serviceResumed.is(event)) {
      tx.send('DELETE FROM service_pause WHERE fair = $1 AND service = $2', [fair, event.body.service])
    } else if (numbersLeased.is(event)) {
      const { service, day, station, from, to } = event.body
      tx.send(
        `INSERT INTO number_lease (fair, lease, service, day, station, from_number, to_number)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [fair, event.id, service, day, station, from, to],
      )
    } else if (placesLeased.is(event)) {
      const { list, station, places, after } = event.body
      tx.send(
        `INSERT INTO place_lease (fair, list, station, places, chain, after_seq) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (fair, list, station) DO UPDATE SET places = excluded.places, chain = excluded.chain,
           after_seq = excluded.after_seq`,
        [fair, list, station, places, after?.chain ?? null, after?.stationSeq ?? null],
      )
    }
  }
}

/** Events of these streams, each stream's in hub order, ready for core's folds. */
export async function readStreams(
  tx: Tx,
  fair: string,
  streams: readonly string[],
): Promise<ReadonlyMap<string, readonly OrderedEvent[]>> {
  const { rows } = await tx.query<{ seq: number; hub_offset: number | null; text: string; stream: string }>(
    `SELECT seq, hub_offset, text, stream FROM event
     WHERE fair = $1 AND stream = ANY($2) AND family IN ('queue', 'checkin') AND text IS NOT NULL ORDER BY seq`,
    [fair, streams],
  )
  const found = new Map<string, OrderedEvent[]>(streams.map((stream) => [stream, []]))
  for (const { seq, hub_offset, text, stream } of rows) {
    const event = JSON.parse(text) as LogEvent
    found.get(stream)?.push({ event, hubSeq: seq, seq, at: event.at + (hub_offset ?? event.offset) })
  }
  return found
}

/** A call that took effect. */
interface Call {
  readonly seq: number
  readonly ticket: string
  readonly service: string
  readonly day: string
  readonly class: string
}

async function foldTickets(tx: Tx, fair: string, streams: readonly string[]): Promise<void> {
  if (streams.length === 0) return
  const byStream = await readStreams(tx, fair, streams)
  const tickets: Ticket[] = []
  const calls: Call[] = []
  const prefix = ticketStream('').length
  const ids: string[] = []
  for (const [stream, all] of byStream) {
    const events = all.filter(({ event }) => TICKET_TYPES.has(event.type))
    const id = stream.slice(prefix)
    // A stream that is no ticket's has no row; only a newer release could write one.
    if (!/^[0-9a-f-]{36}$/.test(id)) continue
    ids.push(id)
    const ticket = foldTicket(events)
    if (ticket === null || ticket.id !== id) continue
    tickets.push(ticket)
    calls.push(...callsOf(ticket, events))
  }
  if (ids.length > 0) putTickets(tx, fair, ids, tickets, calls)
}

/** Calls that took effect, taken back or not: the cap on priority counts them. */
function callsOf(ticket: Ticket, events: readonly OrderedEvent[]): Call[] {
  const without = new Set(ticket.conflicts.map(({ event }) => event))
  const isMoved =
    ticket.legs.some(({ service }) => service !== ticket.issueService) ||
    events.some(({ event }) => ticketServiceChanged.is(event))
  const ordered = inHubOrder(events)
  return ordered.flatMap((entry, i) => {
    if (!ticketCalled.is(entry.event) || without.has(entry.event.id)) return []
    // The service it stood in line for then.
    const service = isMoved
      ? (foldTicket(ordered.slice(0, i + 1))?.service ?? ticket.issueService)
      : ticket.issueService
    return [{ seq: entry.seq, ticket: ticket.id, service, day: ticket.day, class: ticket.class }]
  })
}

/** Writes rows of tickets and their calls, in one statement. `ids`: of all that were folded; calls that are no more go. */
function putTickets(
  tx: Tx,
  fair: string,
  ids: readonly string[],
  tickets: readonly Ticket[],
  calls: readonly Call[],
): void {
  const column = <T>(of: (ticket: Ticket) => T): T[] => tickets.map(of)
  tx.send(
    `WITH gone AS (DELETE FROM call_made WHERE fair = $1 AND ticket = ANY($2::uuid[]) AND seq <> ALL($3::bigint[])),
     made AS (
       INSERT INTO call_made (fair, seq, ticket, service, day, class)
       SELECT $1, * FROM unnest($3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[])
       ON CONFLICT (fair, seq) DO UPDATE SET service = excluded.service, day = excluded.day, class = excluded.class)
     INSERT INTO ticket (fair, id, state, live, void, service, issue_service, day, number, typed_number, class, visitor,
       counter, slot_at, first_eligible_at, sort_key, detail)
     SELECT $1, * FROM unnest($8::uuid[], $9::text[], $10::bool[], $11::bool[], $12::text[], $13::text[], $14::text[],
       $15::int[], $16::int[], $17::text[], $18::uuid[], $19::text[], $20::bigint[], $21::bigint[], $22::bigint[],
       $23::text[])
     ON CONFLICT (fair, id) DO UPDATE SET state = excluded.state, live = excluded.live, void = excluded.void,
       service = excluded.service, issue_service = excluded.issue_service, day = excluded.day,
       number = excluded.number, typed_number = excluded.typed_number, class = excluded.class,
       visitor = excluded.visitor, counter = excluded.counter, slot_at = excluded.slot_at,
       first_eligible_at = excluded.first_eligible_at, sort_key = excluded.sort_key, detail = excluded.detail`,
    [
      fair,
      ids,
      calls.map(({ seq }) => seq),
      calls.map(({ ticket }) => ticket),
      calls.map(({ service }) => service),
      calls.map(({ day }) => day),
      calls.map((call) => call.class),
      column(({ id }) => id),
      column(({ state }) => state),
      column(({ state }) => isLive(state)),
      column(isVoid),
      column(({ service }) => service),
      column(({ issueService }) => issueService),
      column(({ day }) => day),
      column(({ number }) => number),
      column(({ typedNumber }) => typedNumber),
      column((ticket) => ticket.class),
      column(({ visitor }) => visitor),
      column(({ counter }) => counter),
      column(({ slotAt }) => slotAt),
      column(({ firstEligibleAt }) => firstEligibleAt),
      column(({ sortKey }) => sortKey),
      column((ticket) => JSON.stringify(ticket)),
    ],
  )
}

async function foldCounters(tx: Tx, fair: string, streams: readonly string[]): Promise<void> {
  if (streams.length === 0) return
  const prefix = counterStream('').length
  for (const [stream, all] of await readStreams(tx, fair, streams)) {
    const code = stream.slice(prefix)
    const state = foldCounter(
      code,
      all.filter(({ event }) => COUNTER_TYPES.has(event.type)),
    )
    tx.send(
      `INSERT INTO counter_state (fair, counter, detail) VALUES ($1, $2, $3)
       ON CONFLICT (fair, counter) DO UPDATE SET detail = excluded.detail`,
      [fair, code, JSON.stringify(state)],
    )
  }
}
