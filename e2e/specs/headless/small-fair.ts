import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { pendopo, type CommandResult } from '../../helpers/command'
import { sure, tempFolder } from '../../helpers/folder'
import { SMALL_FAIR } from './support'

export type File = (name: string, content?: string | Uint8Array) => string

/** Every test gets a place of its own: `dir` is the data folder to be made, `file` names a file beside it. */
export const test = base.extend<{ dir: string; file: File }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from its first parameter
  file: async ({}, use) => {
    const place = tempFolder()
    await use((name, content) => {
      const path = join(place.dir, name)
      if (content !== undefined) writeFileSync(path, content)
      return path
    })
    place.remove()
  },
  dir: async ({ file }, use) => use(file('data')),
})
export { expect } from '@playwright/test'

/** One command on a folder, in English and with `--json`. */
export const cli = (dir: string, ...args: string[]): Promise<CommandResult> =>
  pendopo(['--data', dir, '--json', ...args], { env: { PENDOPO_LOCALE: 'en' } })

export interface ListFigures {
  code: string
  expected: number
  entered: number
  inside: number
  entries: number
  duplicates: number
}

/** The figures of one list, as `stats` gives them. */
export async function figures(dir: string, list: string): Promise<ListFigures> {
  const { lists } = sure(await cli(dir, 'stats')) as unknown as { lists: ListFigures[] }
  const found = lists.find((row) => row.code === list)
  if (found === undefined) throw new Error(`no list ${list}`)
  return found
}

/** Fails unless the log is sound; the number of events in it, but for notes that this machine's clock was set meanwhile. */
export async function sound(dir: string): Promise<number> {
  const answer = sure(await cli(dir, 'verify'))
  if (answer['ok'] !== true) throw new Error(JSON.stringify(answer))
  const clock = behind(dir, 'log', (db) =>
    db.prepare<[], number>("SELECT count(*) FROM event_log WHERE type = 'clock.changed'").pluck().get(),
  )
  return Number(answer['events']) - (clock ?? 0)
}

/** Opens a file of a data folder as SQLite has it, behind the program's back. */
export function behind<T>(dir: string, name: 'log' | 'people' | 'settings', work: (db: Sqlite.Database) => T): T {
  const db = new Sqlite(join(dir, `${name}.sqlite`))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** The small fair without people in this folder. */
export async function makeFair(dir: string, file: File, more: object = {}): Promise<void> {
  sure(await cli(dir, 'fair', 'import', file('fair.json', JSON.stringify({ ...SMALL_FAIR, ...more }))))
}

/** A roster of the public: codes S1 … Sn. */
export const rosterOf = (people: number): string =>
  [
    'kode,nama,instansi,kategori,no hp,email',
    ...Array.from(
      { length: people },
      (_, i) => `S${i + 1},Orang Ke${i + 1},Bapenda,umum,0844${i + 1},orang${i + 1}@example.org`,
    ),
  ].join('\n')

/** The cells of a CSV file that quotes as RFC 4180 says. */
export function cells(path: string, separator = ','): string[][] {
  const content = readFileSync(path, 'utf8')
  const sep = separator === '\t' ? '\\t' : separator
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${sep}\\r\\n]*))(${sep}|\\r\\n)`, 'gy')
  const rows: string[][] = []
  let row: string[] = []
  while (field.lastIndex < content.length) {
    const at = field.lastIndex
    const match = field.exec(content)
    if (match === null) throw new Error(`not CSV: ${content.slice(at, at + 40)}`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] !== '\r\n') continue
    rows.push(row)
    row = []
  }
  return rows
}
