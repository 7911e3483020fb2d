import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { pendopo, run, APP } from '../../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../../helpers/folder'
import { enrolBeside, hubFolder, startHub, type HubProcess } from '../../helpers/hub'

// What a real hub's word does to a real station's folder: only a revocation that its CA signed wipes anybody.
const folder = tempFolder()
const first = roster()[0]?.code ?? ''
const [desk, lost, unknown] = [join(folder.dir, 'desk'), join(folder.dir, 'lost'), join(folder.dir, 'unknown')]
let hub: HubProcess

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  hub = await startHub(hubFolder())
  await makeDemo(desk)
  sure(await pendopo(['enrol', await hub.firstCode(), '--hub', hub.url, '--data', desk, '--json']))
})
test.afterAll(async () => {
  await hub?.end('SIGTERM')
  if (hub !== undefined) rmSync(hub.data, { recursive: true, force: true })
  folder.remove()
})

/** Rows of people and events that a folder holds. */
function held(dir: string): { people: number; events: number } {
  const count = (file: string, table: string) => {
    const db = new Database(join(dir, file), { readonly: true })
    try {
      return db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
    } finally {
      db.close()
    }
  }
  return { people: count('people.sqlite', 'people_row'), events: count('log.sqlite', 'event_log') }
}
const stationOf = (dir: string): string => {
  const db = new Database(join(dir, 'log.sqlite'), { readonly: true })
  try {
    return String(db.prepare('SELECT station FROM log_head').pluck().get())
  } finally {
    db.close()
  }
}
const atHub = (...words: string[]) =>
  run(process.execPath, [join(APP, 'out/main/hub.js'), ...words, '--data', hub.data])
const sync = (dir: string) => pendopo(['sync', '--once', '--data', dir, '--json'])

test('a signed 410 empties the people of the revoked station and leaves its log; others are not touched', async () => {
  await enrolBeside(desk, lost, 'gate', hub.url)
  const before = held(lost)
  expect(before.people).toBeGreaterThan(100)
  const atDesk = async () => {
    const { stations } = sure(await pendopo(['hub', 'stations', '--data', desk, '--json'])) as { stations: object[] }
    return stations.find((line) => 'station' in line && line.station === stationOf(lost))
  }
  expect(await atDesk()).toMatchObject({ revokedAt: null, data: null, wipedAt: null })
  expect((await atHub('revoke', stationOf(lost))).code).toBe(0)
  expect(await atDesk()).toMatchObject({ data: 'unseen', wipedAt: null, holds: ['greet', 'staff'] })
  const syncOf = async () => sure(await pendopo(['stats', '--data', lost, '--json']))['sync']
  expect(await syncOf()).toMatchObject({ hub: hub.url, revokedAt: null, lastContactAt: expect.any(String) })
  expect(await sync(lost)).toMatchObject({ code: 2, answer: { code: 'hub.revoked' } })
  expect(await syncOf()).toMatchObject({ revokedAt: expect.any(String) })
  expect(held(lost)).toEqual({ people: 0, events: before.events })
  // The desk learns the station's key from the log, and believes its word by that alone.
  expect((await sync(desk)).code).toBe(0)
  const told = await atDesk()
  expect(told).toMatchObject({ data: 'wiped', wipedAt: expect.any(String) })
  expect(await sync(lost)).toMatchObject({ code: 2, answer: { code: 'hub.revoked' } })
  expect(await atDesk()).toMatchObject({ data: 'wiped', wipedAt: (told as { wipedAt: string }).wipedAt })
  expect(held(desk).people).toBeGreaterThan(100)
})

test('whoever is erased is not awaited for ever of a station that was revoked', async () => {
  const gone = join(folder.dir, 'gone')
  await enrolBeside(desk, gone, 'gate', hub.url)
  expect((await sync(gone)).code).toBe(0)
  expect((await sync(desk)).code).toBe(0)
  const erase = async (...words: string[]) => sure(await pendopo(['erase', ...words, '--data', desk, '--json']))
  // The one of the test before is wiped: nothing more is awaited of it.
  const began = await erase(first)
  const wiped = { station: stationOf(lost), number: 2, data: 'wiped', wipedAt: expect.any(String) }
  expect(began).toMatchObject({ state: 'open', missing: [stationOf(gone)], revoked: [wiped], hubAsked: true })
  expect((await sync(desk)).code).toBe(0)
  expect((await atHub('revoke', stationOf(gone))).code).toBe(0)
  const unseen = { station: stationOf(gone), data: 'unseen', lastSeenAt: expect.any(String) }
  const status = () => erase('--status', first)
  expect(await status()).toMatchObject({ state: 'unreached', hub: 'done', missing: [], revoked: [wiped, unseen] })
  expect(await sync(gone)).toMatchObject({ code: 2, answer: { code: 'hub.revoked' } })
  expect(await status()).toMatchObject({ state: 'done', missing: [], revoked: [wiped, { data: 'wiped' }] })
  expect((await status())['stations']).toHaveLength(3)
})

test('a 401 of a hub that was restored to a time before it wipes nothing, and a new code is all it takes', async () => {
  const copy = join(hub.data, 'before.gz')
  expect((await atHub('backup', copy)).code).toBe(0)
  await enrolBeside(desk, unknown, 'gate', hub.url)
  const before = held(unknown)
  expect((await atHub('restore', copy)).code).toBe(0)
  expect(await sync(unknown)).toMatchObject({ code: 2, answer: { code: 'hub.unknown_station' } })
  expect(held(unknown)).toEqual(before)
  sure(await sync(desk))
  const code = String(sure(await pendopo(['hub', 'code', '--role', 'gate', '--data', desk, '--json']))['code'])
  sure(await pendopo(['enrol', code, '--hub', hub.url, '--data', unknown, '--json']))
  expect((await sync(unknown)).code).toBe(0)
})

test('a desk that is given a gate’s code stays the desk it is, with its keys', async () => {
  const code = String(sure(await pendopo(['hub', 'code', '--role', 'gate', '--data', desk, '--json']))['code'])
  const tried = await pendopo(['enrol', code, '--hub', hub.url, '--data', desk, '--json'])
  expect(tried).toMatchObject({ code: 2, answer: { code: 'hub.folder_not_empty' } })
  // The code is not used up, and the desk goes on making others.
  sure(await pendopo(['enrol', code, '--hub', hub.url, '--data', join(folder.dir, 'new'), '--json']))
  sure(await pendopo(['hub', 'code', '--role', 'gate', '--data', desk, '--json']))
})
