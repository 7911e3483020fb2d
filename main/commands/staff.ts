import { staffPinSet, staffRefused, staffSignedIn, staffStream } from '../../core/events/system'
import { afterWrongPin, NO_TRIES, pinProblem, pinWaitMs } from '../../core/people/pin-rules'
import { err, ok, type Result } from '../../core/result/result'
import type { StaffEntry } from '../../core/contract/staff'
import { checkPin, makeVerifier } from '../../db/people/pin'
import type { FairFolder } from '../folder/fair-folder'
import { contextOf } from './context'

export type SignInError = 'unknown_staff' | 'wrong_pin' | 'locked' | 'pin_not_set'

/** The row of a member of staff in the people store; visitors' rows are named by their UUID, so none can clash. */
export const staffRow = (code: string): string => `staff:${code}`

/** A colleague's name; null: none that this station can open. */
export function staffName(folder: FairFolder, staff: string): string | null {
  const row = folder.people.read(staffRow(staff), 'staff')
  return row.ok ? row.value.name : null
}

/** Staff of the set-up with their names, and whether anybody has a PIN yet. */
export function listStaff(folder: FairFolder): { staff: StaffEntry[]; firstPin: boolean } {
  const setup = folder.checkin.fair()?.setup
  const staff = (setup?.staff ?? []).map(({ code, role }) => {
    const row = folder.people.read(staffRow(code), 'staff')
    return { code, role, name: row.ok ? row.value.name : null, hasPin: row.ok && row.value.verifier !== null }
  })
  return { staff, firstPin: staff.every((entry) => !entry.hasPin) }
}

/**
 * Signs somebody in with a PIN. Wrong tries are counted on the disk and lock for longer each time; every sign-in and
 * every refusal is in the log.
 */
export async function signIn(
  folder: FairFolder,
  staff: string,
  pin: string,
  purpose: 'close_kiosk' | 'move_kiosk' | 'vouch' | 'counter' | 'panel' | 'gate_panel' | 'desk',
): Promise<Result<null, SignInError>> {
  if (!isStaff(folder, staff)) return err('unknown_staff')
  const row = folder.people.read(staffRow(staff), 'staff')
  if (!row.ok || row.value.verifier === null) return err('pin_not_set')
  const { verifier } = row.value
  const { settings, ports } = folder
  const before = settings.pinTries(staff)
  const wait = pinWaitMs(before, ports.wall())
  if (wait > 0) return err('locked', { until: ports.wall() + wait })
  // Counted before the slow check, so that tries sent side by side are all counted.
  const tries = afterWrongPin(before, ports.wall())
  settings.setPinTries(staff, tries)
  const ctx = () => contextOf({ ports }, staff)
  if (!(await checkPin(folder.keys, verifier, pin))) {
    folder.log.transact((append) => append(staffRefused.make(staffStream(staff), { staff, tries: tries.count }, ctx())))
    return tries.lockedUntil === null ? err('wrong_pin') : err('locked', { until: tries.lockedUntil })
  }
  settings.setPinTries(staff, NO_TRIES)
  folder.log.transact((append) => append(staffSignedIn.make(staffStream(staff), { staff, purpose }, ctx())))
  return ok(null)
}

/**
 * Sets a PIN at first use. The very first person of a fair needs nobody; everybody after is vouched for by a colleague
 * with a PIN, since a kiosk stands among strangers (docs/decisions/0004-first-pin.md).
 */
export async function setFirstPin(
  folder: FairFolder,
  staff: string,
  pin: string,
  voucher: { staff: string; pin: string } | null,
): Promise<Result<null, SignInError | 'pin_exists' | 'pin_weak' | 'voucher_needed' | 'staff_erased'>> {
  if (!isStaff(folder, staff)) return err('unknown_staff')
  if (pinProblem(pin) !== null) return err('pin_weak')
  if (hasPin(folder, staff)) return err('pin_exists')
  if (voucher === null && !listStaff(folder).firstPin) return err('voucher_needed')
  if (voucher !== null) {
    const vouched = await signIn(folder, voucher.staff, voucher.pin, 'vouch')
    if (!vouched.ok) return vouched
  }
  const verifier = await makeVerifier(folder.keys, pin)
  // Asked again: two windows may have set one while the verifier was made.
  if (hasPin(folder, staff)) return err('pin_exists')
  const row = folder.people.read(staffRow(staff), 'staff')
  const [outcome] = folder.people.put([
    { visitor: staffRow(staff), group: 'staff', fields: { name: row.ok ? row.value.name : staff, verifier } },
  ])
  // Its row was buried, which is for ever: no PIN stands, and none is said to.
  if (outcome === 'erased') return err('staff_erased')
  const ctx = contextOf(folder, staff)
  folder.log.transact((append) =>
    append(staffPinSet.make(staffStream(staff), { staff, vouchedBy: voucher?.staff ?? null }, ctx)),
  )
  return ok(null)
}

const isStaff = (folder: FairFolder, staff: string): boolean =>
  folder.checkin.fair()?.setup.staff.some((entry) => entry.code === staff) ?? false

function hasPin(folder: FairFolder, staff: string): boolean {
  const row = folder.people.read(staffRow(staff), 'staff')
  return row.ok && row.value.verifier !== null
}
