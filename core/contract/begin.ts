import { z } from 'zod'
import { SHORTEST_PASSPHRASE } from '../people/passphrase'
import { NewFair } from '../setup/new-fair'
import type { Text } from '../setup/schema'
import { call } from './call'

/** How the keys of a new folder are kept. */
export const Protection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase'), passphrase: z.string().min(SHORTEST_PASSPHRASE).max(1_000) }),
  z.strictObject({ kind: z.literal('keychain') }),
  /** A plain file; of a demo only. */
  z.strictObject({ kind: z.literal('demo') }),
])
export type Protection = z.output<typeof Protection>

/** What stands in a fair file that was chosen, for a last look before a fair is made of it. */
export interface FileSummary {
  /** Its name, without the way to it. */
  readonly file: string
  readonly name: Text
  readonly venue: Text
  readonly city: string
  readonly days: readonly string[]
  readonly demo: boolean
  readonly gates: number
  readonly lists: number
  readonly sessions: number
  readonly agencies: number
  readonly services: number
  readonly counters: number
  readonly staff: number
}

/** What came of choosing a file; null: nothing was chosen. Problems are named by their place in the file. */
export type FileChoice =
  | { readonly is: 'fair'; readonly summary: FileSummary }
  | {
      readonly is: 'refused'
      readonly file: string
      readonly code: 'not_json' | 'bad_fair_file' | 'file_too_large'
      readonly count: number
      readonly problems: readonly { readonly path: string; readonly message: string }[]
    }
  | null

const MAKE_ERRORS = [
  'begin_not_now',
  'begin_keychain',
  'begin_file',
  'begin_folder',
  'days_backwards',
  'too_many_days',
  'hours_backwards',
  'pin_weak',
] as const

export const beginCalls = {
  /** What can be offered here: has this computer a keychain, and which day is it in its own time zone. */
  'begin.means': call<{ readonly keychain: boolean; readonly timeZone: string; readonly today: string }>()({
    input: z.null(),
    errors: ['begin_not_now'],
  }),
  /** Makes a fair from nothing in the empty folder and opens it; its recovery sheet is the next screen. */
  'begin.make': call<null>()({
    input: z.strictObject({ fair: NewFair, pin: z.string().regex(/^\d{4,8}$/), protection: Protection }),
    errors: MAKE_ERRORS,
  }),
  /** Asks for a fair file and looks into it; main keeps what was chosen until it is made or another is chosen. */
  'begin.chooseFile': call<FileChoice>()({ input: z.null(), errors: ['begin_not_now'] }),
  /** Makes a fair of the file that was chosen. */
  'begin.makeFromFile': call<null>()({
    input: z.strictObject({ protection: Protection }),
    errors: [...MAKE_ERRORS, 'begin_no_file'],
  }),
  /** For the sheet of a fair that was made before this program started: who is there? */
  'recovery.signIn': call<null>()({
    input: z.strictObject({ staff: z.string().min(1).max(40), pin: z.string().regex(/^\d{4,8}$/) }),
    errors: ['begin_not_now', 'role_too_low', 'unknown_staff', 'wrong_pin', 'locked', 'pin_not_set'],
  }),
  /**
   * Prints the recovery sheet: to a PDF where the person says, or on a printer through the system's own dialog. False:
   * nobody chose. Until `recovery.done` for who made the fair here or signed in for it; afterwards at a desk, for an
   * organizer.
   */
  'recovery.print': call<{ readonly printed: boolean }>()({
    input: z.strictObject({ to: z.enum(['pdf', 'paper']), locale: z.enum(['id', 'en']) }),
    errors: ['begin_not_now', 'not_signed_in', 'not_all_keys', 'print_trouble', 'print_place'],
  }),
  /** The sheet is printed and put away: the window becomes the desk, with who made the fair signed in. */
  'recovery.done': call<null>()({ input: z.null(), errors: ['begin_not_now', 'not_signed_in'] }),
}
