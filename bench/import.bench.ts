import { execFileSync, spawn } from 'node:child_process'
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { csvTable } from '../core/roster/csv-table'
import { openDatabase } from '../db/connection'
import { systemPorts } from '../main/app/ports'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import { commitScan } from '../main/commands/scan'
import { openFairFolder } from '../main/folder/fair-folder'
import { openWorkbook } from '../main/spreadsheets/workbook'
import { percentile, printRow, wanted } from './report'

/**
 * An import of 100 000 people as the command runs it, in a process of its own, against the bare parser and the same rows
 * inserted bare in one transaction; what it holds in memory; the same file again; and how long a scan waits beside it.
 */
const PEOPLE = 100_000
const TABLES = { log: ['event_log', 'visitor'], people: ['people_seal', 'people_row'] } as const

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-import-'))
  try {
    const rows = [['kode', 'nama', 'instansi', 'kategori', 'no hp', 'email']]
    for (let n = 0; n < PEOPLE; n += 1) {
      rows.push([`K${n}`, `Orang nomor ${n} dari kota`, `Dinas ${n % 500}`, 'umum', `0812${n}`, `o${n}@contoh.id`])
    }
    const csv = join(home, 'peserta.csv')
    const xlsx = join(home, 'peserta.xlsx')
    writeFileSync(csv, rows.map((row) => `${row.join(',')}\n`).join(''))
    writeFileSync(xlsx, await writeXlsx({ sheets: [{ name: 'Peserta', rows }] }))
    rows.length = 0
    for (const [kind, file] of [['csv', csv] as const, ['xlsx', xlsx] as const]) await measure(home, kind, file)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function measure(home: string, kind: 'csv' | 'xlsx', file: string): Promise<void> {
  const dir = join(home, kind)
  const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
  const fair = read.ok ? startOn(read.file, 'today', Date.now()) : null
  if (fair === null) throw new Error('the demo fair does not read')
  await importFair(dir, fair, systemPorts, {})
  const opened = await openFairFolder(dir, systemPorts, {})
  if (!opened.ok) throw new Error(opened.code)
  const folder = opened.value
  const list = folder.checkin.fair()?.lists[0] ?? null

  const idle = commandMs(dir, ['stats'])
  const child = startImport(dir, file)
  const waits: number[] = []
  const scan = () => {
    const started = performance.now()
    const text = 'not-here'
    commitScan(
      folder,
      { scanId: systemPorts.newId(), text, length: 8, via: 'command', gate: null, direction: 'entry', typedAt: null },
      () => list,
    )
    waits.push(performance.now() - started)
  }
  const timer = setInterval(scan, 50)
  const first = await child
  clearInterval(timer)
  folder.close()
  const again = await startImport(dir, file)
  const [ours, second] = [first.ms - idle, again.ms - idle]
  const bare = await bareMs(dir, join(home, `bare-${kind}`), file, kind)
  const n = PEOPLE
  printRow({ name: `import.${kind}.100k`, value: ours, unit: 'ms', n, baseline: bare, ratio: ours / bare })
  printRow({ name: `import.${kind}.100k.again`, value: second, unit: 'ms', n, baseline: ours, ratio: second / ours })
  printRow({ name: `import.${kind}.100k.memory`, value: first.megabytes, unit: 'MB', n })
  for (const p of [50, 99, 100]) {
    printRow({
      name: `import.${kind}.100k.scan_beside.p${p}`,
      value: percentile(waits, p),
      unit: 'ms',
      n: waits.length,
    })
  }
}

const COMMAND = (dir: string, args: readonly string[]) => ['out/main/cli.js', ...args, '--data', dir, '--json']

/** What starting the command itself takes. */
function commandMs(dir: string, args: readonly string[]): number {
  const started = performance.now()
  execFileSync(process.execPath, COMMAND(dir, args), { stdio: 'ignore' })
  return performance.now() - started
}

/** Runs the import as a person does, and looks at what it holds in memory (Linux). */
function startImport(dir: string, file: string): Promise<{ ms: number; megabytes: number }> {
  const started = performance.now()
  const child = spawn(process.execPath, COMMAND(dir, ['import', 'roster', file]), { stdio: 'ignore' })
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
      if (code === 0) resolve({ ms: performance.now() - started, megabytes })
      else reject(new Error(`the import ended with ${code}`))
    })
  })
}

/** The bare parser over the file, and the rows that the import left, inserted with ready values. */
async function bareMs(dir: string, bare: string, file: string, kind: 'csv' | 'xlsx'): Promise<number> {
  let ms = await timed(async () => {
    let rows = 0
    for await (const portion of kind === 'csv' ? csvRows(file) : xlsxRows(file)) rows += portion.length
    if (rows <= PEOPLE) throw new Error('the bare parser lost rows')
  })
  for (const name of ['log', 'people'] as const) {
    const from = openDatabase(join(dir, `${name}.sqlite`), { readonly: true })
    const to = openDatabase(`${bare}-${name}.sqlite`)
    const schema = from
      .prepare<[], { sql: string }>(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')",
      )
      .all()
    for (const { sql } of schema) if (!sql.includes('sqlite_')) to.exec(sql)
    for (const table of TABLES[name]) {
      const rows = from.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all()
      const columns = Object.keys(rows[0] ?? {})
      const insert = to.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
      )
      const all = to.transaction(() => {
        for (const row of rows) insert.run(row)
      })
      ms += await timed(() => Promise.resolve(all.immediate()))
    }
    from.close()
    to.close()
  }
  return ms
}

async function* csvRows(file: string) {
  const table = await csvTable(() => createReadStream(file, { highWaterMark: 256 * 1024 }))
  if (table.ok) yield* table.value.rows()
}

async function* xlsxRows(file: string) {
  const workbook = await openWorkbook(file)
  if (!workbook.ok) throw new Error(workbook.code)
  yield* workbook.value.table('Peserta').rows()
  await workbook.value.close()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

if (wanted('import')) await main()
