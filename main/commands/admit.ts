import { decideAdmission, type AdmitCommand, type AdmitError } from '../../core/commands/admit'
import { decideScan } from '../../core/commands/scan'
import { NO_CODE_HASH, scanRecorded, type Reason, type ScanDirection } from '../../core/events/checkin'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair, FairList } from '../../core/setup/fair'
import type { StaffRole } from '../../core/setup/schema'
import type { VisitorRow } from '../../db/queries/checkin'
import { known } from '../codes/recognise'
import type { FairFolder } from '../folder/fair-folder'
import { roomOf } from './room'
import { exitsCausedBy, type ListOf } from './scan'

/** Staff let somebody in or out by hand. */
export interface Admission {
  /** Kept for every retry: the same press twice is one entry. */
  readonly scanId: string
  readonly visitor: string
  readonly direction: ScanDirection
  readonly gate: string | null
  readonly reason: string
  /** Typed with it; null: nothing. It goes to the people store, never into the log. */
  readonly note: string | null
  readonly knows: Reason | null
  readonly refusedScan: string | null
  readonly staff: { readonly code: string; readonly role: StaffRole }
}

/** Decides and records an admission by hand in one transaction; it is on the disk on return. */
export function admitByHand(
  folder: FairFolder,
  admission: Admission,
  listOf: ListOf,
): Result<null, AdmitError | 'unknown_visitor' | 'no_fair' | 'no_list'> {
  return folder.log.transact((append): Result<null, AdmitError | 'unknown_visitor' | 'no_fair' | 'no_list'> => {
    const before = folder.log.find(admission.scanId)
    if (before !== null && scanRecorded.is(before.event)) return ok(null)
    const fair = folder.checkin.fair()
    if (fair === null) return err('no_fair')
    const now = folder.ports.wall()
    const list = listOf(fair, now)
    if (list === null) return err('no_list')
    const row = folder.checkin.visitor(admission.visitor)
    if (row === null) return err('unknown_visitor')
    const visitor = known(row)
    const ctx = { now, newId: folder.ports.newId, actor: admission.staff.code }
    const note = admission.note === null ? null : folder.ports.newId()
    const command: AdmitCommand = { ...admission, note }
    const decided = decideAdmission(
      {
        list,
        timeZone: fair.setup.timeZone,
        recognised: { as: 'visitor', visitor },
        visitor,
        attendance: folder.checkin.attendance(list.code, visitor.id),
        room: roomOf(folder, list, fair.setup.timeZone, { now }),
        role: admission.staff.role,
        reasons: fair.setup.reasons.flatMap(({ code, uses }) => (uses.includes('admit') ? [code] : [])),
      },
      command,
      ctx,
    )
    if (!decided.ok) return decided
    // The row is on the disk before the event that names it.
    if (note !== null) folder.people.put([{ visitor: note, group: 'note', fields: { text: admission.note ?? '' } }])
    append(decided.value)
    for (const exit of exitsCausedBy(folder, fair, decided.value, ctx)) append(exit)
    return ok(null)
  })
}

/** What the rules would say to an entry of this visitor now; null: nothing against it. Writes nothing. */
export function refusalOf(folder: FairFolder, fair: Fair, list: FairList, row: VisitorRow): Reason | null {
  const now = folder.ports.wall()
  const decision = decideScan(
    {
      list,
      timeZone: fair.setup.timeZone,
      recognised: { as: 'visitor', visitor: known(row) },
      attendance: folder.checkin.attendance(list.code, row.id),
      room: roomOf(folder, list, fair.setup.timeZone, { now }),
    },
    {
      scanId: folder.ports.newId(),
      direction: 'entry',
      gate: null,
      via: 'staff',
      credential: { kind: 'none', hmac: NO_CODE_HASH, length: 0, looks: 'empty' },
      typedAt: null,
    },
    { now, newId: folder.ports.newId },
  )
  return decision.outcome === 'admitted' ? null : decision.reason
}
