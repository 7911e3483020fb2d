import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, it } from 'vitest'
import { dateText, isDateFormat, plainNumber } from './cells'
import { aBomb, aWorkbook, aZip, type TestPart } from './testing/a-zip'
import { openWorkbook } from './workbook'
import { BadXml } from './xml'
import { BadZip } from './zip'

const place = mkdtempSync(join(tmpdir(), 'pendopo-workbook-'))
afterAll(() => rmSync(place, { recursive: true }))
let files = 0

async function open(bytes: Uint8Array) {
  files += 1
  const file = join(place, `${files}.xlsx`)
  writeFileSync(file, bytes)
  return openWorkbook(file)
}

async function rowsIn(bytes: Uint8Array, sheet = 'A') {
  const opened = await open(bytes)
  if (!opened.ok) throw new Error(opened.code)
  try {
    const rows = []
    for await (const portion of opened.value.table(sheet).rows()) rows.push(...portion)
    return rows
  } finally {
    await opened.value.close()
  }
}
const fieldsIn = async (bytes: Uint8Array, sheet?: string) =>
  (await rowsIn(bytes, sheet)).map((row) => ('fields' in row ? row.fields : []))

const STYLES = (formats: string, cells: string): TestPart => ({
  name: 'xl/styles.xml',
  content: `<styleSheet><numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cells}</cellXfs></styleSheet>`,
})
const STRINGS = (items: string): TestPart => ({ name: 'xl/sharedStrings.xml', content: `<sst>${items}</sst>` })

