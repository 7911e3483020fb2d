import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { attendanceStream, scanRecorded } from '../core/events/checkin'
import { GENESIS_HASH, type LogEvent, type NewEvent } from '../core/events/envelope'
import { visitorRegistered, visitorStream } from '../core/events/visitor'
import type { Hub } from '../core/hub/port'
import { MAX_PAGE } from '../core/hub/wire'
import { openDatabase } from '../db/connection'
import { migrate } from '../db/migrate'
import { logMigrations } from '../db/migrations/log'
import { startHubProcess, type HubProcess } from '../e2e/specs/hub/a-hub-process'
import { openDatabase as openHubDatabase } from '../hub/sql/database'
import { systemPorts } from '../main/app/ports'
import type { FairFolder } from '../main/folder/fair-folder'
import { engineOf, hubOf } from '../main/sync/station-sync'
import { aStation, firstDesk } from './a-station'
import { hubRow, insertBare, type HubRow } from './bare-postgres'
import { printRow, wanted } from './report'

/**
 * A real station and a real hub, each with its own database with fsync on, the hub in a process of its own:
 * - `sync.replay`: a new station takes in the hub's log, against inserting the same log rows bare into SQLite;
 * - `sync.outbox`: 10 000 own events sent and settled, against inserting the same rows bare into the hub's PostgreSQL;
 * - `sync.slow_line`: 1 000 queued scans through a line with 50 ms each way, and how often it went to and fro.
 */
const REPLAY = 200_000
const OUTBOX = 10_000
const QUEUED = 1_000
const LINE_MS = 50

