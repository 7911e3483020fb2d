import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { writeXlsx } from 'hucre/xlsx'
import { expectFailed, expectRefused, fairPlace, listStats, type Json, type Place } from './support'

// Every file that a person's spreadsheet may come up with: taken as it was meant, or refused so that one can mend it.

let place: Place
test.beforeEach(async () => {
  place = await fairPlace()
})
test.afterEach(() => place.remove())

const HEADER = 'kode,nama,kategori\n'
const take = (content: string | Uint8Array) => place.do('import', 'roster', place.write('peserta.csv', content))
const rejectedOf = (report: Json) => report['rejected'] as { line: number; column: string | null; reason: string }[]

/** How many people the fair knows, by the door's list. */
const people = async () => (await listStats(place, 'pintu'))['expected']
const admitted = async (code: string) =>
  (await place.run('scan', code, '--list', 'bebas')).answer?.['outcome'] === 'admitted'

test.describe('a whole file is refused, and nothing of it is taken:', () => {
  const refuses = async (content: string | Uint8Array, code: string, ...says: (string | RegExp)[]) => {
    const before = await place.do('verify')
    expectRefused(
      await place.run('import', 'roster', place.write('peserta.csv', content)),
      code,
      'peserta.csv',
      ...says,
    )
    expect(await place.do('verify')).toEqual(before)
  }

  test('a column is missing', () => refuses('kode,nama\nA1,Budi\n', 'missing_column', /category|kategori/))
  test('all columns are missing', () => refuses('satu,dua\n1,2\n', 'missing_column', /name|nama/))
  test('a column stands there twice', () =>
    refuses('kode,nama,name,kategori\nA1,B,B,umum\n', 'duplicate_column', 'name'))
  test('it is empty', () => refuses('', 'empty_file'))
  test('it holds empty lines only', () => refuses('\ufeff\r\n \r\n\r\n', 'empty_file'))
  test('it has a header only', () => refuses(HEADER, 'no_rows'))
  test('it has a header and empty rows only', () => refuses(`${HEADER},,\n,,\n`, 'no_rows'))
  test('it is partly UTF-8; the line is named', () =>
    refuses(
      Buffer.concat([Buffer.from(`${HEADER}A1,Renée,umum\nA2,Ren`), Buffer.from([0xe9, 10])]),
      'wrong_encoding',
      '3',
    ))
  test('it is an old workbook', () =>
    refuses(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]), 'old_workbook', /xlsx/))
  test('it is a workbook cut in two', async () => {
    const whole = await writeXlsx({ sheets: [{ name: 'A', rows: [['nama', 'kategori']] }] })
    await refuses(whole.slice(0, whole.length / 2), 'workbook_damaged')
  })
  test('it has two sheets of people, and nobody said which', async () => {
    const rows = [
      ['nama', 'kategori'],
      ['Budi', 'umum'],
    ]
    await refuses(
      await writeXlsx({ sheets: [1, 2].map((n) => ({ name: `Hari ${n}`, rows })) }),
      'which_sheet',
      'Hari 1, Hari 2',
      '--sheet',
    )
  })
  test('it is a picture', () =>
    refuses(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'not_a_table', /xlsx/))
  test('the last bytes of a letter are cut off', () =>
    refuses(Buffer.from(`${HEADER}A1,Ren\u00e9`).subarray(0, -1), 'wrong_encoding'))
})

