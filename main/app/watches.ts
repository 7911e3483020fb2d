import { BadgePrinting } from '../badges/badge-printing'
import { carryOutErasures, WINDOW_PATIENCE } from '../commands/erase'
import { closeOldDays } from '../commands/queue/commit'
import { startSlipPrinting } from '../devices/slip-printing'
import { forkFiguresProcess } from '../figures/figures-process'
import { LiveFigures } from '../figures/live-figures'
import type { FairFolder } from '../folder/fair-folder'
import { startPeopleSearch } from '../search/people-search'
import { forkSearchProcess } from '../search/search-process'
import { issuedTicket } from '../views/dispenser-view'
import type { RoleWindows } from '../windows/role-windows'
import type { Station } from './handlers'
import { gateView, watchOthers, watchViews } from './station'

/** How often it is looked whether somebody is yet to be forgotten here. */
const FORGET_LOOK_MS = 5_000
/** How often it is looked whether a new service day has begun. */
const DAY_LOOK_MS = 60_000

/** What goes on behind the windows while the folder is open. @returns the functions that end it */
export function startWatches(
  station: Station,
  folder: FairFolder,
  windows: RoleWindows,
  report: (what: string, thrown: unknown) => void,
): readonly (() => void)[] {
  const closeOld = () => {
    try {
      if (closeOldDays(folder) > 0) station.changed('queue')
    } catch (thrown) {
      report('day', thrown) // a busy or full disk: tried again at the next look, and before the next number
    }
  }
  closeOld()
  const slips = startSlipPrinting({
    folder,
    issued: (ticket) => issuedTicket(folder, station.slips?.state() ?? null, ticket),
    changed: () => station.changed('queue'),
    report,
  })
  station.slips = slips
  const search = startPeopleSearch({
    dir: folder.dir,
    keys: folder.keys,
    start: forkSearchProcess,
    changed: () => station.changed('people'),
    report,
  })
  station.search = search
  const badges = new BadgePrinting({
    folder,
    maker: station.labels,
    locale: station.locale,
    changed: () => station.changed('badge'),
    report,
  })
  station.badges = badges
  const figures = new LiveFigures(() => forkFiguresProcess(folder.dir))
  station.figures = figures
  const daily = setInterval(closeOld, DAY_LOOK_MS)
  const buried = new Set<string>()
  const forget = () => {
    try {
      if (carryOutErasures(folder, WINDOW_PATIENCE, buried) > 0) station.changed('people')
    } catch (thrown) {
      report('erasure', thrown) // as above
    }
  }
  const forgetting = setInterval(forget, FORGET_LOOK_MS)
  return [
    watchViews(
      () =>
        windows
          .places()
          .flatMap((place) =>
            place.role === 'gate' ? [gateView(folder, place, station.locale, station.logDamaged)] : [],
          ),
      () => station.changed('gate'),
    ),
    watchOthers(folder, () => station.changed('queue')),
    () => clearInterval(daily),
    () => clearInterval(forgetting),
    () => slips.stop(),
    () => search.stop(),
    () => badges.stop(),
    () => figures.stop(),
  ]
}
