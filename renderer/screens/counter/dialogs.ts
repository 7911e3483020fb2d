import type { HeldTicket, WaitingRow } from '../../../core/contract/queue'

/** The dialog that lies over the counter. A ticket stands in it as it was seen when it opened. */
export type Dialog =
  | { readonly is: 'pause' | 'serve_direct' | 'issue' | 'operator' | 'lists' }
  | { readonly is: 'park' | 'no_show' | 'uncall' | 'transfer' | 'add_line'; readonly ticket: HeldTicket }
  | { readonly is: 'change_service' | 'cancel'; readonly row: WaitingRow }
