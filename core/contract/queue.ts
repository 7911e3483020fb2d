import type { FinishOutcome, TicketClass } from '../events/queue'
import type { TicketState } from '../queue/ticket'
import type { Text } from '../setup/schema'

/** Minutes are made of these by the screens; UTC ms from now: an honest range, never one number. */
export interface WaitRange {
  readonly from: number
  readonly to: number
}

/** A service as the public may know it. */
export interface ServiceFace {
  readonly code: string
  readonly name: Text
  readonly prefix: string
  readonly agency: { readonly code: string; readonly shortName: string; readonly name: Text }
}

/** How a station stands to the others. `alone`: no hub was ever set; numbers are pending events. */
export interface Link {
  readonly state: 'alone' | 'connected' | 'cut_off'
  readonly since: number | null
  readonly pending: number
  /** What passes only when people do something; null: nothing. */
  readonly trouble: LinkTrouble | null
  /** A long catch-up (a first sync, mostly), in events and rows; left out: there is none. */
  readonly catchUp?: { readonly done: number; readonly total: number }
}

/**
 * `hub_old`: connected, but the hub does not know some events yet, which wait here for its update. The others are cut
 * off: `revoked` for good, `not_enrolled` until this station is enrolled anew, `other_hub`: who answers there is not the
 * hub of this fair, `in_use`: another computer runs as this very station, `hub_busy`: the hub is there and takes nothing
 * just now, `refused`: hub and station do not understand each other, `failed`: a bug or a full disk, here or there.
 */
export type LinkTrouble =
  'hub_old' | 'revoked' | 'not_enrolled' | 'other_hub' | 'in_use' | 'hub_busy' | 'refused' | 'failed'

/** A ticket that somebody else sees only by its number. */
export interface TicketBrief {
  readonly id: string
  readonly label: string
  readonly state: TicketState
  readonly class: TicketClass
  readonly service: ServiceFace
  /** Name of the counter that holds it, or whose counters will. */
  readonly counter: Text | null
}

/** One row of the list of those who wait: no name, ever. */
export interface WaitingRow {
  readonly id: string
  readonly label: string
  readonly class: TicketClass
  readonly service: string
  /** Effective UTC ms from which it waits; measured waiting excludes what was parked and missed. */
  readonly waitingSince: number
  /** Latest moment of the promise made with the number, UTC ms; null: none was made. */
  readonly promisedAt: number | null
  /** Waiting longer than the service's target: 1 over it, 2 over one and a half times it. */
  readonly late: 0 | 1 | 2
  /** Being served elsewhere just now: it keeps its place and is passed over. */
  readonly elsewhere: Text | null
  /** The same visitor holds this earlier number of the service: one of the two can be cancelled. Null: no other. */
  readonly twin: string | null
  readonly version: number
  readonly note: boolean
}

/** A ticket at a counter. */
export interface HeldTicket {
  readonly id: string
  readonly label: string
  readonly state: TicketState
  readonly class: TicketClass
  readonly service: ServiceFace
  /** Seen after the call only; null: anonymous, or not known here. */
  readonly name: string | null
  readonly calls: number
  readonly calledAt: number | null
  readonly lastCallAt: number | null
  readonly startedAt: number | null
  /** Time served before the interval that runs now (before a park), ms. */
  readonly servedMs: number
  readonly parkedAt: number | null
  readonly parkReason: string | null
  readonly missedAt: number | null
  /** MISSED: until when it may come back, UTC ms; null: not any more. */
  readonly mayReturnUntil: number | null
  readonly lines: readonly { readonly service: ServiceFace; readonly quantity: number }[]
  readonly note: { readonly text: string | null; readonly counter: Text; readonly at: number } | null
  /** Other live tickets of the same visitor. */
  readonly others: readonly TicketBrief[]
  /** How long serving should take, ms. */
  readonly targetMs: number
  readonly waitedMs: number | null
  readonly promisedAt: number | null
  readonly outcome: FinishOutcome | null
  /** Something another station did to it had no effect here, or the other way round. */
  readonly conflict: 'lost_call' | 'ended_twice' | 'late_undo' | 'no_effect' | null
  readonly version: number
}