describe('a workbook', () => {
  it('of another program comes back as it was written, whatever its texts hold', async () => {
    const text = fc
      .string({
        unit: fc.constantFrom(...Array.from('aé"\'<>&;,\t\n =+-@’Ω🎪|_x'), 'Siti', '_x0041_', ']]>'),
        maxLength: 20,
      })
      .map((raw) => `N${raw}N`)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('shared' as const, 'inline' as const),
        async (rows, stringMode) => {
          // hucre writes `_x0041_` as it is, and every program reads it as the letter it stands for.
          const meant = rows.map((row) => row.map((cell) => cell.replaceAll(/_x0041_/g, 'A')))
          expect(await fieldsIn(await writeXlsx({ sheets: [{ name: 'A', rows }], stringMode }))).toEqual(meant)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('gives numbers as digits, dates, times and true or false as texts', async () => {
    const rows = [[81234567890, 0.5, -3, new Date(Date.UTC(2026, 9, 13)), new Date(Date.UTC(2026, 9, 13, 8, 30)), true]]
    expect(await fieldsIn(await writeXlsx({ sheets: [{ name: 'A', rows }] }))).toEqual([
      ['81234567890', '0.5', '-3', '2026-10-13', '2026-10-13 08:30', 'TRUE'],
    ])
  })

  it('keeps texts that look like numbers, and reads numbers in scientific notation', async () => {
    const sheet = `<row r="1"><c r="A1" t="inlineStr"><is><t>0812</t></is></c><c r="B1"><v>8.1234567890E10</v></c>
      <c r="C1" t="str"><v>+62 812</v></c><c r="E1"><v>1E-7</v></c></row>`
    expect(await fieldsIn(aWorkbook({ A: sheet }))).toEqual([['0812', '81234567890', '+62 812', '', '0.0000001']])
  })

  it('gives a formula its last result and calculates nothing; without one the cell is broken', async () => {
    const sheet = `<row r="2"><c r="A2" t="str"><f>B2&amp;"x"</f><v>hasil</v></c><c r="B2"><f>1+1</f><v>2</v></c>
      <c r="C2" t="str"><f>""</f><v></v></c><c r="D2"><f>HYPERLINK("http://x")</f></c><c r="E2" t="e"><v>#N/A</v></c></row>`
    expect(await rowsIn(aWorkbook({ A: sheet }))).toEqual([
      {
        line: 2,
        fields: ['hasil', '2'],
        broken: [
          { index: 3, problem: 'formula_without_value', text: '=HYPERLINK("http://x")' },
          { index: 4, problem: 'cell_error', text: '#N/A' },
        ],
      },
    ])
  })

  it('gives rich text without its looks, and Japanese without its reading aids', async () => {
    const strings = STRINGS(
      '<si><r><rPr><b/></rPr><t>Si</t></r><r><t xml:space="preserve">ti </t></r></si><si><t>山</t><rPh sb="0"><t>ヤマ</t></rPh></si>',
    )
    const sheet = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    expect(await fieldsIn(aWorkbook({ A: sheet }, [strings]))).toEqual([['Siti ', '山']])
  })

  it('knows its dates by their format, and the years of old Macs', async () => {
    const styles = STYLES(
      '<numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/><numFmt numFmtId="165" formatCode="0 &quot;days&quot;"/>',
      '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/>',
    )
    const sheet =
      '<row r="1"><c r="A1" s="1"><v>46308</v></c><c r="B1" s="2"><v>46308</v></c><c r="C1" s="3"><v>0.354166666666667</v></c></row>'
    expect(await fieldsIn(aWorkbook({ A: sheet }, [styles]))).toEqual([['2026-10-13', '46308', '08:30']])
    expect(dateText('44846', true)).toBe('2026-10-13')
    expect([dateText('1', false), dateText('60', false), dateText('61', false)]).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
    ])
    expect([isDateFormat(14, undefined), isDateFormat(1, undefined), isDateFormat(170, '[Red]0.00')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('names its sheets, hidden ones as such', async () => {
    const opened = await open(
      await writeXlsx({
        sheets: [
          { name: 'Peserta', rows: [['a']] },
          { name: 'Acuan', rows: [['b']], hidden: true },
        ],
      }),
    )
    expect(opened.ok && opened.value.sheets).toEqual([
      { name: 'Peserta', isHidden: false },
      { name: 'Acuan', isHidden: true },
    ])
    if (opened.ok) await opened.value.close()
  })
})

it('writes every number that JavaScript can hold back as the same number, without exponent', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const text = plainNumber(String(number))
      expect(Number(text)).toBe(number === 0 ? 0 : number)
      expect(text).not.toMatch(/e/i)
    }),
  )
})

describe('a file that tries to hurt is refused', () => {
  it('when it says that it unpacks to more than we take', async () => {
    expect(await open(aBomb())).toMatchObject({ ok: false, code: 'zip_too_large' })
  })

  it('when it unpacks to more than it says, before it eats memory', async () => {
    const content = Buffer.alloc(50_000_000, ' ')
    const before = process.memoryUsage().rss
    await expect(
      rowsIn(aWorkbook({ A: '' }, [{ name: 'xl/worksheets/sheet1.xml', content, size: 1_000 }])),
    ).rejects.toThrow(BadZip)
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  })

  it('when it is cut, or something else', async () => {
    const whole = aWorkbook({ A: '<row/>' })
    expect(await open(whole.subarray(0, whole.length - 30))).toMatchObject({ code: 'zip_damaged' })
    expect(await open(Buffer.from('PK\u0003\u0004'))).toMatchObject({ code: 'zip_damaged' })
    expect(await open(aZip([{ name: 'word/document.xml', content: '<a/>' }]))).toMatchObject({ code: 'not_a_workbook' })
    expect(await open(aZip([{ name: 'a', content: 'x', isEncrypted: true }]))).toMatchObject({ code: 'zip_encrypted' })
  })

  it.each([
    [
      'entities that grow',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>',
    ],
    [
      'an entity nobody knows',
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>&lol;</t></is></c></row></sheetData></worksheet>',
    ],
    ['a tag that does not end', `<worksheet><sheetData><row ${'x'.repeat(2_000_000)}`],
    ['an end too early', '<worksheet><sheetData><row><c><v>1'],
    ['rows out of order', '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'],
    ['a cell twice', '<worksheet><sheetData><row r="1"><c r="A1"/><c r="A1"/></row></sheetData></worksheet>'],
    [
      'a cell beyond all columns',
      '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>',
    ],
    [
      'a text that is not there',
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>',
    ],
  ])('when it has %s', async (_what, content) => {
    await expect(rowsIn(aWorkbook({ A: '' }, [{ name: 'xl/worksheets/sheet1.xml', content }]))).rejects.toThrow(BadXml)
  })
})
