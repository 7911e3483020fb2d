import { expect, test } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gateSwitched, stationStream } from '../../../core/events/system'
import { aContext, aDesk, aStation, type TestStation } from '../../../hub/testing/a-hub'
import { APP, pendopo } from '../../helpers/command'
import { ownDatabase, startHubProcess, type HubProcess } from './a-hub-process'

test.describe.configure({ timeout: 180_000 })

let home: string
let data: string
const running: HubProcess[] = []
test.beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hub-spec-'))
  // As root the database's user must get to the hub's folder; that folder itself is private.
  chmodSync(home, 0o711)
  data = join(home, 'data')
  mkdirSync(data, { mode: 0o700 })
})
test.afterEach(async () => {
  for (const { child, hub } of running.splice(0))
    if (child.exitCode === null && child.signalCode === null) await hub.stop()
  rmSync(home, { recursive: true, force: true })
})
async function start(options: Parameters<typeof startHubProcess>[1] = {}, folder = data): Promise<HubProcess> {
  const started = await startHubProcess(folder, options)
  running.push(started)
  return started
}
const clock = { ahead: 0 }
const events = (station: TestStation, count: number) =>
  Array.from({ length: count }, () =>
    station.text(gateSwitched.make(stationStream('x'), { gate: 'n', list: null, direction: 'entry' }, aContext())),
  )

/** Sends all in batches, each again and again until it is answered, as a station does; what was acked, by sequence. */
async function drain(station: TestStation, texts: readonly string[], url: () => string): Promise<number[]> {
  const acked: number[] = []
  for (let at = 0; at < texts.length; at += 100) {
    await expect
      .poll(
        async () => {
          station.url = url()
          const answer = await station.publish(texts.slice(at, at + 100)).catch(() => null)
          if (answer?.status !== 200) return 'not yet'
          for (const { seq } of answer.body.acks) acked.push(seq ?? 0)
          return 'sent'
        },
        { timeout: 60_000, intervals: [100] },
      )
      .toBe('sent')
  }
  return acked
}

/** Every text exactly once at the hub, in the author's order, at the places that were acked. */
async function proveWhole(desk: TestStation, texts: readonly string[], acked: readonly number[]): Promise<void> {
  const own = new Set(texts)
  const held: { seq: number; text: string }[] = []
  for (let after = 0; ;) {
    const { body } = await desk.page(after)
    for (const one of body.events)
      if ('text' in one && own.has(String(one.text))) held.push({ seq: one.seq, text: String(one.text) })
    if (body.next >= body.head) break
    after = body.next
  }
  expect(held.map(({ text }) => text)).toEqual(texts)
  expect(held.map(({ seq }) => seq)).toEqual(acked)
}

test('the hub killed with -9 in the middle of batches: nothing acked is lost, nothing is there twice', async () => {
  let now = await start()
  const desk = await aDesk({ hub: now.hub, clock }, randomUUID())
  const gate = await aStation(now, desk, ['gate'])
  const texts = events(gate, 3_000)
  const sending = drain(gate, texts, () => now.hub.url)
  for (let times = 0; times < 2; times += 1) {
    const before = (await desk.page()).body.head
    await expect.poll(async () => (await desk.page()).body.head, { intervals: [20] }).toBeGreaterThan(before + 200)
    now.child.kill('SIGKILL')
    await now.ended
    // The PostgreSQL that it left running is ended in good order first.
    now = await start()
    desk.url = now.hub.url
    expect(now.said().err).toContain('postgres_left_over')
  }
  const acked = await sending
  await proveWhole(desk, texts, acked)
})

test('PostgreSQL killed with -9: the hub says "again", brings it back, and nothing acked is lost', async () => {
  const started = await start()
  const desk = await aDesk({ hub: started.hub, clock }, randomUUID())
  const gate = await aStation(started, desk, ['gate'])
  const texts = events(gate, 3_000)
  const sending = drain(gate, texts, () => started.hub.url)
  const before = (await desk.page()).body.head
  await expect.poll(async () => (await desk.page()).body.head, { intervals: [20] }).toBeGreaterThan(before + 200)
  process.kill(ownDatabase(data).pid, 'SIGKILL')
  const acked = await sending
  await proveWhole(desk, texts, acked)
  expect(started.said().err).toContain('postgres_died')
})

test('two hub processes on one database: one sequence', async () => {
  const first = await start()
  const other = join(home, 'other')
  mkdirSync(other)
  const second = await start({ databaseUrl: first.hub.databaseUrl }, other)
  const desk = await aDesk({ hub: first.hub, clock }, randomUUID())
  const [a, b] = [await aStation(first, desk, ['gate']), await aStation(second, desk, ['gate'])]
  const [ofA, ofB] = [events(a, 1_000), events(b, 1_000)]
  const [ackedA, ackedB] = await Promise.all([drain(a, ofA, () => first.hub.url), drain(b, ofB, () => second.hub.url)])
  await proveWhole(desk, ofA, ackedA)
  desk.url = second.hub.url
  await proveWhole(desk, ofB, ackedB)
  expect(new Set([...ackedA, ...ackedB]).size).toBe(2_000)
})

test('as root or not, from a private clone with a private data folder; commands beside it; a polite end', async () => {
  const clone = join(home, 'clone')
  mkdirSync(clone, { mode: 0o700 })
  cpSync(join(APP, 'out/main'), join(clone, 'out/main'), { recursive: true })
  symlinkSync(join(APP, 'node_modules'), join(clone, 'node_modules'))
  const started = await start({ app: clone })
  expect(started.said().out).toBe(`${started.hub.url}\n`)
  expect(statSync(data).mode & 0o777).toBe(process.getuid?.() === 0 ? 0o711 : 0o700)

  const code = await pendopo(['hub', 'code', '--data', data, '--role', 'desk', '--json'])
  expect(code).toMatchObject({ code: 0, answer: { url: started.hub.url, fingerprint: started.hub.fingerprint } })
  const backup = join(home, 'hub.gz')
  expect(await pendopo(['hub', 'backup', backup, '--data', data, '--json'])).toMatchObject({ code: 0 })
  expect(await pendopo(['hub', 'backup', backup, '--data', data, '--json'])).toMatchObject({
    code: 2,
    answer: { code: 'file_exists' },
  })
  const { pid } = ownDatabase(data)
  started.child.kill('SIGTERM')
  expect(await started.ended).toBe(0)
  expect(() => process.kill(pid, 0)).toThrow()
  // Without a running hub there is no address to go with a code.
  expect(await pendopo(['hub', 'code', '--data', data, '--role', 'desk', '--json'])).toMatchObject({
    code: 2,
    answer: { code: 'hub_not_running' },
  })
})

test('a folder above that bars the way of the database’s user is named, and left as it is', async () => {
  test.skip(process.getuid?.() !== 0, 'only as root does the database run as another user')
  chmodSync(home, 0o700)
  const refusal: Error = await startHubProcess(data).then(
    () => new Error('it started'),
    (error: Error) => error,
  )
  expect(refusal.message).toContain('ended with 2')
  expect(refusal.message).toContain(`"folder":"${home}"`)
  expect(statSync(home).mode & 0o777).toBe(0o700)
})
