import { z } from 'zod'
import { BADGE_OCCASIONS, type BadgeOccasion, type Label } from '../badges/badge'
import type { BadgeTrouble } from '../projections/badge'
import type { Text } from '../setup/schema'
import { call } from './call'

/** Where labels come out. `pdf`: a file each, in a folder. `os`: a printer that the system knows, by its name there. */
export const BadgePrinter = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('pdf'), folder: z.string().trim().min(1).max(400) }),
  z.strictObject({ kind: z.literal('os'), name: z.string().trim().min(1).max(200) }),
])
export type BadgePrinter = z.output<typeof BadgePrinter>

/** A label that was wanted and is not known to be out. */
export interface HeldBadge {
  readonly job: string
  /** Null: not here, or none was given. */
  readonly name: string | null
  readonly category: Text
  /** When it was asked for, UTC ms. */
  readonly at: number
  /** Why it did not come out; null: the program ended before. */
  readonly trouble: BadgeTrouble | null
  /** It may have come out all the same: another is marked as a copy. */
  readonly mayBeOut: boolean
}

/** How the label printer of this station does. */
export interface BadgeHealth {
  readonly kind: BadgePrinter['kind']
  /** Labels in line or being printed, and those held for staff. */
  readonly waiting: number
  readonly held: number
  /** What went wrong last, UTC ms; null: nothing since a label last came out. */
  readonly lastTrouble: { readonly what: BadgeTrouble; readonly at: number } | null
}

/** The label printer of this station, for whoever is signed in at its gate panel or desk. */
export interface BadgeSettings {
  readonly printer: BadgePrinter
  readonly when: BadgeOccasion
  /** Printers the system knows. */
  readonly osPrinters: readonly string[]
  /** How many labels wait for their turn or are being printed. */
  readonly waiting: number
  /** Labels nobody has seen, oldest first. */
  readonly held: readonly HeldBadge[]
  /** The fair's templates, for a test label. */
  readonly badges: readonly { readonly code: string; readonly name: Text }[]
}

export const BadgeAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set_printer'), printer: BadgePrinter }),
  z.strictObject({ do: z.literal('set_when'), when: z.enum(BADGE_OCCASIONS) }),
  z.strictObject({ do: z.literal('test_print'), badge: z.string().max(40) }),
  /** Print a held label now. */
  z.strictObject({ do: z.literal('print_held'), job: z.uuid() }),
  /** Nobody waits for it any more. */
  z.strictObject({ do: z.literal('drop_held'), job: z.uuid() }),
])
export type BadgeAct = z.output<typeof BadgeAct>

const STAFF_ERRORS = ['no_fair', 'not_signed_in'] as const

export const badgeCalls = {
  'badge.settings': call<BadgeSettings>()({ input: z.null(), errors: STAFF_ERRORS }),
  'badge.act': call<BadgeSettings>()({
    input: BadgeAct,
    errors: [...STAFF_ERRORS, 'badge_folder', 'badge_trouble', 'unknown_job'],
  }),
  /** Prints a visitor's badge, for staff; more than the first are marked. `requestId` is kept for every retry. */
  'badge.print': call<null>()({
    input: z.strictObject({ requestId: z.uuid(), visitor: z.uuid() }),
    errors: [...STAFF_ERRORS, 'no_badge', 'badge_trouble'],
  }),
  /** For the label's own hidden page: what it is to show. */
  'badge.label': call<Label>()({ input: z.null(), errors: ['not_a_label'] }),
  /** The label stands as it will be printed. */
  'badge.laidOut': call<null>()({ input: z.null(), errors: ['not_a_label'] }),
}
