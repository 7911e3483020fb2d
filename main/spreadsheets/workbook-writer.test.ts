import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateSerial } from '../../core/time/zone-clock'
import { writeWholeSlowly } from '../commands/whole-file'
import { openWorkbook } from './workbook'
import { sheetName, writeWorkbook, type DataSheet, type FreeSheet } from './workbook-writer'

let home = ''
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'pendopo-xlsx-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const COLUMNS = [
  { title: 'Hari', kind: 'date' },
  { title: 'Masuk', kind: 'time' },
  { title: 'Jumlah', kind: 'number' },
  { title: 'Daftar', kind: 'word' },
  { title: 'Instansi', kind: 'text' },
] as const

async function written(rows: DataSheet['rows'], more: Partial<DataSheet> = {}, free: readonly FreeSheet[] = []) {
  const file = join(home, 'a.xlsx')
  const data = { name: 'Kehadiran', columns: COLUMNS, rows, ...more }
  const count = await writeWholeSlowly(file, (out) => writeWorkbook(out, data, () => free))
  return { file, count }
}

/** The workbook as another library reads it. */
const others = async (file: string) => readXlsx(readFileSync(file))

/** The rows as our own reader of rosters sees them. */
async function ours(file: string, sheet: string): Promise<readonly (readonly string[])[]> {
  const workbook = await openWorkbook(file)
  if (!workbook.ok) throw new Error(workbook.code)
  const rows: (readonly string[])[] = []
  for await (const portion of workbook.value.table(sheet).rows())
    rows.push(...portion.flatMap((row) => ('fields' in row ? [row.fields] : [])))
  await workbook.value.close()
  return rows
}

describe('a workbook', () => {
  it('has real dates, times and numbers below a header that stays in sight and filters', async () => {
    const day = dateSerial('2026-10-13')
    const { file, count } = await written([[day, day + 0.375, 7, 'Pintu', 'Dinas Sosial']].values())
    expect(count).toBe(1)
    const [sheet] = (await others(file)).sheets
    expect(sheet?.name).toBe('Kehadiran')
    expect(sheet?.rows[0]).toEqual(['Hari', 'Masuk', 'Jumlah', 'Daftar', 'Instansi'])
    const [date, time, number, word, text] = sheet?.rows[1] ?? []
    expect(date).toEqual(new Date('2026-10-13T00:00:00Z'))
    expect(time).toEqual(new Date('2026-10-13T09:00:00Z'))
    expect([number, word, text]).toEqual([7, 'Pintu', 'Dinas Sosial'])
    expect(sheet?.freezePane).toMatchObject({ rows: 1 })
    expect(sheet?.autoFilter).toMatchObject({ range: 'A1:E2' })
    expect(sheet?.columns?.map(({ width }) => (width ?? 0) > 9)).toEqual([true, true, true, true, true])
    expect(await ours(file, 'Kehadiran')).toEqual([
      ['Hari', 'Masuk', 'Jumlah', 'Daftar', 'Instansi'],
      ['2026-10-13', '2026-10-13 09:00', '7', 'Pintu', 'Dinas Sosial'],
    ])
  })

  it('gives back any text as it was, and takes none for a formula', async () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...NASTY)), {
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const { file } = await written(given.map((text) => [1, null, null, text, text]).values())
        const [sheet] = (await others(file)).sheets
        const found = (await ours(file, 'Kehadiran')).slice(1)
        // Halves of a pair are no text. XML has one line end.
        const whole = given.map((text) => Buffer.from(text, 'utf8').toString('utf8'))
        expect(found.map((row) => [row[3] ?? '', row[4] ?? ''])).toEqual(whole.map((text) => [text, text]))
        expect(JSON.stringify(sheet?.cells ?? {})).not.toContain('formula')
      }),
      { numRuns: 60 },
    )
  })

  it('goes on in a second sheet with the same header, then come the other sheets', async () => {
    const rows = Array.from({ length: 10 }, (_one, n) => [null, null, n, 'Pintu', null])
    const summary: FreeSheet = {
      name: 'Ringkasan',
      widths: [20, 10],
      rows: [{ isHead: true, cells: [{ kind: 'text', value: 'Orang' }] }, { cells: [{ kind: 'number', value: 10 }] }],
    }
    const { file, count } = await written(rows.values(), { rowsPerSheet: 5 }, [summary])
    expect(count).toBe(10)
    const { sheets } = await others(file)
    expect(sheets.map(({ name }) => name)).toEqual(['Kehadiran', 'Kehadiran 2', 'Kehadiran 3', 'Ringkasan'])
    expect(sheets.map((sheet) => sheet.rows.length)).toEqual([5, 5, 3, 2])
    expect(sheets.slice(0, 3).flatMap((sheet) => sheet.rows.slice(1).map((row) => row[2]))).toEqual(
      Array.from({ length: 10 }, (_one, n) => n),
    )
    expect(sheets.slice(0, 3).every((sheet) => sheet.rows[0]?.[2] === 'Jumlah')).toBe(true)
    expect(sheets[3]?.rows).toEqual([['Orang'], [10]])
  })

  it('has its header when there are no rows, and one sheet when they just fit', async () => {
    const empty = await others((await written([].values())).file)
    expect(empty.sheets.map(({ rows }) => rows.length)).toEqual([1])
    const full = await others((await written([[1], [2]].values(), { rowsPerSheet: 3 })).file)
    expect(full.sheets.map(({ rows }) => rows.length)).toEqual([3])
  })

  it('cuts a text that no spreadsheet holds, and says by how much', async () => {
    const { file } = await written([[null, null, null, null, 'x'.repeat(40_000)]].values())
    const text = (await ours(file, 'Kehadiran'))[1]?.[4] ?? ''
    expect(text.length).toBeLessThanOrEqual(32_767)
    expect(text).toMatch(/x … \(\+72\d\d\)$/)
  })

  it('packs the same rows into less than a third of their text', async () => {
    const row = [46_308, 46_308.5, 1, 'Pintu Utara', 'Dinas Kependudukan dan Pencatatan Sipil']
    const { file } = await written(Array.from({ length: 20_000 }, () => row).values())
    expect(readFileSync(file).length).toBeLessThan((20_000 * row.join(',').length) / 3)
    expect(await ours(file, 'Kehadiran')).toHaveLength(20_001)
  })
})

describe('the name of a sheet', () => {
  it('leaves out what spreadsheets refuse', () => {
    expect(sheetName('A/B [1]: *?')).toBe('A B  1')
    expect(sheetName('x'.repeat(60))).toHaveLength(28)
  })
})

const NASTY = [
  '=1+1',
  '+62 812',
  '@x',
  '-5',
  "'=1",
  '\ttab',
  ' ends ',
  '_x000D_',
  'a\r\nb',
  '<b>&"',
  '\u0000',
  '😀',
  '',
]
