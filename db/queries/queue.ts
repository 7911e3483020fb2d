import type { LogEvent } from '../../core/events/envelope'
import { TicketClass, ticketStream } from '../../core/events/queue'
import type { CounterState } from '../../core/queue/counter'
import { inHand } from '../../core/queue/hands'
import type { Ticket } from '../../core/queue/ticket'
import type { Database } from '../connection'
import { mergeLines, NOT_TYPED, queueReads, toTicket, type DetailRow } from './queue-reads'

/** Sums of one service on one day, by where its tickets stand now. */
export interface ServiceDay {
  readonly service: string
  /** Numbers given, void ones left out. */
  readonly issued: number
  readonly waiting: number
  readonly called: number
  readonly serving: number
  readonly parked: number
  readonly missed: number
  readonly done: number
  readonly cancelled: number
  readonly expired: number
}

/**
 * A ticket in line as a counter sees it. `elsewhere`: the counter where its visitor stands just now. `twin`: the earlier
 * number of the same visitor in this service, given by a machine that this one's could not hear of; null: there is none.
 */
export interface InLine {
  readonly ticket: Ticket
  readonly elsewhere: string | null
  readonly twin: Ticket | null
}

/** How many wait for some services, and since when the one who waits longest (effective UTC ms). */
export interface LineLength {
  readonly count: number
  readonly longestSince: number | null
}

/** An open counter and what it holds; `since`: when that was called, or started where nobody was called. */
export interface OpenCounterRow {
  readonly counter: string
  readonly operator: string | null
  readonly holds: { readonly service: string; readonly since: number } | null
}

/** One finished serving of a counter; `at`: when it ended, effective UTC ms. */
export interface Serving {
  readonly service: string
  readonly at: number
  readonly ms: number
}

/** A ticket that was called, and the counter that called it last. */
export interface CalledTicket {
  readonly ticket: Ticket
  readonly counter: string
}

