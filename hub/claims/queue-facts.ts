import type { CounterState } from '../../core/queue/counter'
import { NEVER_OPENED } from '../../core/queue/counter'
import { standsBefore } from '../../core/queue/credit'
import { firstInHand } from '../../core/queue/hands'
import { SERIES_FROM } from '../../core/queue/numbers'
import type { QueueReads } from '../../core/queue/reads'
import type { Ticket } from '../../core/queue/ticket'
import type { Fair } from '../../core/setup/fair'
import type { FairRow } from '../log/fair'
import type { Tx } from '../sql/database'

/**
 * Core decides on `QueueReads`, which answers at once; a database across a socket cannot. So what a decision may ask is
 * fetched before it, under the same head lock, and whatever else is asked for is a bug.
 */

interface DetailRow {
  readonly detail: string
}
const toTicket = (row: DetailRow): Ticket => JSON.parse(row.detail) as Ticket

const notFetched = (): never => {
  throw new Error('a decision of the hub asked for something that was not fetched')
}
const NOTHING_FETCHED: Omit<QueueReads, 'fair'> = {
  ticket: notFetched,
  byNumber: notFetched,
  counter: notFetched,
  held: notFetched,
  parked: notFetched,
  liveOf: notFetched,
  waiting: notFetched,
  deferred: notFetched,
  lastNumber: notFetched,
  issuedCount: notFetched,
  leasedUpTo: notFetched,
  outsideLeases: notFetched,
  nextInSeries: notFetched,
  ownLeaseNext: notFetched,
  servicePause: notFetched,
  priorityRun: notFetched,
  slotTaken: notFetched,
  lastTouched: notFetched,
  leftOver: notFetched,
  bookedBefore: notFetched,
}

/** Served elsewhere under its number, which an operator typed without knowing the ticket. */
const NOT_TYPED = `NOT EXISTS (
  SELECT 1 FROM ticket d WHERE d.fair = w.fair AND d.day = w.day AND d.issue_service = w.issue_service
    AND d.typed_number = w.number AND d.state <> 'CANCELLED')`

/**
 * What a call may ask, in one statement. The services come as JSON, whose length no plan goes by: so PostgreSQL makes its
 * plan once for each connection and not for each call, which took it longer than the reading. Who stands elsewhere is
 * sought from those at counters, who are few, not among all who wait.
 */
const FACTS_FOR_CALL = `
  WITH line AS MATERIALIZED (SELECT service FROM json_array_elements_text($2::json) AS service),
  elsewhere AS MATERIALIZED (
    SELECT visitor FROM ticket
    WHERE fair = $1 AND counter IS NOT NULL AND visitor IS NOT NULL AND state IN ('CALLED', 'SERVING'))
  SELECT 'counter' AS is, detail FROM counter_state WHERE fair = $1 AND counter = $4
  UNION ALL SELECT 'held', detail FROM ticket WHERE fair = $1 AND counter = $4 AND state IN ('CALLED', 'SERVING')
  UNION ALL SELECT 'free', head.detail FROM line
    CROSS JOIN (VALUES ('normal'), ('priority')) AS c (class)
    CROSS JOIN LATERAL (
      SELECT w.detail FROM ticket w
      WHERE w.fair = $1 AND w.state = 'WAITING' AND w.service = line.service AND w.day = $3 AND w.class = c.class
        AND ${NOT_TYPED} AND (w.visitor IS NULL OR w.visitor NOT IN (SELECT visitor FROM elsewhere))
      ORDER BY w.sort_key, w.id LIMIT 1) AS head
  UNION ALL SELECT 'elsewhere', w.detail FROM elsewhere
    JOIN ticket w ON w.fair = $1 AND w.visitor = elsewhere.visitor AND w.visitor IS NOT NULL AND w.live
    WHERE w.state = 'WAITING' AND w.service IN (SELECT service FROM line) AND w.day = $3 AND ${NOT_TYPED}
  UNION ALL SELECT 'chosen', detail FROM ticket WHERE fair = $1 AND id = $5`

/** No cap of the set-up is higher. */
const LONGEST_RUN = 21

