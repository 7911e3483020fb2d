import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { attendanceStream, scanRecorded } from '../core/events/checkin'
import type { Page } from '../core/hub/wire'
import { startHubProcess } from '../e2e/specs/hub/a-hub-process'
import type { TestStation } from '../hub/testing/a-hub'
import '../hub/tls/reflect-metadata'
import { percentile, printRow, wanted } from './report'

const { aContext, aDesk, aStation } = await import('../hub/testing/a-hub')

/**
 * `npm run bench:soak`: twenty stations that each write two events a second and take in what the others wrote, for ten
 * minutes (PENDOPO_SOAK_MINUTES: another time), at a hub in a process of its own: what it lost, how long it took to
 * answer, and what it and its PostgreSQL used. Processor and memory are read from /proc: Linux only.
 */
const STATIONS = 20
const EVERY_MS = 500
const MINUTES = Number(process.env['PENDOPO_SOAK_MINUTES'] ?? 10)

async function main(): Promise<void> {
  const running = await startHubProcess(mkdtempSync(join(tmpdir(), 'pendopo-hub-')), { app: process.cwd() })
  try {
    const desk = await aDesk({ hub: running.hub, clock: { ahead: 0 } }, randomUUID())
    const stations: TestStation[] = []
    for (let i = 0; i < STATIONS; i += 1) stations.push(await aStation(running, desk, ['gate']))
    const end = performance.now() + MINUTES * 60_000
    const took: number[] = []
    const memory = { hub: 0, postgres: 0 }
    const before = usage(running.child.pid ?? 0)
    const began = performance.now()
    let sent = 0
    const seen = new Map(stations.map((station) => [station, { after: 0, scans: 0 }]))
    /** Takes in one page; true when there is no more. */
    const look = async (station: TestStation): Promise<boolean> => {
      const had = seen.get(station) ?? { after: 0, scans: 0 }
      const { body } = await station.page(had.after)
      seen.set(station, { after: body.next, scans: had.scans + scansOf(body) })
      return body.next >= body.head
    }
    const ready = Promise.all(
      stations.map(async (station, n) => {
        await wait((n * EVERY_MS) / STATIONS) // not all in the same instant
        for (let next = performance.now(); performance.now() < end; next += EVERY_MS) {
          const asked = performance.now()
          const { status, body } = await station.publish([scan(station)])
          took.push(performance.now() - asked)
          if (status !== 200 || body.acks.some((ack) => ack.status !== 'stored')) throw new Error(`lost: ${status}`)
          sent += 1
          await look(station)
          await wait(Math.max(0, next + EVERY_MS - performance.now()))
        }
      }),
    )
    const watching = setInterval(() => {
      const now = usage(running.child.pid ?? 0)
      memory.hub = Math.max(memory.hub, now.hub.bytes)
      memory.postgres = Math.max(memory.postgres, now.postgres.bytes)
    }, 1_000)
    await ready
    clearInterval(watching)
    const seconds = (performance.now() - began) / 1000
    const after = usage(running.child.pid ?? 0)
    // Every station must have seen every scan of all.
    for (const station of stations) while (!(await look(station)));
    const fewest = Math.min(...[...seen.values()].map(({ scans }) => scans))
    printRow({ name: 'soak.events', value: sent, unit: 'events', n: STATIONS })
    printRow({ name: 'soak.lost', value: Math.max(0, sent - fewest), unit: 'events', n: sent })
    printRow({ name: 'soak.rate', value: sent / seconds, unit: 'events/s', n: sent })
    for (const p of [50, 95, 99])
      printRow({ name: `soak.publish.p${p}`, value: percentile(took, p), unit: 'ms', n: took.length })
    for (const who of ['hub', 'postgres'] as const) {
      const value = ((after[who].cpu - before[who].cpu) / seconds) * 100
      printRow({ name: `soak.${who}.cpu`, value, unit: '% of a core', n: sent })
      printRow({ name: `soak.${who}.memory`, value: memory[who] / 1e6, unit: 'MB', n: sent })
    }
  } finally {
    await running.hub.stop()
  }
}

const scan = (gate: TestStation): string => {
  const visitor = randomUUID()
  return gate.text(
    scanRecorded.make(
      attendanceStream('day-1', visitor, ''),
      {
        list: 'day-1',
        visitor,
        gate: 'north',
        direction: 'entry',
        outcome: 'admitted',
        reason: null,
        via: 'camera',
        credential: { kind: 'roster', hmac: 'a'.repeat(64), length: 8, looks: 'short_code' },
        rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
        typedAt: null,
      },
      aContext(),
    ),
  )
}

const scansOf = ({ events }: Page): number =>
  events.filter((one) => 'text' in one && String(one.text).includes('"type":"scan.recorded"')).length

interface Usage {
  readonly hub: { readonly cpu: number; readonly bytes: number }
  readonly postgres: { readonly cpu: number; readonly bytes: number }
}

/** Seconds of processor and bytes of memory of the hub's process, and of the PostgreSQL below it (shared pages once each). */
function usage(hub: number): Usage {
  const of = (pids: readonly number[]) => {
    let [cpu, bytes] = [0, 0]
    for (const pid of pids) {
      const stat = readProc(pid, 'stat')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      cpu += (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
      bytes += Number(/^Pss:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0) * 1024
    }
    return { cpu, bytes }
  }
  return { hub: of([hub]), postgres: of(childrenOf(hub)) }
}

function childrenOf(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = readProc(Number(name), 'stat')
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0))
  }
  const found = [pid]
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child)
  return found.slice(1)
}

/** Empty when the process has ended meanwhile. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // gone between listing and reading
  }
}

if (wanted('soak')) await main()