async function main(): Promise<void> {
  if (!['sync.replay', 'sync.outbox', 'sync.slow_line'].some(wanted)) return
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-'))
  const hub = await startHubProcess(mkdtempSync(join(tmpdir(), 'pendopo-hub-')), { app: process.cwd() })
  try {
    const desk = await firstDesk(join(home, 'desk'), hub)
    if (wanted('sync.outbox')) await outbox(await aStation(join(home, 'a'), desk, hub, 'gate'), hub)
    if (wanted('sync.slow_line')) await slowLine(await aStation(join(home, 'b'), desk, hub, 'gate'), hub)
    // Last: the others need not take in what it adds.
    if (wanted('sync.replay')) await replay(await aStation(join(home, 'c'), desk, hub, 'gate'), hub, home)
  } finally {
    await hub.hub.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

async function replay(station: FairFolder, { hub }: HubProcess, home: string): Promise<void> {
  const fair = station.settings.get('seat')?.fair ?? ''
  await inStep(station) // joining brings the set-up alone
  const [head] = await hubSql(hub.databaseUrl, 'SELECT head FROM fair WHERE fair = $1', [fair])
  const before = Number(head?.['head'])
  // In parts that are let go of: what the bench holds must not weigh on what it measures.
  const more = foreignRows(before)
  for (let at = 0; at < REPLAY; at += MAX_PAGE)
    await insertBare(hub.databaseUrl, 'event', fair, Array.from({ length: MAX_PAGE }, more), MAX_PAGE)
  await hubSql(hub.databaseUrl, 'UPDATE fair SET head = head + $2 WHERE fair = $1', [fair, REPLAY])
  const seconds = await inStep(station)
  const bareSeconds = insertBareLog(join(station.dir, 'log.sqlite'), join(home, 'bare.sqlite'), before)
  const [value, baseline] = [REPLAY / seconds, REPLAY / bareSeconds]
  printRow({ name: 'sync.replay', value, unit: 'events/s', n: REPLAY, baseline, ratio: value / baseline })
  station.close()
}

/** Inserts the log rows that one file holds after a place into another, a transaction a page; the seconds of the inserting. */
function insertBareLog(from: string, to: string, after: number): number {
  const [there, bare] = [openDatabase(from, { readonly: true }), openDatabase(to)]
  migrate(bare, logMigrations)
  const columns = 'event_id, chain, station_seq, stream, type, text, hash, hub_seq, hub_offset'
  const read = there
    .prepare<[number, number], unknown[]>(`SELECT ${columns} FROM event_log WHERE hub_seq > ? ORDER BY hub_seq LIMIT ?`)
    .raw()
  const insert = bare.prepare(`INSERT INTO event_log (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const page = bare.transaction((part: readonly unknown[][]) => part.forEach((row) => insert.run(...row)))
  let took = 0
  for (let at = 0; at < REPLAY; at += MAX_PAGE) {
    const part = read.all(after + at, MAX_PAGE)
    const began = performance.now()
    page.immediate(part)
    took += performance.now() - began
  }
  for (const db of [there, bare]) db.close()
  return took / 1000
}

async function outbox(station: FairFolder, { hub }: HubProcess): Promise<void> {
  record(station, OUTBOX)
  const seconds = await inStep(station)
  const fair = station.settings.get('seat')?.fair ?? ''
  const db = openDatabase(join(station.dir, 'log.sqlite'), { readonly: true })
  const rows = db
    .prepare<[number], { hub_seq: number; text: string; hash: Buffer; hub_offset: number | null }>(
      'SELECT hub_seq, text, hash, hub_offset FROM event_log WHERE hub_seq IS NOT NULL ORDER BY hub_seq DESC LIMIT ?',
    )
    .all(OUTBOX)
    .map((row) => hubRow(row.hub_seq, row.text, row.hash.toString('hex'), row.hub_offset))
  db.close()
  const bareSeconds = await insertBare(hub.databaseUrl, 'bare', fair, rows, 500)
  const [value, baseline] = [OUTBOX / seconds, OUTBOX / bareSeconds]
  printRow({ name: 'sync.outbox', value, unit: 'events/s', n: OUTBOX, baseline, ratio: value / baseline })
  station.close()
}

async function slowLine(station: FairFolder, { hub }: HubProcess): Promise<void> {
  const line = await aSlowLine(hub.url)
  record(station, QUEUED)
  let trips = 0
  const seconds = await inStep(station, line.url, () => (trips += 1))
  printRow({ name: 'sync.slow_line.seconds', value: seconds, unit: 's', n: QUEUED })
  printRow({ name: 'sync.slow_line.requests', value: trips, unit: 'requests', n: QUEUED })
  line.close()
  station.close()
}

/** Sends and takes in everything, as `sync --once` does; the seconds it took. */
async function inStep(folder: FairFolder, url?: string, asked: () => void = () => undefined): Promise<number> {
  const real = hubOf(folder, url)
  if (real === null) throw new Error('the station is not enrolled')
  const hub = new Proxy<Hub>(real, {
    get(target, name: keyof Hub) {
      const method = target[name].bind(target) as (...given: unknown[]) => unknown
      return (...given: unknown[]) => {
        asked()
        return method(...given)
      }
    },
  })
  const quiet = () => undefined
  const engine = engineOf(folder, hub, {
    presence: () => null,
    changed: quiet,
    told: quiet,
    turnMs: 100,
    report: (thrown) => {
      throw thrown
    },
  })
  const began = performance.now()
  const problem = await engine.once()
  const seconds = (performance.now() - began) / 1000
  engine.stop()
  real.close()
  if (problem !== null || folder.log.pendingCount() > 0) throw new Error(`not in step: ${problem}`)
  return seconds
}

/** Scans of visitors whom nobody registered here, as the log takes them. */
function record(folder: FairFolder, count: number): void {
  const context = { now: folder.ports.wall(), newId: folder.ports.newId }
  folder.log.transact((append) => {
    for (let i = 0; i < count; i += 1) append(scanOf(randomUUID(), context))
  })
}

const scanOf = (visitor: string, context: { now: number; newId: () => string }): NewEvent =>
  scanRecorded.make(
    attendanceStream('pintu-hari-1', visitor, ''),
    {
      list: 'pintu-hari-1',
      visitor,
      gate: 'pintu-utara',
      direction: 'entry',
      outcome: 'admitted',
      reason: null,
      via: 'camera',
      credential: { kind: 'roster', hmac: 'a'.repeat(64), length: 8, looks: 'short_code' },
      rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
      typedAt: null,
    },
    context,
  )

/** The log of another station, one row after the other: visitors who register, each followed by the first scan. */
function foreignRows(after: number): () => HubRow {
  const [station, chain] = [randomUUID(), randomUUID()]
  const context = { now: Date.now(), newId: systemPorts.newId }
  let [last, visitor, n] = [GENESIS_HASH, '', 0]
  return () => {
    const isNew = n % 2 === 0
    n += 1
    if (isNew) visitor = systemPorts.newId()
    const facts = {
      visitor,
      category: 'umum',
      institution: null,
      status: 'active' as const,
      codeHmac: createHash('sha256').update(visitor).digest('hex'),
      rowHmac: null,
      source: 'roster' as const,
    }
    const fresh = isNew ? visitorRegistered.make(visitorStream(visitor), facts, context) : scanOf(visitor, context)
    const event: LogEvent = { ...fresh, offset: 0, station, chain, stationSeq: n, prevHash: last }
    const text = canonicalize(event) ?? ''
    last = createHash('sha256').update(text).digest('hex')
    return hubRow(after + n, text, last, 0)
  }
}

async function hubSql(url: string, text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const db = await openHubDatabase(url, () => undefined)
  const { rows } = await db.query<Record<string, unknown>>(text, values)
  await db.close()
  return rows
}

/** A TCP line on which every byte comes late. */
async function aSlowLine(hubUrl: string): Promise<{ readonly url: string; close(): void }> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(new URL(hubUrl).port), '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('data', (part) => setTimeout(() => to.write(part), LINE_MS))
      from.on('error', () => to.destroy())
      from.on('close', () => setTimeout(() => to.destroy(), LINE_MS))
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

await main()
