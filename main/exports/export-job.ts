import { EXPORT_NAMES, type ExportName, type ExportPreview } from '../../core/contract/exports'
import { assertNever, type Result } from '../../core/result/result'
import type { Fair, FairList } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import { exportRows, exportTable, titleOf, type ExportError } from './export'
import type { ExportRequest } from './request'
import type { Column, Value } from './table'
import { Words } from './words'

/** Lists go by code on their way to the job. */
type ByCode<T> = Omit<T, 'lists'> & { readonly lists: readonly string[] | null }

/** What the job is to do. */
export type ExportTask =
  | { readonly do: 'preview'; readonly request: ByCode<Pick<ExportRequest, 'what' | 'days' | 'lists' | 'locale'>> }
  | { readonly do: 'write'; readonly request: ByCode<ExportRequest> }

/** Rows written of all. */
export interface ExportProgress {
  readonly done: number
  readonly total: number
}

export type ExportResult =
  | { readonly do: 'preview'; readonly preview: ExportPreview }
  | { readonly do: 'write'; readonly result: Result<{ readonly rows: number }, ExportError> }

/** As many rows as fill the tallest window. */
const SHOWN = 40

/** Does what it was asked, in the process of the job. */
export async function workOnExport(
  folder: FairFolder,
  task: ExportTask,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportResult> {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('the fair is gone')
  const lists = listsOf(fair, task.request.lists)
  switch (task.do) {
    case 'preview':
      return { do: 'preview', preview: previewOf(folder, fair, { ...task.request, lists }) }
    case 'write': {
      const port = { signal, onProgress: (done: number, total: number) => onProgress({ done, total }) }
      return { do: 'write', result: await exportRows(folder, fair, { ...task.request, lists }, port) }
    }
    default:
      return assertNever(task)
  }
}

const listsOf = (fair: Fair, codes: readonly string[] | null): readonly FairList[] | null =>
  codes === null ? null : codes.flatMap((code) => fair.list(code) ?? [])

/** The first rows as a spreadsheet shows them, and how many rows each kind of export would have. */
function previewOf(
  folder: FairFolder,
  fair: Fair,
  request: Pick<ExportRequest, 'what' | 'days' | 'lists' | 'locale'>,
): ExportPreview {
  const words = new Words(fair, request.locale)
  const table = exportTable(folder, fair, request, words)
  const countOf = (what: ExportName, lists = request.lists) =>
    exportTable(folder, fair, { what, days: request.days, lists }, words).count()
  const rows: string[][] = []
  for (const { values } of table.rows()) {
    rows.push(values.map((value, n) => shown(table.columns[n], value, words)))
    if (rows.length === SHOWN) break
  }
  return {
    counts: Object.fromEntries(EXPORT_NAMES.map((what) => [what, countOf(what)])) as Record<ExportName, number>,
    listCounts: Object.fromEntries(fair.lists.map((list) => [list.code, countOf('attendance', [list])])),
    columns: table.columns.map((column) => ({
      key: column.key,
      title: titleOf(column, request.locale),
      isNumber: column.kind === 'number',
    })),
    rows,
  }
}

/** Texts too long for a line of the picture are cut there; the file has them whole. */
const LONGEST = 80

function shown(column: Column | undefined, value: Value, { clock }: Words): string {
  if (value === null) return ''
  if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
  return column?.kind === 'time' ? clock.iso(value).slice(0, 19).replace('T', ' ') : String(value)
}
