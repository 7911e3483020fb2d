import { expect, test } from '@playwright/test'
import { writeXlsx } from 'hucre/xlsx'
import { aBomb, aWorkbook } from '../../../main/spreadsheets/testing/a-zip'
import { fairPlace, type Json, type Place } from './support'

// Files that try to hurt, through the real command: none is half taken, and each answer says in both languages what is
// wrong, where, and what to do.

let place: Place
test.beforeEach(async () => {
  place = await fairPlace()
})
test.afterEach(() => place.remove())

const HEADER = 'kode,nama,kategori\n'
const cell = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
const COLUMNS = `<row r="1">${cell('A1', 'nama')}${cell('B1', 'kategori')}</row>`

/** Imports it once in each language, into the same fair as it was; the answers and what they say to people. */
async function imported(name: string, content: string | Uint8Array) {
  const file = place.write(name, content)
  const say = async (locale: string) => {
    const before = await place.do('verify')
    const { code, answer } = await place.runWith({ env: { LC_ALL: locale } }, 'import', 'roster', file)
    return { exit: code, answer: answer ?? {}, before, after: await place.do('verify') }
  }
  return { id: await say('id_ID.UTF-8'), en: await say('en_US.UTF-8') }
}

/** The whole file is refused, and nothing of it is there afterwards. */
async function refused(name: string, content: string | Uint8Array, code: string, id: RegExp, en: RegExp) {
  const said = await imported(name, content)
  for (const [one, words] of [
    [said.id, id],
    [said.en, en],
  ] as const) {
    expect(one.exit).toBe(2)
    expect(one.answer).toMatchObject({ code })
    expect(one.answer['message']).toMatch(words)
    expect(one.answer['message']).toContain(name)
    expect(one.before).toMatchObject({ ok: true, events: expect.any(Number) })
    expect(one.after).toMatchObject({ ok: true, events: one.before['events'] })
  }
}

/** One row is rejected with a reason in words, the others are in. */
async function rejected(name: string, content: string | Uint8Array, where: Json, id: RegExp, en: RegExp) {
  const said = await imported(name, content)
  for (const [one, words] of [
    [said.id, id],
    [said.en, en],
  ] as const) {
    const [row] = one.answer['rejected'] as Json[]
    expect(row).toMatchObject(where)
    expect(row?.['message']).toMatch(words)
  }
  // The second import found whom the first had added.
  expect([said.id.answer['added'], said.en.answer['added'], said.en.answer['unchanged']]).toEqual([1, 0, 1])
}

test('a text that is a formula is a text, and a formula that was never calculated is named', async () => {
  const csv = await imported('rumus.csv', `${HEADER}A1,=1+1,umum\nA2,"=HYPERLINK(""x"")",umum\n`)
  expect(csv.id.answer).toMatchObject({ added: 2, rejected: [] })
  const sheet = `${COLUMNS}<row r="2">${cell('A2', 'Budi')}${cell('B2', 'umum')}</row><row r="3"><c r="A3"><f>CMD()</f></c>${cell('B3', 'umum')}</row>`
  await rejected(
    'rumus.xlsx',
    aWorkbook({ A: sheet }),
    { line: 3, column: 'nama', value: '=CMD()', reason: 'formula_without_value' },
    /rumus/i,
    /formula/i,
  )
})

test('a workbook that unpacks to gigabytes is refused by its size, before it is read', () =>
  refused('bom.xlsx', aBomb(), 'file_too_large', /terlalu besar/, /too large/))

test('a thousand columns are as many as they are: those we know are read', async () => {
  const more = Array.from({ length: 1_000 }, (_, n) => `k${n}`).join(',')
  const said = await imported('lebar.csv', `${HEADER.trim()},${more}\nA1,Budi,umum,${more}\n`)
  expect(said.id.answer).toMatchObject({ added: 1, rejected: [] })
  const rows = [
    ['nama', 'kategori', ...more.split(',')],
    ['Siti', 'umum', ...more.split(',')],
  ]
  const workbook = await imported('lebar.xlsx', await writeXlsx({ sheets: [{ name: 'A', rows }] }))
  expect(workbook.id.answer).toMatchObject({ added: 1, rejected: [] })
})

test('NUL bytes cost the row that holds them', async () => {
  await rejected(
    'nul.csv',
    `${HEADER}A1,Bu\0di,umum\nA2,Siti,umum\n`,
    { line: 2, column: 'nama', reason: 'control_character' },
    /tidak tercetak di kolom nama/,
    /Column nama/,
  )
})

test('NUL bytes in the titles: the file is refused as no text, with the line', () =>
  refused('nul.csv', 'ko\0de,nama,kategori\nA1,Budi,umum\n', 'wrong_encoding', /baris 1/, /line 1/))

test('line ends of three kinds in one file are line ends', async () => {
  const said = await imported('campur.csv', 'kode,nama,kategori\r\nA1,Budi,umum\nA2,Siti,umum\rA3,Ketut,umum')
  expect(said.id.answer).toMatchObject({ added: 3, rejected: [] })
})

test('a header only says that there are no rows', () =>
  refused('judul.csv', HEADER, 'no_rows', /tanpa baris/, /no rows/))

test('a title twice: the file must be mended, since no choice by title tells the two apart', () =>
  refused(
    'ganda.csv',
    'kode,nama,Nama,kategori\nA1,B,C,umum\n',
    'duplicate_column',
    /dua kali.*berkas/,
    /twice.*in the file/,
  ))

test('two titles that mean the same: one can be left out, as the message says', async () => {
  const text = 'kode,nama,name,kategori\nA1,Budi,Lain,umum\n'
  await refused('sama.csv', text, 'duplicate_column', /--map "name=ignore"/, /--map "name=ignore"/)
  const file = place.write('sama.csv', text)
  expect(await place.do('import', 'roster', file, '--map', 'name=ignore')).toMatchObject({ added: 1, rejected: [] })
})
