import type { Locale } from '../../core/contract/app'
import type { ExportFormat, ExportName, PersonalColumn } from '../../core/contract/exports'
import type { ExportFilter } from './door-tables'

/** What is to leave, as what, and where to. */
export interface ExportRequest extends ExportFilter {
  readonly what: ExportName
  readonly format: ExportFormat
  readonly file: string
  readonly locale: Locale
  /** Of CSV only. */
  readonly separator: string
  readonly hasMark: boolean
  /** Which personal columns are wanted, why, and by whom (null: by a command); null: they are left out. */
  readonly personal: {
    readonly columns: readonly PersonalColumn[]
    readonly reason: string
    readonly actor: string | null
  } | null
}
