import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanScan } from '../codes/clean'
import { safeCsvText } from '../export/cell'
import { err } from '../result/result'
import { csvTable } from './csv-table'
import type { ByteSource } from './encoding'
import { columnsProblem, openTable } from './read-roster'
import type { RosterRules, RosterSaid } from './read-roster'
import type { Judged, RejectedRow, RosterRow } from './rows'

declare const TextEncoder: new () => { encode(text: string): Uint8Array }
const utf8 = (text: string) => new TextEncoder().encode(text)
const categories = [
  { code: 'umum', names: ['Umum', 'General public'] },
  { code: 'asn', names: ['ASN', 'Civil servant'] },
]

/** Opens a CSV file as an import does; `rows` gives what each row comes to. */
async function openRoster(source: ByteSource, rules: RosterRules) {
  const table = await csvTable(source)
  if (!table.ok) return table
  const roster = await openTable(table.value, rules)
  if (!roster.ok) return roster
  const problem = columnsProblem(roster.value.columns)
  if (!problem.ok) return problem
  async function* rows(opened: typeof roster): AsyncGenerator<Judged[]> {
    if (opened.ok) for await (const portion of opened.value.rows()) yield portion.map(({ judged }) => judged)
  }
  return { ok: true as const, value: { columns: roster.value.columns, rows: () => rows(roster) } }
}

async function read(text: string | Uint8Array, said: RosterSaid = {}) {
  const roster = await openRoster(() => [typeof text === 'string' ? utf8(text) : text], {
    categories,
    saidOf: () => said,
  })
  if (!roster.ok) return roster
  const judged: Judged[] = []
  for await (const portion of roster.value.rows()) judged.push(...portion)
  const rows = judged.filter((row): row is RosterRow => row.kind === 'row')
  const rejected = judged.filter((row): row is RejectedRow => row.kind === 'rejected')
  return { ok: true as const, value: { columns: roster.value.columns, rows, rejected } }
}
async function readOk(text: string) {
  const roster = await read(text)
  if (!roster.ok) throw new Error(roster.code)
  return roster.value
}
const namesIn = async (text: string) => (await readOk(text)).rows.map((row) => row.name)
const rejectedIn = async (text: string) =>
  (await readOk(text)).rejected.map(({ line, column, reason }) => [line, column, reason])

const orNull = (value: string) => (value === '' ? null : value.normalize('NFC'))
const identities = async (text: string) => (await readOk(text)).rows.map(({ identity }) => identity)
const thousandRows = (from: number) =>
  utf8(Array.from({ length: 1_000 }, (_, i) => `K${from + i},"Orang, ke ${from + i}",Bapenda,umum\n`).join(''))

