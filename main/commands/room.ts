import type { Room } from '../../core/commands/scan'
import type { FairList } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'

/**
 * How full a list is. A station with a hub admits from the places leased to it, so that doors that cannot hear of each
 * other never let in more than fit; a folder that never had one goes by its own count. So does a scan written on paper:
 * it tells what happened at a time that has passed.
 */
export function roomOf(
  folder: FairFolder,
  list: FairList,
  timeZone: string,
  at: { now: number; typedAt?: number | null },
): Room {
  const typedAt = at.typedAt ?? null
  const isAlone = typedAt !== null || folder.settings.get('seat') === undefined
  return {
    inside: () => folder.checkin.inside(list, timeZone, typedAt ?? at.now),
    leased: () => (isAlone ? null : folder.checkin.leased(list.code).left),
  }
}
