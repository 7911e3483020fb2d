import type { TodayAlert } from '../../core/contract/today'
import type { BadgePrinting } from '../badges/badge-printing'
import { dayNow } from '../figures/today'
import type { LiveFigures } from '../figures/live-figures'
import type { Handlers } from '../ipc/register'
import { deskSession, type DeskStation } from './desk-session'

export type TodayCalls = 'today.view'

/** What the live view asks of the station. */
export interface TodayStation extends DeskStation {
  /** Counts in a process of its own; null until the folder is open. */
  readonly figures: Pick<LiveFigures, 'ask'> | null
  readonly badges: Pick<BadgePrinting, 'health'> | null
}

/** The calls of the desk's live view. */
export function todayHandlers(station: TodayStation): Pick<Handlers, TodayCalls> {
  return {
    'today.view': async ({ day: asked }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const { folder, fair } = session.value
      const now = folder.ports.wall()
      const day = asked ?? dayNow(fair, now)
      if (!fair.setup.days.includes(day)) return { ok: false, code: 'unknown_day' }
      if (station.figures === null) return { ok: false, code: 'no_fair' }
      const view = await station.figures.ask({ what: 'today', day, now })
      if (view === null) return { ok: false, code: 'no_fair' }
      return { ok: true, value: view.isNow ? { ...view, alerts: [...view.alerts, ...printerAlerts(station)] } : view }
    },
  }
}

/** What is amiss with the printers of this computer. */
function printerAlerts({ slips, badges }: TodayStation): TodayAlert[] {
  const health = badges?.health()
  const held = health?.held ?? 0
  return [
    ...(slips?.state()?.state === 'trouble'
      ? [{ kind: 'printer' as const, printer: 'slips' as const, held: 0, name: null }]
      : []),
    ...(held > 0 || (health?.lastTrouble ?? null) !== null
      ? [{ kind: 'printer' as const, printer: 'badges' as const, held, name: null }]
      : []),
  ]
}
