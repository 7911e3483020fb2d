import type { FinishOutcome, PrintTrouble, TicketClass, TicketVia } from '../events/queue'

export { numberLabel } from './numbers'

/** Where a ticket stands (docs/queue.md has the table of what leads where). */
export type TicketState =
  /** A slot is reserved, not in line. */
  | 'BOOKED'
  /** The number is taken, its slip not confirmed. */
  | 'ISSUING'
  | 'WAITING'
  /** Shown and spoken, holds a counter. */
  | 'CALLED'
  | 'SERVING'
  /** Fetching or filling something; its operator keeps it. */
  | 'PARKED'
  /** Did not come, may come back. */
  | 'MISSED'
  | 'DONE'
  | 'CANCELLED'
  | 'EXPIRED'

export const LIVE_STATES = ['BOOKED', 'ISSUING', 'WAITING', 'CALLED', 'SERVING', 'PARKED', 'MISSED'] as const
export const isLive = (state: TicketState): boolean => LIVE_STATES.some((live) => live === state)

/** One stay in one queue: opened by issue, transfer or re-entry, closed with what became of it. */
export interface Leg {
  readonly service: string
  readonly openedBy: 'issue' | 'transfer' | 're_entry'
  readonly openedAt: number
  readonly closedAt: number | null
  readonly outcome: FinishOutcome | 'transferred' | 'missed' | 'cancelled' | 'expired' | null
}

/** What a ticket did from one moment to the next, effective UTC ms; `to` null: still. */
export interface Interval {
  /** Index into `legs`. */
  readonly leg: number
  readonly kind: 'WAIT' | 'CALL' | 'SERVE' | 'PARK' | 'MISS'
  readonly counter: string | null
  readonly operator: string | null
  readonly from: number
  readonly to: number | null
}

/** A fact that came from another station and broke a rule: kept, without effect on the state, shown to staff. */
export interface Conflict {
  readonly event: string
  readonly kind:
    /** Called here although it was already called, served or ended elsewhere. */
    | 'lost_call'
    /** Ended twice in different ways; the first in hub order holds. */
    | 'ended_twice'
    /** An undo that came after something else had happened to the ticket. */
    | 'late_undo'
    /** Anything else that did not fit the state it met. */
    | 'no_effect'
}

/** A ticket as folded from its own events. */
export interface Ticket {
  readonly id: string
  readonly state: TicketState
  /** The service it is in line for, or served at, now. */
  readonly service: string
  /** The service that gave the number; with `day` and `number` it names the slip. */
  readonly issueService: string
  readonly day: string
  readonly prefix: string
  /** Null: booked, or served without a number. */
  readonly number: number | null
  /** Number an operator was told for a ticket unknown there (served directly): joins the two when they meet. */
  readonly typedNumber: number | null
  readonly class: TicketClass
  readonly visitor: string | null
  readonly via: TicketVia
  /** When it was made, effective; null: its making is not known here yet (only its slip was). */
  readonly issuedAt: number | null
  readonly promised: { readonly from: number; readonly to: number } | null
  readonly slotAt: number | null
  /** When it first counted as waiting; moves and returns leave it as it is. Null: never, or not known here yet. */
  readonly firstEligibleAt: number | null
  readonly eligibleAt: number | null
  readonly sortKey: number | null
  /** Counter that holds it (CALLED, SERVING, PARKED); null otherwise. */
  readonly counter: string | null
  readonly operator: string | null
  /** Calls of this leg: the call and its repeats. */
  readonly calls: number
  readonly calledAt: number | null
  readonly lastCallAt: number | null
  /** Beginning of the serving that goes on, or of the last. */
  readonly startedAt: number | null
  readonly parkedAt: number | null
  readonly parkReason: string | null
  readonly missedAt: number | null
  readonly reEntries: number
  readonly endedAt: number | null
  readonly outcome: FinishOutcome | null
  /** Services and quantities, the own service first; set while it is served. */
  readonly lines: readonly { readonly service: string; readonly quantity: number }[]
  /** The note of the last transfer: its row in the people store, who left it, when. */
  readonly note: { readonly id: string; readonly counter: string; readonly at: number } | null
  readonly copies: number
  readonly printTrouble: PrintTrouble | null
  /** Served without waiting in line; left out of waiting figures. */
  readonly isDirect: boolean
  readonly isOutOfOrder: boolean
  /** False: its times are not to be trusted (closed with the day, or a clock ran backwards). */
  readonly isTimeAccurate: boolean
  readonly legs: readonly Leg[]
  readonly intervals: readonly Interval[]
  readonly conflicts: readonly Conflict[]
  /** How many events took effect, undone ones and undos too: what a command says it saw. Paper alone moves it not. */
  readonly version: number
  /** The last event that took effect and was not taken back. */
  readonly last: { readonly id: string; readonly type: string; readonly at: number; readonly counter: string | null }
}

/** Figures of one ticket, ms; core/queue/measures.ts computes and defines them. */
export interface Measures {
  /** SERVING start (or now) less first eligible, less parked, missed and served time before it; null: never waited. */
  readonly wait: number | null
  /** CALLED → SERVING. */
  readonly response: number | null
  /** Sum of SERVE intervals. */
  readonly service: number | null
  /** End less issue. */
  readonly stay: number | null
}

/** Was its number given in vain: no slip came out, and it never stood in line? Void numbers count in no quota and no figure. */
export const isVoid = (ticket: Pick<Ticket, 'state' | 'intervals'>): boolean =>
  ticket.state === 'CANCELLED' && ticket.intervals.length === 0
