import type { WholeFile } from '../commands/whole-file'
import { cellText, columnLetters, xmlText } from './cell-xml'
import { CONTENT_TYPES, PACKAGE_RELATIONS, STYLES, styleOf, workbookParts, type CellKind } from './workbook-parts'
import { ZipWriter } from './zip-writer'

export type SheetCell = string | number | null

export interface SheetColumn {
  readonly title: string
  readonly kind: CellKind
}

/** Rows under a header that stays in sight and can be filtered by. */
export interface DataSheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: Iterator<readonly SheetCell[]>
  /** Asked now and then with how many rows are written; may wait, and may throw to end it all. */
  readonly onRows?: (written: number) => Promise<void> | void
  /** Rows a sheet, its header included; for tests. */
  readonly rowsPerSheet?: number
}

/** A few rows as they are given, each cell with its own kind; `isHead`: in bold. */
export interface FreeSheet {
  readonly name: string
  readonly rows: readonly {
    readonly isHead?: boolean
    readonly cells: readonly { kind: CellKind; value: SheetCell }[]
  }[]
  readonly widths: readonly number[]
}

/** What a spreadsheet program holds at most: what does not fit goes on in a second sheet. */
export const MOST_ROWS = 1_048_576
/** Characters of XML packed at a time. */
const PORTION = 256 * 1024
/** A sheet's part is ended before it outgrows what an archive can say of it (counted in characters, some take three bytes). */
const MOST_CHARACTERS = 1_300_000_000
/** As many rows are looked at to see how wide the columns are to be. */
const SAMPLE = 200
/** Different words kept for the whole file; more are written where they stand. */
const MOST_WORDS = 10_000

/**
 * Writes an XLSX workbook: the data first, then the free sheets. Rows are pulled one by one and never held.
 * @returns how many rows of data it has
 */
