import { TICKET_EVENTS, ticketStream } from '../../core/events/queue'
import { foldTicket } from '../../core/projections/ticket'
import { countedWait } from '../../core/queue/measures'
import { isLive, type Interval, type Ticket } from '../../core/queue/ticket'
import type { Database } from '../connection'
import { each, type Projector, type StoredEvent } from './projector'
import { moveSums } from './service-day'
import { streamReader, withEffectiveTime } from './stream'
import { ticketCalls } from './ticket-calls'

const TYPES: ReadonlySet<string> = new Set(TICKET_EVENTS.map(({ type }) => type))
const STREAM = ticketStream('')

/**
 * One row a ticket, its intervals, its legs that are over, its calls, and the sums of its services. Every event folds the whole
 * ticket anew from the log: a ticket has a dozen events, and one way to make a row is one way to be right.
 */
export function ticketProjector(db: Database): Projector {
  const stream = streamReader(db)
  const read = db.prepare<[string], { detail: string }>('SELECT detail FROM ticket WHERE id = ?')
  const put = db.prepare(
    `INSERT INTO ticket (id, state, live, service, issue_service, day, number, typed_number, class, visitor, counter,
       slot_at, issued_at, first_eligible_at, eligible_at, sort_key, call_counter, last_call_at, last_counter, last_seq, wait_ms, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, live = excluded.live, service = excluded.service,
       issue_service = excluded.issue_service, day = excluded.day, number = excluded.number,
       typed_number = excluded.typed_number, class = excluded.class, visitor = excluded.visitor,
       counter = excluded.counter, slot_at = excluded.slot_at, issued_at = excluded.issued_at, first_eligible_at = excluded.first_eligible_at,
       eligible_at = excluded.eligible_at, sort_key = excluded.sort_key, call_counter = excluded.call_counter,
       last_call_at = excluded.last_call_at, last_counter = excluded.last_counter, last_seq = excluded.last_seq,
       wait_ms = excluded.wait_ms, detail = excluded.detail`,
  )
  const remove = db.prepare('DELETE FROM ticket WHERE id = ?')
  const sums = moveSums(db)
  const calls = ticketCalls(db)
  const intervals = partRows(db, 'ticket_interval', 'n', INTERVAL_COLUMNS)
  const legs = partRows(db, 'ticket_leg', 'leg', LEG_COLUMNS)
  const clears = ['ticket', 'ticket_interval', 'ticket_leg'].map((table) => db.prepare(`DELETE FROM ${table}`))

  const refold = (name: string, events: readonly StoredEvent[]) => {
    const id = name.slice(STREAM.length)
    const row = read.get(id)
    const old = row === undefined ? null : (JSON.parse(row.detail) as Ticket)
    const own = withEffectiveTime(events, TYPES)
    const ticket = foldTicket(own)
    sums.move(old, ticket)
    calls.move(ticket, own)
    intervals.move(id, old === null ? [] : intervalRows(old), ticket === null ? [] : intervalRows(ticket))
    legs.move(id, old === null ? [] : legRows(old), ticket === null ? [] : legRows(ticket))
    if (ticket === null) {
      remove.run(id)
      return
    }
    const called = lastCaller(ticket)
    put.run(
      id,
      ticket.state,
      isLive(ticket.state) ? 1 : 0,
      ticket.service,
      ticket.issueService,
      ticket.day,
      ticket.number,
      ticket.typedNumber,
      ticket.class,
      ticket.visitor,
      ticket.counter,
      ticket.slotAt,
      ticket.issuedAt,
      ticket.firstEligibleAt,
      ticket.eligibleAt,
      ticket.sortKey,
      called,
      ticket.lastCallAt,
      ticket.last.counter,
      events.find(({ event }) => event.id === ticket.last.id)?.seq ?? 0,
      countedWait(ticket),
      JSON.stringify(ticket),
    )
  }

  return {
    name: 'ticket',
    version: 2,
    types: TYPES,
    clear: () => {
      for (const statement of clears) statement.run()
      sums.clear()
      calls.clear()
    },
    fold: ({ event }) => refold(event.stream, stream(event.stream)),
    refold: each(refold),
  }
}

/** The counter of the newest call; null: not called, or put back in line since. */
function lastCaller(ticket: Ticket): string | null {
  if (ticket.lastCallAt === null) return null
  return ticket.intervals.findLast(({ kind }) => kind === 'CALL')?.counter ?? null
}

type Value = string | number | null
/** A row of a part of a ticket without the ticket's id; the first value is its key within the ticket. */
type PartRow = readonly [number, ...Value[]]

const INTERVAL_COLUMNS = ['leg', 'service', 'kind', 'counter', 'operator', 'from_at', 'to_at']
function intervalRows(ticket: Ticket): PartRow[] {
  return ticket.intervals.map(({ leg, kind, counter, operator, from, to }, n) => [
    n,
    leg,
    ticket.legs[leg]?.service ?? ticket.service,
    kind,
    counter,
    operator,
    from,
    to,
  ])
}

const LEG_COLUMNS = ['service', 'counter', 'operator', 'closed_at', 'outcome', 'serve_ms', 'held_ms']
function legRows(ticket: Ticket): PartRow[] {
  return ticket.legs.flatMap(({ service, closedAt, outcome }, n): PartRow[] => {
    if (closedAt === null || outcome === null || outcome === 'cancelled' || outcome === 'expired') return []
    const own = ticket.intervals.filter(({ leg }) => leg === n)
    const at = own.findLast(({ counter }) => counter !== null)
    if (at === undefined) return []
    const times = (...kinds: Interval['kind'][]) => (ticket.isTimeAccurate ? lasted(own, kinds) : null)
    return [[n, service, at.counter, at.operator, closedAt, outcome, times('SERVE'), times('CALL', 'SERVE')]]
  })
}

/** How long the intervals of these kinds lasted together; null: there are none. */
function lasted(intervals: readonly Interval[], kinds: readonly Interval['kind'][]): number | null {
  const spans = intervals.flatMap(({ kind, from, to }) => (to !== null && kinds.includes(kind) ? [to - from] : []))
  return spans.length === 0 ? null : spans.reduce((sum, ms) => sum + ms, 0)
}

/** Rows of a part of a ticket: only those that changed are written. */
function partRows(db: Database, table: string, key: string, columns: readonly string[]) {
  const put = db.prepare(
    `INSERT INTO ${table} (ticket, ${key}, ${columns.join(', ')}) VALUES (?, ?${', ?'.repeat(columns.length)})
     ON CONFLICT (ticket, ${key}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  )
  const remove = db.prepare(`DELETE FROM ${table} WHERE ticket = ? AND ${key} = ?`)
  return {
    move(ticket: string, before: readonly PartRow[], after: readonly PartRow[]): void {
      const old = new Map(before.map((row) => [row[0], row]))
      for (const row of after) {
        const was = old.get(row[0])
        old.delete(row[0])
        if (was === undefined || row.some((value, i) => value !== was[i])) put.run(ticket, ...row)
      }
      for (const n of old.keys()) remove.run(ticket, n)
    },
  }
}
