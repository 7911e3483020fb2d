import { safeCsvText } from '../../core/export/cell'
import { csvLines } from '../spreadsheets/csv-lines'
import type { ZoneClock } from '../../core/time/zone-clock'
import type { WholeFile } from '../commands/whole-file'
import type { CellKind } from '../spreadsheets/workbook-parts'
import type { Column, Value } from './table'

/** Rows turned into text at once. */
const BATCH = 500

/** Rows as they leave, and what is told of them: asked after each batch, may wait, and may throw to end it all. */
export interface RowSource {
  readonly columns: readonly Column[]
  readonly rows: Iterable<readonly Value[]>
  readonly onRows: (written: number) => Promise<void>
}

export interface CsvStyle {
  readonly separator: string
  /** Begins with the mark by which spreadsheets know UTF-8. */
  readonly hasMark: boolean
  readonly titles: readonly string[]
}

/** CSV in UTF-8, lines ended as RFC 4180 has it, times with the fair's offset. @returns rows below the header */
export function writeCsvRows(file: WholeFile, source: RowSource, style: CsvStyle, clock: ZoneClock): Promise<number> {
  const put = (rows: readonly (readonly string[])[]) => file.put(csvLines(rows, style.separator))
  if (style.hasMark) file.put('\uFEFF')
  put([style.titles.map(safeCsvText)])
  const kinds = source.columns.map(({ kind }) => kind)
  return inBatches(source, (rows) => put(rows.map((row) => csvTexts(row, kinds, clock))))
}

/** A plain loop: it runs for each cell of a million rows. */
function csvTexts(row: readonly Value[], kinds: readonly CellKind[], clock: ZoneClock): string[] {
  const texts: string[] = []
  for (let n = 0; n < row.length; n += 1) {
    const value = row[n]
    if (typeof value === 'string') texts.push(safeCsvText(value))
    else if (typeof value === 'number') texts.push(kinds[n] === 'time' ? clock.iso(value) : String(value))
    else texts.push('')
  }
  return texts
}

/** JSON: one list of objects, a line each; keys are the same in every language. @returns how many objects */
export async function writeJsonRows(file: WholeFile, source: RowSource, clock: ZoneClock): Promise<number> {
  const { columns } = source
  let isFirst = true
  file.put('[')
  const written = await inBatches(source, (rows) => {
    const lines = rows.map((row) =>
      JSON.stringify(
        Object.fromEntries(
          columns.map(({ key, kind }, n) => {
            const value = row[n] ?? null
            return [key, kind === 'time' && typeof value === 'number' ? clock.iso(value) : value]
          }),
        ),
      ),
    )
    file.put(`${isFirst ? '\n' : ',\n'}${lines.join(',\n')}`)
    isFirst = false
  })
  file.put('\n]\n')
  return written
}

async function inBatches(
  { rows, onRows }: RowSource,
  put: (rows: readonly (readonly Value[])[]) => void,
): Promise<number> {
  let written = 0
  let batch: (readonly Value[])[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    put(batch)
    written += batch.length
    batch = []
    await onRows(written)
  }
  if (batch.length > 0) put(batch)
  return written + batch.length
}
