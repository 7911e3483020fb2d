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
  }[]
  readonly sync: { readonly hub: null; readonly pending: number }
}

/** Null: this folder has no fair. */
export function stats(folder: FairFolder): Stats | null {
  const fair = folder.checkin.fair()
  if (fair === null) return null
  const { setup } = fair
  const iso = (at: number) => isoWithOffset(at, setup.timeZone)
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
    services: setup.services.map((service) => ({
      code: service.code,
      name: service.name.id,
      counters: setup.counters
        .filter((counter) => counter.services.includes(service.code))
        .map((counter) => counter.code),
    })),
    sync: { hub: null, pending: folder.log.pendingCount() },
  }
}
