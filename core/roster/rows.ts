import { cleanScan } from '../codes/clean'
import { ROSTER_COLUMNS } from './columns'
import type { RosterColumn, RosterColumns } from './columns'
import type { CellProblem, CsvProblem, TableRow } from './table'

/** A category of the fair: a row names it by its code or by one of its names. */
export interface RosterCategory {
  readonly code: string
  readonly names: readonly string[]
}

/** A person of the roster. */
export interface RosterRow {
  readonly kind: 'row'
  /** The row's first line in the file. */
  readonly line: number
  readonly code: string | null
  /** What a row without code is known again by: its other fields, and its place among equal rows. The caller hashes it. */
  readonly identity: string | null
  readonly name: string
  /** How the person is greeted, when that is other than the name. */
  readonly greeting: string | null
  readonly institution: string | null
  /** The category's code. */
  readonly category: string
  readonly phone: string | null
  readonly email: string | null
}

export type RejectReason =
  | CsvProblem
  | CellProblem
  | 'wrong_field_count'
  | 'control_character'
  | 'name_missing'
  | 'name_too_long'
  | 'greeting_too_long'
  | 'institution_too_long'
  | 'unknown_category'
  | 'code_too_long'
  | 'duplicate_code'

/** A row that was not taken, and where to look: its first line, the column's header as in the file, the value cut. */
export interface RejectedRow {
  readonly kind: 'rejected'
  readonly line: number
  readonly column: string | null
  readonly value: string
  readonly reason: RejectReason
  /** For a repeated code: where it stood first. */
  readonly firstLine?: number
}

export type Judged = RosterRow | RejectedRow

/** In code points after NFC: what an editor counts, near enough, and the same on every platform. */
const LONGEST_TEXT = 200
const SHOWN = 80

/** Judges row after row of one file; remembers codes and equal rows, so use one for each file. */
export class RowJudge {
  readonly #columns: RosterColumns
  readonly #categories: ReadonlyMap<string, string>
  /** Where each code stood first. */
  readonly #codes = new Map<string, number>()
  readonly #twins = new Map<string, number>()

  constructor(
    columns: RosterColumns,
    categories: readonly RosterCategory[],
    words: Readonly<Record<string, string>> = {},
  ) {
    this.#columns = columns
    this.#categories = categoryWords(categories, words)
  }

