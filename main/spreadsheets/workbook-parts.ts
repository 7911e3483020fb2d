const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * How a column's cells are meant. `word`: one of a few texts that come again and again. `time` and `date` are given as a
 * spreadsheet counts them (core/time/zone-clock.ts). Texts are always texts: no cell is ever a formula.
 */
export type CellKind = 'text' | 'word' | 'number' | 'time' | 'date' | 'share'

/** The cell formats of `STYLES`, by their place. */
const FORMATS = ['text', 'head', 'time', 'date', 'number', 'share'] as const

/** The number of a cell's format. */
export const styleOf = (kind: CellKind | 'head'): number =>
  Math.max(
    0,
    FORMATS.findIndex((format) => format === kind),
  )

const NUMBER_FORMATS: Readonly<Record<(typeof FORMATS)[number], number>> = {
  text: 0,
  head: 0,
  time: 164,
  date: 165,
  // Built in: whole numbers as they are, shares as per cent.
  number: 0,
  share: 9,
}

/** Dates in the one order that no reader takes for another; a bold header on light grey with a line below. */
export const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9E4DA"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF1C1B1A"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${FORMATS.length}">${FORMATS.map(xf).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

function xf(format: (typeof FORMATS)[number]): string {
  const isHead = format === 'head'
  const look = isHead ? 'fontId="1" fillId="2" borderId="1"' : 'fontId="0" fillId="0" borderId="0"'
  const applied = isHead ? ' applyFont="1" applyFill="1" applyBorder="1"' : ' applyNumberFormat="1"'
  return `<xf numFmtId="${NUMBER_FORMATS[format]}" ${look} xfId="0"${applied}/>`
}

/** The workbook itself, and what it refers to. Names of sheets are XML already. */
export function workbookParts(names: readonly string[]): readonly (readonly [path: string, xml: string])[] {
  const sheets = names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`)
  const relations = names.map(
    (_name, n) => `<Relationship Id="rId${n + 1}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
  )
  return [
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}<Relationship Id="rIdStyles" Type="${DOCUMENT}/styles" Target="styles.xml"/><Relationship Id="rIdStrings" Type="${DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
  ]
}

export const CONTENT_TYPES = (sheets: number): string =>
  `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/>${Array.from({ length: sheets }, (_one, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('')}</Types>`

export const PACKAGE_RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
