import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { err, ok, type Result } from '../../core/result/result'
import { csvTable } from '../../core/roster/csv-table'
import type { Table } from '../../core/roster/table'
import { guarded, kindOf, type RosterFileError } from '../rosters/open-file'
import { openWorkbook } from '../spreadsheets/workbook'

/** No meeting has a longer list; it is read at once. */
const LARGEST = 64_000_000

export interface FileRow {
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * All rows of a list of participants: text with separators in any of the usual encodings, or a workbook (its visible sheets
 * one after the other).
 * @throws NodeJS.ErrnoException when it cannot be read
 */
export function readRows(file: string): Promise<Result<readonly FileRow[], RosterFileError>> {
  return guarded(async () => {
    const { size } = await stat(file)
    if (size > LARGEST)
      return err('file_too_large', { megabytes: Math.round(size / 1e6), limit: Math.round(LARGEST / 1e6) })
    const kind = await kindOf(file)
    if (kind === 'text') {
      const table = await csvTable(() => createReadStream(file))
      return table.ok ? ok(await rowsOf(table.value)) : table
    }
    if (kind !== 'zip') return err(kind)
    const workbook = await openWorkbook(file)
    if (!workbook.ok) return err('not_a_table')
    try {
      const rows: FileRow[] = []
      for (const { name, isHidden } of workbook.value.sheets)
        if (!isHidden) rows.push(...(await rowsOf(workbook.value.table(name))))
      return ok(rows)
    } finally {
      await workbook.value.close()
    }
  })
}

async function rowsOf(table: Table): Promise<FileRow[]> {
  const rows: FileRow[] = []
  for await (const portion of table.rows())
    for (const row of portion) if ('fields' in row) rows.push({ line: row.line, fields: row.fields })
  return rows
}
