import { z } from 'zod'
import { FinishOutcome, TicketClass } from '../events/queue'
import { QUEUE_ERRORS } from '../queue/errors'
import { LARGEST_NUMBER } from '../queue/numbers'
import type { TicketState } from '../queue/ticket'
import type { ReasonUse, Text } from '../setup/schema'
import type { FairTitle, Locale } from './app'
import { call } from './call'
import type { StationNotice } from './gate'
import { MAX_SCAN_TEXT } from './gate'
import type { HeldTicket, Link, ServiceFace, WaitingRow } from './queue'

export interface CounterView {
  readonly fair: FairTitle
  readonly locale: Locale
  readonly link: Link
  readonly counter: { readonly code: string; readonly name: Text; readonly zone: string }
  /** The counters of this window, for switching between them. */
  readonly counters: readonly { readonly code: string; readonly name: Text; readonly held: string | null }[]
  readonly services: readonly (ServiceFace & {
    readonly waiting: number
    readonly pause: { readonly reason: Text; readonly until: number | null } | null
  })[]
  /** Every service of the fair, for transfers and added lines. */
  readonly allServices: readonly ServiceFace[]
  /** Every counter of the fair: a refusal names by its code the one that was faster. */
  readonly allCounters: readonly { readonly code: string; readonly name: Text }[]
  readonly status: 'closed' | 'open' | 'paused'
  /** Since when, UTC ms. */
  readonly since: number | null
  readonly pause: { readonly reason: Text; readonly until: number | null } | null
  /** Who is signed in at this window; null: the PIN is asked first. */
  readonly signedIn: { readonly code: string; readonly name: string | null } | null
  /** Who opened the counter, when it is somebody else. */
  readonly operator: { readonly code: string; readonly name: string | null } | null
  /** Other counters open under the same operator. */
  readonly alsoAt: readonly Text[]
  /** This counter was opened on two stations that had not heard of each other. */
  readonly isOpenTwice: boolean
  readonly held: HeldTicket | null
  /** Called to this counter as well, since an answer of the hub was lost: next after the one in hand, or put back. */
  readonly alsoCalled: readonly HeldTicket[]
  /** The last one this counter called or served by itself, whom another station had before: who has it now. */
  readonly lost: {
    readonly ticket: string
    readonly label: string
    readonly state: TicketState
    /** Where it is, or was ended; null: nobody has it. */
    readonly counter: Text | null
    /** When the other one took it, effective UTC ms. */
    readonly at: number
  } | null
  /** Who would be called now. */
  readonly next: (WaitingRow & { readonly noteText: string | null; readonly noteFrom: Text | null }) | null
  readonly parked: readonly HeldTicket[]
  readonly missed: readonly HeldTicket[]
  readonly waiting: readonly WaitingRow[]
  readonly waitingCount: number
  /** Since when the one who waits longest has waited, UTC ms. */
  readonly longestSince: number | null
  readonly parkLimit: number
  /** Emptied hands at, UTC ms. */
  readonly idleSince: number | null
  readonly tally: {
    readonly done: number
    readonly missed: number
    readonly transferred: number
    readonly parked: number
    /** Half of the servings were shorter than this, ms. */
    readonly serviceP50: number | null
    readonly withinTarget: number
    /** The last servings, oldest first, at most 40. */
    readonly servings: readonly { readonly at: number; readonly ms: number; readonly targetMs: number }[]
  }
  /** What Ctrl+Z would take back; `what` is the event's type after its dot (`finished`), `until` UTC ms. */
  readonly undo: { readonly what: string; readonly label: string; readonly until: number } | null
  readonly rules: { readonly noShowCalls: number; readonly noShowSeconds: number; readonly recallSeconds: number }
  readonly reasons: readonly { readonly code: string; readonly name: Text; readonly uses: readonly ReasonUse[] }[]
  /** Numbers whose slips were never confirmed, of these services: told, or void. */
  readonly unprinted: readonly { readonly ticket: string; readonly label: string; readonly at: number }[]
  readonly notices: readonly StationNotice[]
}

