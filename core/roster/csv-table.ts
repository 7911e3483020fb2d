import { err, ok } from '../result/result'
import type { Result } from '../result/result'
import { separatorOf, SEPARATORS } from './columns'
import type { Separator } from './columns'
import { CsvReader, lineEnds } from './csv'
import { detectEncoding, TextReader } from './encoding'
import type { ByteSource, Encoding } from './encoding'
import type { Table, TableRow } from './table'

/** Where the header line begins: characters before it, its line, and what separates the fields. */
interface Start {
  readonly skip: number
  readonly line: number
  readonly separator: Separator
}

/** A header line that does not end within this is no header line. */
const LONGEST_HEADER = 64 * 1024

/**
 * A text file as a table. The whole file is read once to find out how it is written; then memory stays that of a
 * portion. Empty lines and Excel's `sep=` before the header are passed over.
 */
export async function csvTable(source: ByteSource): Promise<Result<Table, 'empty_file' | 'wrong_encoding'>> {
  const encoding = await detectEncoding(source)
  if (!encoding.ok) return encoding
  const start = await findStart(source, encoding.value)
  if (!start.ok) return start
  return ok({ sheet: null, isGrid: false, rows: () => readRows(source, encoding.value, start.value) })
}

async function findStart(
  source: ByteSource,
  encoding: Encoding,
): Promise<Result<Start, 'empty_file' | 'wrong_encoding'>> {
  const decoder = new TextReader(encoding)
  let head = ''
  for await (const bytes of source()) {
    head += decoder.push(bytes)
    const found = startIn(head, false)
    if (found !== null) return found
  }
  return startIn(head + decoder.end(), true) ?? err('empty_file')
}

/** The header line's beginning; null while it is not complete (at the end: when there is nothing). */
function startIn(head: string, isLast: boolean): Result<Start, 'wrong_encoding'> | null {
  // Empty lines only: a leading tab may be the separator behind a header without name.
  const skipped = /^(?:[^\S\r\n]*(?:\r\n|\r|\n))*/.exec(head)?.[0].length ?? 0
  const body = head.slice(skipped)
  if (body.trim() === '') return null
  const excel = /^sep=(.)\r?\n/i.exec(body)
  const skip = skipped + (excel?.[0].length ?? 0)
  const end = headerEnd(head, skip)
  if (end === null && !isLast && head.length < LONGEST_HEADER) return null
  const headerText = head.slice(skip, end ?? head.length)
  const line = 1 + lineEnds(head, 0, skip)
  if (headerText.includes('\0')) return err('wrong_encoding', { line })
  return ok({ skip, line, separator: SEPARATORS.find((known) => known === excel?.[1]) ?? separatorOf(headerText) })
}

async function* readRows(source: ByteSource, encoding: Encoding, start: Start): AsyncGenerator<readonly TableRow[]> {
  const decoder = new TextReader(encoding)
  const reader = new CsvReader(start.separator, { firstLine: start.line })
  let { skip } = start
  for await (const bytes of source()) {
    const text = decoder.push(bytes)
    const rest = text.slice(skip)
    skip -= text.length - rest.length
    yield reader.push(rest)
  }
  yield reader.push(decoder.end())
  yield reader.end()
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
