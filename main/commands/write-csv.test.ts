import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CsvReader } from '../../core/roster/csv'
import { writeCsv } from './write-csv'

/** The cells of a file, read with our own reader. */
function read(file: string, separator = ','): (readonly string[])[] {
  const reader = new CsvReader(separator)
  const rows = [...reader.push(readFileSync(file, 'utf8')), ...reader.end()]
  return rows.map((row) => ('fields' in row ? row.fields : [row.problem]))
}

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pendopo-csv-'))
})
afterEach(() => {
  chmodSync(dir, 0o700)
  rmSync(dir, { recursive: true })
})

describe('a CSV file', () => {
  it('comes back as it was given, with every row of a long table and CRLF behind each', () => {
    const file = join(dir, 'a.csv')
    const rows = Array.from({ length: 1_201 }, (_, i) => [`"x", ${i}`, i, null])
    expect(writeCsv(file, ['a', 'b', 'c'], rows)).toBe(1_201)
    expect(read(file)).toEqual([['a', 'b', 'c'], ...rows.map(([a, b]) => [a, String(b), ''])])
    expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(1_203)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('marks what a spreadsheet would compute, and leaves phone numbers alone', () => {
    const file = join(dir, 'a.csv')
    writeCsv(file, ['h'], [['=1+1'], ['@x'], ['+cmd|x'], ['-2+3'], ['+62 812-3456'], ['-5'], ["'=1"]], ';')
    expect(read(file, ';').slice(1).flat()).toEqual(["'=1+1", "'@x", "'+cmd|x", "'-2+3", '+62 812-3456', '-5', "''=1"])
  })

  it('quotes a line break of any kind inside a cell', () => {
    const file = join(dir, 'a.csv')
    const cells = ['a\nb', 'a\rb', 'a\r\nb', 'a"b', 'a,b']
    writeCsv(
      file,
      ['h'],
      cells.map((cell) => [cell]),
    )
    expect(read(file).slice(1).flat()).toEqual(cells)
  })

  it('leaves the file that was there, and nothing else, when a row cannot be had', () => {
    const file = join(dir, 'a.csv')
    writeFileSync(file, 'before')
    const failing = function* () {
      for (let i = 0; i < 600; i += 1) yield [i]
      throw new Error('the disk is gone')
    }
    expect(() => writeCsv(file, ['h'], failing())).toThrow('the disk is gone')
    expect(readFileSync(file, 'utf8')).toBe('before')
    expect(readdirSync(dir)).toEqual(['a.csv'])
  })

  it('names the file that was asked for when its folder is not there', () => {
    const file = join(dir, 'nowhere', 'a.csv')
    expect(() => writeCsv(file, ['h'], [])).toThrow(expect.objectContaining({ code: 'ENOENT', path: file }))
  })
})
