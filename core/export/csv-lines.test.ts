import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvTable } from '../roster/csv-table'
import { csvLines } from './csv-lines'

declare const TextEncoder: new () => { encode(text: string): Uint8Array }

const aText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'a,b', 'a;b', 'a\tb', '"', 'ia berkata "ya"', 'a\nb', 'a\rb', 'a\r\nb', ' tepi ', "'=1"),
)
const aTable = fc.tuple(
  fc.array(fc.array(aText, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
  fc.constantFrom(',', ';', '\t'),
)

describe('csvLines', () => {
  it('writes what the library writes, of any texts', () => {
    fc.assert(
      fc.property(aTable, ([rows, delimiter]) => {
        const theirs = stringify(rows, { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ })
        expect(csvLines(rows, delimiter)).toBe(theirs)
      }),
    )
  })

  it('is read back by our import as it was', async () => {
    const rows = [
      ['nama', 'instansi'],
      ['Siti "Ibu" Aminah', 'Dinas A, B; C'],
      ['dua\nbaris', ' tepi '],
    ]
    const bytes = new TextEncoder().encode(csvLines(rows, ','))
    const table = await csvTable(async function* () {
      yield bytes
    })
    if (!table.ok) throw new Error(table.code)
    const found: (readonly string[])[] = []
    for await (const portion of table.value.rows())
      found.push(...portion.flatMap((row) => ('fields' in row ? [row.fields] : [])))
    expect(found).toEqual(rows)
  })
})
