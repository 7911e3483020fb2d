import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Client } from 'pg'
import { APP, pendopo, run } from '../../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../../helpers/folder'
import { enrolBeside, hubFolder, startHub, type HubProcess } from '../../helpers/hub'
import { buildWorker } from '../../helpers/worker'
import { ownDatabase } from '../hub/a-hub-process'

// What can go wrong between stations and their hub, on real processes: a hub with its PostgreSQL, folders of stations.
const codes = roster().map((person) => person.code)
let folder: ReturnType<typeof tempFolder>
let hub: HubProcess
let worker: string
let desk: string

test.describe.configure({ mode: 'serial', timeout: 240_000 })
test.beforeAll(async () => {
  worker = await buildWorker('scan-worker')
  folder = tempFolder()
  desk = join(folder.dir, 'desk')
  hub = await startHub(hubFolder())
  await makeDemo(desk)
  sure(await pendopo(['enrol', await hub.firstCode(), '--hub', hub.url, '--data', desk, '--json']))
})
test.afterAll(async () => {
  await hub.end('SIGTERM')
  rmSync(hub.data, { recursive: true, force: true })
  folder.remove()
})

async function aGate(name: string): Promise<string> {
  const dir = join(folder.dir, name)
  await enrolBeside(desk, dir, 'gate', hub.url)
  return dir
}

/** Scans in and out by turns, each a commit of its own, by a clock that is wrong by so many ms. */
async function work(dir: string, times: number, of: readonly string[], clockError = 0): Promise<void> {
  const done = await run(process.execPath, [worker, dir, String(times), String(clockError), 'stay', ...of])
  expect([done.stderr, done.stdout.split(' ')[0]]).toEqual(['', String(times)])
}
const sync = async (dir: string) => sure(await pendopo(['sync', '--once', '--data', dir, '--json']))
const stats = async (dir: string) => {
  const { lists, services, sync: state } = sure(await pendopo(['stats', '--data', dir, '--json']))
  return { lists, services, quarantined: (state as { quarantined: number }).quarantined }
}
const clean = async (dir: string) => {
  const { ok: isWell, problems } = sure(await pendopo(['verify', '--data', dir, '--json']))
  expect([isWell ?? true, problems]).toEqual([true, []])
}

/** How many scans the hub holds, how many ids they have, and of how many chains they are. */
async function atHub(): Promise<{ scans: number; ids: number; chains: number }> {
  const client = new Client({ connectionString: ownDatabase(hub.data).url })
  await client.connect()
  try {
    const { rows } = await client.query<{ scans: string; ids: string; chains: string }>(
      `SELECT count(*) AS scans, count(DISTINCT event_id) AS ids, count(DISTINCT chain) AS chains
       FROM event WHERE type = 'scan.recorded' AND text IS NOT NULL`,
    )
    const [row] = rows
    return { scans: Number(row?.scans), ids: Number(row?.ids), chains: Number(row?.chains) }
  } finally {
    await client.end()
  }
}

interface BadLine {
  readonly url: string
  /** Bytes that came from stations. */
  carried(): number
  /** How many batches the hub answered: what it said once more than a greeting had gone to it. */
  answered(): number
  mend(): void
  close(): void
}
/** The smallest batch of scans is longer than this, whatever else a station asks is shorter. */
const LESS_THAN_A_BATCH = 12_000

