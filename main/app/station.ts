import type { Boot, FairTitle, PlaceChoices, WindowPlace } from '../../core/contract/app'
import type { Link } from '../../core/contract/queue'
import type { GateView, StationNotice } from '../../core/contract/gate'
import { dayNumber, listForGate, windowAt, type Fair, type FairList } from '../../core/setup/fair'
import type { StaffRole } from '../../core/setup/schema'
import { localDate } from '../../core/time/zone'
import type { FairFolder } from '../folder/fair-folder'
import { freeBytes } from './failures'
import { walkInForm } from '../views/walk-in-form'
import { isKiosk, placeChoices } from './places'

/** Under this the desk and the gate's staff are told: a day of a large fair fits in it many times. */
const DISK_LOW_BYTES = 200_000_000
/** A clock this far behind what other stations wrote is wrong. */
const CLOCK_BEHIND_MS = 2_000
/** A clock this far from the hub's is wrong, whichever way. */
const CLOCK_OFF_MS = 120_000

export const fairTitle = ({ setup }: Fair): FairTitle => ({
  name: setup.name,
  brand: setup.brand.color,
  logo: setup.brand.logo ?? null,
  timeZone: setup.timeZone,
  demo: setup.demo,
})

/**
 * What a window shows once the folder is open. `place`: null when it asks what it is to be. `sheetAsks`: whose PIN
 * comes before the recovery sheet that is due.
 */
export function openBoot(
  folder: FairFolder,
  place: WindowPlace | null,
  locale: Boot['locale'],
  link: Link,
  sheetAsks: StaffRole | null,
): Boot {
  const fair = folder.checkin.fair()
  if (fair === null) return { phase: 'empty', locale, folder: folder.dir }
  const shown = { locale, fair: fairTitle(fair) }
  // On a full disk it cannot be kept; names go off the screens all the same.
  const revokedAt = folder.settings.get('revokedAt') ?? (link.trouble === 'revoked' ? link.since : null)
  if (revokedAt !== null) {
    const asksPassphrase = folder.settings.get('keyAdapter') === 'passphrase'
    return { phase: 'revoked', ...shown, at: revokedAt, pending: folder.log.pendingCount(), asksPassphrase }
  }
  if (folder.settings.get('sheetDue') !== undefined) return { phase: 'recovery_sheet', ...shown, asks: sheetAsks }
  const choices = choicesOf(folder, fair)
  if (place === null) return { phase: 'choose_role', ...shown, choices, catchUp: link.catchUp ?? null }
  return { phase: 'role', ...shown, window: place, choices: isKiosk(place.role) ? null : choices }
}

/** What a window of this folder may become. */
export const choicesOf = (folder: FairFolder, fair: Fair): PlaceChoices =>
  placeChoices(fair, folder.settings.get('seat')?.roles ?? null)

export type GatePlace = Extract<WindowPlace, { role: 'gate' }>

/** The gate a window stands at: as chosen, else (the set-up changed) the first of the fair. */
export function gateOf(fair: Fair, place: GatePlace): Fair['setup']['gates'][number] | null {
  return fair.gate(place.gate) ?? fair.setup.gates[0] ?? null
}

/** The list a gate serves: the one staff chose until that is over for good, else the one the schedule says. */
export function listOfGate(fair: Fair, place: GatePlace, now: number): FairList | null {
  const chosen = place.list === undefined ? null : fair.list(place.list)
  if (chosen !== null && now < chosen.closesAt) return chosen
  return listForGate(fair, gateOf(fair, place)?.code ?? null, now)
}

/** What the waiting gate shows; null: the folder has no fair. */
export function gateView(
  folder: FairFolder,
  place: GatePlace,
  locale: GateView['locale'],
  logDamaged: boolean,
): GateView | null {
  const fair = folder.checkin.fair()
  const gate = fair === null ? null : gateOf(fair, place)
  if (fair === null || gate === null) return null
  const now = folder.ports.wall()
  const list = listOfGate(fair, place, now)
  return {
    fair: fairTitle(fair),
    gate: { code: gate.code, name: gate.name, handScanner: gate.handScanner, help: gate.help },
    direction: place.direction,
    list: list === null ? null : { ...listView(fair, list, now), isChosen: place.list === list.code },
    walkIn: walkInForm(folder, fair, place.direction, list),
    locale,
    notices: stationNotices(folder, logDamaged),
  }
}

/** How often the gate's view is compared with the one shown. */
const LOOK_MS = 1_000

/**
 * Tells when what the windows show changes by itself: a list opens or closes, a set-up is imported by another process,
 * the disk fills, the clock is set. Looked at by the clock's own time each second, so that sleep and clock changes are
 * seen.
 * @returns the function that ends the watch
 */
export function watchViews(look: () => readonly (GateView | null)[], tell: () => void): () => void {
  let shown = JSON.stringify(look())
  const timer = setInterval(() => {
    const now = JSON.stringify(look())
    if (now === shown) return
    shown = now
    tell()
  }, LOOK_MS)
  return () => clearInterval(timer)
}

/** How often the log is asked whether another process wrote to it: a headless `call` is on the display as fast as this. */
const OTHERS_MS = 150

/** Tells when another process committed something to this folder's log. @returns the function that ends the watch */
export function watchOthers(folder: FairFolder, tell: () => void): () => void {
  let seen = folder.log.writesOfOthers()
  const timer = setInterval(() => {
    const now = folder.log.writesOfOthers()
    if (now === seen) return
    seen = now
    tell()
  }, OTHERS_MS)
  return () => clearInterval(timer)
}

function listView(fair: Fair, list: FairList, now: number): Omit<NonNullable<GateView['list']>, 'isChosen'> {
  const { open, ...window } = windowAt(list, now)
  return {
    code: list.code,
    name: list.name,
    day: dayNumber(fair, localDate(window.from, fair.setup.timeZone)),
    window,
    open,
  }
}

/** What staff should look at on this computer. */
export function stationNotices(folder: FairFolder, logDamaged: boolean): StationNotice[] {
  return [
    ...clockNotice(folder),
    ...(logDamaged ? (['log_damaged'] as const) : []),
    ...(freeBytes(folder.dir) < DISK_LOW_BYTES ? (['disk_low'] as const) : []),
  ]
}

/** Far from the hub's clock, or behind the newest event held. */
function clockNotice({ log, ports }: FairFolder): readonly StationNotice[] {
  if (Math.abs(log.offset) > CLOCK_OFF_MS) return ['clock_off']
  return ports.wall() < log.newestAt - CLOCK_BEHIND_MS ? ['clock_behind'] : []
}
