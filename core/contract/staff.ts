import { z } from 'zod'
import type { StaffRole } from '../setup/schema'
import { call } from './call'

const StaffCode = z.string().min(1).max(40)
const Pin = z.string().regex(/^\d{4,8}$/)

export interface StaffEntry {
  readonly code: string
  readonly name: string | null
  readonly role: StaffRole
  readonly hasPin: boolean
}

export const staffCalls = {
  'staff.list': call<{
    staff: readonly StaffEntry[]
    /** Nobody has a PIN yet: the first may set one without a colleague. */ firstPin: boolean
  }>()({
    input: z.null(),
    errors: ['no_fair'],
  }),
  /** Sets a PIN at first use. But for the very first one, a colleague who has a PIN vouches with it. */
  'staff.setPin': call<null>()({
    input: z.strictObject({
      staff: StaffCode,
      pin: Pin,
      voucher: z.strictObject({ staff: StaffCode, pin: Pin }).nullable(),
    }),
    errors: [
      'unknown_staff',
      'pin_exists',
      'pin_weak',
      'voucher_needed',
      'wrong_pin',
      'locked',
      'pin_not_set',
      'staff_erased',
    ],
  }),
  /** Ends the kiosk: the only way out of it. `detail.until` (UTC ms) when locked, `detail.left` tries when wrong. */
  'kiosk.close': call<null>()({
    input: z.strictObject({ staff: StaffCode, pin: Pin }),
    errors: ['unknown_staff', 'wrong_pin', 'locked', 'pin_not_set'],
  }),
  /** Takes a kiosk's place from it, so that it asks anew what it is to be. `detail` as for `kiosk.close`. */
  'kiosk.move': call<null>()({
    input: z.strictObject({ staff: StaffCode, pin: Pin }),
    errors: ['unknown_staff', 'wrong_pin', 'locked', 'pin_not_set'],
  }),
}
