import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { openDatabase } from '../db/connection'
import { systemPorts } from '../main/app/ports'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import { writeWholeSlowly } from '../main/commands/whole-file'
import { exportRows, exportTable } from '../main/exports/export'
import type { ExportRequest } from '../main/exports/request'
import { Words } from '../main/exports/words'
import { openFairFolder, type FairFolder } from '../main/folder/fair-folder'
import { writeWorkbook } from '../main/spreadsheets/workbook-writer'
import { printRow, wanted } from './report'

/**
 * All scans exported as XLSX and as CSV, against the bare writer given the same rows ready-made; and what the command
 * holds in memory. 200 000 scans; with PENDOPO_BENCH_LARGE=1 a million.
 */
const [SCANS, NAME] = process.env['PENDOPO_BENCH_LARGE'] === '1' ? [1_000_000, '1m'] : [200_000, '200k']
const VISITORS = SCANS / 4
/** So many ready rows are written again and again: more than a packer looks back over, few enough to hold. */
const READY = 20_000

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-export-'))
  try {
    const dir = join(home, 'fair')
    const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
    const file = read.ok ? startOn(read.file, 'today', Date.now()) : null
    if (file === null) throw new Error('the demo fair does not read')
    await importFair(dir, file, systemPorts, {})
    fill(dir)
    const opened = await openFairFolder(dir, systemPorts, {})
    if (!opened.ok) throw new Error(opened.code)
    for (const format of ['xlsx', 'csv'] as const) await measure(opened.value, home, format)
    opened.value.close()
    for (const format of ['xlsx', 'csv'] as const) {
      const megabytes = await peakOf(dir, join(home, `peak.${format}`), format)
      printRow({ name: `export.${format}.${NAME}.memory`, value: megabytes, unit: 'MB', n: SCANS })
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Rows as the folds leave them, of scans spread over the day; what the events themselves say is not exported here. */
function fill(dir: string): void {
  const db = openDatabase(join(dir, 'log.sqlite'))
  const first = Date.now() - 8 * 3_600_000
  const id = (kind: string, n: string) => `printf('0190${kind}-%04x-7000-8000-%012x', ${n} >> 16, ${n})`
  db.exec(`
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${VISITORS})
    INSERT INTO visitor (id, category, institution, status, source)
    SELECT ${id('aaaa', 'i')}, 'umum', CASE WHEN i % 3 = 0 THEN 'Dinas Kependudukan ' || (i % 400) END, 'active', 'roster' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${SCANS})
    INSERT INTO event_log (event_id, chain, station_seq, stream, type, text, hash)
    SELECT ${id('bbbb', 'i')}, 'bench', i, 'bench', 'bench', '', x'' FROM n;
    INSERT INTO scan (seq, list, visitor, gate, direction, outcome, reason, via, effective_at)
    SELECT seq, 'pintu-hari-1', ${id('aaaa', `(seq % ${VISITORS} + 1)`)}, 'pintu-utara',
           CASE WHEN seq % 5 = 0 THEN 'exit' ELSE 'entry' END, CASE WHEN seq % 50 = 0 THEN 'refused' ELSE 'admitted' END,
           CASE WHEN seq % 50 = 0 THEN 'already_admitted' WHEN seq % 5 = 0 THEN 'exit' END, 'camera',
           ${first} + (seq * ${Math.floor((7 * 3_600_000) / SCANS)})
    FROM event_log WHERE chain = 'bench';
    COMMIT;
  `)
  db.close()
}

const requestOf = (file: string, format: 'xlsx' | 'csv'): ExportRequest => ({
  what: 'scans',
  format,
  file,
  locale: 'id',
  separator: ',',
  hasMark: false,
  lists: null,
  days: null,
  personal: null,
})

async function measure(folder: FairFolder, home: string, format: 'xlsx' | 'csv'): Promise<void> {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  const request = requestOf(join(home, `ours.${format}`), format)
  const words = new Words(fair, 'id')
  const table = exportTable(folder, fair, request, words)
  const ready = readyRows(table, words, format)
  const bareFile = join(home, `bare.${format}`)
  const bare = async () =>
    timed(() => (format === 'xlsx' ? bareXlsx(bareFile, table, ready) : bareCsv(bareFile, ready)))
  const ours = async () =>
    timed(async () => {
      const written = await exportRows(folder, fair, request)
      if (!written.ok || written.value.rows !== SCANS) throw new Error('rows are missing')
    })
  const times = { ours: [await ours()], bare: [await bare()] }
  // The second of two: whoever goes first pays for what both need.
  times.ours.push(await ours())
  times.bare.push(await bare())
  const [value, baseline] = [Math.min(...times.ours), Math.min(...times.bare)]
  printRow({ name: `export.${format}.${NAME}`, value, unit: 'ms', n: SCANS, baseline, ratio: value / baseline })
  printRow({ name: `export.${format}.${NAME}.size`, value: statSync(request.file).size / 1e6, unit: 'MB', n: SCANS })
}

type Ready = (string | number | null)[]

function readyRows(table: ReturnType<typeof exportTable>, { clock }: Words, format: 'xlsx' | 'csv'): Ready[] {
  const rows: Ready[] = []
  for (const { values } of table.rows()) {
    rows.push(
      values.map((value, n) => {
        const isTime = table.columns[n]?.kind === 'time' && typeof value === 'number'
        if (isTime) return format === 'xlsx' ? clock.serial(value) : clock.iso(value)
        return value
      }),
    )
    if (rows.length === READY) break
  }
  return rows
}

function* repeated(ready: readonly Ready[]): Generator<Ready> {
  for (let n = 0; n < SCANS; n += 1) yield ready[n % ready.length] ?? []
}

async function bareXlsx(file: string, table: ReturnType<typeof exportTable>, ready: readonly Ready[]): Promise<void> {
  const columns = table.columns.map(({ key, kind }) => ({ title: key, kind }))
  await writeWholeSlowly(file, (out) => writeWorkbook(out, { name: 'Data', columns, rows: repeated(ready) }, () => []))
}

async function bareCsv(file: string, ready: readonly Ready[]): Promise<void> {
  await writeWholeSlowly(file, async (out) => {
    for (let at = 0; at < SCANS; at += 500) {
      const start = at % ready.length
      out.put(stringify(ready.slice(start, start + 500), { record_delimiter: '\r\n', quoted_match: /[\r\n]/ }))
    }
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** What the command holds at most (Linux), in a process of its own as a person runs it. */
function peakOf(dir: string, out: string, format: string): Promise<number> {
  const words = ['out/main/cli.js', 'export', 'scans', '--format', format, '--out', out, '--data', dir, '--json']
  const child = spawn(process.execPath, words, { stdio: 'ignore' })
  let megabytes = 0
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      megabytes = Math.max(megabytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024)
    } catch {
      // It has ended in between: the last look holds.
    }
  }, 20)
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      clearInterval(look)
      if (code === 0) resolve(megabytes)
      else reject(new Error(`the export ended with ${code}`))
    })
  })
}

if (wanted('export')) await main()
