import { TicketClass } from '../../core/events/queue'
import { NEVER_OPENED, type CounterState } from '../../core/queue/counter'
import { firstInHand } from '../../core/queue/hands'
import { SERIES_FROM, seriesOf } from '../../core/queue/numbers'
import type { QueueReads } from '../../core/queue/reads'
import type { Ticket } from '../../core/queue/ticket'
import type { Fair } from '../../core/setup/fair'
import type { Database } from '../connection'

export interface DetailRow {
  readonly detail: string
}

/** The ticket in a row, exactly as it was folded. */
export const toTicket = (row: DetailRow): Ticket => JSON.parse(row.detail) as Ticket

/** Served elsewhere under its number, which an operator typed without knowing the ticket: it waits no more. */
export const NOT_TYPED = `NOT EXISTS (
  SELECT 1 FROM ticket d
  WHERE d.day = w.day AND d.issue_service = w.issue_service AND d.typed_number = w.number AND d.state <> 'CANCELLED')`

/** The visitor stands at some counter with another ticket just now. */
const ELSEWHERE = `EXISTS (
  SELECT 1 FROM ticket h WHERE h.visitor = w.visitor AND h.live = 1 AND h.state IN ('CALLED', 'SERVING'))`

/** A run of priority calls is counted up to here: no cap of the set-up is higher. */
const LONGEST_RUN = 21

interface LineRow extends DetailRow {
  readonly id: string
  readonly sort_key: number
}

