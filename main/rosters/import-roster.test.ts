import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { canonicalIds } from '../../db/testing/ids'
import { openFairFolder, type FairFolder } from '../folder/fair-folder'
import { importFair, readFairFile } from '../commands/fair-file'
import { aWorkbook } from '../spreadsheets/testing/a-zip'
import { abandonedRuns, carryOut, endAbandoned, hold } from './carry-out'
import { checkRoster } from './check-roster'
import { importRoster, type ImportOptions } from './import-roster'
import { startPeopleWriter } from './people-writer'
import { writeRejected } from './rejected-file'

const DAY = 86_400_000
let place: string
let folder: FairFolder
let wall = Date.UTC(2026, 9, 13)
const ports = { wall: () => wall, uptime: () => wall, newId: canonicalIds(1), newUuid: canonicalIds(2) }

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'pendopo-import-'))
  const read = readFairFile(readFileSync(join(import.meta.dirname, '../../assets/demo/fair.json'), 'utf8'))
  if (!read.ok) throw new Error(read.code)
  await importFair(join(place, 'data'), read.file, ports, {})
  const opened = await openFairFolder(join(place, 'data'), ports, {})
  if (!opened.ok) throw new Error(opened.code)
  folder = opened.value
})
afterEach(() => {
  folder.close()
  rmSync(place, { recursive: true })
})

const theFair = () => {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  return fair
}

function file(content: string | Uint8Array, name = 'roster.csv'): string {
  const path = join(place, name)
  writeFileSync(path, content)
  return path
}

const take = (content: string | Uint8Array, options: ImportOptions = {}) =>
  importRoster(folder, theFair(), file(content), options)

async function load(content: string | Uint8Array, options: ImportOptions = {}) {
  const report = await take(content, options)
  if (!report.ok) throw new Error(`${report.code} ${JSON.stringify(report.detail)}`)
  return report.value
}

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => `K${from + n},Orang ${from + n},umum,08${from + n}\n`).join('')
const HEADER = 'kode,nama,kategori,hp\n'
/** What everybody reads: people of the log, their names, and what is staged of imports under way. */
const state = () => ({
  visitors: folder.checkin.fair() === null ? 0 : folder.log.pendingCount(),
  names: folder.people.counts().greet.rows,
  staged: folder.staging.runs().length + folder.imports.list().length,
})

describe('an import', () => {
  it('sweeps what an import left that was cut off a day ago, and nothing younger', async () => {
    const fields = { name: 'Setengah Jadi' }
    folder.people.put([{ visitor: 'old-orphan', group: 'greet', fields }])
    wall += DAY
    folder.people.put([{ visitor: 'young-orphan', group: 'greet', fields }])
    wall += 1
    await load('kode,nama,kategori\nA1,Siti,umum\n')
    expect(folder.people.read('old-orphan', 'greet').ok).toBe(false)
    expect(folder.people.read('young-orphan', 'greet').ok).toBe(true)
    expect(folder.people.counts().staff.rows).toBe(8)
  })

  it('keeps the people of earlier imports, however long ago', async () => {
    await load('kode,nama,kategori\nA1,Siti,umum\n')
    wall += 30 * DAY
    expect(await load('kode,nama,kategori\nA1,Siti,umum\nA2,Budi,umum\n')).toMatchObject({ added: 1, unchanged: 1 })
    expect(folder.people.counts().greet.rows).toBe(2)
  })

  it('does not bring back who was erased', async () => {
    const text = 'kode,nama,kategori\nA1,Siti,umum\n,Budi,umum\n'
    await load(text)
    const { lookupHmac } = await import('../../db/people/keys')
    const siti = folder.roster.byCode(lookupHmac(folder.keys, 'code', 'A1'))
    folder.people.tombstone(siti?.visitor ?? '', { keepHash: Buffer.from(siti?.codeHmac ?? '', 'hex') })
    expect(await load(text)).toMatchObject({ added: 0, unchanged: 1, rejected: [{ line: 2, reason: 'erased' }] })
  })
})

