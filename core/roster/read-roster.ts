import { err, ok } from '../result/result'
import type { Result } from '../result/result'
import { readColumns } from './columns'
import type { ColumnChoice, RosterColumns } from './columns'
import { categoryWords, RowJudge } from './rows'
import type { Judged, RosterCategory } from './rows'
import type { Table, TableRow } from './table'

/** How a fair reads rosters: its categories, and what a person said of a file with these headers. */
export interface RosterRules {
  readonly categories: readonly RosterCategory[]
  readonly saidOf?: (headers: readonly string[]) => RosterSaid
}

/** What a person said of a file: its columns, and the categories that its words stand for. */
export interface RosterSaid {
  readonly columns?: ColumnChoice
  /** Category codes by the word that the file has for them, as `categoryKey` writes it. */
  readonly words?: Readonly<Record<string, string>>
}

/** A table whose header row was found. */
export interface Roster {
  readonly columns: RosterColumns
  /** Where the header stands. */
  readonly line: number
  /** The category that each word of this file stands for, by its `categoryKey`. */
  readonly words: ReadonlyMap<string, string>
  /** The rows behind the header, a portion at a time, each with what it comes to. Empty rows are passed over. */
  readonly rows: () => AsyncGenerator<readonly JudgedRow[]>
}

export interface JudgedRow {
  readonly source: TableRow
  readonly judged: Judged
}

/** A row that may be the header. */
interface Top {
  readonly row: TableRow
  readonly said: RosterSaid
  readonly columns: RosterColumns
}

/** Lists often have a title and a date above their header. */
const HEADER_WITHIN = 20

/** Finds the header row: the first that says all we need, else the one that says the most, else the first filled one. */
export async function openTable(table: Table, rules: RosterRules): Promise<Result<Roster, 'no_rows'>> {
  const tops: Top[] = []
  let header: Top | undefined
  let hasRows = false
  for await (const portion of table.rows()) {
    for (const row of portion) {
      if (!isFilled(row)) continue
      if (header !== undefined) {
        hasRows = true
        break
      }
      const headers = 'fields' in row ? row.fields : []
      const said = rules.saidOf?.(headers) ?? {}
      tops.push({ row, said, columns: readColumns(headers, said.columns) })
      const isWhole = tops.at(-1)?.columns.missing.length === 0
      if (isWhole || tops.length === HEADER_WITHIN) header = isWhole ? tops.at(-1) : bestOf(tops)
      // A best one that is not the last has rows below it.
      hasRows = header !== undefined && header !== tops.at(-1)
    }
    if (hasRows) break
  }
  if (header === undefined) {
    header = bestOf(tops)
    hasRows = header !== tops.at(-1)
  }
  if (header === undefined) return err('no_rows')
  const found = header
  const { row, columns } = found
  // A header that says nothing of a person is not told "no rows": its columns are the trouble.
  if (!hasRows && columnsProblem(columns).ok) return err('no_rows')
  const words = categoryWords(rules.categories, found.said.words)
  return ok({ columns, line: row.line, words, rows: () => judgedRows(table, found, rules.categories) })
}

/** Why the rows of a table with this header cannot be taken; null: they can. */
export function columnsProblem(columns: RosterColumns): Result<null, 'missing_column' | 'duplicate_column'> {
  const { doubled, missing } = columns
  if (doubled !== null) return err('duplicate_column', { ...doubled })
  return missing.length > 0 ? err('missing_column', { columns: missing.join(', ') }) : ok(null)
}

async function* judgedRows(
  table: Table,
  { row: header, columns, said }: Top,
  categories: readonly RosterCategory[],
): AsyncGenerator<readonly JudgedRow[]> {
  const judge = new RowJudge(columns, categories, said.words)
  const width = columns.headers.length
  for await (const portion of table.rows()) {
    const rows: JudgedRow[] = []
    for (const row of portion) {
      if (row.line <= header.line) continue
      const source = table.isGrid ? padded(row, width) : row
      const judged = judge.judge(source)
      if (judged !== null) rows.push({ source, judged })
    }
    if (rows.length > 0) yield rows
  }
}

function padded(row: TableRow, width: number): TableRow {
  if ('problem' in row || row.fields.length >= width) return row
  return { ...row, fields: [...row.fields, ...Array.from({ length: width - row.fields.length }, () => '')] }
}

function bestOf(tops: readonly Top[]): Top | undefined {
  const known = ({ columns }: Top) => Object.keys(columns.at).length
  return tops.toSorted((a, b) => known(b) - known(a))[0]
}

function isFilled(row: TableRow): boolean {
  return 'problem' in row || row.fields.some((field) => field.trim() !== '') || row.broken !== undefined
}
