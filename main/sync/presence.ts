import type { WindowPlace } from '../../core/contract/app'
import type { Presence } from '../../core/hub/stations'
import type { FairFolder } from '../folder/fair-folder'

/** The part of it that its devices tell. */
export type DeviceReport = Pick<Presence, 'printer' | 'printerTrouble' | 'camera'>

/** What is known of the exchanges with the hub. */
export interface SyncReport {
  readonly offset: number | null
  readonly heldBack: number
  readonly erasedUpTo: number
}

const LONGEST_PLACE = 80
/** Places told at most, and events kept aside counted at most. */
const MANY = 20
const MANY_ASIDE = 200

/** What this station tells of itself: to its hub, and to its own desk. */
export function presenceOf(
  folder: FairFolder,
  own: { readonly session: string; readonly version: string; readonly places: readonly WindowPlace[] },
  devices: DeviceReport,
  sync: SyncReport,
): Presence {
  return {
    session: own.session,
    version: own.version,
    places: own.places.slice(0, MANY).map(placeText),
    pending: folder.log.pendingCount() + folder.people.outbox.count(),
    readUpTo: folder.log.sync.state()?.cursor ?? 0,
    keptAside: ownAside(folder),
    forkedAt: folder.log.sync.forkedAt(),
    ...devices,
    ...sync,
  }
}

/** Own events that were not taken in. What the hub refused of others is theirs to tell. */
function ownAside({ log }: FairFolder): number {
  const isOwn = (id: string) => log.find(id)?.event.station === log.station
  return log.sync.quarantined(MANY_ASIDE).filter(({ event }) => isOwn(event)).length
}

/** Where a window stands, in one word: codes of the set-up, which every station knows. */
function placeText(place: WindowPlace): string {
  if (place.role === 'gate') return `gate:${place.gate}`
  if (place.role === 'counter') return `counter:${place.counters.join('+')}`.slice(0, LONGEST_PLACE)
  if (place.role === 'display' && place.zones.length > 0)
    return `display:${place.zones.join('+')}`.slice(0, LONGEST_PLACE)
  return place.role
}
