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
  /** `issued`: a signed code made for nobody by name. */
  source: z.enum(['roster', 'walk_in', 'issued']),
}

export const visitorRegistered = defineEvent(
  'visitor.registered',
  { version: 1, family: 'visitor' },
  z.strictObject(facts),
)
/** The whole of the facts anew; the last in hub order holds. */
export const visitorChanged = defineEvent('visitor.changed', { version: 1, family: 'visitor' }, z.strictObject(facts))
export type VisitorFacts = z.output<typeof visitorRegistered.schema>

/**
 * What a visitor said to each purpose of the set-up, and to which version of its text; the last in hub order holds.
 * A purpose that is not named was not asked.
 */
export const consentRecorded = defineEvent(
  'consent.recorded',
  { version: 1, family: 'visitor' },
  z.strictObject({
    visitor: z.uuid(),
    gate: z.string().nullable(),
    answers: z
      .array(z.strictObject({ purpose: z.string(), version: z.int().positive(), given: z.boolean() }))
      .min(1)
      .max(50),
  }),
)

/** A badge came out, as far as the printer says. `copy` 1 is the first, more are marked as copies. */
export const badgePrinted = defineEvent(
  'badge.printed',
  { version: 1, family: 'visitor' },
  z.strictObject({
    visitor: z.uuid(),
    badge: z.string(),
    copy: z.int().positive(),
    gate: z.string().nullable(),
    /** The signed code made for it (SHA-256 of its payload); null: none, or the visitor's own. */
    credential: Hmac.nullable(),
  }),
)
export const badgeFailed = defineEvent(
  'badge.failed',
  { version: 1, family: 'visitor' },
  z.strictObject({
    visitor: z.uuid(),
    badge: z.string(),
    gate: z.string().nullable(),
    trouble: z.enum(['no_printer', 'refused', 'timeout', 'other']),
  }),
)

/**
 * A signed code was made for a visitor. What a code is known by, for ever: the SHA-256 of its signed payload, or the
 * HMAC of a roster code.
 */
export const credentialIssued = defineEvent(
  'credential.issued',
  { version: 1, family: 'visitor' },
  z.strictObject({
    credential: Hmac,
    visitor: z.uuid(),
    kind: z.enum(['pdp1']),
    category: z.string(),
    /** UTC seconds as in the code; 0: no limit. */
    validFrom: z.int().nonnegative(),
    validUntil: z.int().nonnegative(),
  }),
)
/** A code is good no more, here or anywhere: whoever shows it is refused as `revoked`. Its visitor may get another. */
export const credentialRevoked = defineEvent(
  'credential.revoked',
  { version: 1, family: 'visitor' },
  z.strictObject({
    credential: Hmac,
    /** As far as it is known. */
    visitor: z.uuid().nullable(),
    /** A reason of the set-up; null: none given. */
    reason: z.string().min(1).max(40).nullable(),
  }),
)
export const credentialStream = (credential: string): string => `credential:${credential}`
export const consentStream = (visitor: string): string => `consent:${visitor}`
export const badgeStream = (visitor: string): string => `badge:${visitor}`

export const visitorStream = (visitor: string): string => `visitor:${visitor}`