describe('all or nothing', () => {
  it('holds for an import that is canceled while it is read: nothing of it is left, sealed or not', async () => {
    const before = state()
    const abort = new AbortController()
    const onProgress = () => abort.abort()
    expect(await take(HEADER + people(2_000), { signal: abort.signal, onProgress })).toMatchObject({ code: 'canceled' })
    expect(state()).toEqual(before)
  })

  it('holds for one that fails in the middle', async () => {
    const before = state()
    const rows = Array.from(
      { length: 1_500 },
      (_, n) =>
        `<row r="${n + 2}"><c r="A${n + 2}" t="inlineStr"><is><t>Orang</t></is></c><c r="B${n + 2}" t="inlineStr"><is><t>umum</t></is></c></row>`,
    )
    const header =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>nama</t></is></c><c r="B1" t="inlineStr"><is><t>kategori</t></is></c></row>'
    const bytes = aWorkbook({ A: `${header}${rows.join('')}<row r="2000"><c r="A2000" t="s"><v>9</v></c></row>` })
    expect(await take(bytes)).toMatchObject({ code: 'workbook_damaged' })
    expect(state()).toEqual(before)
  })

  it('cannot be canceled once it is decided', async () => {
    const abort = new AbortController()
    const report = await load(HEADER + people(1_200), {
      signal: abort.signal,
      onProgress: ({ phase }) => {
        if (phase === 'writing') abort.abort()
      },
    })
    expect(report).toMatchObject({ added: 1_200 })
  })

  it('is kept for an import that was killed: carried out when it was decided, taken back when not', async () => {
    const before = state()
    const facts = (visitor: string) =>
      ({
        visitor,
        category: 'umum',
        institution: null,
        status: 'active',
        codeHmac: null,
        rowHmac: null,
        source: 'roster',
      }) as const
    const begin = (id: string) => {
      folder.imports.begin({ id, pid: 2_147_483_646, actor: null, at: wall })
      const visitors = Array.from({ length: 1_100 }, () => ports.newId())
      folder.staging.stage(
        id,
        visitors.map((visitor) => ({ visitor, group: 'greet', version: 1, fields: { name: 'A' }, lookup: {} })),
        { isLast: true },
      )
      folder.imports.stage(
        id,
        visitors.map((visitor) => ({ eventId: ports.newId(), isNew: true, facts: facts(visitor) })),
        visitors.length * 2,
      )
    }
    begin('undecided')
    begin('decided')
    folder.imports.decide('decided', wall)
    // Killed after two portions of people and one of events.
    for (let n = 0; n < 4; n += 1) carryOut(folder, 'decided')
    expect(abandonedRuns(folder)).toHaveLength(2)
    expect(endAbandoned(folder)).toBe(2)
    expect(state()).toEqual({ visitors: before.visitors + 1_100, names: before.names + 1_100, staged: 0 })
    expect(folder.people.sweepOrphans({ isNamed: folder.roster.isNamed, olderThan: wall + 1 })).toBe(0)
  })

  it('has all people on the disk before it is decided, also when only rejected rows come after them', async () => {
    const staged = vi.spyOn(folder.staging, 'stage')
    const decided = vi.spyOn(folder.imports, 'decide')
    const rejected = Array.from({ length: 1_200 }, () => ',,umum,\n').join('')
    expect(await load(HEADER + people(4_500) + rejected)).toMatchObject({ added: 4_500 })
    expect(staged.mock.calls.map(([, rows, { isLast }]) => [rows.length, isLast])).toEqual([
      [2_000, false],
      [2_000, false],
      [2_000, false],
      [2_000, false],
      [1_000, true],
    ])
    expect(staged.mock.invocationCallOrder.at(-1)).toBeLessThan(decided.mock.invocationCallOrder[0] ?? 0)
  })

  it('writes its people itself where the program of the other thread is missing, as here', async () => {
    const staged = vi.spyOn(folder.staging, 'stage')
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue()
    expect(await load(HEADER + people(3), { startWriter: startPeopleWriter })).toMatchObject({ added: 3 })
    expect(staged).toHaveBeenCalledOnce()
    expect(warned).toHaveBeenCalledWith(expect.any(String), { code: 'PENDOPO_ONE_THREAD' })
    expect(folder.people.findByPhone('082')).toHaveLength(1)
  })

  it('holds no run whose writer could not be started', async () => {
    const before = state()
    vi.spyOn(folder.ports, 'newUuid').mockReturnValueOnce('never-begun')
    const startWriter = () => {
      throw new Error('no thread')
    }
    await expect(take(HEADER + people(3), { startWriter })).rejects.toThrow('no thread')
    expect(state()).toEqual(before)
    // As if it had been begun after all: whoever comes next may end it.
    folder.imports.begin({ id: 'never-begun', pid: process.pid, actor: null, at: wall })
    expect(abandonedRuns(folder).map(({ id }) => id)).toEqual(['never-begun'])
  })

  it('leaves alone what another process is at', () => {
    folder.imports.begin({ id: 'other', pid: process.ppid, actor: null, at: wall })
    folder.imports.begin({ id: 'own', pid: process.pid, actor: null, at: wall })
    hold('own')
    expect(abandonedRuns(folder)).toEqual([])
    wall += DAY
    expect(abandonedRuns(folder).map(({ id }) => id)).toEqual(['other'])
  })
})

