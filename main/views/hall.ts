import type { WaitRange } from '../../core/contract/queue'
import { estimateWait, type HallFigures } from '../../core/queue/estimate'
import { serviceDay } from '../../core/queue/hours'
import type { Ticket } from '../../core/queue/ticket'
import { countersOf, type Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import { counterOf, serviceOf } from './parts'

/** So many of a service's last turns say how long the next ones take. */
const RECENT_TURNS = 50

/** What is known of these services' lines at one moment, for estimates. `now`: effective UTC ms. */
export function hallFigures(folder: FairFolder, fair: Fair, services: readonly string[], now: number): HallFigures {
  const { queue } = folder
  return {
    ahead: new Map(queue.serviceDays(serviceDay(fair, now)).map((row) => [row.service, row.waiting])),
    counters: [
      ...queue.openCounters().map(({ counter, holds }) => ({
        services: counterOf(fair, counter)?.services ?? [],
        holds: holds === null ? null : { service: holds.service, forMs: Math.max(0, now - holds.since) },
        backInMs: 0,
      })),
      ...queue.counters().flatMap(({ code, status, pause }) => {
        const until = pause?.until ?? null
        // A pause that says no end promises nothing.
        if (status !== 'paused' || until === null) return []
        return [{ services: counterOf(fair, code)?.services ?? [], holds: null, backInMs: Math.max(0, until - now) }]
      }),
    ],
    recent: new Map(services.map((service) => [service, queue.recentTurns(service, RECENT_TURNS)])),
    fallbackMs: (service) => (serviceOf(fair, service)?.serviceMinutes ?? 10) * 60_000,
  }
}

/** How long until a ticket (null: a new one of the normal class) of a service is called; null: nothing honest to say. */
export function waitFor(
  folder: FairFolder,
  fair: Fair,
  service: string,
  ticket: Pick<Ticket, 'id' | 'day' | 'sortKey'> | null,
  now: number,
): WaitRange | null {
  // Its counters' other services count as well: those people may come first.
  const services = [...new Set(countersOf(fair.setup, service).flatMap((counter) => counter.services))]
  const hall = hallFigures(folder, fair, services, now)
  if (ticket === null || ticket.sortKey === null) return estimateWait(hall, service)
  const ahead = folder.queue.aheadByService(ticket.day, { sortKey: ticket.sortKey, id: ticket.id })
  return estimateWait({ ...hall, ahead }, service)
}