/** What a call at a counter may ask: the counter, its hands, the ticket chosen, and the first in line of each service. */
export async function factsForCall(
  tx: Tx,
  { fair: id }: FairRow,
  fair: Fair,
  asked: {
    readonly counter: string
    readonly day: string
    readonly chosen: { readonly ticket: string } | undefined
  },
): Promise<QueueReads> {
  const { counter, day, chosen } = asked
  const services = fair.setup.counters.find(({ code }) => code === counter)?.services ?? []
  const capped = fair.setup.services.filter(
    ({ code, rules }) => services.includes(code) && rules.priorityInARow !== null,
  )
  const [{ rows }, runs] = await Promise.all([
    tx.query<DetailRow & { is: 'counter' | 'held' | 'free' | 'elsewhere' | 'chosen' }>(FACTS_FOR_CALL, [
      id,
      JSON.stringify(services),
      day,
      counter,
      chosen?.ticket ?? null,
    ]),
    capped.length === 0
      ? null
      : tx.query<{ service: string; class: string }>(
          `SELECT line.service, c.class FROM unnest($2::text[]) AS line (service)
           CROSS JOIN LATERAL (SELECT class, seq FROM call_made
             WHERE fair = $1 AND service = line.service AND day = $3 ORDER BY seq DESC LIMIT ${LONGEST_RUN}) AS c
           ORDER BY c.seq DESC`,
          [id, capped.map(({ code }) => code), day],
        ),
  ])
  const found = (is: (typeof rows)[number]['is']) => rows.filter((row) => row.is === is)
  const heads = found('free').map(toTicket)
  const deferred = first(found('elsewhere').map(toTicket))
  const wanted = found('chosen').map(toTicket)[0] ?? null
  const live = new Map<string, readonly Ticket[]>()
  for (const visitor of [deferred?.visitor, wanted?.visitor])
    if (typeof visitor === 'string') live.set(visitor, await liveOf(tx, id, visitor))
  const among = (codes: readonly string[], only?: Ticket['class']) =>
    heads.filter(
      (ticket) => codes.includes(ticket.service) && ticket.day === day && (only === undefined || ticket.class === only),
    )
  return {
    ...NOTHING_FETCHED,
    fair,
    counter: (code) => (code === counter ? counterOf(found('counter')[0], code) : notFetched()),
    held: (code) => (code === counter ? firstInHand(found('held').map(toTicket)) : notFetched()),
    waiting: (codes, _day, limit, only) => (limit === 1 ? [first(among(codes, only)) ?? []].flat() : notFetched()),
    deferred: () => deferred,
    ticket: (one) => (one === chosen?.ticket ? wanted : notFetched()),
    liveOf: (visitor) => live.get(visitor) ?? notFetched(),
    priorityRun(service) {
      const calls = runs?.rows.filter((row) => row.service === service) ?? []
      const normal = calls.findIndex((row) => row.class === 'normal')
      return normal < 0 ? calls.length : normal
    },
  }
}

/** A number of a ticket `w` that the common sequence goes on from: of no leased block and no station's own series. */
const COMMON = `w.number < ${SERIES_FROM} AND NOT EXISTS (
  SELECT 1 FROM number_lease l WHERE l.fair = w.fair AND l.service = w.issue_service AND l.day = w.day
    AND w.number BETWEEN l.from_number AND l.to_number)`

/** What the giving of a number may ask, by a station. */
export async function factsForNumber(
  tx: Tx,
  row: FairRow,
  fair: Fair,
  asked: {
    readonly service: string
    readonly day: string
    readonly visitor: string | null
    readonly station: string
  },
): Promise<QueueReads> {
  const { fair: id } = row
  const { service, day, visitor, station } = asked
  const quota = fair.setup.services.find(({ code }) => code === service)?.quota ?? null
  // They leave together, so it is one way to the database and back for all.
  const [last, blocks, pause, issued, leases, live] = await Promise.all([
    lastOf(tx, id, service, day),
    blocksOf(tx, id, service, day),
    tx.query<{ reason: string; until: number | null }>(
      'SELECT reason, until FROM service_pause WHERE fair = $1 AND service = $2',
      [id, service],
    ),
    quota === null ? 0 : issuedCount(tx, id, service, day),
    quota === null ? [] : leftOfLeases(tx, id, service, day),
    visitor === null ? [] : liveOf(tx, id, visitor),
  ])
  const { number, eligible_at } = last
  return {
    ...NOTHING_FETCHED,
    fair,
    liveOf: (who) => (who === visitor ? live : notFetched()),
    lastNumber: () => (number === null ? null : { number, eligibleAt: eligible_at ?? 0 }),
    // What may still be given of any block counts as given, or a quota could be passed.
    issuedCount: () => issued + leases.length,
    leasedUpTo: () => Math.max(0, ...blocks.map((block) => block.to_number)),
    // In order, so one pass steps over every block it meets.
    outsideLeases: (_service, _day, first) =>
      blocks.reduce(
        (free, block) => (block.from_number <= free && free <= block.to_number ? block.to_number + 1 : free),
        first,
      ),
    ownLeaseNext: () => leases.find((one) => one.station === station)?.number ?? null,
    servicePause: () => pause.rows[0] ?? null,
  }
}

