import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { afterEach, describe, expect, it } from 'vitest'
import type { ExportName } from '../../core/contract/exports'
import { csvTable } from '../../core/roster/csv-table'
import { NINE } from '../../core/testing/builders'
import { aDoorMove, MANY_LISTS, playDoors, type DoorMove } from '../../db/testing/random-fair'
import { recountScans } from '../../db/testing/recount'
import { GateFolder } from '../commands/a-gate-folder'
import { openToRead } from '../folder/fair-folder'
import { exportRows } from './export'
import type { ExportRequest } from './request'

const open: GateFolder[] = []
afterEach(() => {
  for (const place of open.splice(0)) place.remove()
})

async function aPlace(moves: readonly DoorMove[] = []): Promise<GateFolder> {
  const place = await GateFolder.make(MANY_LISTS)
  open.push(place)
  if (moves.length === 0) return place
  playDoors(place.folder, moves)
  place.at(NINE + 40 * 3_600_000)
  return place
}

const DAYS = ['2026-10-13', '2026-10-14']
const DOORS = new Set(['day-1', 'day-2', 'both', 'vip'])

const requestOf = (place: GateFolder, more: Partial<ExportRequest> & { what: ExportName }): ExportRequest => ({
  format: 'csv',
  file: join(place.folder.dir, `out.${more.format ?? 'csv'}`),
  locale: 'en',
  separator: ',',
  hasMark: false,
  lists: null,
  days: null,
  personal: null,
  ...more,
})

async function exported(place: GateFolder, more: Partial<ExportRequest> & { what: ExportName }) {
  const request = requestOf(place, more)
  const written = await exportRows(place.folder, place.fair, request)
  if (!written.ok) throw new Error(written.code)
  return { ...written.value, text: () => readFileSync(request.file, 'utf8') }
}

/** Rows of a CSV file by title, as our import would read it. */
async function csvRows(file: string): Promise<Record<string, string>[]> {
  const table = await csvTable(async function* () {
    yield readFileSync(file)
  })
  if (!table.ok) throw new Error(table.code)
  const rows: (readonly string[])[] = []
  for await (const portion of table.value.rows())
    rows.push(...portion.flatMap((row) => ('fields' in row ? [row.fields] : [])))
  const [titles = [], ...rest] = rows
  return rest.map((row) => Object.fromEntries(titles.map((title, n) => [title, row[n] ?? ''])))
}

/** Rows of the first sheet by title, and the summary, as another library reads them. */
async function xlsxRows(file: string) {
  const { sheets } = await readXlsx(readFileSync(file))
  const [titles = [], ...rest] = sheets[0]?.rows ?? []
  return {
    names: sheets.map(({ name }) => name),
    rows: rest.map((row) => Object.fromEntries(titles.map((title, n) => [String(title), row[n] ?? null]))),
    summary: sheets.at(-1)?.rows ?? [],
  }
}

const sum = (rows: readonly Record<string, unknown>[], column: string) =>
  rows.reduce((total, row) => total + Number(row[column]), 0)
const people = (rows: readonly Record<string, unknown>[]) =>
  new Set(rows.map((row) => row['Person (after merging)'])).size

