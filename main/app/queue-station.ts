import type { WebContents } from 'electron'
import type { Locale, WindowPlace } from '../../core/contract/app'
import type { Topic } from '../../core/contract/channels'
import type { Fair } from '../../core/setup/fair'
import type { SlipPrinting } from '../devices/slip-printing'
import type { AppSync } from '../sync/app-sync'
import type { FairFolder } from '../folder/fair-folder'

/** What the calls of the queue ask of the station. */
export interface QueueStation {
  readonly folder: FairFolder | null
  readonly locale: Locale
  readonly logDamaged: boolean
  readonly slips: SlipPrinting | null
  /** How the folder stands to its hub; left out or null: nobody keeps it in step. */
  readonly sync?: Pick<AppSync, 'link' | 'hub' | 'ask'> | null
  placeOf(sender: WebContents): WindowPlace | null
  changed(topic: Topic): void
}

type PlaceOf<R extends WindowPlace['role']> = Extract<WindowPlace, { role: R }>

/** A window that stands where its call belongs, in an open folder with its fair. */
export interface Placed<R extends WindowPlace['role']> {
  readonly folder: FairFolder
  readonly fair: Fair
  readonly place: PlaceOf<R>
}

const NOT_THERE = {
  gate: 'not_a_gate',
  dispenser: 'not_a_dispenser',
  counter: 'not_a_counter',
  display: 'not_a_display',
  desk: 'not_a_desk',
} as const satisfies Record<WindowPlace['role'], string>

/** Does this window stand where such a call belongs? A window asks for nothing that is another role's. */
export function placed<R extends WindowPlace['role']>(
  station: QueueStation,
  sender: WebContents,
  role: R,
):
  | { readonly ok: true; readonly value: Placed<R> }
  | { readonly ok: false; readonly code: 'no_fair' | (typeof NOT_THERE)[R] } {
  const { folder } = station
  const fair = folder?.checkin.fair() ?? null
  if (folder === null || fair === null) return { ok: false, code: 'no_fair' }
  const place = station.placeOf(sender)
  return isOfRole(place, role) ? { ok: true, value: { folder, fair, place } } : { ok: false, code: NOT_THERE[role] }
}

const isOfRole = <R extends WindowPlace['role']>(place: WindowPlace | null, role: R): place is PlaceOf<R> =>
  place?.role === role
