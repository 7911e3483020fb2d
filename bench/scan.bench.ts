import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { visitorRegistered, visitorStream } from '../core/events/visitor'
import { openDatabase, type Database } from '../db/connection'
import { lookupHmac } from '../db/people/keys'
import { systemPorts } from '../main/app/ports'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import { commitScan } from '../main/commands/scan'
import { openFairFolder, type FairFolder } from '../main/folder/fair-folder'
import { percentile, printRow, wanted } from './report'

/**
 * Scan decision plus durable commit, against a bare transaction that writes the same rows with ready values, at 10 k,
 * 100 k and 1 M visitors. Ours and bare take turns in one run, on two files of the same content on the same disk.
 */
const SIZES = [
  ['10k', 10_000],
  ['100k', 100_000],
  ['1m', 1_000_000],
] as const
const SCANS = 3_000
/** Scans before anything is timed: a gate has been running for a while when the queue forms. */
const WARM_UP = 1_500

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-'))
  try {
    const dir = join(home, 'fair')
    const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
    if (!read.ok) throw new Error('the demo fair does not read')
    const file = startOn(read.file, 'today', Date.now())
    if (file === null) throw new Error('the demo fair does not start')
    await importFair(dir, file, systemPorts, {})
    let visitors = 0
    let first = 0
    for (const [name, size] of SIZES) {
      const opened = await openFairFolder(dir, systemPorts, {})
      if (!opened.ok) throw new Error(opened.code)
      const folder = opened.value
      fill(folder, visitors, size)
      visitors = size
      folder.close()
      first = await measure(dir, join(home, `bare-${name}.sqlite`), name, size, first)
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const codeOf = (i: number): string => `BENCH-${i.toString(36).toUpperCase().padStart(6, '0')}`

/** Registers visitors through the real log and people store. */
function fill(folder: FairFolder, from: number, to: number): void {
  for (let at = from; at < to; at += 20_000) {
    const batch = Array.from({ length: Math.min(20_000, to - at) }, (_, i) => ({
      i: at + i,
      visitor: folder.ports.newId(),
    }))
    folder.people.put(
      batch.map(({ i, visitor }) => ({
        visitor,
        group: 'greet',
        fields: { name: `Pengunjung nomor ${i}` },
        lookup: {},
      })),
    )
    folder.log.transact((append) => {
      for (const { i, visitor } of batch) {
        const facts = {
          visitor,
          category: 'umum',
          institution: null,
          status: 'active' as const,
          codeHmac: lookupHmac(folder.keys, 'code', codeOf(i)).toString('hex'),
          rowHmac: null,
          source: 'roster' as const,
        }
        append(
          visitorRegistered.make(visitorStream(visitor), facts, {
            now: folder.ports.wall(),
            newId: folder.ports.newId,
          }),
        )
      }
    })
  }
}

/** Measures one size; the visitors from `first` on have not been scanned yet. Returns where the next may begin. */
async function measure(dir: string, bareFile: string, name: string, size: number, first: number): Promise<number> {
  checkpoint(join(dir, 'log.sqlite'))
  copyFileSync(join(dir, 'log.sqlite'), bareFile)
  const opened = await openFairFolder(dir, systemPorts, {})
  if (!opened.ok) throw new Error(opened.code)
  const folder = opened.value
  const list = folder.checkin.fair()?.list('pintu-hari-1') ?? null
  const rows = openDatabase(join(dir, 'log.sqlite'), { readonly: true })
  const bare = openDatabase(bareFile)
  const written = rowReader(rows)
  const write = bareWriter(bare)
  const one = oneRowWriter(bare)
  const times = { ours: [] as number[], bare: [] as number[], one: [] as number[] }
  // Spread over all visitors, so that every scan meets cold pages as a real door does.
  const order = Array.from({ length: SCANS }, (_, i) => first + Math.floor((i * (size - first)) / SCANS))
  for (const [n, i] of order.entries()) {
    const scanId = randomUUID()
    const started = performance.now()
    const scanned = commitScan(
      folder,
      { scanId, text: codeOf(i), length: 12, via: 'camera', gate: 'pintu-utara', direction: 'entry', typedAt: null },
      () => list,
    )
    const took = performance.now() - started
    if (typeof scanned === 'string' || scanned.decision.outcome !== 'admitted')
      throw new Error(`scan ${n} was not admitted`)
    const ready = written(scanId)
    const bareStarted = performance.now()
    write(ready)
    const bareTook = performance.now() - bareStarted
    if (n < WARM_UP) continue
    times.ours.push(took)
    times.bare.push(bareTook)
  }
  for (let n = 0; n < SCANS; n += 1) {
    const started = performance.now()
    one(n)
    times.one.push(performance.now() - started)
  }
  const n = times.ours.length
  for (const p of [50, 99]) {
    const [value, baseline] = [percentile(times.ours, p), percentile(times.bare, p)]
    printRow({ name: `scan.commit.p${p}.${name}`, value, unit: 'ms', n, baseline, ratio: value / baseline })
  }
  printRow({ name: `scan.commit.bare_one_row.p50.${name}`, value: percentile(times.one, 50), unit: 'ms', n })
  p50s.set(name, percentile(times.ours, 50))
  const [small, large] = [p50s.get('10k'), p50s.get('1m')]
  if (small !== undefined && large !== undefined) {
    printRow({
      name: 'scan.commit.p50.1m_over_10k',
      value: large / small,
      unit: 'ratio',
      n,
      baseline: 1,
      ratio: large / small,
    })
  }
  folder.close()
  rows.close()
  bare.close()
  rmSync(bareFile)
  return size
}

const p50s = new Map<string, number>()

type Row = Record<string, string | number | Buffer | null>
interface Written {
  readonly event: Row
  readonly scan: Row
  readonly attendance: Row
  readonly quarter: Row
  readonly gate: Row
  readonly head: Row
}

/** Reads the rows that one scan left behind, as ready values. Prepared once: it runs between the measured parts. */
function rowReader(db: Database): (scanId: string) => Written {
  const event = db.prepare<[string], Row>('SELECT * FROM event_log WHERE event_id = ?')
  const scan = db.prepare<[number], Row>('SELECT * FROM scan WHERE seq = ?')
  const attendance = db.prepare<[string, string], Row>('SELECT * FROM attendance WHERE list = ? AND visitor = ?')
  const head = db.prepare<[], Row>('SELECT * FROM log_head')
  return (scanId) => {
    const written = event.get(scanId) ?? {}
    const row = scan.get(written['seq'] as number) ?? {}
    const atQuarter = Math.floor((row['effective_at'] as number) / 900_000)
    return {
      event: written,
      scan: row,
      attendance: attendance.get(row['list'] as string, row['visitor'] as string) ?? {},
      quarter: {
        list: row['list'] ?? null,
        quarter: atQuarter,
        people: 1,
        inside: 1,
        entries: 1,
        duplicates: 0,
      },
      gate: { gate: row['gate'] ?? null, list: row['list'] ?? null, quarter: atQuarter, what: 'entry', n: 1 },
      head: head.get() ?? {},
    }
  }
}

/** The same rows by the bare engine: prepared statements, one immediate transaction, the same pragmas. */
function bareWriter(db: Database): (rows: Written) => void {
  const insert = (table: string, columns: readonly string[], more = '') =>
    db.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')}) ${more}`,
    )
  const columnsOf = (table: string) =>
    db
      .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map((row) => row.name)
  const event = insert('event_log', columnsOf('event_log'))
  const scan = insert('scan', columnsOf('scan'))
  const attendance = insert('attendance', columnsOf('attendance'))
  const quarter = insert(
    'list_quarter',
    ['list', 'quarter', 'people', 'inside', 'entries', 'duplicates'],
    'ON CONFLICT DO UPDATE SET people = people + 1, inside = inside + 1, entries = entries + 1',
  )
  const gate = insert('gate_quarter', ['gate', 'list', 'quarter', 'what', 'n'], 'ON CONFLICT DO UPDATE SET n = n + 1')
  const head = db.prepare(
    'UPDATE log_head SET station_seq = @station_seq, hash = @hash, wall = @wall, uptime = @uptime, newest_at = @newest_at',
  )
  const all = db.transaction((rows: Written) => {
    event.run(rows.event)
    scan.run(rows.scan)
    attendance.run(rows.attendance)
    quarter.run(rows.quarter)
    gate.run(rows.gate)
    head.run(rows.head)
  })
  return (rows) => all.immediate(rows)
}

function oneRowWriter(db: Database): (n: number) => void {
  db.exec('CREATE TABLE IF NOT EXISTS one_row (n INTEGER PRIMARY KEY, text TEXT)')
  const insert = db.prepare('INSERT INTO one_row (text) VALUES (?)')
  const one = db.transaction((n: number) => void insert.run(`row ${n}`))
  return (n) => one.immediate(n)
}

function checkpoint(file: string): void {
  const db = new Sqlite(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

if (wanted('scan.commit')) await main()