describe('an export', () => {
  it('sums up to the figures and to a recount of the log, in CSV and XLSX, on any fair', async () => {
    const moves = fc.array(aDoorMove([...DOORS, 'talk']), { maxLength: 50, size: 'max' })
    await fc.assert(
      fc.asyncProperty(moves, async (given) => {
        const place = await aPlace(given)
        const { log } = openToRead(place.folder.dir)
        const scans = recountScans(log)
        log.close()
        const now = place.folder.ports.wall()
        const doors = place.fair.lists.filter(({ kind }) => kind === 'door')
        for (const day of DAYS) {
          const figures = place.folder.figures.day(place.fair, day, now)
          const asked = { what: 'attendance', lists: doors, days: [day] } as const
          const csv = await csvRows((await exported(place, asked)).file)
          const xlsx = await xlsxRows((await exported(place, { ...asked, format: 'xlsx' })).file)
          for (const rows of [csv, xlsx.rows]) {
            expect([people(rows), sum(rows, 'Entries'), sum(rows, 'Duplicates')]).toEqual([
              figures.people,
              figures.entries,
              figures.duplicates,
            ])
          }
          const shown = xlsx.summary.find((row) => row[0] instanceof Date)
          expect(shown?.slice(1)).toEqual([
            figures.people,
            figures.entries,
            figures.duplicates,
            figures.again,
            figures.exits,
            figures.refused,
            figures.inside,
          ])
          const scanned = await csvRows((await exported(place, { what: 'scans', lists: doors, days: [day] })).file)
          const marked = scanned.filter((row) => row['Mark'] !== 'undone')
          expect(marked.filter((row) => row['Outcome'] === 'refused')).toHaveLength(figures.refused)
          expect(marked.filter((row) => row['Reason'] === 'exit')).toHaveLength(figures.exits)
        }
        const all = await csvRows((await exported(place, { what: 'scans' })).file)
        expect(all.map((row) => [row['Scan'], row['Mark']])).toEqual(
          scans.map(({ id, isUndone, isDuplicate }) => [id, isUndone ? 'undone' : isDuplicate ? 'duplicate' : '']),
        )
        place.remove()
        open.pop()
      }),
      { numRuns: 12 },
    )
  })

  it('has a row for each day on which a person came to a list of several days', async () => {
    const at = (minutes: number, what: DoorMove['what'] = 'entry'): DoorMove => ({
      visitor: 0,
      list: 'both',
      gate: 'north',
      what,
      minutes,
      pick: 0,
    })
    const place = await aPlace([at(0), at(60, 'exit'), at(90), at(24 * 60)])
    const { rows, file } = await exported(place, { what: 'attendance' })
    expect(rows).toBe(2)
    expect(await csvRows(file)).toMatchObject([
      {
        Day: '2026-10-13',
        List: 'Semua hari',
        'First entry': '2026-10-13T09:00:00+07:00',
        'Last entry': '2026-10-13T10:30:00+07:00',
        'Last exit': '2026-10-13T10:00:00+07:00',
        Entries: '2',
        Exits: '1',
        Duplicates: '0',
        Gate: 'North gate',
        Category: 'VIP',
      },
      { Day: '2026-10-14', Entries: '1', Exits: '0', 'Last exit': '' },
    ])
  })

  it('opens as a workbook with real dates and times of the fair’s clock, and a summary behind', async () => {
    const place = await aPlace()
    place.visitor('K1')
    place.scan('K1')
    const { names, rows, summary } = await xlsxRows(
      (await exported(place, { what: 'attendance', format: 'xlsx', locale: 'id' })).file,
    )
    expect(names).toEqual(['Kehadiran', 'Ringkasan'])
    expect(rows).toMatchObject([
      { Hari: new Date('2026-10-13T00:00:00Z'), 'Masuk pertama': new Date('2026-10-13T09:00:00Z'), 'Jumlah masuk': 1 },
    ])
    expect(summary[0]?.[0]).toBe('Pekan kecil')
  })

  it('of visitors names everybody registered, also who never came; of the log every event', async () => {
    const place = await aPlace()
    place.visitor('K1')
    place.visitor('K2', 'vip')
    place.scan('K2')
    const visitors = await csvRows((await exported(place, { what: 'visitors' })).file)
    expect(visitors.map((row) => [row['Category'], row['Status'], row['Lists entered']])).toEqual([
      ['Public', 'active', '0'],
      ['VIP', 'active', '1'],
    ])
    const { file, rows } = await exported(place, { what: 'log', format: 'json' })
    const events = JSON.parse(readFileSync(file, 'utf8')) as { type: string; time: string; body: string }[]
    expect(events).toHaveLength(rows)
    expect(events.map(({ type }) => type)).toEqual([
      'setup.imported',
      'visitor.registered',
      'visitor.registered',
      'scan.recorded',
    ])
    expect(JSON.parse(events.at(-1)?.body ?? '')).toMatchObject({ list: 'day-1', outcome: 'admitted' })
    expect(events.at(-1)?.time).toMatch(/\+07:00$/)
  })

  it('takes the mark and the separator that a spreadsheet wants, and never writes a formula', async () => {
    const place = await aPlace()
    place.visitor('=1+1')
    const personal = { columns: ['name'], reason: 'sertifikat', actor: 'sari' } as const
    const { text } = await exported(place, { what: 'visitors', separator: ';', hasMark: true, personal })
    expect(text()).toMatch(/^\uFEFFVisitor;/)
    expect(text()).toContain(";'=1+1\r\n")
  })

  it('records who wanted personal columns, which and why, before there is a file; and gives no others', async () => {
    const place = await aPlace()
    place.visitor('Siti')
    const personal = { columns: ['name', 'nik'], reason: 'Sertifikat peserta', actor: 'sari' } as const
    const request = requestOf(place, { what: 'visitors', personal, file: join(place.folder.dir, 'no', 'a.csv') })
    await expect(exportRows(place.folder, place.fair, request)).rejects.toMatchObject({ code: 'ENOENT' })
    const { text } = await exported(place, { what: 'visitors', personal })
    expect(text().split('\r\n')[0]).toMatch(/,Name,NIK$/)
    const { log } = openToRead(place.folder.dir)
    const events = log
      .prepare<[], { text: string }>(`SELECT text FROM event_log WHERE type = 'export.personal' ORDER BY seq`)
      .all()
    log.close()
    expect(events).toHaveLength(2)
    const event = JSON.parse(events[0]?.text ?? '') as { actor: string; body: { reasonNote: string } }
    expect(event).toMatchObject({ actor: 'sari', body: { what: 'visitors', columns: ['name', 'nik'] } })
    expect(place.folder.people.read(event.body.reasonNote, 'note')).toMatchObject({
      value: { text: 'Sertifikat peserta' },
    })
    expect(events[0]?.text).not.toContain('Sertifikat')
  })

  it.each(['csv', 'xlsx', 'json'] as const)('that is canceled leaves what was there before, as %s', async (format) => {
    const moves = Array.from({ length: 40 }, (_one, n): DoorMove => ({
      visitor: n % 5,
      list: 'day-1',
      gate: 'north',
      what: n % 2 === 0 ? 'entry' : 'refused',
      minutes: n,
      pick: 0,
    }))
    const place = await aPlace(moves)
    const request = requestOf(place, { what: 'scans', format })
    writeFileSync(request.file, 'as it was')
    const abort = new AbortController()
    abort.abort()
    expect(await exportRows(place.folder, place.fair, request, { signal: abort.signal })).toMatchObject({
      ok: false,
      code: 'export_canceled',
    })
    expect(readFileSync(request.file, 'utf8')).toBe('as it was')
    expect(readdirSync(place.folder.dir).filter((name) => name.includes('.part'))).toEqual([])
    expect(existsSync(request.file)).toBe(true)
    // The folder can be written to again: no transaction was left open.
    place.visitor('baru')
  })
})
