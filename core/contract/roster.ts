import { z } from 'zod'
import type { Detail } from '../result/result'
import { ROSTER_COLUMNS, type RosterColumn } from '../roster/columns'
import type { Text } from '../setup/schema'
import { call } from './call'
import { DESK_ERRORS } from './desk'
import { DROP_CALL } from './names'

/** Where the import at a desk stands. The file itself is known to main only. */
export type RosterView =
  | { readonly phase: 'none' }
  /** `check`: what the last look at this file said, while it is looked at again. */
  | { readonly phase: 'checking'; readonly file: string; readonly rows: number; readonly check: RosterCheck | null }
  /** The file cannot be taken at all; `code` says why. */
  | { readonly phase: 'refused'; readonly file: string; readonly code: string; readonly detail: Detail }
  | { readonly phase: 'checked'; readonly check: RosterCheck }
  | {
      readonly phase: 'saving'
      readonly check: RosterCheck
      /** `reading`: can be canceled; `writing`: decided, it goes through whatever happens. */
      readonly step: 'reading' | 'writing'
      readonly done: number
      readonly total: number
      /** About how long this step still takes; null: nobody can say yet. */
      readonly secondsLeft: number | null
    }
  | { readonly phase: 'done'; readonly check: RosterCheck; readonly report: RosterOutcome }

/** What an import did, in people. */
export interface RosterOutcome {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  readonly firstRejected: readonly RosterReject[]
}

/** What a file would come to. Nothing is saved yet. */
export interface RosterCheck {
  readonly file: string
  /** Sheets of a workbook; none: a text file. */
  readonly sheets: readonly { readonly name: string; readonly isRecognised: boolean }[]
  readonly sheet: string | null
  /** Several sheets look like rosters: somebody has to say which is meant. */
  readonly isUnsure: boolean
  /** How long the check took, ms. */
  readonly ms: number
  readonly columns: readonly RosterCheckColumn[]
  /** How many columns the file has, those that are not shown included. */
  readonly columnCount: number
  /** Why the rows cannot be taken with these columns. */
  readonly problem: { readonly code: 'missing_column' | 'duplicate_column'; readonly detail: Detail } | null
  readonly rows: number
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  readonly firstRejected: readonly RosterReject[]
  /** The words of the category column, most frequent first, and the category that each stands for. */
  readonly words: readonly RosterWord[]
  readonly wordCount: number
  readonly firstPeople: readonly RosterPerson[]
  readonly categories: readonly { readonly code: string; readonly name: Text }[]
}

export interface RosterCheckColumn {
  /** As the spreadsheet names it: `C`. */
  readonly letter: string
  readonly header: string
  /** What a choice names it by. */
  readonly key: string
  readonly samples: readonly string[]
  readonly becomes: RosterColumn | null
  /** Whether it says so itself, or a person did, now or before. */
  readonly isChosen: boolean
  /** Share of the rows that have something in it, 0 to 1. */
  readonly filled: number
}

export interface RosterReject {
  readonly line: number
  /** The column's letter; null: the whole row. */
  readonly letter: string | null
  readonly value: string
  readonly reason: string
  readonly firstLine: number | null
}

export interface RosterWord {
  readonly word: string
  /** What a choice names it by. */
  readonly key: string
  readonly category: string | null
  readonly count: number
}

export interface RosterPerson {
  readonly name: string
  readonly category: string
  readonly institution: string | null
  readonly phone: string | null
  readonly code: string | null
}

const ERRORS = [...DESK_ERRORS, 'import_under_way', 'not_now'] as const

const Key = z.string().min(1).max(1_000)

export const rosterCalls = {
  'roster.view': call<RosterView>()({ input: z.null(), errors: [...DESK_ERRORS, 'import_under_way'] }),
  /** Asks for a file in the system's dialog and begins to check it; false: none was chosen. */
  'roster.choose': call<boolean>()({ input: z.null(), errors: ERRORS }),
  /** Begins to check a file that somebody let fall on the page; made by the preload script only (`DROP_CALL`). */
  [DROP_CALL]: call<null>()({ input: z.strictObject({ path: z.string().min(1).max(32_768) }), errors: ERRORS }),
  /** Checks the file again, read as a person says. */
  'roster.check': call<null>()({
    input: z.strictObject({
      sheet: z.string().max(200).nullable(),
      columns: z.record(Key, z.enum([...ROSTER_COLUMNS, 'ignore'])),
      words: z.record(Key, z.string().max(40)),
    }),
    errors: ERRORS,
  }),
  /** Imports the file as it was checked. `keep`: who is registered already stays as now. */
  'roster.import': call<null>()({ input: z.strictObject({ keep: z.boolean() }), errors: ERRORS }),
  /** Stops a check, or an import that is not decided yet: nothing is saved then. */
  'roster.cancel': call<null>()({ input: z.null(), errors: ERRORS }),
  /** Saves the rejected rows where the person says, to be corrected; null: nowhere. */
  'roster.saveRejected': call<{ readonly rows: number } | null>()({
    input: z.null(),
    errors: [...ERRORS, 'file_changed'],
  }),
  /** Ends it: the next import begins anew. */
  'roster.leave': call<null>()({ input: z.null(), errors: ERRORS }),
}