describe('people who are registered already', () => {
  beforeEach(() => load('kode,nama,kategori,hp,email,instansi,sapaan\nA1,Siti,umum,0812,s@x,Bapenda,Bu Siti\n'))
  const siti = () => {
    const [visitor = ''] = folder.people.findByPhone('0812')
    return { greet: folder.people.read(visitor, 'greet'), contact: folder.people.read(visitor, 'contact') }
  }

  it('are updated with what the file holds, and keep what it has no column for', async () => {
    expect(await load('kode,nama,kategori\nA1,Siti Rahayu,umum\n')).toMatchObject({ updated: 1 })
    expect(siti()).toMatchObject({
      greet: { value: { name: 'Siti Rahayu', greeting: 'Bu Siti' } },
      contact: { value: { phone: '0812', email: 's@x', code: 'A1' } },
    })
    expect(await load('kode,nama,kategori\nA1,Siti Rahayu,umum\n')).toMatchObject({ updated: 0, unchanged: 1 })
  })

  it('stay as they are when that is wished', async () => {
    expect(await load('kode,nama,kategori\nA1,Lain,umum\nA2,Baru,umum\n', { keep: true })).toMatchObject({
      added: 1,
      updated: 0,
      unchanged: 1,
    })
    expect(siti().greet).toMatchObject({ value: { name: 'Siti' } })
  })

  it('are found by their new phone once it changed, and by the old one no more', async () => {
    await load('kode,nama,kategori,hp\nA1,Siti,umum,0899\n')
    expect(folder.people.findByPhone('0812')).toEqual([])
    expect(folder.people.findByPhone('62899')).toHaveLength(1)
  })

  it('stay erased, though an update of them was under way', async () => {
    const [visitor = ''] = folder.people.findByPhone('0812')
    await load('kode,nama,kategori,hp\nA1,Siti Baru,umum,0812\n', {
      onProgress: ({ phase }) => {
        if (phase === 'writing') folder.people.tombstone(visitor)
      },
    })
    expect(folder.people.read(visitor, 'greet')).toMatchObject({ code: 'erased' })
  })
})

