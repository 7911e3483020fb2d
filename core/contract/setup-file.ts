import { z } from 'zod'
import type { Difference } from '../setup/difference'
import { MOST_LOGO_BYTES } from '../setup/logo'
import type { Text } from '../setup/schema'
import type { FileChoice } from './begin'
import { call } from './call'
import { DESK_ERRORS } from './desk'
import type { SetupAnswer } from './setup'

/** What a file that was chosen at the desk would change; nothing is changed yet. Null: nothing was chosen. */
export type SetupFileChoice =
  | Extract<NonNullable<FileChoice>, { is: 'refused' }>
  /** Of another fair, or a demo where this one is none: its code and name. */
  | { readonly is: 'other_fair'; readonly file: string; readonly code: string; readonly name: Text }
  | {
      readonly is: 'change'
      readonly file: string
      readonly difference: Difference
      /** Names of staff that are new or others, which the difference knows nothing of. */
      readonly names: number
    }
  | null

export const setupFileCalls = {
  /** The PNG of a picture that the set-up names, base64; null: it is not here yet. Every window may ask. */
  'app.logo': call<string | null>()({
    input: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    errors: [],
  }),
  /** Gives the fair a logo (a PNG, base64), or takes it away. */
  'logo.set': call<SetupAnswer>()({
    input: z.strictObject({
      png: z
        .base64()
        .max(8 * MOST_LOGO_BYTES)
        .nullable(),
      confirmed: z.boolean(),
    }),
    errors: [...DESK_ERRORS, 'logo_not_png', 'logo_too_large'],
  }),
  /** Writes the whole set-up to a file where the person says; null: nowhere. */
  'setupFile.save': call<{ readonly file: string } | null>()({
    input: z.null(),
    errors: [...DESK_ERRORS, 'print_place'],
  }),
  /** Asks for a fair file and tells what it would change. */
  'setupFile.choose': call<SetupFileChoice>()({ input: z.null(), errors: DESK_ERRORS }),
  /** Makes the file that was chosen the set-up. */
  'setupFile.import': call<SetupAnswer>()({
    input: z.strictObject({ confirmed: z.boolean() }),
    errors: [...DESK_ERRORS, 'begin_no_file'],
  }),
}
