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
import { end, withDemo } from './app'
import { percentile, printRow, wanted } from './report'

const FAIR = 'assets/demo/fair.json'

/**
 * An import of 100 000 people as the command runs it, in a process of its own, from a text and from a workbook; the same
 * file again; what it holds in memory; how long a scan of another process waits beside it, and how long the real app's
 * main process takes to answer its desk meanwhile.
 *
 * The baseline is the least that ends with the same rows on the disk: the bare parser over the file, then the rows that the
 * import left (log, visitors, seals, personal rows) inserted with ready values, sealed, hashed and in canonical JSON, into
 * empty tables with the same indices, one synced transaction a table, nobody beside it. It decides nothing, looks nothing
 * up, could not be taken back, and would keep a gate waiting for as long as it takes.
 */
const PEOPLE = 100_000
const TABLES = { log: ['event_log', 'visitor'], people: ['people_seal', 'people_row'] } as const
const PERCENTILES = [50, 99, 100]

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
    for (const [kind, file] of [['csv', csv] as const, ['xlsx', xlsx] as const])
      if (wanted(`import.${kind}`)) await measure(home, kind, file)
    if (wanted('import.scan_beside')) await measureScans(home, csv)
    if (wanted('import.ui')) await measureWindow(csv)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function measure(home: string, kind: 'csv' | 'xlsx', file: string): Promise<void> {
  const dir = join(home, kind)
  await makeFair(dir)
  const idle = commandMs(dir, ['stats'])
  const first = await startImport(dir, file)
  const again = await startImport(dir, file)
  const [ours, second] = [first.ms - idle, again.ms - idle]
  const bare = await bareMs(dir, join(home, `bare-${kind}`), file, kind)
  const n = PEOPLE
  printRow({ name: `import.${kind}.100k`, value: ours, unit: 'ms', n, baseline: bare, ratio: ours / bare })
  printRow({ name: `import.${kind}.100k.again`, value: second, unit: 'ms', n, baseline: ours, ratio: second / ours })
  printRow({ name: `import.${kind}.100k.memory`, value: first.megabytes, unit: 'MB', n })
}

/**
 * Scans of this process, twenty a second, while another one imports: from the text to the event on the disk. The baseline is
 * the same scans for ten seconds with nobody beside.
 */
async function measureScans(home: string, file: string): Promise<void> {
  const dir = join(home, 'beside')
  await makeFair(dir)
  const opened = await openFairFolder(dir, systemPorts, {})
  if (!opened.ok) throw new Error(opened.code)
  const folder = opened.value
  const list = folder.checkin.fair()?.lists[0] ?? null
  const scan = (waits: number[]) => {
    const started = performance.now()
    const text = 'not-here'
    commitScan(
      folder,
      { scanId: systemPorts.newId(), text, length: 8, via: 'command', gate: null, direction: 'entry', typedAt: null },
      () => list,
    )
    waits.push(performance.now() - started)
  }
  const scansDuring = async (work: () => Promise<unknown>) => {
    const waits: number[] = []
    const timer = setInterval(() => scan(waits), 50)
    await work()
    clearInterval(timer)
    return waits
  }
  const alone = await scansDuring(() => new Promise((done) => setTimeout(done, 10_000)))
  const waits = await scansDuring(() => startImport(dir, file))
  folder.close()
  for (const p of PERCENTILES) {
    const [value, baseline] = [percentile(waits, p), percentile(alone, p)]
    printRow({
      name: `import.scan_beside.p${p}`,
      value,
      unit: 'ms',
      n: waits.length,
      baseline,
      ratio: value / baseline,
    })
  }
}

interface Bridged {
  pendopo: { call(name: string, input: unknown): Promise<{ ok: boolean; code?: string }> }
  pings: number[]
  isPinging: boolean
}

/** From the desk's page of the real app to its main process and back, over and over, while the desk checks and imports. */
async function measureWindow(file: string): Promise<void> {
  await withDemo(async ({ start }) => {
    const app = await start('desk')
    const page = await app.firstWindow()
    await page.locator('[data-screen="desk"]').waitFor()
    const ask = async (name: string, input: unknown) => {
      const answer = await page.evaluate(
        ([called, given]: [string, unknown]) => (window as unknown as Bridged).pendopo.call(called, given),
        [name, input] as [string, unknown],
      )
      if (!answer.ok) throw new Error(`${name}: ${answer.code}`)
    }
    const staff = organizer()
    await ask('staff.setPin', { staff, pin: '731946', voucher: null })
    await ask('desk.signIn', { staff, pin: '731946' })
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
    }, file)
    await page.locator('[data-section="visitors"]').click()
    await page.locator('[data-act="import"]').click()
    const pings = async (work: () => Promise<unknown>) => {
      await page.evaluate(() => {
        const own = window as unknown as Bridged
        own.pings = []
        own.isPinging = true
        void (async () => {
          while (own.isPinging) {
            const started = performance.now()
            await own.pendopo.call('desk.view', null)
            own.pings.push(performance.now() - started)
            await new Promise((done) => setTimeout(done, 20))
          }
        })()
      })
      await work()
      return page.evaluate(() => {
        const own = window as unknown as Bridged
        own.isPinging = false
        return own.pings
      })
    }
    const phase = (name: string) =>
      page.locator(`[data-screen="import"][data-phase="${name}"]`).waitFor({ timeout: 240_000 })
    const quiet = await pings(() => page.waitForTimeout(5_000))
    const busy = await pings(async () => {
      await page.locator('[data-act="choose"]').click()
      await phase('checked')
      await page.locator('[data-act="import"]').click()
      await phase('done')
    })
    for (const p of PERCENTILES) {
      const [value, baseline] = [percentile(busy, p), percentile(quiet, p)]
      printRow({ name: `import.ui.p${p}`, value, unit: 'ms', n: busy.length, baseline, ratio: value / baseline })
    }
    await end(app)
  })
}

function organizer(): string {
  const { staff } = JSON.parse(readFileSync(FAIR, 'utf8')) as { staff: { code: string; role: string }[] }
  return staff.find(({ role }) => role === 'organizer')?.code ?? ''
}

async function makeFair(dir: string): Promise<void> {
  const read = readFairFile(readFileSync(FAIR, 'utf8'))
  const fair = read.ok ? startOn(read.file, 'today', Date.now()) : null
  if (fair === null) throw new Error('the demo fair does not read')
  await importFair(dir, fair, systemPorts, {})
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
