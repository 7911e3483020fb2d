import { z } from 'zod'
import { call } from './call'
import { DESK_ERRORS } from './desk'

/** What a file of codes may be: a table, sheets to cut up, a folder of pictures. */
export const CODE_FILES = ['csv', 'pdf', 'folder'] as const
export type CodeFile = (typeof CODE_FILES)[number]

/** More than anybody cuts out; and what is kept until the file is written must fit into memory. */
export const MOST_CODES = 50_000

/** How the making of codes stands. `file`: its name, without the way to it. */
export type CodesView =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'making'
      readonly file: string
      /** From `recording` on it is decided. */
      readonly step: 'making' | 'recording'
      readonly done: number
      /** Null: not known beforehand. */
      readonly total: number | null
    }
  | { readonly phase: 'done'; readonly file: string; readonly codes: number }
  | { readonly phase: 'refused'; readonly file: string; readonly code: string }

const ERRORS = [...DESK_ERRORS, 'codes_under_way'] as const

/** Longer than any code that a scanner reads out. */
const LONGEST_CODE = 4_000

/** A day of the fair's zone: `2026-10-13`. */
const Day = z.iso.date()

export const codesCalls = {
  'codes.view': call<CodesView>()({ input: z.null(), errors: ERRORS }),
  /**
   * Asks where to save, and begins to make signed codes: `count` new visitors without a name, or everybody of the roster
   * (null). `category` null: all, of the roster only. False: no place was chosen.
   */
  'codes.make': call<boolean>()({
    input: z.strictObject({
      category: z.string().min(1).max(40).nullable(),
      count: z.int().min(1).max(MOST_CODES).nullable(),
      /** From the beginning of one day to the end of another; null: no limit. */
      firstDay: Day.nullable(),
      lastDay: Day.nullable(),
      file: z.enum(CODE_FILES),
    }),
    errors: [...ERRORS, 'unknown_category', 'bad_validity', 'not_now'],
  }),
  /** Stops it, unless it is decided: nothing is saved then. */
  'codes.cancel': call<null>()({ input: z.null(), errors: ERRORS }),
  /** Ends it: the next codes begin anew. */
  'codes.leave': call<null>()({ input: z.null(), errors: [...ERRORS, 'not_now'] }),
  /**
   * Makes the code of this text good for nothing, whoever holds it: also one that a gate made which was cut off, before
   * anything of it came here. `reason`: one of the set-up with the use `revoke`. `changed` false: it was so before. `name`:
   * whose it is; null: not known here yet.
   */
  'codes.end': call<{ readonly changed: boolean; readonly name: string | null }>()({
    input: z.strictObject({ text: z.string().min(1).max(LONGEST_CODE), reason: z.string().min(1).max(40) }),
    errors: [...DESK_ERRORS, 'unknown_reason', 'code_unknown', 'code_of_other_fair'],
  }),
  /**
   * Saves the QR of a person's code as a PNG where the person at the desk says; false: nowhere. Why is kept, as when it
   * is looked at.
   */
  'codes.savePerson': call<boolean>()({
    input: z.strictObject({ visitor: z.uuid(), reason: z.string().trim().min(3).max(200) }),
    errors: [...DESK_ERRORS, 'unknown_visitor', 'cannot_open', 'no_code'],
  }),
}