test.describe('a bad row costs that row, with its line and reason:', () => {
  const GOOD = 'B1,Orang Baik,umum\n'
  /** One bad row between two good ones. */
  const rejects = async (row: string, reason: string, column: string | null) => {
    const report = await take(`${HEADER}${GOOD}${row}\nB2,Orang Lain,vip\n`)
    expect(report).toMatchObject({ added: 2, updated: 0, unchanged: 0, rejected: [{ line: 3, column, reason }] })
    expect(await people()).toBe(2)
    expect([await admitted('B1'), await admitted('B2')]).toEqual([true, true])
    expect(await place.do('verify')).toMatchObject({ ok: true })
  }

  test('a name of 300 characters', () => rejects(`X1,${'n'.repeat(300)},umum`, 'name_too_long', 'nama'))
  test('no name', () => rejects('X1,,umum', 'name_missing', 'nama'))
  test('a code of 10 kB', () => rejects(`${'x'.repeat(10_000)},Budi,umum`, 'code_too_long', 'kode'))
  test('an unknown category', () => rejects('X1,Budi,raja', 'unknown_category', 'kategori'))
  test('a code given before', () => rejects('B1,Orang Ketiga,umum', 'duplicate_code', 'kode'))
  test('a field too many', () => rejects('X1,Budi,umum,lebih', 'wrong_field_count', null))
  test('a field too few', () => rejects('X1,Budi', 'wrong_field_count', null))
  test('a NUL byte', () => rejects('X1,Bu\0di,umum', 'control_character', 'nama'))
  test('a bell in the code', () => rejects('X\u00071,Budi,umum', 'control_character', 'kode'))
  test('a quote that nobody closes', () => rejects('X1,"Budi,umum', 'unclosed_quote', null))
  test('text behind a closing quote', () => rejects('X1,"Budi" Santoso,umum', 'text_after_quote', null))

  test('what is shown of a rejected value is short', async () => {
    const [row] = rejectedOf(await take(`${HEADER}X1,${'n'.repeat(5_000)},umum\n`)) as unknown as { value: string }[]
    expect(row?.value.length).toBeLessThanOrEqual(80)
  })
})

test.describe('is taken as it was meant:', () => {
  const takes = async (content: string | Uint8Array, codes: string[]) => {
    expect(await take(content)).toEqual({ added: codes.length, updated: 0, unchanged: 0, rejected: [] })
    expect(await take(content)).toEqual({ added: 0, updated: 0, unchanged: codes.length, rejected: [] })
    for (const code of codes) expect(await admitted(code), code).toBe(true)
  }

  test('a byte order mark', () => takes(`\ufeff${HEADER}A1,Renée,umum\n`, ['A1']))
  test('UTF-16 LE and BE, with a mark and without', async () => {
    const text = `${HEADER}A1,Renée,umum\n`
    for (const mark of ['\ufeff', '']) {
      expect(await take(Buffer.from(mark + text, 'utf16le'))).toMatchObject({ rejected: [] })
      expect(await take(Buffer.from(mark + text, 'utf16le').swap16())).toMatchObject({ unchanged: 1, rejected: [] })
    }
    expect(await admitted('A1')).toBe(true)
  })
  test('Windows-1252', () => takes(Buffer.from(`${HEADER}A1,Ren\xe9e \x93Ren\x94,umum\n`, 'latin1'), ['A1']))
  test('a workbook, its numbers as digits', async () =>
    takes(
      await writeXlsx({
        sheets: [
          { name: 'Catatan', rows: [['bukan daftar']] },
          {
            name: 'Peserta',
            rows: [
              ['Daftar peserta'],
              ['Kode QR', 'Nama Lengkap (sesuai KTP)', 'Jenis Peserta', 'No. HP/WA'],
              [10_000_000_001, 'Budi', 'umum', 81234567890],
              ['007', 'Siti', 'VIP', '+62 812'],
            ],
          },
        ],
      }),
      ['10000000001', '007'],
    ))
  test('semicolons', () => takes('kode;nama;kategori\nA1;Budi, S.H.;umum\n', ['A1']))
  test('tabs', () => takes('kode\tnama\tkategori\nA1\tBudi\tumum\n', ['A1']))
  test('Excel’s sep= line', () => takes('sep=;\r\nkode;nama;kategori\r\nA1;Budi;umum\r\n', ['A1']))
  test('CR LF, CR, and no end of the last line', () =>
    takes('kode,nama,kategori\r\nA1,Budi,umum\rA2,Siti,vip', ['A1', 'A2']))
  test('a line break within quotes', () =>
    takes('kode,nama,kategori\nA1,"Budi\nSantoso",umum\nA2,Siti,umum\n', ['A1', 'A2']))
  test('quotes doubled within quotes', () => takes('kode,nama,kategori\nA1,"Budi ""Bud"" S.",umum\n', ['A1']))
  test('a quote within a field that has none', () => takes('kode,nama,kategori\nA1,Budi "Bud" S.,umum\n', ['A1']))
  test('English headers, other order, other case', () =>
    takes('Category,FULL NAME,Ticket Code\nPublic,Budi,A1\n', ['A1']))
  test('categories by code, by name, in any case', () =>
    takes(`${HEADER}A1,Budi,UMUM\nA2,Siti,public\nA3,Ketut, Umum \n`, ['A1', 'A2', 'A3']))
  test('an odd phone and e-mail', () =>
    takes('kode,nama,kategori,hp,email\nA1,Budi,umum,tidak ada,bukan surel\n', ['A1']))

  test('a line number counts the lines of quoted breaks before it', async () => {
    const report = await take(`${HEADER}A1,"Budi\nSantoso\r\nJaya",umum\nA2,Siti,raja\n`)
    expect(rejectedOf(report)).toMatchObject([{ line: 5, reason: 'unknown_category' }])
  })

  test('rows without a code are known again, twins too', async () => {
    const rows = 'nama,kategori,hp\nBudi,umum,0812\nBudi,umum,0812\nSiti,vip,\n'
    expect(await take(rows)).toMatchObject({ added: 3, unchanged: 0 })
    expect(await take(rows)).toMatchObject({ added: 0, updated: 0, unchanged: 3 })
    expect(await take(`${rows}Budi,umum,0812\n`)).toMatchObject({ added: 1, unchanged: 3 })
    expect(await people()).toBe(4)
  })

  test('1 000 columns, of which most say nothing', async () => {
    const more = Array.from({ length: 1_000 }, (_, n) => `kolom ${n}`)
    const content = `kode,nama,kategori,${more.join(',')}\nA1,Budi,umum,${more.join(',')}\n`
    expect(await take(content)).toMatchObject({ added: 1, rejected: [] })
    expect(await admitted('A1')).toBe(true)
  })
})