/** A line that carries so many bytes to the hub and then breaks: by turns it is reset, or goes silent and is cut later. */
async function aBadLine(): Promise<BadLine> {
  const open = new Set<Socket>()
  let [carried, answered, connections, isWell] = [0, 0, 0, false]
  const server = createServer((near) => {
    const far = connect(Number(new URL(hub.url).port), '127.0.0.1')
    const limit = isWell ? Infinity : 60_000 * (1 + (connections % 5))
    const isReset = (connections += 1) % 2 === 0
    let [own, unanswered] = [0, 0]
    open.add(near).add(far)
    near.on('data', (part) => {
      own += part.length
      carried += part.length
      unanswered += part.length
      if (own <= limit) far.write(part)
      else if (isReset) near.resetAndDestroy()
      else near.pause() // silent: the station must give up by itself
    })
    far.on('data', () => {
      if (unanswered > LESS_THAN_A_BATCH && own <= limit) answered += 1
      unanswered = 0
    })
    far.pipe(near)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    carried: () => carried,
    answered: () => answered,
    mend: () => {
      isWell = true
      for (const socket of open) socket.destroy()
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

test('10 000 scans of two hours without a hub, over a line that stalls and breaks, from a station that is killed: all arrive, once', async () => {
  const gate = await aGate('long-cut')
  const before = await atHub()
  await work(gate, 10_000, codes.slice(0, 200), -2 * 3_600_000)
  const line = await aBadLine()
  // The first gives up by itself, on a line that went silent. Then six are killed: by turns while a batch is on its way, and
  // once the hub's answer to one has left it.
  let [kills, afterAnswer] = [0, 0]
  for (let runs = 0; kills < 6; runs += 1) {
    const [from, answered] = [line.carried(), line.answered()]
    const station = spawn(process.execPath, [join(APP, 'out/main/cli.js'), 'sync', '--once', '--data', gate], {
      stdio: 'ignore',
      env: { ...process.env, PENDOPO_HUB: line.url },
    })
    let isOver = false
    const ended = new Promise<NodeJS.Signals | null>((done) =>
      station.once('exit', (_, signal) => {
        isOver = true
        done(signal)
      }),
    )
    const isDue = () => (kills % 2 === 0 ? line.carried() - from > 20_000 + kills * 25_000 : line.answered() > answered)
    await expect.poll(() => isOver || (runs > 0 && isDue()), { intervals: [5], timeout: 60_000 }).toBe(true)
    station.kill('SIGKILL')
    // The line broke first: it gave up by itself, as it should.
    if ((await ended) !== 'SIGKILL') continue
    kills += 1
    if (line.answered() > answered) afterAnswer += 1
  }
  expect(afterAnswer).toBeGreaterThanOrEqual(3)
  // However bad the line is, something came through it.
  const meanwhile = (await atHub()).scans - before.scans
  expect(meanwhile).toBeGreaterThanOrEqual(100)
  expect(meanwhile).toBeLessThan(10_000)
  line.mend()
  const last = sure(await pendopo(['sync', '--once', '--data', gate, '--json'], { env: { PENDOPO_HUB: line.url } }))
  line.close()
  expect(last).toMatchObject({ pending: 0 })
  const after = await atHub()
  expect([after.scans - before.scans, after.ids - before.ids]).toEqual([10_000, 10_000])
  await sync(desk)
  expect(await stats(desk)).toEqual(await stats(gate))
  for (const dir of [desk, gate]) await clean(dir)
})

test('a copied folder: what both wrote is there, the copy goes on in a chain of its own', async () => {
  const gate = await aGate('copied')
  await work(gate, 3, codes.slice(200, 203))
  await sync(gate)
  const copy = join(folder.dir, 'copy')
  cpSync(gate, copy, { recursive: true })
  const before = await atHub()
  await work(gate, 4, codes.slice(203, 207))
  await work(copy, 5, codes.slice(207, 212))
  expect(await sync(gate)).toMatchObject({ pending: 0 })
  expect(await sync(copy)).toMatchObject({ pending: 0 })
  await sync(gate)
  await sync(desk)
  const after = await atHub()
  expect(after).toEqual({ scans: before.scans + 9, ids: before.ids + 9, chains: before.chains + 1 })
  const there = await stats(desk)
  for (const dir of [gate, copy]) {
    expect(await stats(dir)).toEqual(there)
    await clean(dir)
  }
})

test('a clock that is three hours ahead: who left after is outside, on every station', async () => {
  const [ahead, right] = [await aGate('ahead'), await aGate('right')]
  const inside = async (dir: string) => {
    const { lists } = sure(await pendopo(['stats', '--data', dir, '--json'])) as {
      lists: { code: string; inside: number }[]
    }
    return lists.find(({ code }) => code === 'pintu-hari-1')?.inside
  }
  const before = await inside(desk)
  for (const dir of [ahead, right]) await sync(dir)
  const early = await run(process.execPath, [
    worker,
    ahead,
    '1',
    String(3 * 3_600_000),
    'meet',
    ...codes.slice(220, 221),
  ])
  expect([early.stderr, early.stdout]).toEqual(['', '1 0\n'])
  // In, and out again: the entry is a second one of the same visit, the exit is the last thing that happened.
  await work(right, 2, codes.slice(220, 221))
  for (const dir of [right, ahead, desk]) await sync(dir)
  for (const dir of [desk, ahead, right]) expect(await inside(dir)).toBe(before)
})

test('a hub restored from an older backup, and the station that told it the rest is gone for good: the others bring it back', async () => {
  const [lost, witness] = [await aGate('lost'), await aGate('witness')]
  const backup = join(folder.dir, 'hub.backup')
  sure(await pendopo(['hub', 'backup', backup, '--data', hub.data, '--json']))
  await work(lost, 20, codes.slice(230, 250))
  await sync(lost)
  await sync(witness)
  rmSync(lost, { recursive: true })
  const before = await atHub()
  const { port } = new URL(hub.url)
  await hub.end('SIGTERM')
  sure(await pendopo(['hub', 'restore', backup, '--data', hub.data, '--json']))
  hub = await startHub(hub.data, Number(port))
  expect((await atHub()).scans).toBe(before.scans - 20)
  expect(await sync(witness)).toMatchObject({ pending: 0 })
  await sync(desk)
  expect(await atHub()).toEqual(before)
  expect(await stats(desk)).toEqual(await stats(witness))
  for (const dir of [desk, witness]) await clean(dir)
})

test('a poisoned event is kept aside where it was written, its place is known to all, and everything after it arrives', async () => {
  const [gate, witness] = [await aGate('poisoned'), await aGate('beside')]
  for (const dir of [gate, witness]) await sync(dir)
  const before = await atHub()
  const aside = (await stats(gate)).quarantined
  const done = await run(process.execPath, [worker, gate, '3', '0', 'poison', ...codes.slice(250, 253)])
  expect([done.stderr, done.stdout]).toEqual(['', '3 0\n'])
  expect((await stats(gate)).quarantined).toBe(aside + 1)
  await work(gate, 4, codes.slice(253, 257))
  expect(await sync(gate)).toMatchObject({ sent: 4, pending: 0 })
  for (const dir of [witness, desk]) await sync(dir)
  const after = await atHub()
  expect([after.scans - before.scans, after.ids - before.ids]).toEqual([7, 7])
  const [{ lists }, there, atDesk] = [await stats(gate), await stats(witness), await stats(desk)]
  for (const one of [there, atDesk]) expect(one.lists).toEqual(lists)
  for (const dir of [desk, gate, witness]) await clean(dir)
})

/** The hub of a release that did not know scans yet: this one, in which they have another name. */
function anOlderHub(): string {
  const app = join(folder.dir, 'older')
  mkdirSync(app)
  cpSync(join(APP, 'out/main'), join(app, 'out/main'), { recursive: true })
  symlinkSync(join(APP, 'node_modules'), join(app, 'node_modules'))
  let renamed = 0
  for (const name of readdirSync(join(app, 'out/main'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue
    const file = join(app, 'out/main', name)
    const code = readFileSync(file, 'utf8')
    const older = code.replaceAll('"scan.recorded"', '"scan.of_another_name"')
    if (older !== code) renamed += 1
    writeFileSync(file, older)
  }
  expect(renamed).toBeGreaterThan(0)
  return app
}

test('a hub that is older than a station: what it does not know waits, all else goes on, and its update brings the rest', async () => {
  const gate = await aGate('newer')
  await sync(gate)
  const { port } = new URL(hub.url)
  await hub.end('SIGTERM')
  hub = await startHub(hub.data, Number(port), anOlderHub())
  const before = await atHub()
  await work(gate, 6, codes.slice(260, 266))
  const csv = join(folder.dir, 'one.csv')
  writeFileSync(csv, 'kode,nama,instansi,kategori,no hp,email\nBARU-0001,Tamu Baru,,umum,,\n')
  sure(await pendopo(['import', 'roster', csv, '--data', desk, '--json']))
  expect(await sync(desk)).toMatchObject({ pending: 0 })
  expect(await sync(gate)).toMatchObject({ pending: 6 })
  // What the older hub knows came through: the new visitor, who is let in at once.
  const came = await pendopo(['scan', 'BARU-0001', '--list', 'pintu-hari-1', '--data', gate, '--json'])
  expect(came).toMatchObject({ code: 0, answer: { outcome: 'admitted' } })
  expect(await sync(gate)).toMatchObject({ pending: 7 })
  expect(await atHub()).toEqual(before)
  await hub.end('SIGTERM')
  hub = await startHub(hub.data, Number(port))
  expect(await sync(gate)).toMatchObject({ sent: 7, pending: 0 })
  const after = await atHub()
  expect([after.scans - before.scans, after.ids - before.ids]).toEqual([7, 7])
  await sync(desk)
  expect(await stats(desk)).toEqual(await stats(gate))
  for (const dir of [desk, gate]) await clean(dir)
})

test('twenty stations at once, each a folder and a process of its own: all arrive, once, and all count the same', async () => {
  test.setTimeout(900_000)
  const [stations, each] = [20, 25]
  const gates: string[] = []
  const four = async <T>(of: readonly T[], work: (one: T) => Promise<unknown>) => {
    for (let at = 0; at < of.length; at += 4) await Promise.all(of.slice(at, at + 4).map(work))
  }
  await four(
    Array.from({ length: stations }, (_, n) => n),
    async (n) => gates.push(await aGate(`many-${n}`)),
  )
  const before = await atHub()
  // Ten codes for all: most are let in at several doors.
  const done = await Promise.all(
    gates.map((dir, n) =>
      run(process.execPath, [worker, dir, String(each), '0', 'meet', ...codes.slice(270 + (n % 10), 280)]),
    ),
  )
  expect(done.map(({ stderr, stdout }) => [stderr, stdout])).toEqual(gates.map(() => ['', `${each} 0\n`]))
  const after = await atHub()
  expect([after.scans - before.scans, after.ids - before.ids]).toEqual([stations * each, stations * each])
  expect(after.chains - before.chains).toBe(stations)
  await sync(desk)
  const there = await stats(desk)
  await four(gates, async (dir) => {
    await sync(dir)
    expect(await stats(dir)).toEqual(there)
  })
  // Looked through from beginning to end: some of them, since each takes as long as all else here.
  await four(gates.slice(0, 4), clean)
})
