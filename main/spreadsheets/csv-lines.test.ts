import { describe, expect, it } from 'vitest'
import { csvTable } from '../../core/roster/csv-table'
import { csvLines } from './csv-lines'

describe('csvLines', () => {
  it('quotes what would part a cell or a row, for any reader, and ends rows with CRLF', () => {
    expect(csvLines([['a', ' b ', 'c;d', 'e,f']], ';')).toBe('a; b ;"c;d";e,f\r\n')
    expect(csvLines([['ia "ya"', 'x\ny', 'x\ry', '']], ',')).toBe('"ia ""ya""","x\ny","x\ry",\r\n')
    expect(csvLines([], ',')).toBe('')
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
