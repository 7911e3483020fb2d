import type { HeldTicket, WaitingRow } from '../../../core/contract/queue'
import type { FailureCode } from '../../api/call'

/** The dialog that lies over the counter. A ticket stands in it as it was seen when it opened. */
export type Dialog =
  | { readonly is: 'pause' | 'serve_direct' | 'issue' | 'operator' | 'lists' }
  /** `scanned`: the picture of an address that a hand scanner read. */
  | { readonly is: 'hub_moved'; readonly scanned: string | null }
  | { readonly is: 'park' | 'no_show' | 'uncall' | 'transfer' | 'add_line'; readonly ticket: HeldTicket }
  | { readonly is: 'change_service' | 'cancel'; readonly row: WaitingRow }

/** The ticket in the dialog is not what it was: what was asked about it cannot be done by asking again. */
const OVERTAKEN: ReadonlySet<string> = new Set<FailureCode>([
  'changed',
  'wrong_state',
  'other_counter',
  'unknown_ticket',
  'not_signed_in',
])

/** Whether a dialog stays after its act: a refusal that can be mended there keeps what was typed. */
export const staysOpen = (outcome: 'done' | 'ignored' | FailureCode): boolean =>
  outcome !== 'done' && !OVERTAKEN.has(outcome)