describe('a roster', () => {
  it('is read with or without byte order mark, in every dialect', async () => {
    for (const separator of [',', ';', '\t']) {
      for (const mark of ['', '\uFEFF']) {
        for (const end of ['\n', '\r\n', '\r']) {
          const lines = ['kode,nama,instansi,kategori,no hp,email', 'K1,Siti,Bapenda,umum,0812,s@b', ',Budi,,ASN,,']
          const roster = await readOk(mark + lines.join(end).replaceAll(',', separator) + end)
          expect(roster.rejected).toEqual([])
          expect(roster.rows).toMatchObject([
            {
              line: 2,
              code: 'K1',
              name: 'Siti',
              institution: 'Bapenda',
              category: 'umum',
              phone: '0812',
              email: 's@b',
            },
            { line: 3, code: null, name: 'Budi', institution: null, category: 'asn', phone: null, email: null },
          ])
        }
      }
    }
  })

  it('comes back as it was written, whatever it holds and however it is cut into portions', async () => {
    const text = fc
      .string({ unit: fc.constantFrom(...Array.from('aé"\';,\t\n =+-@’Ω🎪|'), 'Siti', '""'), maxLength: 30 })
      .map((raw) => raw.replaceAll(/^[\s'"]+|[\s]+$/g, ''))
    const person = fc.record({
      code: fc.stringMatching(/^[A-Z0-9"',;]{0,8}$/),
      name: text.map((rest) => `N${rest}`),
      institution: text.map((rest) => (rest === '' ? '' : `I${rest}`)),
      category: fc.constantFrom('umum', 'asn'),
      phone: fc.constantFrom('', '08123', '+62 812'),
      email: fc.constantFrom('', 'a@b.id'),
    })
    const people = fc.uniqueArray(person, {
      minLength: 1,
      maxLength: 12,
      selector: ({ code, name }) => code || `-${name}`,
    })
    const dialect = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t'),
      record_delimiter: fc.constantFrom('\n', '\r\n', '\r'),
      bom: fc.boolean(),
      quoted: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(people, dialect, fc.integer({ min: 1, max: 40 }), async (written, options, portion) => {
        const text = stringify(written, { ...options, header: true, escape_formulas: false, quoted_match: /[\r\n]/ })
        const bytes = utf8(text)
        const roster = await openRoster(
          function* () {
            for (let at = 0; at < bytes.length; at += portion) yield bytes.subarray(at, at + portion)
          },
          { categories },
        )
        if (!roster.ok) throw new Error(roster.code)
        const rows: unknown[] = []
        for await (const some of roster.value.rows()) rows.push(...some)
        expect(rows).toMatchObject(
          written.map(({ code, name, institution, category, phone, email }) => ({
            kind: 'row',
            code: orNull(code),
            name: orNull(name),
            institution: orNull(institution),
            category,
            phone: orNull(phone),
            email: orNull(email),
          })),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('may have quotes inside a field, doubled quotes in a quoted one, and line breaks in that', async () => {
    const text = 'nama,kategori\nBudi "Tono" S 5",umum\n"Siti ""Ti"" R",umum\n"Dewi\r\nAyu" ,umum\nEko,umum\n'
    expect(await namesIn(text)).toEqual(['Budi "Tono" S 5"', 'Siti "Ti" R', 'Dewi\nAyu', 'Eko'])
    expect((await readOk(text)).rows.map((row) => row.line)).toEqual([2, 3, 4, 6])
  })

  it('may mix line ends, and leave lines empty', async () => {
    const roster = await readOk('\n\nnama;kategori\r\nA;umum\rB;umum\n\n;;;\r\nC;umum')
    expect(roster.rows.map(({ name, line }) => [name, line])).toEqual([
      ['A', 4],
      ['B', 5],
      ['C', 8],
    ])
    expect(roster.rejected).toEqual([])
  })

  it('is read in every encoding that spreadsheets write', async () => {
    const text = 'nama,kategori\r\nRenée “Né” – O’Brien €,umum\r\n'
    const utf16 = (bigEndian: boolean, mark: string) =>
      Uint8Array.from(
        Array.from(mark + text).flatMap((char) => {
          const [low, high] = [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8]
          return bigEndian ? [high, low] : [low, high]
        }),
      )
    const codes: Record<string, number> = { '“': 0x93, '”': 0x94, '–': 0x96, '’': 0x92, '€': 0x80 }
    const ansi = Uint8Array.from(Array.from(text), (char) => codes[char] ?? char.charCodeAt(0))
    const files = [utf16(false, '\uFEFF'), utf16(true, '\uFEFF'), utf16(false, ''), utf16(true, ''), ansi]
    for (const bytes of files) {
      for (const portion of [1, 7, 1_000]) {
        const roster = await openRoster(
          function* () {
            for (let at = 0; at < bytes.length; at += portion) yield bytes.subarray(at, at + portion)
          },
          { categories },
        )
        if (!roster.ok) throw new Error(roster.code)
        const names: unknown[] = []
        for await (const rows of roster.value.rows()) names.push(...rows.map((row) => row.kind === 'row' && row.name))
        expect(names).toEqual(['Renée “Né” – O’Brien €'])
      }
    }
  })

  it('may have a title above its header', async () => {
    const roster = await readOk('Daftar peserta;;\nper 1 Oktober;;\n\nNo;Nama Lengkap;Jenis Peserta\n1;A;umum\n')
    expect(roster.rows).toMatchObject([{ name: 'A', line: 5 }])
  })

  it('knows its columns in both languages, and says which it does not know', async () => {
    const roster = await readOk('NAMA Lengkap;No. HP;Káté-gori; E-Mail;Ukuran kaos;;Lembaga\nA;1;Umum;a@b;XL;;B\n')
    expect(roster.columns.ignored).toEqual(['Ukuran kaos'])
    expect(roster.rows[0]).toMatchObject({ name: 'A', phone: '1', category: 'umum', email: 'a@b', institution: 'B' })
    expect(await namesIn('Full name,Category,Code\nA,general  PUBLIC,K\n')).toEqual(['A'])
  })

  it('keeps its columns in place when the first has no header', async () => {
    expect(await namesIn('\tnama\tkategori\nno 1\tA\tumum\n')).toEqual(['A'])
  })

  it('takes the separator that Excel names', async () => {
    expect((await readOk('sep=;\r\nnama;kategori\r\nA;umum\r\n')).rows).toMatchObject([{ name: 'A', line: 3 }])
  })

  it('is trimmed, also of spaces that do not break', async () => {
    expect(await namesIn('nama,kategori\n\u00a0 Siti R \u200b, umum \n')).toEqual(['Siti R'])
  })

  it('loses the apostrophe that our own export put before what looks like a formula', async () => {
    const roster = await readOk("nama,kategori,no hp\n'=A,umum,'+62 812\n'@B,umum,\n'Umar,umum,\n")
    expect(roster.rows.map(({ name }) => name)).toEqual(['=A', '@B', "'Umar"])
    expect(roster.rows[0]?.phone).toBe('+62 812')
  })
})

it('gives codes as a scanner will read them', async () => {
  const codes = (await readOk('kode,nama,kategori\nAB\u200bC,A,umum\nKAFE\u0301,B,umum\n')).rows.map(({ code }) => code)
  expect(codes).toEqual(['ABC', 'KAF\u00c9'].map((code) => cleanScan(code)))
})

it('keeps an odd phone number or e-mail as it is: nobody is turned away at the door for it', async () => {
  const roster = await readOk('nama,kategori,no hp,email\nA,umum,6.28E+11,tanpa-at\nB,umum,tidak ada,-\n')
  expect(roster.rejected).toEqual([])
  expect(roster.rows.map(({ phone, email }) => [phone, email])).toEqual([
    ['6.28E+11', 'tanpa-at'],
    ['tidak ada', '-'],
  ])
})

it('takes off exactly the mark that our own export puts before a text, whatever the text', async () => {
  const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '1', ' ', 'a', '('), maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(text, async (raw) => {
      const name = `${raw}x`.trim()
      const file = stringify([
        ['nama', 'kategori'],
        [safeCsvText(name), 'umum'],
      ])
      expect(await namesIn(file)).toEqual([name])
    }),
  )
})

describe('columns', () => {
  it('are known by what forms and spreadsheets call them', async () => {
    const header =
      'Timestamp,Nama Lengkap (sesuai KTP),Asal Instansi,No. HP/WA,Alamat Email,Jenis Peserta,Kode QR,Sapaan'
    const roster = await readOk(`${header}\n1/2/2026,A,B,0812,a@b,Umum,K,Bu A\n`)
    expect(roster.columns.ignored).toEqual(['Timestamp'])
    expect(roster.rows[0]).toMatchObject({
      name: 'A',
      greeting: 'Bu A',
      institution: 'B',
      phone: '0812',
      email: 'a@b',
      category: 'umum',
      code: 'K',
    })
  })

  it('are what a person says they are, before what they say themselves', async () => {
    const columns = { peserta: 'name', nama: 'ignore', kelompok: 'category' } as const
    const roster = await read('Nama,Peserta,Kelompok,kategori\nX,A,umum,hantu\n', { columns })
    expect(roster.ok && roster.value.rows).toMatchObject([{ name: 'A', category: 'umum' }])
    expect(roster.ok && roster.value.columns.ignored).toEqual(['Nama', 'kategori'])
  })

  it('may be two of a kind when a person says which is meant', async () => {
    const roster = await read('Nama,kategori,name\nA,umum,X\n', { columns: { name: 'ignore' } })
    expect(roster.ok && roster.value.rows).toMatchObject([{ name: 'A' }])
  })
})

it('takes a word of the file for the category that a person said it is', async () => {
  const roster = await read('nama,kategori\nA,Tamu  VIP\nB,tamu vip\nC,hantu\n', {
    words: { 'tamu vip': 'asn', hantu: 'x' },
  })
  expect(roster.ok && roster.value.rows.map(({ category }) => category)).toEqual(['asn', 'asn'])
  expect(roster.ok && roster.value.rejected).toMatchObject([{ line: 4, reason: 'unknown_category' }])
})

it('says of a repeated code where it stood first', async () => {
  const roster = await readOk('nama,kategori,kode\nA,umum,K\nB,umum,K\nC,umum,K\n')
  expect(roster.rejected.map(({ line, firstLine }) => [line, firstLine])).toEqual([
    [3, 2],
    [4, 2],
  ])
})

describe('a row without code', () => {
  it('is known again by its other fields, two equal ones as two people', async () => {
    const one = await identities('nama,kategori,kode\nA,umum,\nA,umum,\nB,umum,\nA,umum,K1\n')
    const other = await identities('kategori;nama\nUmum;B\nGeneral public; A\numum;A\n')
    expect(new Set(one).size).toBe(4)
    expect(one[3]).toBeNull()
    expect(new Set(other)).toEqual(new Set(one.slice(0, 3)))
  })
})

describe('a file is refused whole', () => {
  it.each([
    ['empty', '', err('empty_file')],
    ['only white space', '\uFEFF \n\n', err('empty_file')],
    ['only a header', 'nama,kategori\n,\n', err('no_rows')],
    ['without names', 'kode,kategori\nK,umum\n', err('missing_column', { columns: 'name' })],
    ['without any known column', 'halo\n', err('missing_column', { columns: 'name, category' })],
    [
      'with a column twice',
      'Nama,kategori,name\n',
      err('duplicate_column', { column: 'name', first: 'Nama', second: 'name', isSame: false }),
    ],
    [
      'with one title twice: leaving out the one would leave out the other',
      'Nama,kategori,NAMA \n',
      err('duplicate_column', { column: 'name', first: 'Nama', second: 'NAMA', isSame: true }),
    ],
  ])('when it is %s', async (_case, text, refusal) => {
    expect(await read(text)).toEqual(refusal)
  })

  it('when it is partly UTF-8, or holds bytes that no text has, with the line where that shows', async () => {
    const both = Uint8Array.of(...utf8('nama,kategori\r\nRenée,umum\r\nJos'), 0xe9, ...utf8(',umum\r\n'))
    expect(await read(both)).toEqual(err('wrong_encoding', { line: 3 }))
    expect(await read(Uint8Array.of(...utf8('nama,kategori\nJos'), 0x81, 10))).toEqual(
      err('wrong_encoding', { line: 2 }),
    )
    expect(await read(Uint8Array.of(...utf8('na\0ma,kategori\nJos'), 0xe9, 10))).toEqual(
      err('wrong_encoding', { line: 2 }),
    )
  })

  it('when the last letter is cut in two', async () => {
    expect(await read(utf8('nama,kategori\nA,umumé').subarray(0, -1))).toEqual(err('wrong_encoding', { line: 2 }))
  })
})

describe('a row is rejected alone', () => {
  it('with the line where it begins, the header of the file and the reason', async () => {
    const long = 'x'.repeat(201)
    const text = [
      'Kode,Nama,Kategori,No HP,Surel',
      'K1,A,umum,,',
      'K1,B,umum,,',
      'K2,,umum,,',
      `K3,${long},umum,,`,
      'K4,D,hantu,,',
      'K5,E,umum,0812a,',
      'K6,F,umum,,tanpa-at',
      'K7,G,umum',
      'K8,H,umum,,,,extra',
      `${long},I,umum,,`,
      'K9,J\u0000J,umum,,',
      'K\u000710,K,umum,,',
      '"K11","L\nL",umum,,,,',
      'K4,M,umum,,',
    ].join('\n')
    expect(await rejectedIn(text)).toEqual([
      [3, 'Kode', 'duplicate_code'],
      [4, 'Nama', 'name_missing'],
      [5, 'Nama', 'name_too_long'],
      [6, 'Kategori', 'unknown_category'],
      [9, null, 'wrong_field_count'],
      [10, null, 'wrong_field_count'],
      [11, 'Kode', 'code_too_long'],
      [12, 'Nama', 'control_character'],
      [13, 'Kode', 'control_character'],
      [16, 'Kode', 'duplicate_code'],
    ])
    expect(await namesIn(text)).toEqual(['A', 'E', 'F', 'L\nL'])
    expect((await readOk(text)).rejected[2]?.value).toBe('x'.repeat(80))
  })

  it('but not for 200 letters outside the basic plane', async () => {
    expect(await namesIn(`nama,kategori\n${'🎪'.repeat(200)},umum\n`)).toHaveLength(1)
    expect(await rejectedIn(`nama,kategori\n${'🎪'.repeat(201)},umum\n`)).toEqual([[2, 'nama', 'name_too_long']])
  })

  it('for a quote that does not close, and the rows after it are read', async () => {
    const text = 'nama,kategori\nA,umum\n"B,umum\nC,umum\n"D",umum\nE,umum\n'
    expect(await rejectedIn(text)).toEqual([[3, null, 'unclosed_quote']])
    expect(await namesIn(text)).toEqual(['A', 'C', 'D', 'E'])
  })

  it('for a quote that nothing closes up to the end', async () => {
    const text = 'nama,kategori\nA,umum\n"B,umum\nC,umum'
    expect(await rejectedIn(text)).toEqual([[3, null, 'unclosed_quote']])
    expect(await namesIn(text)).toEqual(['A', 'C'])
    expect(await rejectedIn('nama,kategori\nA,umum\n"B')).toEqual([[3, null, 'unclosed_quote']])
  })

  it('for text behind a closing quote', async () => {
    const text = 'nama,kategori\n"B" Tono,umum\nC,umum\n'
    expect(await rejectedIn(text)).toEqual([[2, null, 'text_after_quote']])
    expect(await namesIn(text)).toEqual(['C'])
  })

  it('for a line without end, which is not held in memory', async () => {
    const roster = await openRoster(
      function* () {
        yield utf8('nama,kategori\nA,umum\n')
        for (let i = 0; i < 40; i += 1) yield utf8('x'.repeat(64 * 1024))
        yield utf8('\nB,umum\n"C,umum\n')
        for (let i = 0; i < 40; i += 1) yield utf8('D,umum\n'.repeat(1_000))
      },
      { categories },
    )
    const rows: { line: number; reason?: string }[] = []
    if (roster.ok) for await (const some of roster.value.rows()) rows.push(...some)
    expect(rows.filter((row) => row.reason).map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'row_too_long'],
      [5, 'unclosed_quote'],
    ])
    expect(rows).toHaveLength(40_004)
    expect(rows.at(-1)?.line).toBe(40_005)
  })
})

it('reads 200 000 rows, a portion at a time', async () => {
  const roster = await openRoster(
    function* () {
      yield utf8('kode,nama,instansi,kategori\n')
      for (let from = 0; from < 200_000; from += 1_000) yield thousandRows(from)
    },
    { categories },
  )
  let count = 0
  let last: RosterRow | undefined
  if (roster.ok) {
    for await (const some of roster.value.rows()) {
      count += some.length
      const row = some.at(-1)
      if (row?.kind === 'row') last = row
    }
  }
  expect(count).toBe(200_000)
  expect(last).toMatchObject({ line: 200_001, code: 'K199999', name: 'Orang, ke 199999' })
})