test.describe('what a person says on the command line', () => {
  const file = () => place.write('lain.csv', 'Peserta,Kelompok,Kode lain\nBudi,umum,A1\n,umum,A2\n')

  test('names the columns, and is remembered', async () => {
    expectRefused(await place.run('import', 'roster', file()), 'missing_column', '--map')
    const map = ['--map', 'Peserta=nama', '--map', 'Kelompok=kategori', '--map', 'Kode lain=kode']
    expect(await place.do('import', 'roster', file(), ...map)).toMatchObject({ added: 1 })
    expect(await place.do('import', 'roster', file())).toMatchObject({ added: 0, unchanged: 1 })
    expect(await admitted('A1')).toBe(true)
  })

  test('must be of columns that are there, and of ones we know', async () => {
    expectRefused(await place.run('import', 'roster', file(), '--map', 'Orang=nama'), 'unknown_header', 'Kelompok')
    expectRefused(await place.run('import', 'roster', file(), '--map', 'Peserta=umur'), 'bad_map', 'institution')
  })

  test('leaves people who are registered as they are', async () => {
    await take(`${HEADER}A1,Budi,umum\n`)
    const changed = place.write('baru.csv', `${HEADER}A1,Budi,vip\nA2,Siti,vip\n`)
    expect(await place.do('import', 'roster', changed, '--keep')).toMatchObject({ added: 1, updated: 0, unchanged: 1 })
    expect(await place.do('import', 'roster', changed)).toMatchObject({ added: 0, updated: 1, unchanged: 1 })
  })

  test('has the rejected rows written to be corrected and imported again', async () => {
    const list = join(place.files, 'ditolak.csv')
    const bad = place.write('buruk.csv', `${HEADER}A1,Budi,raja\nA2,Siti,umum\n`)
    expect(await place.do('import', 'roster', bad, '--report', list)).toMatchObject({ added: 1 })
    const corrected = place.write('betul.csv', readFileSync(list, 'utf8').replace('raja', 'vip'))
    expect(await place.do('import', 'roster', corrected)).toMatchObject({ added: 1, rejected: [] })
    const nowhere = await place.run('import', 'roster', corrected, '--report', join(place.files, 'tidak/ada.csv'))
    expectFailed(nowhere, 'file_missing')
  })
})

test('a code of 10 kB at the gate is one refused scan, and its text is kept nowhere', async () => {
  const long = 'kode-panjang'.repeat(900)
  const answer = await place.run('scan', long, '--list', 'pintu')
  expect(answer.code).toBe(2)
  expect(answer.answer).toMatchObject({ outcome: 'refused', reason: 'invalid', visitor: null })
  expect(answer.stdout.length).toBeLessThan(1_000)
  expect(await place.do('verify')).toMatchObject({ ok: true, events: 2 })
})
