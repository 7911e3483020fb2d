import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeWholeSlowly } from '../main/commands/whole-file'
import { exportRows, exportTable } from '../main/exports/export'
import { Words } from '../main/exports/words'
import type { FairFolder } from '../main/folder/fair-folder'
import { csvLines } from '../main/spreadsheets/csv-lines'
import { writeWorkbook } from '../main/spreadsheets/workbook-writer'
import { aDayOfScans, scansRequest } from './a-day-of-scans'
import { printRow, wanted } from './report'

/**
 * All scans exported as XLSX and as CSV, against the bare writer given the same rows ready-made; and what the command
 * holds in memory. The bare writer of a workbook is our own, without its summary sheet; that of CSV is csv-stringify.
 * 200 000 scans; with PENDOPO_BENCH_LARGE=1 a million.
 */
const [SCANS, NAME] = process.env['PENDOPO_BENCH_LARGE'] === '1' ? [1_000_000, '1m'] : [200_000, '200k']
/** So many ready rows are written again and again: more than a packer looks back over, few enough to hold. */
const READY = 20_000
/** Times that everything is done; the quickest counts. */
const TURNS = SCANS > 200_000 ? 2 : 3

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-export-'))
  try {
    const dir = join(home, 'fair')
    const folder = await aDayOfScans(dir, SCANS)
    for (const format of ['xlsx', 'csv'] as const) await measure(folder, home, format)
    folder.close()
    for (const format of ['xlsx', 'csv'] as const) {
      const megabytes = await peakOf(dir, join(home, `peak.${format}`), format)
      printRow({ name: `export.${format}.${NAME}.memory`, value: megabytes, unit: 'MB', n: SCANS })
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function measure(folder: FairFolder, home: string, format: 'xlsx' | 'csv'): Promise<void> {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  const request = scansRequest(join(home, `ours.${format}`), format)
  const words = new Words(fair, 'id')
  const table = exportTable(folder, fair, request, words)
  const ready = readyRows(table, words, format)
  const bareFile = join(home, `bare.${format}`)
  const works = {
    ours: async () => {
      const written = await exportRows(folder, fair, request)
      if (!written.ok || written.value.rows !== SCANS) throw new Error('rows are missing')
    },
    bare: () => (format === 'xlsx' ? bareXlsx(bareFile, table, ready) : bareCsv(bareFile, ready)),
  }
  const least = { ours: Infinity, bare: Infinity }
  // By turns: whoever goes first pays for what both need, and the machine is not equally quick all the time.
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const work of ['ours', 'bare'] as const) least[work] = Math.min(least[work], await timed(works[work]))
  const { ours: value, bare } = least
  printRow({ name: `export.${format}.${NAME}`, value, unit: 'ms', n: SCANS, baseline: bare, ratio: value / bare })
  printRow({ name: `export.${format}.${NAME}.size`, value: statSync(request.file).size / 1e6, unit: 'MB', n: SCANS })
}

type Ready = (string | number | null)[]

function readyRows(table: ReturnType<typeof exportTable>, { clock }: Words, format: 'xlsx' | 'csv'): Ready[] {
  const rows: Ready[] = []
  for (const { values } of table.rows()) {
    rows.push(
      values.map((value, n) => {
        const isTime = table.columns[n]?.kind === 'time' && typeof value === 'number'
        if (format === 'xlsx') return isTime ? clock.serial(value) : value
        return isTime ? clock.iso(value) : String(value ?? '')
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
      out.put(csvLines(ready.slice(start, start + 500) as string[][], ','))
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