/** Joins the lines of services and classes, each in order already, to the first `limit` of all. */
export function mergeLines<Row extends { readonly id: string; readonly sort_key: number }>(
  services: readonly string[],
  limit: number,
  lineOf: (service: string, ticketClass: TicketClass) => readonly Row[],
): Row[] {
  return services
    .flatMap((service) => TicketClass.options.flatMap((ticketClass) => lineOf(service, ticketClass)))
    .sort((a, b) => a.sort_key - b.sort_key || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}

/**
 * What the commands of the queue ask, answered from the folded rows (core/queue/reads.ts says what each means). The head
 * of the line is one index search a service and class; the few answers are put in order here.
 */
export function queueReads(db: Database): (fair: Fair) => QueueReads {
  const station = db.prepare<[], { station: string }>('SELECT station FROM log_head WHERE id = 1')
  const byId = db.prepare<[string], DetailRow>('SELECT detail FROM ticket WHERE id = ?')
  const byNumber = db.prepare<[string, string, number], DetailRow>(
    'SELECT detail FROM ticket WHERE issue_service = ? AND day = ? AND number = ? ORDER BY id LIMIT 1',
  )
  const counter = db.prepare<[string], DetailRow>('SELECT detail FROM counter_state WHERE counter = ?')
  const held = db.prepare<[string], DetailRow>(
    `SELECT detail FROM ticket WHERE counter = ? AND state IN ('CALLED', 'SERVING')`,
  )
  const parked = db.prepare<[string], DetailRow>(
    `SELECT detail FROM ticket WHERE counter = ? AND state = 'PARKED' ORDER BY id`,
  )
  const liveOf = db.prepare<[string], DetailRow>('SELECT detail FROM ticket WHERE visitor = ? AND live = 1 ORDER BY id')
  const inLine = (visitor: string) =>
    db.prepare<[string, string, string, number], LineRow>(
      `SELECT id, sort_key, detail FROM ticket w INDEXED BY ticket_line
       WHERE state = 'WAITING' AND service = ? AND day = ? AND class = ? AND ${NOT_TYPED} AND ${visitor}
       ORDER BY sort_key, id LIMIT ?`,
    )
  const [free, elsewhere] = [inLine(`NOT ${ELSEWHERE}`), inLine(`w.visitor IS NOT NULL AND ${ELSEWHERE}`)]
  const lastNumber = db.prepare<[string, string], { n: number | null }>(
    `SELECT coalesce((
        SELECT number FROM ticket w INDEXED BY ticket_number
        WHERE issue_service = t.service AND day = t.day AND number < ${SERIES_FROM} AND NOT EXISTS (
          SELECT 1 FROM number_lease l
          WHERE l.service = t.service AND l.day = t.day AND w.number BETWEEN l.from_number AND l.to_number)
        ORDER BY number DESC LIMIT 1
      ), (SELECT 0 FROM ticket WHERE issue_service = t.service AND day = t.day AND number IS NOT NULL LIMIT 1)) AS n
     FROM (SELECT ? AS service, ? AS day) t`,
  )
  const lastEligible = db.prepare<[string, string], { at: number | null }>(
    `SELECT max(first_eligible_at) AS at FROM ticket
     WHERE issue_service = ? AND day = ? AND number IS NOT NULL AND slot_at IS NULL`,
  )
  const issued = db.prepare<[string, string], { issued: number }>(
    'SELECT issued FROM service_day WHERE service = ? AND day = ?',
  )
  const leasedUpTo = db.prepare<[string, string], { n: number | null }>(
    'SELECT max(to_number) AS n FROM number_lease WHERE service = ? AND day = ?',
  )
  const holding = db.prepare<[string, string, number], { to_number: number }>(
    `SELECT to_number FROM number_lease WHERE service = ? AND day = ? AND ? BETWEEN from_number AND to_number
     ORDER BY to_number DESC LIMIT 1`,
  )
  const ownNumber = db.prepare<[string], { number: number }>('SELECT number FROM station_key WHERE station = ?')
  const lastWithin = db.prepare<[string, string, number, number], { n: number | null }>(
    'SELECT max(number) AS n FROM ticket WHERE issue_service = ? AND day = ? AND number BETWEEN ? AND ?',
  )
  const leases = db.prepare<[string, string, string], { from_number: number; to_number: number }>(
    `SELECT from_number, to_number FROM number_lease WHERE service = ? AND day = ? AND station = ?
     ORDER BY from_number`,
  )
  const isGiven = db.prepare<[string, string, number], { one: 1 }>(
    'SELECT 1 AS one FROM ticket WHERE issue_service = ? AND day = ? AND number = ?',
  )
  const pause = db.prepare<[string], { reason: string; until: number | null }>(
    'SELECT reason, until FROM service_pause WHERE service = ?',
  )
  const calls = db.prepare<[string, string, number], { class: TicketClass }>(
    `SELECT class FROM ticket_call WHERE service = ? AND day = ?
     ORDER BY coalesce(hub_seq, 9007199254740991) DESC, seq DESC LIMIT ?`,
  )
  const slotTaken = db.prepare<[string, number], { n: number }>(
    `SELECT count(*) AS n FROM ticket WHERE issue_service = ? AND slot_at = ? AND state NOT IN ('CANCELLED', 'EXPIRED')`,
  )
  const lastTouched = db.prepare<[string], DetailRow>(
    'SELECT detail FROM ticket WHERE last_counter = ? ORDER BY last_seq DESC LIMIT 1',
  )
  const leftOver = db.prepare<[string], DetailRow>(
    'SELECT detail FROM ticket WHERE live = 1 AND day < ? ORDER BY day, id',
  )
  const bookedBefore = db.prepare<[number], DetailRow>(
    `SELECT detail FROM ticket WHERE state = 'BOOKED' AND slot_at < ? ORDER BY slot_at, id`,
  )
  const ticketOf = (row: DetailRow | undefined): Ticket | null => (row === undefined ? null : toTicket(row))

  return (fair) => ({
    fair,
    ticket: (id) => ticketOf(byId.get(id)),
    byNumber: (issueService, day, number) => ticketOf(byNumber.get(issueService, day, number)),
    counter(code) {
      const row = counter.get(code)
      return row === undefined ? NEVER_OPENED(code) : (JSON.parse(row.detail) as CounterState)
    },
    held: (code) => firstInHand(held.all(code).map(toTicket)),
    parked: (code) => parked.all(code).map(toTicket),
    liveOf: (visitor) => liveOf.all(visitor).map(toTicket),
    waiting: (services, day, limit, only) =>
      mergeLines(services, limit, (service, one) =>
        only === undefined || only === one ? free.all(service, day, one, limit) : [],
      ).map(toTicket),
    deferred: (services, day) =>
      ticketOf(mergeLines(services, 1, (service, one) => elsewhere.all(service, day, one, 1))[0]),
    lastNumber(issueService, day) {
      const number = lastNumber.get(issueService, day)?.n ?? null
      return number === null ? null : { number, eligibleAt: lastEligible.get(issueService, day)?.at ?? 0 }
    },
    issuedCount: (issueService, day) => issued.get(issueService, day)?.issued ?? 0,
    leasedUpTo: (service, day) => leasedUpTo.get(service, day)?.n ?? 0,
    ownLeaseNext(service, day) {
      for (const lease of leases.all(service, day, station.get()?.station ?? '')) {
        for (let number = lease.from_number; number <= lease.to_number; number += 1) {
          if (isGiven.get(service, day, number) === undefined) return number
        }
      }
      return null
    },
    outsideLeases(service, day, number) {
      let free = number
      for (;;) {
        const block = holding.get(service, day, free)
        if (block === undefined) return free
        free = block.to_number + 1
      }
    },
    nextInSeries(service, day) {
      const own = ownNumber.get(station.get()?.station ?? '')
      if (own === undefined) return null
      const { from, to } = seriesOf(own.number)
      return (lastWithin.get(service, day, from, to)?.n ?? from - 1) + 1
    },
    servicePause: (service) => pause.get(service) ?? null,
    priorityRun(service, day) {
      const classes = calls.all(service, day, LONGEST_RUN).map((row) => row.class)
      const normal = classes.indexOf('normal')
      return normal < 0 ? classes.length : normal
    },
    slotTaken: (service, slotAt) => slotTaken.get(service, slotAt)?.n ?? 0,
    lastTouched: (code) => ticketOf(lastTouched.get(code)),
    leftOver: (day) => leftOver.all(day).map(toTicket),
    bookedBefore: (at) => bookedBefore.all(at).map(toTicket),
  })
}
