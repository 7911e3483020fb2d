import { z } from 'zod'
import type { StaffRole, Text } from '../setup/schema'
import { call } from './call'

/** What a window is. */
export const Role = z.enum(['gate', 'dispenser', 'counter', 'display', 'desk'])
export type Role = z.output<typeof Role>
export const Locale = z.enum(['id', 'en'])
export type Locale = z.output<typeof Locale>
export const GateDirection = z.enum(['entry', 'exit', 'either'])
export type GateDirection = z.output<typeof GateDirection>

const Code = z.string().min(1).max(40)

/** What one window of this installation is, and where it stands; remembered in the settings. */
export const WindowPlace = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.literal('gate'),
    gate: Code,
    direction: GateDirection,
    /** The list that staff chose; absent: the one the schedule says. */
    list: Code.optional(),
  }),
  z.strictObject({ role: z.literal('dispenser'), handScanner: z.enum(['left', 'right']).nullable() }),
  /** Several counters may be served at one machine. */
  z.strictObject({ role: z.literal('counter'), counters: z.array(Code).min(1).max(20) }),
  /** Zones shown and spoken; none: all of them. */
  z.strictObject({
    role: z.literal('display'),
    zones: z.array(z.string().min(1).max(40)).max(50),
    isSpoken: z.boolean(),
  }),
  z.strictObject({ role: z.literal('desk') }),
])
export type WindowPlace = z.output<typeof WindowPlace>

/** What the window shows first. */
export type Boot =
  /** Read models are being rebuilt after an update; `done` of `total` events. */
  | { readonly phase: 'preparing'; readonly locale: Locale; readonly done: number; readonly total: number }
  /** The fair's keys are kept under a passphrase, asked for at each start (`app.unlock`). */
  | { readonly phase: 'locked'; readonly locale: Locale }
  /** No fair in this folder yet. */
  | { readonly phase: 'empty'; readonly locale: Locale; readonly folder: string }
  /** The fair was made here a moment ago: its recovery sheet is to be printed before anything else. */
  | {
      readonly phase: 'recovery_sheet'
      readonly locale: Locale
      readonly fair: FairTitle
      /** Whose PIN is asked for first (`recovery.signIn`); null: nobody's, it was made in this run of the program. */
      readonly asks: StaffRole | null
    }
  /** The hub took this station out of the fair: what it held of people is wiped, its log is kept. */
  | {
      readonly phase: 'revoked'
      readonly locale: Locale
      readonly fair: FairTitle
      readonly at: number
      /** Own events that the hub does not have. */
      readonly pending: number
      readonly asksPassphrase: boolean
    }
  | {
      readonly phase: 'choose_role'
      readonly locale: Locale
      readonly fair: FairTitle
      readonly choices: PlaceChoices
      /** How far the first sync is, in events and rows; null: nothing much is missing. */
      readonly catchUp: { readonly done: number; readonly total: number } | null
    }
  | {
      readonly phase: 'role'
      readonly locale: Locale
      readonly fair: FairTitle
      readonly window: WindowPlace
      /** Set on staff's own machines, which may become something else; a public kiosk keeps what it is. */
      readonly choices: PlaceChoices | null
    }

/** What a window may become. */
export interface PlaceChoices {
  /** What this station may be: all, unless a hub gave it certain roles. */
  readonly roles: readonly Role[]
  readonly gates: readonly { readonly code: string; readonly name: Text }[]
  readonly counters: readonly {
    readonly code: string
    readonly name: Text
    readonly zone: string
    readonly services: readonly Text[]
  }[]
  readonly zones: readonly string[]
  /** Is there a service to give numbers for? Without one there are gates only. */
  readonly hasServices: boolean
}

export interface FairTitle {
  readonly name: Text
  readonly brand: string
  /** SHA-256 of its picture (`app.logo`); null: it has none. */
  readonly logo: string | null
  readonly timeZone: string
  /** A fair to try things with: every screen says so. */
  readonly demo: boolean
}

export const appCalls = {
  'app.boot': call<Boot>()({ input: z.null(), errors: [] }),
  /** Nothing but an answer: main is at work on what comes from now on. */
  'app.here': call<null>()({ input: z.null(), errors: [] }),
  /** Opens the folder's keys. A wrong passphrase changes nothing and takes about half a second to be told. */
  'app.unlock': call<null>()({
    input: z.strictObject({ passphrase: z.string().min(1).max(1_000) }),
    errors: ['wrong_passphrase'],
  }),
  /** Makes this window what it is to be (remembered) and opens it. */
  'app.chooseRole': call<null>()({
    input: z.strictObject({ place: WindowPlace }),
    errors: ['unknown_gate', 'unknown_counter', 'unknown_zone', 'role_taken', 'role_not_given'],
  }),
  /** Opens one more window, which asks what it is to be; on another screen when there is one. */
  'app.openWindow': call<null>()({ input: z.null(), errors: [] }),
}
