import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { attendanceStream, scanRecorded } from '../core/events/checkin'
import { counterOpened, counterStream, ticketFinished, ticketStarted, ticketStream } from '../core/events/queue'
import { SETUP_STREAM, setupImported } from '../core/events/setup'
import type { CallAnswer } from '../core/hub/claims'
import type { HubEvent } from '../core/hub/wire'
import { FairFile, withoutNames } from '../core/setup/schema'
import { SMALL_FAIR } from '../core/testing/builders'
import { startHubProcess } from '../e2e/specs/hub/a-hub-process'
import type { RunningHub } from '../hub/start'
import type { TestStation } from '../hub/testing/a-hub'
import '../hub/tls/reflect-metadata'
import { hubRow, insertBare, type HubRow } from './bare-postgres'
import { percentile, printRow, wanted } from './report'

// Packages stay outside this bundle and are loaded before its own modules: the hub's must come after the line above.
const { aContext, aDesk, aStation } = await import('../hub/testing/a-hub')

/**
 * The hub over HTTPS on loopback, before its own PostgreSQL with fsync on: an outbox of 10 000 scans drained in batches,
 * against the same rows inserted bare into the same database in batches of the same size; the same with two hubs on one
 * database; eight stations that ask for numbers at once, and as eight counters call them. Each hub is a process of its
 * own: in this one it would pay for its clients, who take as much of a processor as it does.
 */
const OUTBOX = 10_000
const COUNTERS = 8
const CALLS_EACH = 40

async function main(): Promise<void> {
  if (!wanted('sync.hub')) return
  const hub = await aHubProcess()
  try {
    if (wanted('sync.hub.outbox')) for (const size of [100, 500]) await outbox(hub, size)
    if (wanted('sync.hub.two_hubs')) await twoHubs(hub)
    if (['sync.hub.numbers', 'sync.hub.claims', 'sync.hub.call'].some(wanted)) await claims(hub)
  } finally {
    await hub.stop()
  }
}

async function outbox(hub: RunningHub, size: number): Promise<void> {
  const desk = await aDesk(own(hub), randomUUID())
  const gate = await aStation({ hub }, desk, ['gate'])
  const texts = scans(gate, OUTBOX)
  const seconds = await drain(gate, texts, size)
  const bare = OUTBOX / (await bareInserts(hub, desk, size))
  const value = OUTBOX / seconds
  printRow({ name: `sync.hub.outbox.${size}`, value, unit: 'events/s', n: OUTBOX, baseline: bare, ratio: value / bare })
}

/** Two stations, each at a hub of its own, one database. */
async function twoHubs(hub: RunningHub): Promise<void> {
  const desk = await aDesk(own(hub), randomUUID())
  const other = await aHubProcess(hub.databaseUrl)
  const [here, there] = [await aStation({ hub }, desk, ['gate']), await aStation({ hub }, desk, ['gate'])]
  const sent = [scans(here, OUTBOX / 2), scans(there, OUTBOX / 2)] as const
  const alone = OUTBOX / 2 / (await drain(here, sent[0], 500))
  there.url = other.url
  const third = await aStation({ hub }, desk, ['gate'])
  const more = scans(third, OUTBOX / 2)
  const began = performance.now()
  await Promise.all([drain(third, more, 500), drain(there, sent[1], 500)])
  const value = OUTBOX / ((performance.now() - began) / 1000)
  printRow({ name: 'sync.hub.two_hubs', value, unit: 'events/s', n: OUTBOX, baseline: alone, ratio: value / alone })
  await other.stop()
}

function scans(gate: TestStation, count: number): string[] {
  return Array.from({ length: count }, () => {
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
  })
}

/** One batch in flight, as a station sends; the seconds it took. */
async function drain(gate: TestStation, texts: readonly string[], size: number): Promise<number> {
  const began = performance.now()
  for (let at = 0; at < texts.length; at += size) {
    const { body } = await gate.publish(texts.slice(at, at + size))
    if (body.acks.some(({ status }) => status !== 'stored')) throw new Error('a scan was not stored')
  }
  return (performance.now() - began) / 1000
}

