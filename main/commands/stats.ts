import { serviceDay } from '../../core/queue/hours'
import { isoWithOffset } from '../../core/time/zone'
import type { FairFolder } from '../folder/fair-folder'

/** The fair in figures, as `pendopo stats --json` prints it. Times are ISO with the fair's offset, `opensAt` inclusive. */
export interface Stats {
  readonly fair: { readonly code: string; readonly name: string; readonly demo: boolean; readonly timeZone: string }
  readonly lists: readonly {
    readonly code: string
    readonly name: string
    readonly opensAt: string
    readonly closesAt: string
    readonly expected: number
    readonly entered: number
    readonly inside: number
    readonly entries: number
    readonly duplicates: number
  }[]
  readonly services: readonly {
    readonly code: string
    readonly name: string
    readonly counters: readonly string[]
    /** Today's tickets by where they stand. */
    readonly waiting: number
    readonly serving: number
    readonly done: number
    readonly missed: number
    /** Seconds that half, and nine tenths, of those served from the line today waited at most; null: nobody yet. */
    readonly waitP50: number | null
    readonly waitP90: number | null
  }[]
  readonly sync: {
    /** Address of the hub that this folder is enrolled at; null: none. */
    readonly hub: string | null
    /** Events and people rows that the hub has not acknowledged. */
    readonly pending: number
    /** How far the hub's sequence was taken in; null: never met. */
    readonly cursor: number | null
    /** What could not be taken in, here or by the hub. */
    readonly quarantined: number
    /** When the hub answered last, to the minute; null: never. */
    readonly lastContactAt: string | null
    /** When this folder heard that it was revoked; null: it was not. */
    readonly revokedAt: string | null
  }
}

/** Null: this folder has no fair. */
export function stats(folder: FairFolder): Stats | null {
  const fair = folder.checkin.fair()
  if (fair === null) return null
  const { setup } = fair
  const iso = (at: number) => isoWithOffset(at, setup.timeZone)
  const settled = (at: number | undefined) => (at === undefined ? null : iso(at))
  const day = serviceDay(fair, folder.ports.wall())
  const { services } = folder.figures.services(fair, day, folder.ports.wall())
  return {
    fair: { code: setup.code, name: setup.name.id, demo: setup.demo, timeZone: setup.timeZone },
    lists: folder.checkin
      .figures(fair, folder.ports.wall())
      .toSorted((a, b) => a.list.opensAt - b.list.opensAt)
      .map(({ list, ...figures }) => ({
        code: list.code,
        name: list.name.id,
        opensAt: iso(list.opensAt),
        closesAt: iso(list.closesAt),
        ...figures,
      })),
    services: services.map(({ service, waiting, serving, done, missed, waits }) => ({
      code: service,
      name: setup.services.find(({ code }) => code === service)?.name.id ?? service,
      counters: setup.counters.filter((counter) => counter.services.includes(service)).map((counter) => counter.code),
      waiting,
      serving,
      done,
      missed,
      waitP50: seconds(waits?.p50 ?? null),
      waitP90: seconds(waits?.p90 ?? null),
    })),
    sync: {
      hub: folder.settings.get('hub') ?? null,
      pending:
        folder.log.pendingCount() + (folder.settings.get('seat') === undefined ? 0 : folder.people.outbox.count()),
      cursor: folder.log.sync.state()?.cursor ?? null,
      quarantined: folder.log.sync.quarantined(1_000).length,
      lastContactAt: settled(folder.settings.get('hubContactAt')),
      revokedAt: settled(folder.settings.get('revokedAt')),
    },
  }
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000))
