import { err, ok } from '../result/result'
import type { Result } from '../result/result'
import { recogniseColumns, separatorOf, SEPARATORS } from './columns'
import type { RosterColumns, Separator } from './columns'
import { CsvReader, lineEnds } from './csv'
import type { CsvRow } from './csv'
import { Utf8Reader } from './encoding'
import { RowJudge } from './rows'
import type { RejectedRow, RosterCategory, RosterRow } from './rows'

/** Why a whole file is refused. `detail` says which column, or the line where another encoding shows. */
export type RosterError = 'empty_file' | 'no_rows' | 'wrong_encoding' | 'missing_column' | 'duplicate_column'

/** A file that may be read from its beginning more than once. */
export type RosterSource = () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** A file whose header was understood. */
export interface Roster {
  readonly columns: RosterColumns
  readonly separator: Separator
  /** The file's rows, a portion at a time, taken and rejected ones in their order. Empty rows are passed over. */
  readonly rows: () => AsyncGenerator<readonly (RosterRow | RejectedRow)[]>
}

interface Started {
  readonly columns: RosterColumns
  readonly separator: Separator
  readonly reader: CsvReader
  readonly rest: readonly CsvRow[]
}

/** A header line that does not end within this is no header line. */
const LONGEST_HEADER = 64 * 1024

/**
 * Opens a roster. The whole file is read once before the first row is given out, so that a file in another encoding is
 * refused before anything of it is imported; memory stays that of a portion.
 */
export async function openRoster(
  source: RosterSource,
  categories: readonly RosterCategory[],
): Promise<Result<Roster, RosterError>> {
  const decoder = new Utf8Reader()
  let started: Result<Started, RosterError> | null = null
  let head = ''
  let hasRows = false
  for await (const bytes of source()) {
    const text = decoder.push(bytes)
    if (!text.ok) return text
    if (started === null) {
      head += text.value
      started = start(head, false)
      if (started?.ok === true) hasRows = started.value.rest.some(isFilled)
      else if (started !== null) return started
    } else if (started.ok && !hasRows) {
      hasRows = started.value.reader.push(text.value).some(isFilled)
    }
  }
  const end = decoder.end()
  if (!end.ok) return end
  started ??= start(head, true)
  if (started === null) return err('empty_file')
  if (!started.ok) return started
  const { columns, separator, reader, rest } = started.value
  if (!hasRows && ![...rest, ...reader.end()].some(isFilled)) return err('no_rows')
  return ok({ columns, separator, rows: () => readRows(source, columns, categories) })
}

/** Reads a small roster at once. */
export async function parseRoster(
  bytes: Uint8Array,
  categories: readonly RosterCategory[],
): Promise<Result<{ columns: RosterColumns; rows: RosterRow[]; rejected: RejectedRow[] }, RosterError>> {
  const roster = await openRoster(() => [bytes], categories)
  if (!roster.ok) return roster
  const rows: RosterRow[] = []
  const rejected: RejectedRow[] = []
  for await (const portion of roster.value.rows()) {
    for (const row of portion) {
      if (row.kind === 'row') rows.push(row)
      else rejected.push(row)
    }
  }
  return ok({ columns: roster.value.columns, rows, rejected })
}

async function* readRows(
  source: RosterSource,
  columns: RosterColumns,
  categories: readonly RosterCategory[],
): AsyncGenerator<readonly (RosterRow | RejectedRow)[]> {
  const decoder = new Utf8Reader()
  const judge = new RowJudge(columns, categories)
  const judged = (rows: readonly CsvRow[]) => rows.map((row) => judge.judge(row)).filter((row) => row !== null)
  let reader: CsvReader | null = null
  let head = ''
  for await (const bytes of source()) {
    const text = decoder.push(bytes)
    if (!text.ok) throw new Error('the roster changed while it was read')
    if (reader === null) {
      head += text.value
      const started: Result<Started, RosterError> | null = start(head, false)
      if (started === null) continue
      if (!started.ok) throw new Error('the roster changed while it was read')
      reader = started.value.reader
      yield judged(started.value.rest)
    } else {
      yield judged(reader.push(text.value))
    }
  }
  if (reader === null) {
    const started = start(head, true)
    if (started?.ok !== true) throw new Error('the roster changed while it was read')
    yield judged(started.value.rest)
    reader = started.value.reader
  }
  yield judged(reader.end())
}

/** Finds and understands the header; null while it is not complete (at the end: when there is nothing). */
function start(head: string, isLast: boolean): Result<Started, RosterError> | null {
  // Empty lines only: a leading tab may be the separator behind a header without name.
  const skipped = /^(?:[^\S\r\n]*(?:\r\n|\r|\n))*/.exec(head)?.[0].length ?? 0
  const body = head.slice(skipped)
  if (body.trim() === '') return null
  const excel = /^sep=(.)\r?\n/i.exec(body)
  const from = skipped + (excel?.[0].length ?? 0)
  const end = headerEnd(head, from)
  if (end === null && !isLast && head.length < LONGEST_HEADER) return null
  const headerText = head.slice(from, end ?? head.length)
  const line = 1 + lineEnds(head, 0, from)
  if (headerText.includes('\0')) return err('wrong_encoding', { line })
  const separator = SEPARATORS.find((known) => known === excel?.[1]) ?? separatorOf(headerText)
  const [header] = new CsvReader(separator).push(`${headerText}\n\n`)
  const columns = recogniseColumns(header !== undefined && 'fields' in header ? header.fields : [])
  if (!columns.ok) return columns
  const reader = new CsvReader(separator, { firstLine: line + lineEnds(head, from, end ?? head.length) })
  const rest = end === null ? [] : reader.push(head.slice(end))
  // The line end behind the header belongs to it: what it gives is one empty row, passed over like any other.
  return ok({ columns: columns.value, separator, reader, rest })
}

/** The end of the header line (its line end not included), outside quotes; null when it does not end yet. */
function headerEnd(head: string, from: number): number | null {
  let isQuoted = false
  for (let at = from; at < head.length; at += 1) {
    const char = head[at]
    if (char === '"') isQuoted = !isQuoted
    if (!isQuoted && (char === '\n' || char === '\r')) return at
  }
  return null
}

function isFilled(row: CsvRow): boolean {
  return 'problem' in row || row.fields.some((field) => field.trim() !== '')
}
