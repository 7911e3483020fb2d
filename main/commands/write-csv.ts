import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { safeCsvText } from '../../core/export/cell'

export type Cell = string | number | null

/** Rows turned into text at once. */
const BATCH = 500

/**
 * Writes a CSV file (UTF-8, CRLF as RFC 4180 has it) row by row: under a temporary name beside its place, on the disk,
 * then renamed. A failure leaves what was there before.
 * @returns the number of rows below the header
 */
export function writeCsv(
  file: string,
  header: readonly string[],
  rows: Iterable<readonly Cell[]>,
  separator = ',',
): number {
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}.part`)
  const out = openSync(partial, 'wx', 0o600)
  let written = 0
  try {
    const put = (batch: readonly (readonly Cell[])[]) =>
      writeAll(
        out,
        stringify(
          batch.map((row) => row.map(toCell)),
          { delimiter: separator, record_delimiter: '\r\n' },
        ),
      )
    put([header])
    let batch: (readonly Cell[])[] = []
    for (const row of rows) {
      batch.push(row)
      written += 1
      if (batch.length === BATCH) {
        put(batch)
        batch = []
      }
    }
    if (batch.length > 0) put(batch)
    fsyncSync(out)
    closeSync(out)
    renameSync(partial, file)
    return written
  } catch (thrown) {
    closeQuietly(out)
    rmSync(partial, { force: true })
    throw thrown
  }
}

const toCell = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'number' ? String(cell) : safeCsvText(cell)

function writeAll(out: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at)
}

function closeQuietly(out: number): void {
  try {
    closeSync(out)
  } catch {
    return // closed already; the first error is the one to tell
  }
}
