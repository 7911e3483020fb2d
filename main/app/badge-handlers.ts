import type { WebContents } from 'electron'
import type { BadgeSettings } from '../../core/contract/badge'
import { ok } from '../../core/result/result'
import type { BadgePrinting } from '../badges/badge-printing'
import { isFolder } from '../badges/label-printer'
import type { LabelWindows } from '../badges/label-window'
import type { Handlers } from '../ipc/register'
import type { WalkInStation } from './walk-in-handlers'
import type { WindowSessions } from './window-sessions'

export type BadgeCalls = 'badge.settings' | 'badge.act' | 'badge.print' | 'badge.label' | 'badge.laidOut'

/** What the calls of badges ask of the station. */
export interface BadgeStation extends WalkInStation {
  readonly labels: Pick<LabelWindows, 'printers' | 'labelOf' | 'laidOut'>
  /** Who is signed in at which desk, and at which gate's panel. */
  readonly desks: WindowSessions
  readonly gatePanels: WindowSessions
}

/** The label printer, for staff; and the hidden pages that a label is laid out on. */
export function badgeHandlers(station: BadgeStation): Pick<Handlers, BadgeCalls> {
  const sessionsOf = (sender: WebContents) =>
    station.placeOf(sender)?.role === 'desk' ? station.desks : station.gatePanels
  /** `acts`: what is done counts as a sign of life, what is only read does not. */
  const guard = (sender: WebContents, acts: boolean) => {
    const { folder, badges } = station
    const fair = folder?.checkin.fair() ?? null
    if (folder === null || badges === null || fair === null) return { ok: false as const, code: 'no_fair' as const }
    const sessions = sessionsOf(sender)
    const staff = acts ? sessions.use(sender) : sessions.at(sender)
    return staff === null
      ? { ok: false as const, code: 'not_signed_in' as const }
      : { ok: true as const, badges, fair, gate: gateOf(station, sender) }
  }
  const settingsOf = async (badges: BadgePrinting): Promise<BadgeSettings> => ({
    printer: badges.printer(),
    when: badges.when(),
    osPrinters: await station.labels.printers(),
    waiting: badges.health().waiting,
    held: badges.held(),
    badges: (station.folder?.checkin.fair()?.setup.badges ?? []).map(({ code, name }) => ({ code, name })),
  })
  return {
    'badge.settings': async (_input, sender) => {
      const at = guard(sender, false)
      return at.ok ? ok(await settingsOf(at.badges)) : at
    },
    'badge.act': async (act, sender) => {
      const at = guard(sender, true)
      if (!at.ok) return at
      const { badges, fair } = at
      switch (act.do) {
        case 'set_printer':
          if (act.printer.kind === 'pdf' && !isFolder(act.printer.folder)) return { ok: false, code: 'badge_folder' }
          badges.set({ printer: act.printer })
          break
        case 'set_when':
          badges.set({ when: act.when })
          break
        case 'test_print': {
          const badge = fair.setup.badges.find(({ code }) => code === act.badge)
          if (badge === undefined) return { ok: false, code: 'unknown_job' }
          const tested = await badges.test(badge)
          if (!tested.ok) return { ok: false, code: 'badge_trouble', detail: { trouble: tested.code } }
          break
        }
        case 'print_held': {
          const printed = await badges.again(act.job)
          if (!printed.ok) return { ok: false, code: 'badge_trouble', detail: { trouble: printed.code } }
          break
        }
        case 'drop_held':
          if (!badges.drop(act.job)) return { ok: false, code: 'unknown_job' }
          break
        default:
          return act satisfies never
      }
      return ok(await settingsOf(badges))
    },
    'badge.print': async ({ requestId, visitor }, sender) => {
      const at = guard(sender, true)
      if (!at.ok) return at
      const { locale } = station
      const printed = await at.badges.print({ id: requestId, visitor, gate: at.gate, locale, code: null })
      if (printed.ok) return ok(null)
      return printed.code === 'no_badge'
        ? { ok: false, code: 'no_badge' }
        : { ok: false, code: 'badge_trouble', detail: { trouble: printed.code } }
    },
    'badge.label': (_input, sender) => {
      const label = station.labels.labelOf(sender)
      return label === null ? { ok: false, code: 'not_a_label' } : ok(label)
    },
    'badge.laidOut': (_input, sender) =>
      station.labels.laidOut(sender) ? ok(null) : { ok: false, code: 'not_a_label' },
  }
}

function gateOf(station: BadgeStation, sender: WebContents): string | null {
  const place = station.placeOf(sender)
  return place?.role === 'gate' ? place.gate : null
}
