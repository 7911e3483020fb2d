import { safeCsvText } from '../../core/export/cell'
import { csvLines } from '../spreadsheets/csv-lines'
import { writeWhole } from './whole-file'

export type Cell = string | number | null

/** Rows turned into text at once. */
const BATCH = 500

/**
 * Writes a CSV file (UTF-8, CRLF as RFC 4180 has it) row by row, whole or not at all.
 * @returns the number of rows below the header
 */
export function writeCsv(
  file: string,
  header: readonly string[],
  rows: Iterable<readonly Cell[]>,
  separator = ',',
): number {
  return writeWhole(file, (put) => {
    const putRows = (batch: readonly (readonly Cell[])[]) => put(cellLines(batch, separator))
    let written = 0
    let batch: (readonly Cell[])[] = []
    putRows([header])
    for (const row of rows) {
      batch.push(row)
      written += 1
      if (batch.length === BATCH) {
        putRows(batch)
        batch = []
      }
    }
    if (batch.length > 0) putRows(batch)
    return written
  })
}

/** Rows as lines of a CSV file; no cell is taken for a formula. */
export const cellLines = (rows: readonly (readonly Cell[])[], separator: string): string =>
  csvLines(
    rows.map((row) => row.map(toCell)),
    separator,
  )

const toCell = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'number' ? String(cell) : safeCsvText(cell)
