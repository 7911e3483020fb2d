import { z } from 'zod'
import { defineEvent } from './define'
import { MAX_COUNT } from './envelope'

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
/**
 * How the code came in. `paper`: entered later from a sheet, with the time written there. `staff`: no code, staff chose
 * the person. `walk_in`: registered and admitted in one step.
 */
export const Via = z.enum(['camera', 'wedge', 'keypad', 'command', 'paper', 'staff', 'walk_in'])
export type Via = z.output<typeof Via>

/** What an unknown text looked like; the text itself is never kept, since people hold anything before a camera. */
export const TextKind = z.enum(['url', 'vcard', 'wifi', 'number', 'short_code', 'signed', 'text', 'empty'])
export type TextKind = z.output<typeof TextKind>

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
export const NO_CODE_HASH = '0'.repeat(64)

const Credential = z.strictObject({
  /** `none`: staff chose the person, nothing was scanned. */
  kind: z.enum(['roster', 'pdp1', 'pretix_sig1', 'unknown', 'none']),
  /**
   * What the code is known again by (hex): of a roster code and of an unknown text its HMAC, of a signed code the
   * SHA-256 of its signed payload, never of its text; 64 zeros for `none`.
   */
  hmac: Hash,
  /** Of a signed code: the category it names, for stations that do not know its visitor. */
  category: z.string().optional(),
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
    /**
     * Staff decided against the rules: why (a reason of the set-up), what the rules had said, and the note typed with it
     * (a row of the people store). Such an entry is no duplicate.
     */
    override: z
      .strictObject({ reason: z.string().min(1).max(40), refusal: Reason.nullable(), note: z.uuid().nullable() })
      .optional(),
  }),
)
export type ScanBody = z.output<typeof scanRecorded.schema>

/**
 * Staff took a scan back. It stands in the stream of the scan's own row, which is folded as if the scan were not there.
 * Taken back twice is taken back once.
 */
export const scanUndone = defineEvent(
  'scan.undone',
  { version: 1, family: 'checkin' },
  z.strictObject({
    scan: z.uuid(),
    list: z.string(),
    visitor: z.uuid(),
    gate: z.string().nullable(),
    /** A reason of the set-up. */
    reason: z.string().min(1).max(40),
  }),
)

/**
 * Places of a list with a capacity that one station may fill by itself, in place of what it held before. What it admits
 * after `after` (its last own event that the hub had seen; null: none) counts against them. 0: nothing left, or returned.
 */
export const placesLeased = defineEvent(
  'places.leased',
  { version: 1, family: 'checkin' },
  z.strictObject({
    list: z.string(),
    station: z.uuid(),
    places: z.int().nonnegative().max(MAX_COUNT),
    after: z.strictObject({ chain: z.uuid(), stationSeq: z.int().positive().max(MAX_COUNT) }).nullable(),
  }),
)
/** One row a station and list: the last in hub order holds. */
export const placesStream = (list: string, station: string): string => `places:${list}:${station}`

/** The row "this visitor on this list"; the scan of an unknown code is a row of its own. */
export const attendanceStream = (list: string, visitor: string | null, scanId: string): string =>
  visitor === null ? `scan:${scanId}` : `checkin:${list}:${visitor}`
