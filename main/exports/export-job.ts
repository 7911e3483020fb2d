import { EXPORT_NAMES, type ExportName, type ExportPreview } from '../../core/contract/exports'
import { assertNever, type Result } from '../../core/result/result'
import type { Fair, FairList } from '../../core/setup/fair'
import { parseFairKeys } from '../../db/people/keys'
import { failureOf, type Failure } from '../app/failures'
import { systemPorts } from '../app/ports'
import { openFairFolderWithKeys, type FairFolder } from '../folder/fair-folder'
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

/** What is said to the job: its task with the keys, once; and that it shall stop. Keys touch no disk and no command line. */
export type ExportOrder =
  | { readonly say: 'start'; readonly task: ExportTask; readonly keys: Uint8Array; readonly stationKey: Uint8Array }
  | { readonly say: 'cancel' }

export type ExportWord =
  | { readonly say: 'progress'; readonly done: number; readonly total: number }
  | { readonly say: 'done'; readonly result: ExportResult }
  | { readonly say: 'failed'; readonly failure: Failure }

export type ExportResult =
  | { readonly do: 'preview'; readonly preview: ExportPreview }
  | { readonly do: 'write'; readonly result: Result<{ readonly rows: number }, ExportError> }

/** As many rows as fill the tallest window. */
const SHOWN = 40

/** Waits for its order, does it, says what came of it. */
export function serveExportJob(dir: string, port: Electron.ParentPort): void {
  const tell = (word: ExportWord) => port.postMessage(word)
  const abort = new AbortController()
  port.on('message', ({ data }: { data: ExportOrder }) => {
    if (data.say === 'cancel') {
      abort.abort()
      return
    }
    work(dir, data, abort.signal, (done, total) => tell({ say: 'progress', done, total }))
      .then((result) => tell({ say: 'done', result }))
      .catch((thrown: unknown) => tell({ say: 'failed', failure: failureOf(thrown, dir) }))
  })
}

async function work(
  dir: string,
  { task, keys, stationKey }: Extract<ExportOrder, { say: 'start' }>,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<ExportResult> {
  const fairKeys = parseFairKeys(Buffer.from(keys))
  if (!fairKeys.ok) throw new Error('the job was given no keys')
  const folder = await openFairFolderWithKeys(dir, systemPorts, {
    fair: fairKeys.value,
    station: Buffer.from(stationKey),
    // An export meets no hub.
    token: null,
  })
  try {
    const fair = folder.checkin.fair()
    if (fair === null) throw new Error('the fair is gone')
    const lists = listsOf(fair, task.request.lists)
    switch (task.do) {
      case 'preview':
        return { do: 'preview', preview: previewOf(folder, fair, { ...task.request, lists }) }
      case 'write':
        return {
          do: 'write',
          result: await exportRows(folder, fair, { ...task.request, lists }, { signal, onProgress }),
        }
      default:
        return assertNever(task)
    }
  } finally {
    folder.close()
  }
}

const listsOf = (fair: Fair, codes: readonly string[] | null): readonly FairList[] | null =>
  codes === null ? null : codes.flatMap((code) => fair.list(code) ?? [])

/** The first rows as a spreadsheet shows them, and how many rows each kind of export would have. */
export function previewOf(
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
