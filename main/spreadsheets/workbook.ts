import { err, ok, type Result } from '../../core/result/result'
import type { Table } from '../../core/roster/table'
import { isDateFormat } from './cells'
import { sheetRows, type SheetContext } from './sheet'
import { Texts } from './texts'
import { attribute, BadXml, textOf, XmlReader, type XmlHandler } from './xml'
import { openZip, type Zip, type ZipError } from './zip'

/** Why a file is no workbook that can be read. */
export type WorkbookError = ZipError | 'not_a_workbook' | 'workbook_damaged'

/** An XLSX workbook. */
export interface Workbook {
  /** Sheets in their order; hidden ones count only when they are named. */
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[]
  /** A sheet as a table. Reading it throws BadXml or BadZip when it is damaged. */
  table(name: string): Table
  close(): Promise<void>
}

/** What a workbook may come to unpacked, in bytes: ten times the largest roster we take. */
const LARGEST = 600_000_000
/** The one part that is held in memory. */
const LARGEST_STRINGS = 200_000_000

/** Opens an XLSX file. Only texts, numbers and where they stand are read: no formula, link, macro or picture. */
export async function openWorkbook(file: string): Promise<Result<Workbook, WorkbookError>> {
  const opened = await openZip(file, LARGEST)
  if (!opened.ok) return opened
  const zip = opened.value
  try {
    const main = (await relations(zip, '')).find(({ type }) => type.endsWith('/officeDocument'))?.path
    if (main === undefined || !zip.has(main) || !/(^|\/)workbook\.xml$/i.test(main)) {
      await zip.close()
      return err('not_a_workbook')
    }
    const parts = await relations(zip, main)
    const path = (ending: string) => parts.find(({ type }) => type.endsWith(ending))?.path
    const { sheets, isFrom1904 } = await readSheets(zip, main)
    const dates = await readDates(zip, path('/styles'))
    let strings: Texts | null = null
    const context = async (): Promise<SheetContext> => {
      strings ??= await readStrings(zip, path('/sharedStrings'))
      return { strings, dates, isFrom1904 }
    }
    return ok({
      sheets: sheets.map(({ name, isHidden }) => ({ name, isHidden })),
      table: (name) => {
        const id = sheets.find((sheet) => sheet.name === name)?.relation
        const part = parts.find((known) => known.id === id)?.path
        if (part === undefined) throw new BadXml(`the sheet ${name} is nowhere`)
        return { sheet: name, isGrid: true, rows: () => rowsOf(zip, part, context) }
      },
      close: () => zip.close(),
    })
  } catch (thrown) {
    await zip.close()
    throw thrown
  }
}

async function* rowsOf(zip: Zip, part: string, context: () => Promise<SheetContext>): ReturnType<Table['rows']> {
  yield* sheetRows(zip.read(part), await context())
}

interface Relation {
  readonly id: string
  readonly type: string
  readonly path: string
}

/** What a part refers to, with paths from the archive's root. */
async function relations(zip: Zip, of: string): Promise<readonly Relation[]> {
  const folder = of.slice(0, of.lastIndexOf('/') + 1)
  const part = `${folder}_rels/${of.slice(folder.length)}.rels`
  const found: Relation[] = []
  if (!zip.has(part)) return found
  await readXml(zip, part, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const target = attribute(attributes, 'Target') ?? ''
      found.push({
        id: attribute(attributes, 'Id') ?? '',
        type: attribute(attributes, 'Type') ?? '',
        path: target.startsWith('/') ? target.slice(1) : folder + target.replace(/^(\.\/)+/, ''),
      })
    },
  })
  return found
}

async function readSheets(zip: Zip, main: string) {
  const sheets: { name: string; relation: string; isHidden: boolean }[] = []
  let isFrom1904 = false
  await readXml(zip, main, {
    open: (name, attributes) => {
      if (name === 'workbookPr') isFrom1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (name !== 'sheet') return
      const relation = /\b\w+:id=["']([^"']*)["']/.exec(attributes)?.[1] ?? ''
      const isHidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible'
      sheets.push({ name: attribute(attributes, 'name') ?? '', relation, isHidden })
    },
  })
  return { sheets, isFrom1904 }
}

async function readDates(zip: Zip, part: string | undefined): Promise<readonly boolean[]> {
  const formats = new Map<number, string>()
  const dates: boolean[] = []
  let isInCells = false
  if (part === undefined || !zip.has(part)) return dates
  await readXml(zip, part, {
    open: (name, attributes) => {
      if (name === 'cellXfs') isInCells = true
      else if (name === 'numFmt') {
        formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      } else if (name === 'xf' && isInCells) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        dates.push(isDateFormat(id, formats.get(id)))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return dates
}

/** The texts that cells refer to by number: rich text without its looks, without the reading aids of Japanese. */
async function readStrings(zip: Zip, part: string | undefined): Promise<Texts> {
  const strings = new Texts()
  let [text, size] = ['', 0]
  let [isInText, isInAid] = [false, false]
  if (part === undefined || !zip.has(part)) return strings
  await readXml(zip, part, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') isInAid = true
      else if (name === 't') isInText = !isInAid
    },
    text: (more) => {
      if (isInText) text += more
    },
    close: (name) => {
      if (name === 't') isInText = false
      else if (name === 'rPh') isInAid = false
      else if (name === 'si') {
        size += text.length
        if (size > LARGEST_STRINGS) throw new BadXml('its texts are too long')
        strings.add(text)
      }
    },
  })
  return strings
}

async function readXml(zip: Zip, part: string, handler: XmlHandler): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = new XmlReader(handler)
  for await (const bytes of zip.read(part)) reader.push(textOf(() => decoder.decode(bytes, { stream: true })))
  reader.push(textOf(() => decoder.decode()))
  reader.end()
}