describe('a workbook', () => {
  const SHEET = [
    ['Nama Lengkap', 'Jenis Peserta', 'No. HP'],
    ['Siti', 'umum', 81234567890],
  ]
  it('is taken at the sheet whose header is recognised', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Catatan', rows: [['halo'], ['apa kabar']] },
        { name: 'Peserta', rows: SHEET },
      ],
    })
    expect(await load(bytes)).toMatchObject({ added: 1 })
    for (const typed of ['081234567890', '+62 812-3456-7890', '81234567890'])
      expect(folder.people.findByPhone(typed), typed).toHaveLength(1)
    expect(await load(bytes)).toMatchObject({ added: 0, unchanged: 1 })
  })

  it('with two such sheets asks which', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Hari 1', rows: SHEET },
        { name: 'Hari 2', rows: SHEET },
      ],
    })
    expect(await take(bytes)).toMatchObject({ code: 'which_sheet', detail: { sheets: 'Hari 1, Hari 2' } })
    expect(await take(bytes, { sheet: 'Hari 3' })).toMatchObject({ code: 'unknown_sheet' })
    expect(await load(bytes, { sheet: 'Hari 2' })).toMatchObject({ added: 1 })
  })
})

describe('what a person said of columns and words', () => {
  const text = 'Peserta;Kelompok;No\nSiti;tamu;1\n'
  const said = { columns: { peserta: 'name', kelompok: 'category' }, words: { tamu: 'umum' } } as const

  it('is remembered for files with the same headers, in any order', async () => {
    expect(await take(text)).toMatchObject({ code: 'missing_column' })
    expect(await load(text, said)).toMatchObject({ added: 1 })
    expect(await load('No;Kelompok;Peserta\n2;Tamu;Budi\n')).toMatchObject({ added: 1, rejected: [] })
    expect(await take('No;Kelompok;Peserta;Lain\n2;tamu;Budi;\n')).toMatchObject({ code: 'missing_column' })
  })

  it('is not remembered of an import that was refused', async () => {
    await take('Peserta;Kelompok;No\n', said)
    expect(await take(text)).toMatchObject({ code: 'missing_column' })
  })

  it('must be of columns that are there', async () => {
    expect(await take(text, { columns: { orang: 'name' } })).toMatchObject({ code: 'unknown_header' })
  })
})

describe('the list of rejected rows', () => {
  const style = { locale: 'id', separator: ';', hasMark: true } as const
  it('has all columns, line and reason, and is imported again once it is corrected', async () => {
    const text =
      'kode,nama,kategori,hp,Ukuran\nA1,Siti,umum,0812,XL\nA2,,umum,0813,"L, besar"\nA3,"=Budi",Vvip,+62 814,M\n'
    const { rejected } = await load(text)
    const out = join(place, 'ditolak.csv')
    const source = { file: join(place, 'roster.csv'), fair: theFair(), reading: {} }
    expect(await writeRejected(folder, source, rejected, out, style)).toMatchObject({ value: 2 })
    const list = readFileSync(out, 'utf8')
    expect(list.split('\r\n')).toEqual([
      '\ufeffBaris di berkas;Alasan ditolak;kode;nama;kategori;hp;Ukuran',
      '3;Nama kosong.;A2;;umum;0813;L, besar',
      "4;Kategori tidak ada di acara ini.;A3;'=Budi;Vvip;+62 814;M",
      '',
    ])
    const corrected = list.replace('A2;;', 'A2;Ani;').replace('Vvip', 'umum')
    expect(await load(corrected)).toMatchObject({ added: 2, rejected: [] })
    expect(folder.people.names(folder.people.findByPhone('0814'))).toEqual(
      new Map([[expect.any(String), { name: '=Budi' }]]),
    )
  })
})

