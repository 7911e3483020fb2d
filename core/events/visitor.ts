import { z } from 'zod'
import { defineEvent } from './define'

/** State of a registration; only `active` may enter. */
export const VisitorStatus = z.enum(['active', 'canceled', 'blocked', 'revoked', 'unpaid', 'unapproved'])
export type VisitorStatus = z.output<typeof VisitorStatus>

const Hmac = z.string().regex(/^[0-9a-f]{64}$/)

/** What reports need and what is not personal: it stays true after an erasure. */
const facts = {
  visitor: z.uuid(),
  category: z.string(),
  institution: z.string().max(200).nullable(),
  status: VisitorStatus,
  /** HMAC of the code this visitor shows; null: none yet. */
  codeHmac: Hmac.nullable(),
  /** HMAC of the imported row's own fields, for rows that came without a code: so they are known again. */
  rowHmac: Hmac.nullable(),
  source: z.enum(['roster', 'walk_in']),
}

export const visitorRegistered = defineEvent(
  'visitor.registered',
  { version: 1, family: 'visitor' },
  z.strictObject(facts),
)
/** The whole of the facts anew; the last in hub order holds. */
export const visitorChanged = defineEvent('visitor.changed', { version: 1, family: 'visitor' }, z.strictObject(facts))
export type VisitorFacts = z.output<typeof visitorRegistered.schema>

export const visitorStream = (visitor: string): string => `visitor:${visitor}`
