import type { RecoverySheet } from '../../core/contract/reports'
import type { FairFolder } from '../folder/fair-folder'
import { recoveryLines } from '../keys/recovery'

/** What stands on the recovery sheet of a folder's fair; null: this station does not hold all its keys. */
export function sheetOf(folder: Pick<FairFolder, 'checkin' | 'keys' | 'ports'>): RecoverySheet | null {
  const setup = folder.checkin.fair()?.setup
  const lines = recoveryLines(folder.keys)
  if (setup === undefined || lines === null) return null
  const { name, venue, city, days, timeZone, brand } = setup
  return {
    kind: 'recovery',
    fair: { name, venue, city, days, timeZone, brand: brand.color },
    madeAt: folder.ports.wall(),
    lines,
  }
}
