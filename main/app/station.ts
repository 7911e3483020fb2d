import type { Boot, FairTitle, Role } from '../../core/contract/app'
import type { GateView, StationNotice } from '../../core/contract/gate'
import { dayNumber, listForGate, windowAt, type Fair } from '../../core/setup/fair'
import { localDate } from '../../core/time/zone'
import type { FairFolder } from '../folder/fair-folder'
import { freeBytes } from './failures'

/** Under this the desk and the gate's staff are told: a day of a large fair fits in it many times. */
const DISK_LOW_BYTES = 200_000_000
/** A clock this far behind what other stations wrote is wrong. */
const CLOCK_BEHIND_MS = 2_000

export const fairTitle = ({ setup }: Fair): FairTitle => ({
  name: setup.name,
  brand: setup.brand.color,
  timeZone: setup.timeZone,
  demo: setup.demo,
})

/** What the window shows once the folder is open. `role`: as told by the environment, else as chosen before. */
export function openBoot(folder: FairFolder, role: Role | null, locale: Boot['locale']): Boot {
  const fair = folder.checkin.fair()
  if (fair === null) return { phase: 'empty', locale, folder: folder.dir }
  if (role === null)
    return {
      phase: 'choose_role',
      locale,
      fair: fairTitle(fair),
      gates: fair.setup.gates.map(({ code, name }) => ({ code, name })),
    }
  return { phase: 'role', locale, fair: fairTitle(fair), role }
}

/** The gate this station stands at: as chosen, else the first of the set-up. */
export function gateOf(folder: FairFolder, fair: Fair): Fair['setup']['gates'][number] | null {
  return fair.gate(folder.settings.get('gate') ?? null) ?? fair.setup.gates[0] ?? null
}

/** What the waiting gate shows; null: the folder has no fair. */
export function gateView(folder: FairFolder, locale: GateView['locale'], logDamaged: boolean): GateView | null {
  const fair = folder.checkin.fair()
  const gate = fair === null ? null : gateOf(folder, fair)
  if (fair === null || gate === null) return null
  const now = folder.ports.wall()
  const list = listForGate(fair, gate.code, now)
  return {
    fair: fairTitle(fair),
    gate: { code: gate.code, name: gate.name, handScanner: gate.handScanner, help: gate.help },
    direction: folder.settings.get('direction') ?? 'entry',
    list: list === null ? null : listView(fair, list, now),
    locale,
    notices: notices(folder, now, logDamaged),
  }
}

/** How often the gate's view is compared with the one shown. */
const LOOK_MS = 1_000

/**
 * Tells when the gate's view changes by itself: a list opens or closes, a set-up is imported by another process, the
 * disk fills, the clock is set. Looked at by the clock's own time each second, so that sleep and clock changes are seen.
 * @returns the function that ends the watch
 */
export function watchGate(look: () => GateView | null, tell: () => void): () => void {
  let shown = JSON.stringify(look())
  const timer = setInterval(() => {
    const now = JSON.stringify(look())
    if (now === shown) return
    shown = now
    tell()
  }, LOOK_MS)
  return () => clearInterval(timer)
}

function listView(fair: Fair, list: Fair['lists'][number], now: number): NonNullable<GateView['list']> {
  const { open, ...window } = windowAt(list, now)
  return {
    code: list.code,
    name: list.name,
    day: dayNumber(fair, localDate(window.from, fair.setup.timeZone)),
    window,
    open,
  }
}

function notices(folder: FairFolder, now: number, logDamaged: boolean): StationNotice[] {
  return [
    ...(now < folder.log.newestAt - CLOCK_BEHIND_MS ? (['clock_behind'] as const) : []),
    ...(logDamaged ? (['log_damaged'] as const) : []),
    ...(freeBytes(folder.dir) < DISK_LOW_BYTES ? (['disk_low'] as const) : []),
  ]
}
