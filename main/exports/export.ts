import { setImmediate } from 'node:timers/promises'
import type { Locale } from '../../core/contract/app'
import { PERSONAL_COLUMNS, type PersonalColumn } from '../../core/contract/exports'
import { daySpan } from '../../core/figures/day-span'
import { assertNever, err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import { dateSerial, type ZoneClock } from '../../core/time/zone-clock'
import { writeWholeSlowly, type WholeFile } from '../commands/whole-file'
import type { FairFolder } from '../folder/fair-folder'
import { say, type MessageKey } from '../i18n'
import { sheetName, writeWorkbook } from '../spreadsheets/workbook-writer'
import { ZipTooLarge } from '../spreadsheets/zip-writer'
import { attendanceTable, scanTable, visitorTable } from './door-tables'
import { logTable } from './log-table'
import { recordPersonal } from './record-personal'
import { summarySheet } from './summary'
import type { Column, ExportTable, Line, Value } from './table'
import { ticketTable } from './ticket-table'
import type { ExportRequest } from './request'
import { writeCsvRows, writeJsonRows, type RowSource } from './text-files'
import { Words } from './words'

export interface ExportPort {
  readonly onProgress?: (done: number, total: number) => void
  /** Once it is aborted there is no file. */
  readonly signal?: AbortSignal
}

export type ExportError = 'export_canceled' | 'export_too_large'

/** Rows between two looks at whether somebody canceled. */
const LOOK_EVERY = 2_000

/**
 * Writes an export row by row, whole or not at all, from one state of the fair: what is scanned meanwhile is not in it,
 * and its rows and its summary agree. Personal columns leave a record of who wanted them and why, before the first row.
 * @throws NodeJS.ErrnoException whose `path` is the file that was asked for
 */
export async function exportRows(
  folder: FairFolder,
  fair: Fair,
  request: ExportRequest,
  { onProgress = () => undefined, signal }: ExportPort = {},
): Promise<Result<{ readonly rows: number; readonly file: string }, ExportError>> {
  const words = new Words(fair, request.locale)
  // Before the file: nobody has the data without the record of it.
  if (request.personal !== null) recordPersonal(folder, request.what, request.personal)
  try {
    const rows = await folder.exports.inOneState(async () => {
      const table = exportTable(folder, fair, request, words)
      const total = table.count()
      const columns = [...table.columns, ...personalColumns(request)]
      let looked = 0
      const onRows = async (written: number) => {
        signal?.throwIfAborted()
        if (written - looked < LOOK_EVERY) return
        looked = written
        onProgress(written, Math.max(total, written))
        // Others have a turn: a message that cancels comes in here.
        await setImmediate()
      }
      return writeWholeSlowly(request.file, async (file) => {
        const source = { columns, rows: valuesOf(folder, table, request), onRows }
        const written = await write(file, source, { request, folder, words })
        signal?.throwIfAborted()
        return written
      })
    })
    return ok({ rows, file: request.file })
  } catch (thrown) {
    if (signal?.aborted === true && thrown === signal.reason) return err('export_canceled')
    if (thrown instanceof ZipTooLarge) return err('export_too_large')
    throw thrown
  }
}

/** The table that a request is about. */
export function exportTable(
  folder: FairFolder,
  fair: Fair,
  request: Pick<ExportRequest, 'what' | 'lists' | 'days'>,
  words: Words,
): ExportTable {
  const { days } = request
  switch (request.what) {
    case 'attendance':
      return attendanceTable(folder.exports, fair, request, words)
    case 'scans':
      return scanTable(folder.exports, fair, request, words)
    case 'visitors':
      return visitorTable(folder.exports, fair, request, words)
    case 'tickets':
      return ticketTable(folder, words, days)
    case 'log':
      return logTable(folder.exports, days?.map((day) => daySpan(fair, day)) ?? null)
    default:
      return assertNever(request.what)
  }
}

/** What stands above a column. */
export const titleOf = (column: Column, locale: Locale): string => say(locale, `column.${column.key}` as MessageKey)

interface Means {
  readonly request: ExportRequest
  readonly folder: FairFolder
  readonly words: Words
}

function write(file: WholeFile, source: RowSource, { request, folder, words }: Means): Promise<number> {
  const { locale, what, separator, hasMark } = request
  const titles = source.columns.map((column) => titleOf(column, locale))
  switch (request.format) {
    case 'csv':
      return writeCsvRows(file, source, { separator, hasMark, titles }, words.clock)
    case 'json':
      return writeJsonRows(file, source, words.clock)
    case 'xlsx':
      return writeWorkbook(
        file,
        {
          name: sheetName(say(locale, `sheet.${what}`)),
          columns: source.columns.map(({ kind }, n) => ({ kind, title: titles[n] ?? '' })),
          rows: serials(source, words.clock),
          onRows: source.onRows,
        },
        (rows) => [summarySheet(folder, request, words, rows)],
      )
    default:
      return assertNever(request.format)
  }
}

/** Moments and dates as a spreadsheet counts them. */
function* serials({ columns, rows }: RowSource, clock: ZoneClock): Generator<readonly Value[]> {
  const counted = columns.flatMap(({ kind }, n) => (kind === 'time' || kind === 'date' ? [{ kind, n }] : []))
  for (const row of rows) {
    const cells = row.slice()
    for (const { kind, n } of counted) cells[n] = serial(kind, cells[n] ?? null, clock)
    yield cells
  }
}

function serial(kind: 'time' | 'date', value: Value, clock: ZoneClock): Value {
  if (kind === 'time') return typeof value === 'number' ? clock.serial(value) : value
  return typeof value === 'string' ? dateSerial(value) : value
}

/** Of a log no row is anybody's. */
const personalColumns = ({ what, personal }: ExportRequest): readonly Column[] =>
  personal === null || what === 'log'
    ? []
    : PERSONAL_COLUMNS.filter((column) => personal.columns.includes(column)).map((key) => ({ key, kind: 'text' }))

function* valuesOf(folder: FairFolder, table: ExportTable, request: ExportRequest): Generator<readonly Value[]> {
  const columns = personalColumns(request).map(({ key }) => key as PersonalColumn)
  for (const line of table.rows())
    yield columns.length === 0 ? line.values : [...line.values, ...personalValues(folder, line, columns)]
}

/** Null where there is no such person, or their data were erased. */
export function personalValues(folder: FairFolder, { visitor }: Line, columns: readonly PersonalColumn[]): Value[] {
  if (visitor === null) return columns.map(() => null)
  const needs = (...keys: readonly PersonalColumn[]) => keys.some((key) => columns.includes(key))
  const greet = needs('name') ? folder.people.read(visitor, 'greet') : null
  const contact = needs('phone', 'email', 'code') ? folder.people.read(visitor, 'contact') : null
  const identity = needs('nik') ? folder.people.read(visitor, 'identity') : null
  const known: Record<PersonalColumn, string | null | undefined> = {
    name: greet?.ok === true ? greet.value.name : null,
    ...(contact?.ok === true ? pick(contact.value) : { phone: null, email: null, code: null }),
    nik: identity?.ok === true ? identity.value.nik : null,
  }
  return columns.map((column) => known[column] ?? null)
}

const pick = (contact: {
  phone?: string | null | undefined
  email?: string | null | undefined
  code?: string | null | undefined
}) => ({
  phone: contact.phone,
  email: contact.email,
  code: contact.code,
})