describe('a file is refused, and said why', () => {
  const refuses = async (bytes: string | Uint8Array, code: string) => {
    const before = state()
    expect(await take(bytes)).toMatchObject({ ok: false, code })
    expect(state()).toEqual(before)
  }
  const ole = (...words: string[]) =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      ...words.map((word) => Buffer.from(word, 'utf16le')),
    ])

  it('as an old workbook', () => refuses(ole('Workbook'), 'old_workbook'))
  it('as one under a password', () => refuses(ole('EncryptedPackage'), 'file_encrypted'))
  it('as one that hucre put under a password', async () =>
    refuses(
      await writeXlsx({ sheets: [{ name: 'A', rows: [['nama']] }], encryption: { password: 'x', spinCount: 1_000 } }),
      'file_encrypted',
    ))
  it('as a PDF, whatever it is called', () => refuses('%PDF-1.7\n', 'not_a_table'))
  it('as a letter', async () => {
    const { aZip } = await import('../spreadsheets/testing/a-zip')
    await refuses(aZip([{ name: 'word/document.xml', content: '<w/>' }]), 'not_a_table')
  })
  it('as empty', () => refuses('', 'empty_file'))
  it('with a header only', () => refuses('nama,kategori\n', 'no_rows'))

  it('as two gigabytes of nothing, without reading them', async () => {
    const path = file('')
    truncateSync(path, 2_000_000_000)
    expect(await importRoster(folder, theFair(), path)).toMatchObject({ code: 'file_too_large' })
  })

  it.skipIf(process.getuid?.() === 0)('as one that we may not read', async () => {
    const path = file('nama,kategori\nA,umum\n')
    chmodSync(path, 0)
    await expect(importRoster(folder, theFair(), path)).rejects.toMatchObject({ code: 'EACCES' })
  })
})

it('does what the check of the file said, of many rows as of few', async () => {
  await load(HEADER + people(300))
  const text = `${HEADER}${people(200).replaceAll('Orang', 'Warga')}${people(1_300, 200)}K0,Dua Kali,umum,\n,,umum,\n`
  const checked = await checkRoster(folder, theFair(), file(text))
  const counts = { added: 1_200, updated: 200, unchanged: 100 }
  expect(checked).toMatchObject({ value: { rows: 1_502, ...counts, rejected: 2 } })
  expect(await load(text)).toMatchObject({ ...counts, rejected: [{ line: 1_502 }, { line: 1_503 }] })
})

it('says what each category word becomes, also before it is known which column is the name', async () => {
  const checked = await checkRoster(folder, theFair(), file('Peserta;Kategori\nSiti;UMUM\nBudi;Vvip\n'))
  expect(checked).toMatchObject({
    value: {
      problem: { code: 'missing_column' },
      words: [
        { word: 'UMUM', category: 'umum' },
        { word: 'Vvip', category: null },
      ],
    },
  })
})

it('takes a row of 100 000 characters and 1 000 columns for what they are', async () => {
  const more = Array.from({ length: 1_000 }, (_, n) => `kolom ${n}`).join(',')
  expect(await load(`kode,nama,kategori,${more}\nA1,Siti,umum,${more}\n`)).toMatchObject({ added: 1, rejected: [] })
  expect(await load(`kode,nama,kategori\nA2,${'x'.repeat(100_000)},umum\nA3,Budi,umum\n`)).toMatchObject({
    added: 1,
    rejected: [{ line: 2, reason: 'name_too_long' }],
  })
})

it('rejects a cell whose formula was never calculated, and no other row', async () => {
  const cell = (name: string, text: string) => `<c r="${name}" t="inlineStr"><is><t>${text}</t></is></c>`
  const bytes = aWorkbook({
    A: `<row r="1">${cell('A1', 'nama')}${cell('B1', 'kategori')}${cell('C1', 'catatan')}</row>
      <row r="2"><c r="A2"><f>CONCAT("a","b")</f></c>${cell('B2', 'umum')}</row>
      <row r="3">${cell('A3', 'Siti')}${cell('B3', 'umum')}<c r="C3"><f>1/0</f></c></row>`,
  })
  expect(await load(bytes)).toMatchObject({
    added: 1,
    rejected: [{ line: 2, column: 'nama', value: '=CONCAT("a","b")', reason: 'formula_without_value' }],
  })
})