const code = z.string().min(1).max(40)
const ticket = z.uuid()
const note = z.string().trim().max(500).nullable()

/** What an operator may do. `seen`: the version of the ticket on the screen; another one is answered with `changed`. */
export const CounterAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('open') }),
  z.strictObject({ do: z.literal('pause'), reason: code, until: z.int().nullable() }),
  z.strictObject({ do: z.literal('close') }),
  z.strictObject({ do: z.literal('call_next') }),
  z.strictObject({ do: z.literal('call'), ticket, seen: z.int() }),
  z.strictObject({ do: z.literal('call_and_start'), ticket, seen: z.int() }),
  z.strictObject({ do: z.literal('recall'), ticket }),
  z.strictObject({ do: z.literal('start'), ticket, seen: z.int() }),
  z.strictObject({ do: z.literal('finish'), ticket, seen: z.int(), outcome: FinishOutcome }),
  z.strictObject({ do: z.literal('no_show'), ticket, seen: z.int(), reason: code.nullable() }),
  z.strictObject({ do: z.literal('uncall'), ticket, seen: z.int(), reason: code }),
  z.strictObject({ do: z.literal('park'), ticket, seen: z.int(), reason: code.nullable() }),
  z.strictObject({ do: z.literal('resume'), ticket, seen: z.int() }),
  z.strictObject({
    do: z.literal('transfer'),
    ticket,
    seen: z.int(),
    to: code,
    place: z.enum(['original', 'first', 'end']).nullable(),
    note,
  }),
  z.strictObject({ do: z.literal('set_line'), ticket, service: code, quantity: z.int().min(0).max(999) }),
  z.strictObject({
    do: z.literal('serve_direct'),
    service: code,
    class: TicketClass,
    /** A number read to the operator whose ticket is not known here. */
    number: z.int().positive().max(LARGEST_NUMBER).nullable(),
  }),
  z.strictObject({ do: z.literal('serve_slip'), text: z.string().max(MAX_SCAN_TEXT) }),
  z.strictObject({ do: z.literal('issue'), service: code, class: TicketClass }),
  z.strictObject({ do: z.literal('re_enter'), ticket, seen: z.int() }),
  z.strictObject({ do: z.literal('change_service'), ticket, seen: z.int(), to: code }),
  z.strictObject({ do: z.literal('cancel'), ticket, seen: z.int(), reason: code }),
  z.strictObject({ do: z.literal('number_told'), ticket }),
  z.strictObject({ do: z.literal('undo') }),
])
export type CounterAct = z.output<typeof CounterAct>

/** What an act did: the fresh screen, and what there is to say about it. */
export interface CounterDone {
  readonly view: CounterView
  /** Number given (issue), or ticket touched. */
  readonly label: string | null
  /** For whom the head was passed over (being served elsewhere), with where. */
  readonly passedOver: { readonly label: string; readonly counter: Text } | null
}

const ONE_COUNTER = z.strictObject({ counter: code })

export const counterCalls = {
  'counter.view': call<CounterView>()({ input: ONE_COUNTER, errors: ['no_fair', 'not_a_counter', 'unknown_counter'] }),
  /** Signs an operator in at this window; it lasts until signed out, the window closes, or nothing was done for long. */
  'counter.signIn': call<CounterView>()({
    input: z.strictObject({ counter: code, staff: code, pin: z.string().regex(/^\d{4,8}$/) }),
    errors: ['no_fair', 'not_a_counter', 'unknown_counter', 'unknown_staff', 'wrong_pin', 'locked', 'pin_not_set'],
  }),
  'counter.signOut': call<null>()({ input: z.null(), errors: ['no_fair', 'not_a_counter'] }),
  /** One act. `requestId` is kept for every retry and names the event: the same press twice is done once. */
  'counter.act': call<CounterDone>()({
    input: z.strictObject({ counter: code, requestId: z.uuid(), act: CounterAct }),
    errors: ['no_fair', 'not_a_counter', ...QUEUE_ERRORS],
  }),
}
