import { z } from 'zod'
import { call } from './call'
import type { ScanAnswer } from './gate'

/** The longest text that is sent; what is too long for a field is said by the field. */
const Typed = z.string().max(2_000)

export const WalkInInput = z.strictObject({
  category: z.string().max(40).nullable(),
  name: Typed,
  institution: Typed,
  phone: Typed,
  email: Typed,
  questions: z.record(z.string().max(40), Typed),
  consents: z
    .array(z.strictObject({ purpose: z.string().max(40), version: z.int().positive(), given: z.boolean() }))
    .max(50),
})

export interface WalkInAnswer {
  readonly scan: ScanAnswer
  /** Text of the visitor's code, to be shown as a QR; null: refused. */
  readonly code: string | null
  readonly badge: BadgeState
}

/** How a badge comes along. `none`: no label is printed here. */
export type BadgeState = 'none' | 'waiting' | 'printed' | 'trouble'

export const WALK_IN_ERRORS = [
  'no_walk_in',
  'unknown_category',
  'bad_answer',
  'consent_needed',
  'consent_changed',
] as const

export const walkInCalls = {
  /**
   * Registers who stands at the gate and lets them in, or neither. `requestId` is kept for every retry: the same press
   * is one person. `detail.field` and `detail.problem` when an answer cannot be meant.
   */
  'walkIn.register': call<WalkInAnswer>()({
    input: z.strictObject({ requestId: z.uuid(), answers: WalkInInput, locale: z.enum(['id', 'en']) }),
    errors: ['no_fair', 'not_a_gate', 'no_list', ...WALK_IN_ERRORS],
  }),
  /** How the badge of that request comes along (asked again on a `badge` push). */
  'walkIn.badge': call<BadgeState>()({
    input: z.strictObject({ requestId: z.uuid() }),
    errors: ['no_fair', 'not_a_gate'],
  }),
}
