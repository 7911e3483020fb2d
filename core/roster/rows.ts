import { cleanScan } from '../codes/clean'
import type { CsvProblem, CsvRow } from './csv'
import { ROSTER_COLUMNS } from './columns'
import type { RosterColumn, RosterColumns } from './columns'

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
  readonly institution: string | null
  /** The category's code. */
  readonly category: string
  readonly phone: string | null
  readonly email: string | null
}

export type RejectReason =
  | CsvProblem
  | 'wrong_field_count'
  | 'control_character'
  | 'name_missing'
  | 'name_too_long'
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
}

/** In code points after NFC: what an editor counts, near enough, and the same on every platform. */
const LONGEST_TEXT = 200
const SHOWN = 80

/** Judges row after row of one file; remembers codes and equal rows, so use one for each file. */
export class RowJudge {
  readonly #columns: RosterColumns
  readonly #categories: ReadonlyMap<string, string>
  readonly #codes = new Set<string>()
  readonly #twins = new Map<string, number>()

  constructor(columns: RosterColumns, categories: readonly RosterCategory[]) {
    this.#columns = columns
    // A code wins over another category's name.
    this.#categories = new Map([
      ...categories.flatMap(({ code, names }) => names.map((name): [string, string] => [folded(name), code])),
      ...categories.map(({ code }): [string, string] => [folded(code), code]),
    ])
  }

  /** Null for an empty row: spreadsheets leave them at the end. */
  judge(row: CsvRow): RosterRow | RejectedRow | null {
    if ('problem' in row) return rejected(row.line, null, row.text, row.problem)
    const { line, fields } = row
    const { headers, at } = this.#columns
    if (fields.every((field) => clean(field) === '')) return null
    if (fields.length < headers.length || fields.slice(headers.length).some((field) => clean(field) !== '')) {
      return rejected(line, null, fields.join(' | '), 'wrong_field_count')
    }
    const raw = (column: RosterColumn): string => {
      const index = at[column]
      return index === undefined ? '' : (fields[index] ?? '')
    }
    const value = (column: RosterColumn): string => clean(raw(column))
    const reject = (column: RosterColumn, reason: RejectReason) =>
      rejected(line, headers[at[column] ?? -1] ?? null, value(column), reason)

    // As the scanner will see it: a zero-width space from a web page is in no one's QR code.
    const code = cleanScan(value('code'))
    const isRepeated = code !== '' && this.#codes.has(code)
    // Also the code of a row that is rejected below counts as used: nobody knows which of the two is meant.
    if (code !== '') this.#codes.add(code)

    const unclean = ROSTER_COLUMNS.find((column) => hasControlCharacter(value(column), column === 'code'))
    if (unclean !== undefined) return reject(unclean, 'control_character')
    const name = value('name')
    if (name === '') return reject('name', 'name_missing')
    if (isTooLong(name)) return reject('name', 'name_too_long')
    if (isTooLong(value('institution'))) return reject('institution', 'institution_too_long')
    const category = this.#categories.get(folded(value('category')))
    if (category === undefined) return reject('category', 'unknown_category')
    if (isTooLong(code)) return reject('code', 'code_too_long')
    if (isRepeated) return reject('code', 'duplicate_code')

    const person = {
      name,
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

/** Trimmed, composed, with one kind of line end, and without the apostrophe that our own export puts before formulas. */
function clean(field: string): string {
  const bare = /^'+[=@\t\r+-]/.test(field) ? field.slice(1) : field
  return trim(bare.replaceAll(/\r\n?/g, '\n').normalize('NFC'))
}

/** Also takes off what only looks like nothing: spaces of no width, which trim() leaves. */
function trim(text: string): string {
  return text.replaceAll(/^[\s\u200B\u2060]+|[\s\u200B\u2060]+$/g, '')
}

function folded(text: string): string {
  return trim(text).normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ')
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
