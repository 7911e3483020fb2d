import { daySpan } from '../../core/figures/day-span'
import type { ServiceFigures, ServiceTotals } from '../../core/figures/figures'
import { TicketClass } from '../../core/events/queue'
import { measuresOf, percentiles, shareWithin } from '../../core/queue/measures'
import { numberLabel } from '../../core/queue/ticket'
import type { Fair } from '../../core/setup/fair'
import type { Database } from '../connection'
import { NOT_TYPED, toTicket, type DetailRow } from './queue-reads'
import type { QueueQueries, ServiceDay } from './queue'

/**
 * The figures of services on a day (core/figures/figures.ts says what each means), from the sums and waits that the
 * folds keep.
 */
export function serviceFigures(db: Database, queue: QueueQueries) {
  const longest = db.prepare<[string, string, string], DetailRow & { eligible_at: number }>(
    `SELECT detail, eligible_at FROM ticket w INDEXED BY ticket_line
     WHERE state = 'WAITING' AND service = ? AND day = ? AND class = ? AND ${NOT_TYPED}
     ORDER BY eligible_at, id LIMIT 1`,
  )
  // By the day of the ticket, as everything else: who was called in the evening may be noted as missing the day after.
  const noShows = db.prepare<[number, string], { service: string; n: number }>(
    `SELECT l.service, count(*) AS n FROM ticket_leg l INDEXED BY ticket_leg_missed CROSS JOIN ticket t ON t.id = l.ticket
     WHERE l.outcome = 'missed' AND l.closed_at >= ? AND t.day = ? GROUP BY l.service`,
  )

  const longestOf = (service: string, day: string, now: number): ServiceFigures['longest'] => {
    const row = TicketClass.options
      .flatMap((one) => longest.get(service, day, one) ?? [])
      .sort((a, b) => a.eligible_at - b.eligible_at)[0]
    if (row === undefined) return null
    const ticket = toTicket(row)
    return {
      ticket: ticket.id,
      label: numberLabel(ticket.prefix, ticket.number),
      ms: measuresOf(ticket, now).wait ?? 0,
    }
  }

  /** Every service of the set-up on a day, as of `now`, in the order of the set-up; and all of them together. */
  return (fair: Fair, day: string, now: number): { services: ServiceFigures[]; all: ServiceTotals } => {
    const days = new Map(queue.serviceDays(day).map((row) => [row.service, row]))
    const missed = new Map(noShows.all(daySpan(fair, day).from, day).map(({ service, n }) => [service, n]))
    const open = new Set(queue.openCounters().map(({ counter }) => counter))
    const allWaits: number[] = []
    let inTarget = 0
    const services = fair.setup.services.map((service): ServiceFigures => {
      const waits = queue.waits(service.code, day)
      const targetMs = service.targetMinutes * 60_000
      const counters = fair.setup.counters.filter((counter) => counter.services.includes(service.code))
      allWaits.push(...waits)
      inTarget += waits.filter((wait) => wait <= targetMs).length
      return {
        service: service.code,
        ...countsOf(days.get(service.code)),
        longest: longestOf(service.code, day, now),
        waits: percentiles(waits),
        inTarget: shareWithin(waits, targetMs),
        targetMs,
        noShows: missed.get(service.code) ?? 0,
        counters: counters.length,
        openCounters: counters.filter(({ code }) => open.has(code)).length,
      }
    })
    const ours = fair.setup.counters.filter((counter) => counter.services.length > 0)
    return {
      services,
      all: {
        ...summed(services),
        longest: services
          .flatMap(({ service, longest: one }) => (one === null ? [] : [{ service, ...one }]))
          .reduce<ServiceTotals['longest']>((most, one) => (most === null || one.ms > most.ms ? one : most), null),
        waits: percentiles(allWaits),
        inTarget: allWaits.length === 0 ? null : inTarget / allWaits.length,
        // A counter that serves two services is one counter.
        counters: ours.length,
        openCounters: ours.filter(({ code }) => open.has(code)).length,
      },
    }
  }
}
const COUNTS = ['issued', 'waiting', 'called', 'serving', 'parked', 'missed', 'done', 'cancelled', 'expired'] as const
type Counts = Pick<ServiceFigures, (typeof COUNTS)[number]>

const record = <Key extends string>(keys: readonly Key[], valueOf: (key: Key) => number) =>
  Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, number>

const countsOf = (row: ServiceDay | undefined): Counts => record(COUNTS, (key) => row?.[key] ?? 0)

const summed = (services: readonly ServiceFigures[]): Counts & { noShows: number } =>
  record([...COUNTS, 'noShows'], (key) => services.reduce((sum, service) => sum + service[key], 0))
