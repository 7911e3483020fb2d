import { z } from 'zod'
import type { Text } from '../setup/schema'
import { call } from './call'

export const Role = z.enum(['gate'])
export type Role = z.output<typeof Role>
export const Locale = z.enum(['id', 'en'])
export type Locale = z.output<typeof Locale>
export const GateDirection = z.enum(['entry', 'exit', 'either'])
export type GateDirection = z.output<typeof GateDirection>

/** What the window shows first. */
export type Boot =
  /** Read models are being rebuilt after an update; `done` of `total` events. */
  | { readonly phase: 'preparing'; readonly locale: Locale; readonly done: number; readonly total: number }
  /** The fair's keys are kept under a passphrase, asked for at each start (`app.unlock`). */
  | { readonly phase: 'locked'; readonly locale: Locale }
  /** No fair in this folder yet. */
  | { readonly phase: 'empty'; readonly locale: Locale; readonly folder: string }
  | {
      readonly phase: 'choose_role'
      readonly locale: Locale
      readonly fair: FairTitle
      readonly gates: readonly { code: string; name: Text }[]
    }
  | { readonly phase: 'role'; readonly locale: Locale; readonly fair: FairTitle; readonly role: Role }

export interface FairTitle {
  readonly name: Text
  readonly brand: string
  readonly timeZone: string
  /** A fair to try things with: every screen says so. */
  readonly demo: boolean
}

export const appCalls = {
  'app.boot': call<Boot>()({ input: z.null(), errors: [] }),
  /** Opens the folder's keys. A wrong passphrase changes nothing and takes about half a second to be told. */
  'app.unlock': call<null>()({
    input: z.strictObject({ passphrase: z.string().min(1).max(1_000) }),
    errors: ['wrong_passphrase'],
  }),
  /** Makes this installation a gate (remembered) and opens it. */
  'app.chooseRole': call<null>()({
    input: z.strictObject({ role: Role, gate: z.string().max(40), direction: GateDirection }),
    errors: ['unknown_gate', 'role_taken'],
  }),
}
