import type { ServiceFigures } from '../figures/figures'

/**
 * What a person should look at now. `service_late`: whoever has waited longest at it waits beyond what was promised,
 * `since` when. `room_full`: nearly nobody more fits. `counter_idle`: open, with nobody called, while people wait for it.
 * `printer`: this computer's printer of slips or badges. All times UTC ms.
 */
export type Alert =
  | {
      readonly kind: 'service_late'
      readonly service: string
      readonly ms: number
      readonly targetMs: number
      readonly since: number
      readonly counters: number
      readonly openCounters: number
    }
  | { readonly kind: 'room_full'; readonly list: string; readonly inside: number; readonly capacity: number }
  | { readonly kind: 'counter_idle'; readonly counter: string; readonly since: number; readonly waiting: number }
  | { readonly kind: 'printer'; readonly printer: 'slips' | 'badges'; readonly held: number }

/** From this share of its seats on a room counts as nearly full. */
const NEARLY_FULL = 0.95
/** A counter may breathe between two people; after this somebody should ask why. */
const IDLE_MS = 5 * 60_000

/** A counter that is open and not paused. */
export interface OpenCounter {
  readonly counter: string
  readonly services: readonly string[]
  /** Since when it holds nobody, effective UTC ms; null: somebody is called or served there. */
  readonly idleSince: number | null
}

export interface AlertReads {
  readonly services: readonly ServiceFigures[]
  readonly rooms: readonly { readonly list: string; readonly inside: number; readonly capacity: number | null }[]
  readonly counters: readonly OpenCounter[]
}

/** The alerts of a day that goes on, the most urgent first: queues by how far they are over, then rooms, then counters. */
export function alertsOf({ services, rooms, counters }: AlertReads, now: number): Alert[] {
  const late = services
    .flatMap(({ service, longest, targetMs, counters: all, openCounters }) =>
      longest === null || longest.ms <= targetMs
        ? []
        : [
            {
              kind: 'service_late' as const,
              service,
              ms: longest.ms,
              targetMs,
              since: now - (longest.ms - targetMs),
              counters: all,
              openCounters,
            },
          ],
    )
    .sort((a, b) => b.ms / b.targetMs - a.ms / a.targetMs)
  const lines = new Map(services.map((row) => [row.service, row]))
  return [
    ...late,
    ...rooms.flatMap(({ list, inside, capacity }): Alert[] =>
      capacity !== null && inside >= capacity * NEARLY_FULL ? [{ kind: 'room_full', list, inside, capacity }] : [],
    ),
    ...counters.flatMap(({ counter, services: served, idleSince }): Alert[] => {
      const own = served.flatMap((service) => lines.get(service) ?? [])
      const waiting = own.reduce((sum, row) => sum + row.waiting, 0)
      if (idleSince === null || waiting === 0) return []
      // Free since yesterday is no matter: somebody must have been there to be called.
      const since = Math.max(idleSince, now - Math.max(0, ...own.map(({ longest }) => longest?.ms ?? 0)))
      return now - since >= IDLE_MS ? [{ kind: 'counter_idle', counter, since, waiting }] : []
    }),
  ]
}
