import type { WebContents } from 'electron'
import type { Fair } from '../../core/setup/fair'
import type { StaffRole } from '../../core/setup/schema'
import { staffRoleOf, type DeskStation } from '../app/desk-session'
import type { WindowSessions } from '../app/window-sessions'

/** What the recovery sheet of a new fair asks of the station. */
export interface SheetStation extends DeskStation {
  /** Was the fair made here since this program started? Then whoever made it still stands there. */
  isMadeHere: boolean
  /** Who gave their PIN for the sheet, at which window. */
  readonly sheets: WindowSessions
}

/**
 * Whose PIN is asked for before this window prints the sheet that is due; null: nobody's. Whoever has the sheet can open
 * every name, and a computer that was switched off in between may be anybody's when it starts again. Not asked where the
 * start asked for the passphrase, which opens as much; nor where nobody of the set-up could have a PIN.
 */
export function sheetAsks(station: SheetStation, sender: WebContents): StaffRole | null {
  const { folder } = station
  const fair = folder?.checkin.fair() ?? null
  if (folder === null || fair === null || fair.setup.staff.length === 0) return null
  if (station.isMadeHere || folder.settings.get('keyAdapter') === 'passphrase') return null
  return station.sheets.at(sender) === null ? sheetRole(fair) : null
}

/** Whether this person may print it. */
export const mayHoldSheet = (fair: Fair, staff: string): boolean => staffRoleOf(fair, staff) === sheetRole(fair)

/** An organizer; in a fair that has none, the highest there is. */
function sheetRole({ setup }: Fair): StaffRole {
  const has = (role: StaffRole) => setup.staff.some((entry) => entry.role === role)
  return has('organizer') ? 'organizer' : has('supervisor') ? 'supervisor' : 'operator'
}
