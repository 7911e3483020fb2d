import type { ExportName } from '../../core/contract/exports'
import type { CellKind } from '../spreadsheets/workbook-parts'

/** A cell before it is written: times are moments (effective, UTC ms), dates `2026-10-13`; null: nothing. */
export type Value = string | number | null

/** One row of an export before its personal columns; `visitor`: whose those would be. */
export interface Line {
  readonly visitor: string | null
  readonly values: readonly Value[]
}

/** A column: its name in JSON and in the dictionary (`column.…`), and how its values are meant. */
export interface Column {
  readonly key: string
  readonly kind: CellKind
}

/** What one kind of export holds. Rows are made one by one while they are read; no write may run meanwhile. */
export interface ExportTable {
  readonly what: ExportName
  readonly columns: readonly Column[]
  /** How many rows there will be. */
  readonly count: () => number
  readonly rows: () => Iterable<Line>
}

/** Turns columns given by key into the list of them. */
export const columnsOf = (kinds: Readonly<Record<string, CellKind>>): readonly Column[] =>
  Object.entries(kinds).map(([key, kind]) => ({ key, kind }))
