import { z } from 'zod'
import { call } from './call'
import { DESK_ERRORS } from './desk'

/** What can be exported. */
export const EXPORT_NAMES = ['attendance', 'scans', 'visitors', 'tickets', 'log'] as const
export type ExportName = (typeof EXPORT_NAMES)[number]

export const EXPORT_FORMATS = ['xlsx', 'csv', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Personal columns, in the order in which they stand behind the others. */
export const PERSONAL_COLUMNS = ['name', 'phone', 'email', 'code', 'nik'] as const
export type PersonalColumn = (typeof PERSONAL_COLUMNS)[number]

/** Which lists count for an export, and which days. */
export const EXPORT_ASKS: Readonly<Record<ExportName, { readonly lists: boolean; readonly days: boolean }>> = {
  attendance: { lists: true, days: true },
  scans: { lists: true, days: true },
  visitors: { lists: true, days: false },
  tickets: { lists: false, days: true },
  log: { lists: false, days: true },
}

/** How exporting stands at this installation. Paths are known to main only. */
export interface ExportsView {
  readonly writing: {
    readonly file: string
    readonly done: number
    readonly total: number
    /** About how long it still takes; null: nobody can say yet. */
    readonly secondsLeft: number | null
  } | null
  /** How the last one ended; `code`: why there is no file. */
  readonly last:
    | { readonly is: 'done'; readonly file: string; readonly rows: number }
    | { readonly is: 'failed'; readonly file: string; readonly code: string }
    | null
}

/** The first rows of an export, as the file will show them, and how many there will be of each kind. */
export interface ExportPreview {
  readonly counts: Readonly<Record<ExportName, number>>
  /** Rows of attendance by list, on the days asked for. */
  readonly listCounts: Readonly<Record<string, number>>
  readonly columns: readonly { readonly key: string; readonly title: string; readonly isNumber: boolean }[]
  readonly rows: readonly (readonly string[])[]
}

const Asked = {
  what: z.enum(EXPORT_NAMES),
  /** Dates of the fair; null: all. */
  days: z.array(z.iso.date()).max(60).nullable(),
  /** Codes of lists; null: all. */
  lists: z.array(z.string().min(1).max(40)).max(500).nullable(),
}

const ERRORS = [...DESK_ERRORS, 'export_under_way', 'unknown_list'] as const

export const exportsCalls = {
  'exports.view': call<ExportsView>()({ input: z.null(), errors: DESK_ERRORS }),
  /** Reads in a process of its own; personal data are in no preview. */
  'exports.preview': call<ExportPreview>()({ input: z.strictObject(Asked), errors: [...DESK_ERRORS, 'unknown_list'] }),
  /** Asks where to save and begins to write; false: nowhere. Personal columns need an organizer, and a reason that is kept. */
  'exports.start': call<boolean>()({
    input: z.strictObject({
      ...Asked,
      format: z.enum(EXPORT_FORMATS),
      personal: z
        .strictObject({
          columns: z.array(z.enum(PERSONAL_COLUMNS)).min(1),
          reason: z.string().trim().min(3).max(200),
        })
        .nullable(),
    }),
    errors: ERRORS,
  }),
  /** Stops it: no file is written then. */
  'exports.cancel': call<null>()({ input: z.null(), errors: DESK_ERRORS }),
}
