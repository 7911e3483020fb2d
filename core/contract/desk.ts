import { z } from 'zod'
import type { ReasonUse, StaffRole, Text } from '../setup/schema'
import type { FairTitle, Locale } from './app'
import { call } from './call'
import type { StationNotice } from './gate'
import type { Link } from './queue'
import type { WalkInForm } from './walk-in-form'

/** What frames every section of the desk. */
export interface DeskView {
  readonly fair: FairTitle & { readonly city: string; readonly days: readonly string[] }
  /** What people are sorted by, as the set-up has it. */
  readonly lists: readonly {
    readonly code: string
    readonly name: Text
    readonly kind: 'door' | 'session'
    /** The window open now, else the next, else the last, UTC ms. */
    readonly from: number
  }[]
  /** The list to begin with: the door open now, else the next, else the last. */
  readonly listNow: string | null
  readonly categories: readonly { readonly code: string; readonly name: Text }[]
  readonly gates: readonly { readonly code: string; readonly name: Text }[]
  /** What somebody without registration is asked; null: the fair registers nobody on the spot. */
  readonly walkIn: WalkInForm | null
  readonly reasons: readonly { readonly code: string; readonly name: Text; readonly uses: readonly ReasonUse[] }[]
  /** Nothing is set up yet to be served, and nobody is registered: the desk opens at its set-up. */
  readonly isNew: boolean
  readonly locale: Locale
  readonly link: Link
  readonly notices: readonly StationNotice[]
  /** Who is signed in at this window; null: the PIN is asked first. */
  readonly signedIn: { readonly code: string; readonly name: string | null; readonly role: StaffRole } | null
}

/** Why main answers nothing to a desk window: every desk call may be refused with these. */
export const DESK_ERRORS = ['no_fair', 'not_a_desk', 'not_signed_in', 'role_too_low'] as const
export type DeskError = (typeof DESK_ERRORS)[number]

export const deskCalls = {
  /** The one desk call that needs nobody signed in; it tells nothing of any visitor. */
  'desk.view': call<DeskView>()({ input: z.null(), errors: ['no_fair', 'not_a_desk'] }),
  /** Signs a supervisor or an organizer in at this window: until signed out, moved, closed, or left alone for long. */
  'desk.signIn': call<DeskView>()({
    input: z.strictObject({ staff: z.string().min(1).max(40), pin: z.string().regex(/^\d{4,8}$/) }),
    errors: ['no_fair', 'not_a_desk', 'role_too_low', 'unknown_staff', 'wrong_pin', 'locked', 'pin_not_set'],
  }),
  'desk.signOut': call<null>()({ input: z.null(), errors: ['no_fair', 'not_a_desk'] }),
  /** Somebody is at this desk: the session's time begins anew. Reading alone does not prolong it. */
  'desk.stay': call<null>()({ input: z.null(), errors: DESK_ERRORS }),
}
