/** A row of a table as it lies in its file. `line`: where it begins, counted from 1; in a sheet, its row number. */
export type TableRow =
  | {
      readonly line: number
      readonly fields: readonly string[]
      /** Cells that hold nothing that could be read; they count only in a column that is used. */
      readonly broken?: readonly BrokenCell[]
    }
  | { readonly line: number; readonly problem: CsvProblem; readonly text: string }

/** Why a row of a CSV file cannot be read. */
export type CsvProblem =
  | 'unclosed_quote' // a quote that opens a field and does not close it on its line, nor sensibly later
  | 'text_after_quote' // "Budi" Santoso
  | 'row_too_long'

/** `index`: the cell's column, from 0; `text`: what a person finds there. */
export interface BrokenCell {
  readonly index: number
  readonly problem: CellProblem
  readonly text: string
}

export type CellProblem =
  | 'formula_without_value' // it was never calculated, and we calculate nothing
  | 'cell_error' // #N/A, #REF!

/** A table in a file: CSV text, or one sheet of a workbook. */
export interface Table {
  /** The sheet's name; null: the file has only this table. */
  readonly sheet: string | null
  /** A grid's rows end where their last value stands; in a text each row has all its fields. */
  readonly isGrid: boolean
  /** All rows in their order, a portion at a time, anew from the beginning at each call. */
  rows(): AsyncGenerator<readonly TableRow[]>
}
