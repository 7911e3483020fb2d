import type { BrokenCell, Table, TableRow } from '../../core/roster/table'
import { columnIndex, dateText, plainNumber, unescaped } from './cells'
import type { Texts } from './texts'
import { attribute, BadXml, textOf, XmlReader } from './xml'

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: Texts
  /** Which cell styles show a number as a date. */
  readonly dates: readonly boolean[]
  /** Days are counted from 1904 (old Macs), not from 1900. */
  readonly isFrom1904: boolean
}

/** No roster has more columns; a sheet that names the last possible one in each row would cost all memory. */
const MOST_COLUMNS = 4_096

/** The rows of a sheet, from the bytes of its part, a portion at a time. @throws BadXml */
export async function* sheetRows(part: AsyncIterable<Uint8Array>, context: SheetContext): ReturnType<Table['rows']> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const cells = new SheetReader(context)
  const reader = new XmlReader(cells)
  for await (const bytes of part) {
    reader.push(textOf(() => decoder.decode(bytes, { stream: true })))
    const rows = cells.take()
    if (rows.length > 0) yield rows
  }
  reader.push(textOf(() => decoder.decode()))
  reader.end()
  yield cells.take()
}

/** Turns a sheet's XML into rows of texts. */
class SheetReader {
  readonly #context: SheetContext
  #rows: TableRow[] = []
  #line = 0
  #fields: string[] = []
  #broken: BrokenCell[] = []
  #isInRow = false
  // The cell under way.
  #column = -1
  #type = ''
  #style = 0
  #value = ''
  #inline = ''
  #formula: string | null = null
  #into: 'value' | 'inline' | 'formula' | null = null
  #isInAid = false

  constructor(context: SheetContext) {
    this.#context = context
  }

  /** The rows that are complete, each given out once. */
  take(): TableRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'row': {
        const line = Number(attribute(attributes, 'r') ?? this.#line + 1)
        if (!Number.isInteger(line) || line <= this.#line) throw new BadXml('its rows are out of order')
        this.#line = line
        this.#isInRow = true
        this.#column = -1
        this.#fields = []
        this.#broken = []
        return
      }
      case 'c': {
        if (!this.#isInRow) return
        const reference = attribute(attributes, 'r')
        const column = reference === null ? this.#column + 1 : columnIndex(reference)
        if (column === null || column <= this.#column) throw new BadXml('its cells are out of order')
        if (column >= MOST_COLUMNS) throw new BadXml('it has too many columns')
        this.#column = column
        this.#type = attribute(attributes, 't') ?? 'n'
        this.#style = Number(attribute(attributes, 's') ?? 0)
        this.#value = ''
        this.#inline = ''
        this.#formula = null
        return
      }
      case 'v':
        this.#into = 'value'
        return
      case 'f':
        this.#formula = ''
        this.#into = 'formula'
        return
      case 't':
        if (!this.#isInAid) this.#into = 'inline'
        return
      case 'rPh':
        this.#isInAid = true
        return
    }
  }

  text(text: string): void {
    if (!this.#isInRow) return
    if (this.#into === 'value') this.#value += text
    else if (this.#into === 'inline') this.#inline += text
    else if (this.#into === 'formula') this.#formula = (this.#formula ?? '') + text
  }

  close(name: string): void {
    if (name === 'v' || name === 'f' || name === 't') this.#into = null
    else if (name === 'rPh') this.#isInAid = false
    else if (name === 'c' && this.#isInRow) this.#endCell()
    else if (name === 'row') {
      this.#isInRow = false
      const row = { line: this.#line, fields: this.#fields }
      if (this.#broken.length > 0) this.#rows.push({ ...row, broken: this.#broken })
      else if (this.#fields.length > 0) this.#rows.push(row)
    }
  }

  #endCell(): void {
    const index = this.#column
    // Never calculated: a text may be empty all the same, a number may not.
    if (this.#formula !== null && this.#value === '' && this.#type !== 'str') {
      this.#broken.push({ index, problem: 'formula_without_value', text: `=${this.#formula}` })
      return
    }
    if (this.#type === 'e') {
      this.#broken.push({ index, problem: 'cell_error', text: this.#value })
      return
    }
    const text = this.#textOfCell()
    if (text === '') return
    while (this.#fields.length < index) this.#fields.push('')
    this.#fields.push(text)
  }

  #textOfCell(): string {
    switch (this.#type) {
      case 's': {
        const text = this.#context.strings.at(Number(this.#value))
        if (text === undefined) throw new BadXml('a cell names a text that is not there')
        return unescaped(text)
      }
      case 'str':
        return unescaped(this.#value)
      case 'inlineStr':
        return unescaped(this.#inline)
      case 'b':
        return this.#value === '1' ? 'TRUE' : 'FALSE'
      case 'd':
        return this.#value.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace('T', ' ')
      default:
        if (this.#value === '') return ''
        return this.#context.dates[this.#style] === true
          ? dateText(this.#value, this.#context.isFrom1904)
          : plainNumber(this.#value)
    }
  }
}