/**
 * The last number of the common sequence, and the last place given without a slot. Each from the end of an index: a busy
 * service gives thousands of numbers a day, and all wait for the head meanwhile.
 */
async function lastOf(
  tx: Tx,
  fair: string,
  service: string,
  day: string,
): Promise<{ readonly number: number | null; readonly eligible_at: number | null }> {
  const { rows } = await tx.query<{ number: number | null; eligible_at: number | null }>(
    `SELECT coalesce(
         (SELECT number FROM ticket w WHERE fair = $1 AND issue_service = $2 AND day = $3 AND ${COMMON}
          ORDER BY number DESC LIMIT 1),
         (SELECT 0 FROM ticket WHERE fair = $1 AND issue_service = $2 AND day = $3 AND number IS NOT NULL LIMIT 1)) AS number,
       (SELECT max(first_eligible_at) FROM ticket
        WHERE fair = $1 AND issue_service = $2 AND day = $3 AND number IS NOT NULL AND slot_at IS NULL) AS eligible_at`,
    [fair, service, day],
  )
  return rows[0] ?? { number: null, eligible_at: null }
}

/** Leased blocks of a service and day, in order. */
async function blocksOf(
  tx: Tx,
  fair: string,
  service: string,
  day: string,
): Promise<readonly { readonly from_number: number; readonly to_number: number }[]> {
  const { rows } = await tx.query<{ from_number: number; to_number: number }>(
    'SELECT from_number, to_number FROM number_lease WHERE fair = $1 AND service = $2 AND day = $3 ORDER BY from_number',
    [fair, service, day],
  )
  return rows
}

/** Numbers of a day given for a service, void ones left out. */
async function issuedCount(tx: Tx, fair: string, service: string, day: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `SELECT count(*) AS n FROM ticket
     WHERE fair = $1 AND issue_service = $2 AND day = $3 AND number IS NOT NULL AND NOT void`,
    [fair, service, day],
  )
  return rows[0]?.n ?? 0
}

/** Numbers of leased blocks that nobody was given yet, smallest first. */
async function leftOfLeases(
  tx: Tx,
  fair: string,
  service: string,
  day: string,
): Promise<readonly { readonly station: string; readonly number: number }[]> {
  const { rows } = await tx.query<{ station: string; number: number }>(
    `SELECT l.station, n.number FROM number_lease l
     CROSS JOIN LATERAL generate_series(l.from_number, l.to_number) AS n (number)
     WHERE l.fair = $1 AND l.service = $2 AND l.day = $3 AND NOT EXISTS (
       SELECT 1 FROM ticket t WHERE t.fair = l.fair AND t.issue_service = l.service AND t.day = l.day AND t.number = n.number)
     ORDER BY n.number`,
    [fair, service, day],
  )
  return rows
}

async function liveOf(tx: Tx, fair: string, visitor: string): Promise<readonly Ticket[]> {
  const { rows } = await tx.query<DetailRow>(
    'SELECT detail FROM ticket WHERE fair = $1 AND visitor = $2 AND live ORDER BY id',
    [fair, visitor],
  )
  return rows.map(toTicket)
}

const counterOf = (row: DetailRow | undefined, code: string): CounterState =>
  row === undefined ? NEVER_OPENED(code) : (JSON.parse(row.detail) as CounterState)

const first = (tickets: readonly Ticket[]): Ticket | null =>
  tickets.reduce<Ticket | null>((head, one) => (head === null || standsBefore(one, head) ? one : head), null)