export async function writeWorkbook(
  file: WholeFile,
  data: DataSheet,
  freeSheets: (rows: number) => readonly FreeSheet[],
): Promise<number> {
  const zip = new ZipWriter(file)
  const words = new Words()
  const names: string[] = []
  const source = new Rows(data.rows)
  do {
    const number = names.length + 1
    names.push(number === 1 ? data.name : `${data.name} ${number}`)
    await zip.add(`xl/worksheets/sheet${number}.xml`, dataSheet(data, source, words, number === 1))
  } while (source.peek() !== null)
  for (const sheet of freeSheets(source.taken)) {
    names.push(sheet.name)
    await zip.add(`xl/worksheets/sheet${names.length}.xml`, [freeSheet(sheet)])
  }
  await zip.add('xl/sharedStrings.xml', words.xml())
  await zip.add('xl/styles.xml', [STYLES])
  for (const [path, xml] of workbookParts(names)) await zip.add(path, [xml])
  await zip.add('[Content_Types].xml', [CONTENT_TYPES(names.length)])
  await zip.add('_rels/.rels', [PACKAGE_RELATIONS])
  zip.end()
  return source.taken
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const SHEET = `${HEAD}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
const FROZEN = (isFirst: boolean) =>
  `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'

async function* dataSheet(data: DataSheet, source: Rows, words: Words, isFirst: boolean): AsyncGenerator<string> {
  const { columns } = data
  const letters = columns.map((_column, n) => columnLetters(n))
  const most = data.rowsPerSheet ?? MOST_ROWS
  const widths = columns.map((column, n) => widthOf(column, source.sample(SAMPLE), n))
  const title = columns.map(({ title: text }, n) => words.cell(letters[n] ?? '', 1, styleOf('head'), text)).join('')
  let xml = `${SHEET}${FROZEN(isFirst)}${colsXml(widths)}<sheetData><row r="1">${title}</row>`
  let row = 1
  let characters = xml.length
  while (row < most && characters < MOST_CHARACTERS) {
    const cells = source.take()
    if (cells === null) break
    row += 1
    xml += `<row r="${row}">${rowXml(cells, columns, letters, row, words)}</row>`
    if (xml.length >= PORTION) {
      characters += xml.length
      yield xml
      xml = ''
      await data.onRows?.(source.taken)
    }
  }
  const last = `${letters.at(-1) ?? 'A'}${row}`
  yield `${xml}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`
}

function rowXml(
  cells: readonly SheetCell[],
  columns: readonly SheetColumn[],
  letters: readonly string[],
  row: number,
  words: Words,
): string {
  let xml = ''
  for (let n = 0; n < columns.length; n += 1) {
    const value = cells[n]
    if (value === null || value === undefined || value === '') continue
    xml += cellXml(letters[n] ?? '', row, columns[n]?.kind ?? 'text', value, words)
  }
  return xml
}

function cellXml(letter: string, row: number, kind: CellKind, value: string | number, words: Words): string {
  if (typeof value === 'number') return `<c r="${letter}${row}" s="${styleOf(kind)}"><v>${value}</v></c>`
  return kind === 'word' ? words.cell(letter, row, 0, value) : textCell(letter, row, 0, value)
}

const textCell = (letter: string, row: number, style: number, text: string): string =>
  `<c r="${letter}${row}"${style === 0 ? '' : ` s="${style}"`} t="inlineStr"><is>${cellText(text)}</is></c>`

function freeSheet(sheet: FreeSheet): string {
  const rows = sheet.rows.map(({ isHead = false, cells }, n) => {
    const xml = cells.map(({ kind, value }, column) => {
      if (value === null || value === '') return ''
      const letter = columnLetters(column)
      if (typeof value === 'number') return `<c r="${letter}${n + 1}" s="${styleOf(kind)}"><v>${value}</v></c>`
      return textCell(letter, n + 1, isHead ? styleOf('head') : 0, value)
    })
    return `<row r="${n + 1}">${xml.join('')}</row>`
  })
  return `${SHEET}<sheetViews><sheetView workbookViewId="0"/></sheetViews>${colsXml(sheet.widths)}<sheetData>${rows.join('')}</sheetData></worksheet>`
}

const colsXml = (widths: readonly number[]): string =>
  `<cols>${widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`

/** Wide enough for its title with the filter's arrow beside it, and for what its first rows hold. */
function widthOf({ title, kind }: SheetColumn, sample: readonly (readonly SheetCell[])[], n: number): number {
  const shown = (value: SheetCell | undefined): number =>
    kind === 'time' ? 19 : kind === 'date' ? 10 : String(value ?? '').length
  const widest = sample.reduce((most, row) => Math.max(most, shown(row[n])), title.length + 3)
  return Math.min(60, widest + 2)
}

/** The rows to come: the next ones can be looked at before they are taken. */
class Rows {
  readonly #ahead: (readonly SheetCell[])[] = []
  #at = 0
  taken = 0

  constructor(private readonly source: Iterator<readonly SheetCell[]>) {}

  sample(most: number): readonly (readonly SheetCell[])[] {
    while (this.#ahead.length - this.#at < most) {
      const next = this.source.next()
      if (next.done === true) break
      this.#ahead.push(next.value)
    }
    return this.#ahead.slice(this.#at, this.#at + most)
  }

  peek(): readonly SheetCell[] | null {
    return this.sample(1)[0] ?? null
  }

  take(): readonly SheetCell[] | null {
    if (this.#at < this.#ahead.length) {
      this.taken += 1
      const row = this.#ahead[this.#at] ?? null
      this.#at += 1
      if (this.#at === this.#ahead.length) {
        this.#ahead.length = 0
        this.#at = 0
      }
      return row
    }
    const next = this.source.next()
    if (next.done === true) return null
    this.taken += 1
    return next.value
  }
}

/** Texts that come again and again: each stands once in the file, and a cell names its number. */
class Words {
  readonly #numbers = new Map<string, number>()

  cell(letter: string, row: number, style: number, text: string): string {
    let number = this.#numbers.get(text)
    if (number === undefined) {
      if (this.#numbers.size >= MOST_WORDS) return textCell(letter, row, style, text)
      number = this.#numbers.size
      this.#numbers.set(text, number)
    }
    return `<c r="${letter}${row}"${style === 0 ? '' : ` s="${style}"`} t="s"><v>${number}</v></c>`
  }

  *xml(): Generator<string> {
    yield `${HEAD}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${this.#numbers.size}">`
    for (const text of this.#numbers.keys()) yield `<si>${cellText(text)}</si>`
    yield '</sst>'
  }
}

/** For names of sheets: what a spreadsheet program takes, at most 28 characters, so that a number finds room behind. */
export const sheetName = (text: string): string =>
  xmlText(
    text
      .replaceAll(/[\\/?*[\]:]/g, ' ')
      .slice(0, 28)
      .trim(),
  )