  /** Null for an empty row: spreadsheets leave them at the end. */
  judge(row: TableRow): Judged | null {
    if ('problem' in row) return rejected(row.line, null, row.text, row.problem)
    const { line, fields } = row
    const { headers, at } = this.#columns
    if (row.broken === undefined && fields.every(isBlank)) return null
    if (
      fields.length < headers.length ||
      (fields.length > headers.length && !fields.slice(headers.length).every(isBlank))
    ) {
      return rejected(line, null, fields.join(' | '), 'wrong_field_count')
    }
    const values = {} as Record<RosterColumn, string>
    for (const column of ROSTER_COLUMNS) {
      const index = at[column]
      values[column] = index === undefined ? '' : clean(fields[index] ?? '')
    }
    const value = (column: RosterColumn): string => values[column]
    const reject = (column: RosterColumn, reason: RejectReason) =>
      rejected(line, headers[at[column] ?? -1] ?? null, value(column), reason)

    // As the scanner will see it: a zero-width space from a web page is in no one's QR code.
    const code = cleanScan(value('code'))
    const firstLine = code === '' ? undefined : this.#codes.get(code)
    // Also the code of a row that is rejected below counts as used: nobody knows which of the two is meant.
    if (code !== '' && firstLine === undefined) this.#codes.set(code, line)

    const broken = row.broken?.find((cell) => ROSTER_COLUMNS.some((column) => at[column] === cell.index))
    if (broken !== undefined) return rejected(line, headers[broken.index] ?? null, broken.text, broken.problem)

    const unclean = ROSTER_COLUMNS.find((column) => hasControlCharacter(value(column), column === 'code'))
    if (unclean !== undefined) return reject(unclean, 'control_character')
    const name = value('name')
    if (name === '') return reject('name', 'name_missing')
    if (isTooLong(name)) return reject('name', 'name_too_long')
    if (isTooLong(value('greeting'))) return reject('greeting', 'greeting_too_long')
    if (isTooLong(value('institution'))) return reject('institution', 'institution_too_long')
    const category = this.#categories.get(categoryKey(value('category')))
    if (category === undefined) return reject('category', 'unknown_category')
    if (isTooLong(code)) return reject('code', 'code_too_long')
    if (firstLine !== undefined) return { ...reject('code', 'duplicate_code'), firstLine }

    const person = {
      name,
      greeting: value('greeting') || null,
      institution: value('institution') || null,
      category,
      phone: value('phone') || null,
      email: value('email') || null,
    }
    if (code !== '') return { kind: 'row', line, code, identity: null, ...person }
    return { kind: 'row', line, code: null, identity: this.#identityOf(person), ...person }
  }

  #identityOf(person: Omit<RosterRow, 'kind' | 'line' | 'code' | 'identity'>): string {
    const { name, institution, category, phone, email } = person
    const fields = JSON.stringify([name, institution, category, phone, email])
    const ordinal = (this.#twins.get(fields) ?? 0) + 1
    this.#twins.set(fields, ordinal)
    return `${ordinal}:${fields}`
  }
}

/** The category that each word stands for, by its `categoryKey`; `words`: what a person said of this file's. */
export function categoryWords(
  categories: readonly RosterCategory[],
  words: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> {
  const codes = new Set(categories.map(({ code }) => code))
  // A code wins over another category's name, and what a person said over both.
  return new Map([
    ...categories.flatMap(({ code, names }) => names.map((name): [string, string] => [categoryKey(name), code])),
    ...categories.map(({ code }): [string, string] => [categoryKey(code), code]),
    ...Object.entries(words).filter(([, code]) => codes.has(code)),
  ])
}

/** Trimmed, composed, with one kind of line end, and without the apostrophe that our own export puts before formulas. */
function clean(field: string): string {
  if (field === '' || PLAIN.test(field)) return field
  return trim(withoutMark(field).replaceAll(/\r\n?/g, '\n').normalize('NFC'))
}

/** A text without the apostrophe that our own export put before what looks like a formula. */
export function withoutMark(field: string): string {
  return /^'+[=@\t\r+-]/.test(field) ? field.slice(1) : field
}

/** Nothing to clean: printable ASCII without apostrophe or space at either end. Nearly every field is so. */
const PLAIN = /^[!-&(-~](?:[ -~]*[!-~])?$/

function isBlank(field: string): boolean {
  return field === '' || clean(field) === ''
}

/** Also takes off what only looks like nothing: spaces of no width, which trim() leaves. */
function trim(text: string): string {
  return text.replaceAll(/^[\s\u200B\u2060]+|[\s\u200B\u2060]+$/g, '')
}

/** A category's word as it is compared: without case, and with one space where there are more. */
export function categoryKey(text: string): string {
  return clean(text).normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ')
}

function isTooLong(text: string): boolean {
  return text.length > LONGEST_TEXT && Array.from(text).length > LONGEST_TEXT
}

/** Line ends and tabs are fine in a text, and in a code nothing is. */
function hasControlCharacter(text: string, isStrict: boolean): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    const isControl = char < 32 || (char >= 127 && char < 160)
    if (isControl && (isStrict || (char !== 9 && char !== 10))) return true
  }
  return false
}

function rejected(line: number, column: string | null, value: string, reason: RejectReason): RejectedRow {
  const shown = Array.from(value.slice(0, SHOWN * 2))
    .slice(0, SHOWN)
    .join('')
  return { kind: 'rejected', line, column, value: shown, reason }
}