/** What the queue asks of the database. Made once per connection; statements stay prepared. */
export function queueQueries(db: Database) {
  const days = db.prepare<[string], ServiceDay>(
    `SELECT service, issued, waiting - (
        SELECT count(*) FROM ticket d JOIN ticket w INDEXED BY ticket_number
          ON w.issue_service = d.issue_service AND w.day = d.day AND w.number = d.typed_number
        WHERE d.day = s.day AND d.typed_number IS NOT NULL AND d.state <> 'CANCELLED'
          AND w.state = 'WAITING' AND w.service = s.service
      ) AS waiting, called, serving, parked, missed, done, cancelled, expired
     FROM service_day s WHERE day = ? ORDER BY service`,
  )
  const ahead = db.prepare<[string, string, string, number | null, string], { n: number }>(
    `SELECT count(*) AS n FROM ticket w INDEXED BY ticket_line
     WHERE state = 'WAITING' AND service = ? AND day = ? AND class = ? AND (sort_key, id) < (?, ?) AND ${NOT_TYPED}`,
  )
  const aheadOfAll = db.prepare<[string, number, string], { service: string; n: number }>(
    `SELECT service, count(*) AS n FROM ticket w INDEXED BY ticket_line
     WHERE state = 'WAITING' AND day = ? AND (sort_key, id) < (?, ?) AND ${NOT_TYPED} GROUP BY service`,
  )
  const line = db.prepare<
    [string, string, string, number],
    DetailRow & { sort_key: number; id: string; at: string | null; twin: string | null }
  >(
    `SELECT id, sort_key, detail, (
        SELECT h.counter FROM ticket h
        WHERE h.visitor = w.visitor AND h.live = 1 AND h.state IN ('CALLED', 'SERVING') LIMIT 1
      ) AS at, (
        SELECT h.detail FROM ticket h
        WHERE h.visitor = w.visitor AND h.live = 1 AND h.service = w.service AND h.day = w.day
          AND (h.first_eligible_at, h.id) < (w.first_eligible_at, w.id)
        ORDER BY h.first_eligible_at, h.id LIMIT 1
      ) AS twin
     FROM ticket w INDEXED BY ticket_line
     WHERE state = 'WAITING' AND service = ? AND day = ? AND class = ? AND ${NOT_TYPED}
     ORDER BY sort_key, id LIMIT ?`,
  )
  const length = db.prepare<[string, string], { n: number; longest: number | null }>(
    `SELECT count(*) AS n, min(eligible_at) AS longest FROM ticket w INDEXED BY ticket_line
     WHERE state = 'WAITING' AND service = ? AND day = ? AND ${NOT_TYPED}`,
  )
  const missed = db.prepare<[string, string], DetailRow>(
    `SELECT detail FROM ticket WHERE state = 'MISSED' AND service = ? AND day = ? ORDER BY id`,
  )
  const called = db.prepare<[string, number, number], DetailRow & { last_call_at: number }>(
    `SELECT detail, last_call_at FROM ticket WHERE call_counter = ? AND last_call_at >= ?
     ORDER BY last_call_at DESC LIMIT ?`,
  )
  const servings = db.prepare<[string, number, number], Serving>(
    `SELECT service, closed_at AS at, serve_ms AS ms FROM ticket_leg
     WHERE counter = ? AND closed_at >= ? AND serve_ms IS NOT NULL AND outcome NOT IN ('transferred', 'missed')
     ORDER BY closed_at DESC LIMIT ?`,
  )
  const tally = db.prepare<[string, number], { done: number; missed: number; transferred: number }>(
    `SELECT count(*) FILTER (WHERE outcome NOT IN ('transferred', 'missed')) AS done,
            count(*) FILTER (WHERE outcome = 'missed') AS missed,
            count(*) FILTER (WHERE outcome = 'transferred') AS transferred
     FROM ticket_leg WHERE counter = ? AND closed_at >= ?`,
  )
  const turns = db.prepare<[string, number], { ms: number }>(
    `SELECT held_ms AS ms FROM ticket_leg WHERE service = ? AND held_ms IS NOT NULL ORDER BY closed_at DESC LIMIT ?`,
  )
  const counters = db.prepare<[], DetailRow>('SELECT detail FROM counter_state ORDER BY counter')
  const open = db.prepare<
    [],
    { counter: string; operator: string | null; service: string | null; called: number | null; started: number | null }
  >(
    `SELECT c.counter, c.operator, t.service, t.detail ->> '$.calledAt' AS called, t.detail ->> '$.startedAt' AS started
     FROM counter_state c LEFT JOIN ticket t ON t.counter = c.counter AND t.state IN ('CALLED', 'SERVING')
     WHERE c.status = 'open' ORDER BY c.counter, t.id`,
  )
  const inHands = db.prepare<[], DetailRow>(
    `SELECT detail FROM ticket WHERE counter IS NOT NULL AND state IN ('CALLED', 'SERVING') ORDER BY id`,
  )
  const unconfirmed = db.prepare<[], DetailRow>(`SELECT detail FROM ticket WHERE state = 'ISSUING' ORDER BY issued_at`)
  const newest = db.prepare<[string, number], DetailRow>(
    'SELECT detail FROM ticket WHERE day = ? AND issued_at IS NOT NULL ORDER BY issued_at DESC LIMIT ?',
  )
  const waits = db.prepare<[string, string], { ms: number }>(
    'SELECT wait_ms AS ms FROM ticket WHERE service = ? AND day = ? AND wait_ms IS NOT NULL ORDER BY wait_ms',
  )
  // The few bytes that are sorted are sorted alone: with the folded tickets beside them they would fill the memory.
  const all = db.prepare<[{ days: string | null }], DetailRow>(
    `SELECT t.detail FROM (
       SELECT id, issued_at FROM ticket WHERE @days IS NULL OR day IN (SELECT value FROM json_each(@days))
       ORDER BY issued_at, id LIMIT -1 OFFSET 0
     ) o CROSS JOIN ticket t ON t.id = o.id`,
  )
  const numberOf = db.prepare<[string], { number: number }>('SELECT number FROM station_key WHERE station = ?')
  const atCounter = db.prepare<[string], DetailRow>(
    `SELECT detail FROM ticket WHERE counter = ? AND state IN ('CALLED', 'SERVING')`,
  )
  const lastActs = db.prepare<[number], { text: string }>(
    `SELECT text FROM event_log WHERE chain = (SELECT chain FROM log_head WHERE id = 1)
     ORDER BY station_seq DESC LIMIT ?`,
  )
  const blocks = db.prepare<[string, string], { from_number: number; to_number: number; used: number }>(
    `SELECT from_number, to_number, (
        SELECT count(*) FROM ticket t WHERE t.issue_service = l.service AND t.day = l.day
          AND t.number BETWEEN l.from_number AND l.to_number
      ) AS used
     FROM number_lease l
     WHERE service = ? AND day = ? AND station = (SELECT station FROM log_head WHERE id = 1) ORDER BY to_number`,
  )
  const emptied = db.prepare<[string], { at: number | null }>(
    `SELECT max(to_at) AS at FROM ticket_interval WHERE counter = ? AND to_at IS NOT NULL AND kind IN ('CALL', 'SERVE')`,
  )

  return {
    /** What the commands ask (core/queue/reads.ts). */
    reads: queueReads(db),
    /** The sums of every service that has had a ticket that day, in one query. */
    serviceDays: (day: string): ServiceDay[] => days.all(day),
    /** How many in its line would be called before this ticket. */
    ahead: ({ id, service, day, sortKey }: Ticket): number =>
      TicketClass.options.reduce((sum, one) => sum + (ahead.get(service, day, one, sortKey, id)?.n ?? 0), 0),
    /** By service: how many in line would be called before this place; services without anybody are left out. */
    aheadByService: (day: string, { sortKey, id }: { sortKey: number; id: string }): Map<string, number> =>
      new Map(aheadOfAll.all(day, sortKey, id).map(({ service, n }) => [service, n])),
    /** Who waits for these services, as they would be called; those who stand elsewhere keep their place here. */
    line: (services: readonly string[], day: string, limit: number): InLine[] =>
      mergeLines(services, limit, (service, ticketClass) => line.all(service, day, ticketClass, limit)).map((row) => ({
        ticket: toTicket(row),
        elsewhere: row.at,
        twin: row.twin === null ? null : toTicket({ detail: row.twin }),
      })),
    lineLength(services: readonly string[], day: string): LineLength {
      const rows = services.flatMap((service) => length.get(service, day) ?? [])
      const since = rows.flatMap(({ longest }) => longest ?? [])
      return {
        count: rows.reduce((sum, { n }) => sum + n, 0),
        longestSince: since.length === 0 ? null : Math.min(...since),
      }
    },
    /** Who did not come and may still come back, of these services. */
    missed: (services: readonly string[], day: string): Ticket[] =>
      services.flatMap((service) => missed.all(service, day)).map(toTicket),
    /** What these counters called since a moment (effective UTC ms): newest call first, one row a ticket. */
    recentCalls(of: readonly string[], since: number, limit: number): CalledTicket[] {
      return of
        .flatMap((counter) => called.all(counter, since, limit).map((row) => ({ counter, row })))
        .sort((a, b) => b.row.last_call_at - a.row.last_call_at)
        .slice(0, limit)
        .map(({ counter, row }) => ({ counter, ticket: toTicket(row) }))
    },
    /** What a counter finished since a moment, newest first. */
    servings: (counter: string, since: number, limit: number): Serving[] => servings.all(counter, since, limit),
    /** How the tickets ended that this counter called or served last, since a moment. */
    tally: (counter: string, since: number): { done: number; missed: number; transferred: number } =>
      tally.get(counter, since) ?? { done: 0, missed: 0, transferred: 0 },
    /** How long the last tickets of a service held a counter (called and served), ms, newest first. */
    recentTurns: (service: string, limit: number): number[] => turns.all(service, limit).map(({ ms }) => ms),
    /** Every counter that was ever opened. */
    counters: (): CounterState[] => counters.all().map((row) => JSON.parse(row.detail) as CounterState),
    /** Counters that are open and not paused, with what they hold. */
    openCounters(): OpenCounterRow[] {
      const found = new Map<string, OpenCounterRow>()
      for (const { counter, operator, service, called: calledAt, started } of open.all()) {
        if (found.has(counter)) continue
        const since = calledAt ?? started
        found.set(counter, { counter, operator, holds: service === null || since === null ? null : { service, since } })
      }
      return [...found.values()]
    },
    /** Numbers whose slips nobody has confirmed, oldest first. */
    unconfirmed: (): Ticket[] => unconfirmed.all().map(toTicket),
    /** The tickets made last on a day, newest first. */
    newest: (day: string, limit: number): Ticket[] => newest.all(day, limit).map(toTicket),
    /** Measured waits of a service and day in ms, shortest first; only of who was served from the line. */
    waits: (service: string, day: string): number[] => waits.all(service, day).map(({ ms }) => ms),
    /** Every ticket (of these days; null: of all) by the time it was made, one at a time. No write may run on the connection meanwhile. */
    *tickets(days: readonly string[] | null = null): IterableIterator<Ticket> {
      for (const row of all.iterate({ days: days === null ? null : JSON.stringify(days) })) yield toTicket(row)
    },
    /** What a counter has CALLED or SERVING, the one in hand first: several only after an answer of the hub was lost. */
    atCounter: (counter: string): Ticket[] => inHand(atCounter.all(counter).map(toTicket)),
    /** The last acts on tickets that this station wrote itself, newest first, of its newest `limit` events. */
    lastActs: (limit: number): LogEvent[] =>
      lastActs
        .all(limit)
        .map(({ text }) => JSON.parse(text) as LogEvent)
        .filter(({ stream }) => stream.startsWith(ticketStream(''))),
    /** Numbers leased to this station: how many are left, and how many the newest block had. */
    leased(service: string, day: string): { readonly left: number; readonly block: number } {
      const own = blocks.all(service, day).map(({ from_number, to_number, used }) => ({
        size: to_number - from_number + 1,
        used,
      }))
      return { left: own.reduce((sum, { size, used }) => sum + size - used, 0), block: own.at(-1)?.size ?? 0 }
    },
    /** Whoever is called or served anywhere just now: a few for each counter at most. */
    inHands: (): Ticket[] => inHands.all().map(toTicket),
    /** When a counter's hands were emptied last, effective UTC ms; null: they never held anything. */
    emptiedAt: (counter: string): number | null => emptied.get(counter)?.at ?? null,
    /** The number a station signs with; null: it was never enrolled. */
    stationNumber: (station: string): number | null => numberOf.get(station)?.number ?? null,
  }
}
export type QueueQueries = ReturnType<typeof queueQueries>
