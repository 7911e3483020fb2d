import { z } from 'zod'
import type { Break } from '../setup/breaking'
import type { Difference } from '../setup/difference'
import { SetupEdit } from '../setup/edit'
import type { Draft } from '../setup/part-names'
import type { SetupProblem } from '../setup/problems'
import type { FairFile, Text } from '../setup/schema'
import { call } from './call'
import { DESK_ERRORS } from './desk'

/** The set-up that holds, as the desk's forms are filled with it. */
export interface SetupView {
  /** The event that holds; another one: somebody changed something. */
  readonly version: string
  readonly file: FairFile
  /** Staff who have a PIN. */
  readonly withPin: readonly string[]
  /** What the program gives the next row: letters before the numbers, number of a category. */
  readonly next: { readonly prefix: string; readonly categoryNumber: number }
}

/** What came of an edit. Nothing but `done` has changed anything. */
export type SetupAnswer =
  | {
      readonly is: 'done'
      /** False: everything stood so already, and nothing was written. */
      readonly changed: boolean
      /** Code of the row that was added or put. */
      readonly code: string | null
    }
  | { readonly is: 'problems'; readonly problems: readonly SetupProblem[] }
  /** It would break what runs: to be asked for again with `confirmed`. */
  | { readonly is: 'asks_first'; readonly breaks: readonly Break[] }
  /** Another desk changed the same since the form was opened; `now` null: it was removed. */
  | { readonly is: 'changed_meanwhile'; readonly now: Draft | null }

/** A set-up of the past, or the present one. */
export interface SetupEntry {
  /** Its event. */
  readonly version: string
  /** When it was written, UTC ms by its author's clock. */
  readonly at: number
  /** Who wrote it; null: the command line, which asks nobody. */
  readonly by: { readonly code: string; readonly name: string | null } | null
  readonly station: {
    readonly isHere: boolean
    /** Number of the station in the fair; null: not known. */ readonly number: number | null
  }
}

export interface SetupHistory {
  /** The newest first; the first is the one that holds. */
  readonly entries: readonly SetupEntry[]
  /** How many there are in all. */
  readonly total: number
}

/** What a set-up changed of the one before it; null: it was the first. `staff`: names by code, as far as they are known. */
export interface SetupChange {
  readonly difference: Difference | null
  readonly staff: Readonly<Record<string, Text>>
}

const Version = z.uuid()

/** Everything about the set-up; for organizers. */
export const setupCalls = {
  'setup.view': call<SetupView>()({ input: z.null(), errors: DESK_ERRORS }),
  /** Changes one thing. `confirmed`: the person has read what it breaks. */
  'setup.change': call<SetupAnswer>()({
    input: z.strictObject({ edit: SetupEdit, confirmed: z.boolean() }),
    errors: DESK_ERRORS,
  }),
  'setup.history': call<SetupHistory>()({
    input: z.strictObject({ limit: z.int().min(1).max(200) }),
    errors: DESK_ERRORS,
  }),
  'setup.difference': call<SetupChange>()({
    input: z.strictObject({ version: Version }),
    errors: [...DESK_ERRORS, 'unknown_version'],
  }),
  /** Puts an older set-up back, as a new one. `seen`: the version that held when the person chose. */
  'setup.restore': call<SetupAnswer>()({
    input: z.strictObject({ version: Version, seen: Version, confirmed: z.boolean() }),
    errors: [...DESK_ERRORS, 'unknown_version', 'setup_moved'],
  }),
  /** Takes a forgotten PIN from a colleague, who sets a new one with a colleague's word. */
  'setup.resetPin': call<null>()({
    input: z.strictObject({ staff: z.string().min(1).max(40) }),
    errors: [...DESK_ERRORS, 'unknown_staff', 'own_pin'],
  }),
}
