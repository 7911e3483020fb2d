import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { ticketFinished, ticketIssued, ticketStarted, ticketStream } from '../core/events/queue'
import { localDate } from '../core/time/zone'
import { openDatabase, type Database } from '../db/connection'
import { systemPorts } from '../main/app/ports'
import { actAtCounter } from '../main/commands/queue/act'
import { issueNumber } from '../main/commands/queue/issue'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import { openFairFolder, type FairFolder } from '../main/folder/fair-folder'
import { percentile, printRow, wanted } from './report'

/**
 * Giving a number and calling one, decision plus durable commit, with 5 000 waiting and 100 000 past tickets, against a
 * bare transaction that writes the same rows with ready values. Ours and bare take turns on two files of the same
 * content on the same disk.
 */
const PAST = 100_000
const WAITING = 5_000
const MEASURED = 600
const WARM_UP = 200
const SERVICE = 'pajak-tahunan'
const COUNTER = '1'
const BY = { counter: COUNTER, operator: 'cli' }
const DAY_MS = 86_400_000

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-'))
  try {
    const dir = join(home, 'fair')
    const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
    const file = read.ok ? startOn(read.file, 'today', Date.now()) : null
    if (file === null) throw new Error('the demo fair does not start')
    const services = file.services.map((service) => (service.code === SERVICE ? { ...service, quota: null } : service))
    await importFair(dir, { ...file, services }, systemPorts, {})
    const folder = await open(dir)
    // Past tickets were served yesterday, one after the other; those waiting came in the last hour.
    fill(folder, PAST, systemPorts.wall() - DAY_MS, true)
    fill(folder, WAITING, systemPorts.wall() - 3_600_000, false)
    folder.close()
    await measure(dir, join(home, 'bare.sqlite'))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function open(dir: string): Promise<FairFolder> {
  const opened = await openFairFolder(dir, systemPorts, {})
  if (!opened.ok) throw new Error(opened.code)
  return opened.value
}

/** Tickets through the real log and folds, many in one transaction; `isServed`: to their end. */
function fill(folder: FairFolder, count: number, from: number, isServed: boolean): void {
  const { newId } = folder.ports
  const zone = folder.checkin.fair()?.setup.timeZone ?? 'UTC'
  for (let at = 0; at < count; at += 5_000) {
    folder.log.transact((append) => {
      for (let n = at; n < Math.min(count, at + 5_000); n += 1) {
        const now = from + n * 10
        const ticket = newId()
        const stream = ticketStream(ticket)
        const ctx = { now, newId }
        append(
          ticketIssued.make(
            stream,
            {
              ticket,
              service: SERVICE,
              day: localDate(now, zone),
              prefix: 'A',
              number: n + 1,
              class: 'normal',
              visitor: null,
              eligibleAt: now,
              sortKey: now,
              printing: false,
              via: 'command',
              promised: null,
            },
            ctx,
          ),
        )
        if (!isServed) continue
        append(ticketStarted.make(stream, { ...BY, direct: true, outOfOrder: false, slip: null }, ctx))
        append(ticketFinished.make(stream, { ...BY, outcome: 'solved' }, { now: now + 5, newId }))
      }
    })
  }
}

async function measure(dir: string, bareFile: string): Promise<void> {
  checkpoint(join(dir, 'log.sqlite'))
  copyFileSync(join(dir, 'log.sqlite'), bareFile)
  const folder = await open(dir)
  const rows = openDatabase(join(dir, 'log.sqlite'), { readonly: true })
  const bare = openDatabase(bareFile)
  const written = rowReader(rows)
  const write = bareWriter(bare)
  const act = (does: Parameters<typeof actAtCounter>[2]) => {
    const done = actAtCounter(folder, { ...BY, requestId: systemPorts.newId() }, does)
    if (!done.ok) throw new Error(done.code)
    return done.value
  }
  act({ do: 'open' })
  const times = {
    issue: { ours: [] as number[], bare: [] as number[] },
    call: { ours: [] as number[], bare: [] as number[] },
  }
  const timed = (name: keyof typeof times, n: number, work: () => string | null) => {
    const before = written.newest()
    const started = performance.now()
    const ticket = work()
    const took = performance.now() - started
    if (ticket === null) throw new Error(`${name} ${n} touched no ticket`)
    const ready = written.of(ticket, before)
    const bareStarted = performance.now()
    write(ready)
    const bareTook = performance.now() - bareStarted
    if (n < WARM_UP) return ticket
    times[name].ours.push(took)
    times[name].bare.push(bareTook)
    return ticket
  }
  for (let n = 0; n < MEASURED + WARM_UP; n += 1) {
    timed('issue', n, () => {
      const issued = issueNumber(folder, {
        requestId: systemPorts.newId(),
        service: SERVICE,
        class: 'normal',
        declaredBy: 'staff',
        visitor: null,
        via: 'command',
        printing: false,
      })
      return issued.ok ? issued.value.ticket : null
    })
    const ticket = timed('call', n, () => act({ do: 'call_next' }).ticket)
    const version = () => {
      const fair = folder.checkin.fair()
      return fair === null ? 0 : (folder.queue.reads(fair).ticket(ticket)?.version ?? 0)
    }
    act({ do: 'start', ticket, seen: version() })
    act({ do: 'finish', ticket, seen: version(), outcome: 'solved' })
  }
  for (const name of ['issue', 'call'] as const) {
    const { ours, bare: plain } = times[name]
    for (const p of [50, 99]) {
      const [value, baseline] = [percentile(ours, p), percentile(plain, p)]
      printRow({ name: `queue.${name}.p${p}`, value, unit: 'ms', n: ours.length, baseline, ratio: value / baseline })
    }
  }
  folder.close()
  rows.close()
  bare.close()
}

type Row = Record<string, string | number | Buffer | null>
/** Tables that giving and calling a number write, beside the log itself. */
const TABLES = ['ticket', 'ticket_interval', 'ticket_leg'] as const
type Written = ReadonlyMap<string, readonly Row[]>

/** Reads the rows that one act left behind, as ready values. */
function rowReader(db: Database): { newest: () => number; of: (ticket: string, after: number) => Written } {
  const newest = db.prepare<[], { seq: number }>('SELECT max(seq) AS seq FROM event_log')
  const events = db.prepare<[number], Row>('SELECT * FROM event_log WHERE seq > ?')
  const head = db.prepare<[], Row>('SELECT * FROM log_head')
  const sums = db.prepare<[string, string], Row>(
    'SELECT s.* FROM service_day s JOIN ticket t ON s.service = t.service AND s.day = t.day WHERE t.id = ? AND s.service = ?',
  )
  const own = TABLES.map(
    (table) =>
      [
        table,
        db.prepare<[string], Row>(`SELECT * FROM ${table} WHERE ${table === 'ticket' ? 'id' : 'ticket'} = ?`),
      ] as const,
  )
  return {
    newest: () => newest.get()?.seq ?? 0,
    of: (ticket, after) =>
      new Map<string, readonly Row[]>([
        ['event_log', events.all(after)],
        ['log_head', head.all()],
        ['service_day', sums.all(ticket, SERVICE)],
        ...own.map(([table, read]) => [table, read.all(ticket)] as const),
      ]),
  }
}

/** The same rows by the bare engine: prepared statements, one immediate transaction, the same pragmas. */
function bareWriter(db: Database): (rows: Written) => void {
  const put = new Map(
    ['event_log', 'log_head', 'service_day', ...TABLES].map((table) => {
      const columns = db
        .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
        .all()
        .map((row) => row.name)
      const verb = table === 'event_log' ? 'INSERT INTO' : 'REPLACE INTO'
      const named = columns.map((column) => `@${column}`).join(', ')
      return [table, db.prepare(`${verb} ${table} (${columns.join(', ')}) VALUES (${named})`)] as const
    }),
  )
  const all = db.transaction((rows: Written) => {
    for (const [table, many] of rows) for (const row of many) put.get(table)?.run(row)
  })
  return (rows) => all.immediate(rows)
}

function checkpoint(file: string): void {
  const db = new Sqlite(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

if (wanted('queue.')) await main()