/** The same rows with ready values, a transaction a batch; the seconds it took for as many as were sent. */
async function bareInserts(hub: RunningHub, desk: TestStation, size: number): Promise<number> {
  const rows: HubRow[] = []
  for (let after = 0; ;) {
    const { body } = await desk.page(after)
    for (const one of body.events)
      if ('text' in one) {
        const { seq, text, hash, hubOffset } = one as HubEvent
        rows.push(hubRow(seq, text, hash, hubOffset))
      }
    if (body.next >= body.head) break
    after = body.next
  }
  return ((await insertBare(hub.databaseUrl, 'bare', desk.fair, rows, size)) * OUTBOX) / rows.length
}

/**
 * Eight stations ask for numbers of one service as fast as they are answered; then, as its eight counters, they call them,
 * each call started and finished before the next.
 */
async function claims(hub: RunningHub): Promise<void> {
  const fair = randomUUID()
  const desk = await aDesk(own(hub), fair)
  await desk.publish([desk.text(setupImported.make(SETUP_STREAM, { fair, setup: aSetup() }, aContext()))])
  const counters: TestStation[] = []
  for (let i = 1; i <= COUNTERS; i += 1) {
    const station = await aStation({ hub }, desk, ['counter'])
    await station.publish([
      station.text(counterOpened.make(counterStream(String(i)), { counter: String(i), operator: 'a' }, aContext())),
    ])
    counters.push(station)
  }
  await numbers(counters)
  const took: number[] = []
  let calling = 0
  const began = performance.now()
  await Promise.all(
    counters.map(async (station, i) => {
      const act = { counter: String(i + 1), operator: 'a' }
      for (let n = 0; n < CALLS_EACH; n += 1) {
        const asked = performance.now()
        const { body, status } = await station.ask<CallAnswer>('POST', `/counters/${act.counter}/call`, {
          command: uuidv7(),
          operator: 'a',
          log: station.log,
          after: station.after,
        })
        took.push(performance.now() - asked)
        if (status !== 200) throw new Error(`no call: ${JSON.stringify(body)}`)
        calling += 1
        const stream = ticketStream(body.ticket)
        await station.publish([
          station.text(
            ticketStarted.make(stream, { ...act, direct: false, outOfOrder: false, slip: null }, aContext()),
          ),
          station.text(ticketFinished.make(stream, { ...act, outcome: 'solved' }, aContext())),
        ])
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  printRow({ name: 'sync.hub.claims', value: calling / seconds, unit: 'calls/s', n: calling })
  printRow({ name: 'sync.hub.call.p50', value: percentile(took, 50), unit: 'ms', n: took.length })
  printRow({ name: 'sync.hub.call.p95', value: percentile(took, 95), unit: 'ms', n: took.length })
}

async function numbers(stations: readonly TestStation[]): Promise<void> {
  const began = performance.now()
  await Promise.all(
    stations.map(async (station) => {
      for (let i = 0; i < CALLS_EACH; i += 1) {
        const { status } = await station.ask('POST', '/services/tax/numbers', station.numberCommand())
        if (status !== 200) throw new Error(`no number: ${status}`)
      }
    }),
  )
  const n = stations.length * CALLS_EACH
  printRow({ name: 'sync.hub.numbers', value: n / ((performance.now() - began) / 1000), unit: 'numbers/s', n })
}

/** A hub as a process of its own, in a folder that goes with it. Without a database it brings its own. */
async function aHubProcess(databaseUrl?: string): Promise<RunningHub> {
  const data = mkdtempSync(join(tmpdir(), 'pendopo-hub-'))
  const { hub } = await startHubProcess(data, {
    app: process.cwd(),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  })
  return {
    ...hub,
    async stop() {
      await hub.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** A running hub whose clock is its own. */
const own = (hub: RunningHub) => ({ hub, clock: { ahead: 0 } })

const text = (id: string) => ({ id, en: id })

function aSetup() {
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Jakarta' }).format(Date.now())
  return withoutNames(
    FairFile.parse({
      ...SMALL_FAIR,
      days: [today],
      agencies: [{ code: 'office', name: text('Kantor'), shortName: 'Kantor', subtitle: text('Kantor') }],
      services: [
        { code: 'tax', prefix: 'A', agency: 'office', name: text('Pajak'), hours: [{ from: '00:00', to: '24:00' }] },
      ],
      counters: Array.from({ length: COUNTERS }, (_, i) => ({
        code: String(i + 1),
        name: text(`Loket ${i + 1}`),
        services: ['tax'],
        zone: 'hall',
      })),
    }),
  ).setup
}

await main()
