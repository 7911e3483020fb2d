import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AttendanceReport, Report, ReportKind, ReportsView } from '../../core/contract/reports'
import { DeskReports } from './desk-reports'
import type { PrintPage } from './make-report'

const PDF = '%PDF /Type /Pages /Type /Page /Type /Page'
const REPORT = { kind: 'attendance', fair: { name: { id: 'Pekan', en: 'Week' } } } as unknown as AttendanceReport

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pendopo-report-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function aDesk(more: { file?: string | null; print?: PrintPage; count?: () => Promise<Report | null> } = {}) {
  const seen: ReportsView[] = []
  const troubles: unknown[] = []
  const file = more.file === undefined ? join(dir, 'laporan.pdf') : more.file
  const reports = new DeskReports({
    count: more.count ?? (() => Promise.resolve(REPORT)),
    print: more.print ?? (() => Promise.resolve(new TextEncoder().encode(PDF))),
    logo: () => null,
    changed: () => seen.push(reports.view()),
    report: (_what, thrown) => troubles.push(thrown),
  })
  const ended = async (): Promise<ReportsView> => {
    await expect.poll(() => reports.view().phase).not.toBe('running')
    return reports.view()
  }
  const make = (kind: ReportKind) => reports.make(kind, 'id', () => Promise.resolve(file))
  return { reports, make, seen, troubles, ended, file: file ?? '' }
}
/** A page that stands only when it is told to, or is given up. */
const neverStands: PrintPage = (_page, _foot, signal) =>
  new Promise((_resolve, fail) => signal?.addEventListener('abort', () => fail(new Error('given up'))))

describe('DeskReports', () => {
  it('says how far it is, and at the end where the file lies and how many pages it has', async () => {
    const { make, seen, ended, file } = aDesk()
    expect(await make('attendance')).toBe('started')
    expect(await ended()).toEqual({ phase: 'done', kind: 'attendance', file, pages: 2 })
    expect(seen.map((view) => (view.phase === 'running' ? view.step : view.phase))).toEqual([
      'counting',
      'laying_out',
      'writing',
      'done',
    ])
    expect(readFileSync(file, 'utf8')).toBe(PDF)
  })

  it('does nothing when nobody chose a place', async () => {
    const { make, seen } = aDesk({ file: null })
    expect(await make('attendance')).toBe('no_place')
    expect(seen).toEqual([])
    expect(await make('attendance')).toBe('no_place')
  })

  it('makes one at a time, and leaves nothing behind when it is canceled', async () => {
    const { reports, make, ended, file, troubles } = aDesk({ print: neverStands })
    await make('attendance')
    await expect.poll(() => reports.view()).toMatchObject({ step: 'laying_out' })
    expect(await make('services')).toBe('not_now')
    reports.cancel()
    expect(await ended()).toEqual({ phase: 'idle' })
    expect(existsSync(file)).toBe(false)
    expect(readdirSync(dir)).toEqual([])
    expect(troubles).toEqual([])
  })

  it('does not print what was canceled while it was counted', async () => {
    let counted: (report: Report) => void = () => undefined
    const { reports, make, ended } = aDesk({
      count: () => new Promise((resolve) => (counted = resolve)),
      print: neverStands,
    })
    await make('attendance')
    reports.cancel()
    counted(REPORT)
    expect(await ended()).toEqual({ phase: 'idle' })
  })

  it('says in a word why no file came of it, and can begin again', async () => {
    const { make, ended, troubles } = aDesk({ file: join(dir, 'nowhere', 'laporan.pdf') })
    await make('attendance')
    expect(await ended()).toEqual({ phase: 'failed', kind: 'attendance', code: 'file_missing' })
    expect(troubles).toHaveLength(1)
    expect(await make('attendance')).toBe('started')
    await ended()
  })
})
