import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { pendopo, type CommandResult } from '../../helpers/command'
import { fillWithCopy, makeDemo, sure, tempFolder } from '../../helpers/folder'

export type Json = Record<string, unknown>

/** A place for data with one for files beside it, and the commands run on it. */
export interface Place {
  /** Where files for import and export lie. */
  readonly files: string
  readonly data: string
  /** Runs a command on the data, `--json` added. */
  run(...args: string[]): Promise<CommandResult>
  /** The same with words on standard input. */
  runWith(options: { stdin?: string; env?: Record<string, string> }, ...args: string[]): Promise<CommandResult>
  /** Runs it and expects that it ends well. */
  do(...args: string[]): Promise<Json>
  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string
  remove(): void
}

export function aPlace(): Place {
  const { dir, remove } = tempFolder()
  const data = join(dir, 'data')
  mkdirSync(join(dir, 'files'))
  const runWith: Place['runWith'] = (options, ...args) => pendopo([...args, '--data', data, '--json'], options)
  return {
    files: join(dir, 'files'),
    data,
    runWith,
    run: (...args) => runWith({}, ...args),
    do: async (...args) => sure(await runWith({}, ...args)),
    write: (name, content) => {
      const path = join(dir, 'files', name)
      writeFileSync(path, content)
      return path
    },
    remove,
  }
}

const always = [{ from: '2000-01-01T00:00', to: '2099-01-01T00:00' }]
const text = (word: string) => ({ id: word, en: word })
const sign = (word: string) => ({ place: text(word), direction: 'left' })

/** A small fair whose lists reach every outcome on any day. */
export const SMALL_FAIR = {
  schema: 1,
  demo: true,
  code: 'kecil-2026',
  name: { id: 'Pekan Kecil', en: 'Small Week' },
  venue: text('Balai Kota'),
  city: 'Malang',
  timeZone: 'Asia/Jakarta',
  days: ['2026-10-13', '2026-10-14'],
  categories: [
    { code: 'umum', number: 1, name: { id: 'Umum', en: 'Public' } },
    { code: 'vip', number: 2, name: text('VIP') },
  ],
  gates: [
    { code: 'utara', name: { id: 'Pintu Utara', en: 'North Gate' }, help: sign('Bantuan'), welcome: sign('Masuk') },
  ],
  lists: [
    { code: 'pintu', name: { id: 'Pintu', en: 'Door' }, kind: 'door', windows: always },
    { code: 'sekali', name: text('Sekali saja'), kind: 'session', windows: always, entryAfterExit: false },
    { code: 'bebas', name: text('Bebas'), kind: 'session', windows: always, multipleEntries: true },
    { code: 'khusus', name: text('Khusus'), kind: 'session', windows: always, categories: ['vip'] },
    { code: 'sempit', name: text('Sempit'), kind: 'session', windows: always, capacity: 2 },
    {
      code: 'dulu',
      name: text('Dulu'),
      kind: 'session',
      windows: [{ from: '2020-03-01T08:00', to: '2020-03-01T09:00' }],
    },
    {
      code: 'nanti',
      name: text('Nanti'),
      kind: 'session',
      windows: [{ from: '2090-03-01T08:00', to: '2090-03-01T09:00' }],
    },
  ],
}

/** The header and people of a small roster; some of what they hold is dangerous in a spreadsheet. */
export const SMALL_ROSTER = [
  'kode,nama,instansi,kategori,no hp,email',
  'A-0001,Budi Santoso,"=HYPERLINK(""x"")",umum,081234567801,budi@example.org',
  'A-0002,Siti Rahayu,Dinas Pendidikan,umum,081234567802,siti@example.org',
  'A-0003,Ketut Wijaya,,umum,081234567803,ketut@example.org',
  'A-0004,Dewi Anggraini,Dinas Kesehatan,vip,081234567804,dewi@example.org',
  '',
].join('\n')

/** A new place like one that is made once. */
async function placeLike(name: string, make: (place: Place) => Promise<unknown>): Promise<Place> {
  const place = aPlace()
  await fillWithCopy(place.data, name, async () => {
    const first = aPlace()
    await make(first)
    return { dir: first.data, remove: () => first.remove() }
  })
  return place
}

/** The small fair, without anybody, in a new place. */
export const fairPlace = (): Promise<Place> =>
  placeLike('fair', (place) => place.do('fair', 'import', place.write('fair.json', JSON.stringify(SMALL_FAIR))))

/** The small fair with its roster in a new place. */
export const smallPlace = (): Promise<Place> =>
  placeLike('small', async (place) => {
    await place.do('fair', 'import', place.write('fair.json', JSON.stringify(SMALL_FAIR)))
    await place.do('import', 'roster', place.write('roster.csv', SMALL_ROSTER))
  })

/** The demo fair, its first day today, with its roster. */
export async function demoPlace(): Promise<Place> {
  const place = aPlace()
  await makeDemo(place.data)
  return place
}

/** What `stats` says of one list. */
export async function listStats(place: Place, code: string): Promise<Json> {
  const { lists } = (await place.do('stats')) as { lists: Json[] }
  const found = lists.find((list) => list['code'] === code)
  if (found === undefined) throw new Error(`stats says nothing of ${code}`)
  return found
}

/** One refused answer: exit 2, and its code and a message for people. */
export function expectRefused(result: CommandResult, code: string, ...says: (string | RegExp)[]): void {
  expect.soft(result.answer, `${result.stdout}\n${result.stderr}`).toMatchObject({ code })
  expect.soft(result.code).toBe(2)
  expectSaid(result, wordsOf(result.answer), says)
}

/** One failure: exit 1, `{error: {code, message}}`. */
export function expectFailed(result: CommandResult, code: string, ...says: (string | RegExp)[]): void {
  expect.soft(result.answer, `${result.stdout}\n${result.stderr}`).toMatchObject({ error: { code } })
  expect.soft(result.code).toBe(1)
  expectSaid(result, wordsOf(result.answer?.['error'] as Json | undefined), says)
}

const wordsOf = (answer: Json | null | undefined): string =>
  typeof answer?.['message'] === 'string' ? answer['message'] : ''

function expectSaid(result: CommandResult, message: string, says: readonly (string | RegExp)[]): void {
  expect(message).not.toBe('')
  expect(message).not.toMatch(/[{}]\w*[{}]|FORMAT_ERROR|^\w+_\w+$/)
  expect(result.stderr).toContain(message)
  expect(result.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/)
  for (const word of says) expect(message).toMatch(word)
}
