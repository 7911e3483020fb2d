import { z } from 'zod'
import { defineEvent } from './define'

/** Why a scan was answered as it was. The words follow pretix, so that staff who know it feel at home. */
export const REFUSALS = [
  'invalid',
  'already_admitted',
  'revoked',
  'blocked',
  'canceled',
  'unpaid',
  'unapproved',
  'too_early',
  'too_late',
  'category',
  'full',
  'wrong_fair',
] as const
export const ADMISSIONS = ['reentry', 'exit'] as const
export const UNANSWERED = ['consent', 'questions'] as const
export const Outcome = z.enum(['admitted', 'refused', 'incomplete'])
export const Reason = z.enum([...ADMISSIONS, ...REFUSALS, ...UNANSWERED])
export type Outcome = z.output<typeof Outcome>
export type Reason = z.output<typeof Reason>

export const ScanDirection = z.enum(['entry', 'exit'])
export type ScanDirection = z.output<typeof ScanDirection>
/** How the code came in. `paper`: entered later from a sheet, with the time written there. */
export const Via = z.enum(['camera', 'wedge', 'keypad', 'command', 'paper'])
export type Via = z.output<typeof Via>

/** What an unknown text looked like; the text itself is never kept, since people hold anything before a camera. */
export const TextKind = z.enum(['url', 'vcard', 'wifi', 'number', 'short_code', 'signed', 'text', 'empty'])
export type TextKind = z.output<typeof TextKind>

const Credential = z.strictObject({
  kind: z.enum(['roster', 'pdp1', 'pretix_sig1', 'unknown']),
  /** HMAC of the code or of the unknown text (hex): enough to count repeats. */
  hmac: z.string().regex(/^[0-9a-f]{64}$/),
  /** Characters after cleaning. */
  length: z.int().nonnegative(),
  looks: TextKind,
})
export type ScannedCredential = z.output<typeof Credential>

/** One scan at a gate, whatever its outcome. Its event id is the `scanId`: the same scan twice is one row. */
export const scanRecorded = defineEvent(
  'scan.recorded',
  { version: 1, family: 'checkin' },
  z.strictObject({
    list: z.string(),
    visitor: z.uuid().nullable(),
    /** Code of the gate; null when entered by a command without one. */
    gate: z.string().nullable(),
    direction: ScanDirection,
    outcome: Outcome,
    reason: Reason.nullable(),
    via: Via,
    credential: Credential,
    /** The rules that held, so that a later change of the set-up moves no row. `resetAt`: everybody counted as gone then (UTC ms). */
    rules: z.strictObject({
      multipleEntries: z.boolean(),
      entryAfterExit: z.boolean(),
      resetAt: z.int().nullable(),
    }),
    /** Time written on paper, taken as typed (UTC ms); null: the event's own time counts. */
    typedAt: z.int().nullable(),
  }),
)
export type ScanBody = z.output<typeof scanRecorded.schema>

/** The row "this visitor on this list"; the scan of an unknown code is a row of its own. */
export const attendanceStream = (list: string, visitor: string | null, scanId: string): string =>
  visitor === null ? `scan:${scanId}` : `checkin:${list}:${visitor}`
