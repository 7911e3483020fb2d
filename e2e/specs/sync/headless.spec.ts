import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { pendopo } from '../../helpers/command'
import { DEMO, makeDemo, roster, sure, tempFolder } from '../../helpers/folder'
import { behind } from '../headless/small-fair'
import { enrolBeside, hubFolder, startHub, type HubProcess } from '../../helpers/hub'

// Folders of three stations without a window, and a real hub: each command is a process of its own.
const [first, second, third] = roster().map((person) => person.code) as [string, string, string]
let folder: ReturnType<typeof tempFolder>
let hub: HubProcess
const [desk, gateA, gateB] = ['desk', 'gate-a', 'gate-b'].map((name) => () => join(folder.dir, name)) as [
  () => string,
  () => string,
  () => string,
]

test.beforeEach(async () => {
  test.slow()
  folder = tempFolder()
  hub = await startHub(hubFolder())
  await makeDemo(desk())
  sure(await pendopo(['enrol', await hub.firstCode(), '--hub', hub.url, '--data', desk(), '--json']))
  for (const gate of [gateA(), gateB()]) await enrolBeside(desk(), gate, 'gate', hub.url)
})
test.afterEach(async () => {
  await hub.end('SIGTERM')
  rmSync(hub.data, { recursive: true, force: true })
  folder.remove()
})

const scan = async (dir: string, code: string, ...more: string[]) =>
  (await pendopo(['scan', code, '--list', 'pintu-hari-1', '--data', dir, '--json', ...more])).answer
const sync = async (dir: string) => sure(await pendopo(['sync', '--once', '--data', dir, '--json']))
const door = async (dir: string) => {
  const { lists, sync: state } = sure(await pendopo(['stats', '--data', dir, '--json'])) as {
    lists: { code: string }[]
    sync: { pending: number; quarantined: number }
  }
  expect(state).toMatchObject({ pending: 0, quarantined: 0 })
  return lists.find((list) => list.code === 'pintu-hari-1')
}

test('a gate refuses who entered at the other; cut off both admit, and one of them becomes the duplicate', async () => {
  expect(await scan(gateA(), first)).toMatchObject({ outcome: 'admitted' })
  await sync(gateA())
  await sync(gateB())
  expect(await scan(gateB(), first)).toMatchObject({ outcome: 'refused', reason: 'already_admitted' })
  // Without word of each other.
  expect(await scan(gateA(), second)).toMatchObject({ outcome: 'admitted' })
  expect(await scan(gateB(), second)).toMatchObject({ outcome: 'admitted' })
  for (const dir of [gateB(), gateA(), gateB(), desk()]) await sync(dir)
  const there = await door(desk())
  expect(there).toMatchObject({ entered: 2, entries: 2, duplicates: 1, inside: 2 })
  for (const dir of [gateA(), gateB()]) expect(await door(dir)).toEqual(there)
  for (const dir of [desk(), gateA(), gateB()])
    expect(sure(await pendopo(['verify', '--data', dir, '--json']))['problems']).toEqual([])
})

test('two exits and an older entry leave nobody inside, on every station', async () => {
  const at = (hour: number) => ['--at', `${new Date().toISOString().slice(0, 10)}T0${hour}:00+07:00`]
  await scan(gateB(), third, '--direction', 'exit', ...at(1))
  await scan(gateB(), third, '--direction', 'exit', ...at(4))
  await sync(gateB())
  await scan(gateA(), third, ...at(2))
  for (const dir of [gateA(), gateB(), desk()]) await sync(dir)
  for (const dir of [desk(), gateA(), gateB()]) expect(await door(dir)).toMatchObject({ inside: 0 })
})

test('a hub that was killed has what it said it has, and gets the rest', async () => {
  await scan(gateA(), first)
  await sync(gateA())
  await scan(gateA(), second)
  const { port } = new URL(hub.url)
  await hub.end('SIGKILL')
  const away = await pendopo(['sync', '--once', '--data', gateA(), '--json'])
  expect(away.code).toBe(2)
  expect(away.answer).toMatchObject({ code: 'hub.offline', pending: 1 })
  hub = await startHub(hub.data, Number(port))
  expect(await sync(gateA())).toMatchObject({ sent: 1, pending: 0 })
  await sync(gateB())
  expect(await door(gateB())).toMatchObject({ entered: 2, duplicates: 0 })
})

test('a used code, a wrong one and a wrong address enrol nobody, and nothing is left of the try', async () => {
  const code = String(sure(await pendopo(['hub', 'code', '--role', 'gate', '--data', desk(), '--json']))['code'])
  const dir = join(folder.dir, 'late')
  sure(await pendopo(['enrol', code, '--hub', hub.url, '--data', dir, '--json']))
  const other = join(folder.dir, 'other')
  for (const [typed, url, expected] of [
    [code, hub.url, 'hub.bad_code'],
    ['0000-0000-0000', hub.url, 'hub.bad_code'],
    ['0000', hub.url, 'hub.bad_enrolment_code'],
    [code, hub.url.replace('https', 'http'), 'hub.bad_hub_url'],
    [code, 'https://127.0.0.1:9', 'hub.offline'],
  ] as const) {
    const tried = await pendopo(['enrol', typed, '--hub', url, '--data', other, '--json'])
    expect([tried.code, tried.answer?.['code']]).toEqual([2, expected])
  }
  expect((await pendopo(['stats', '--data', other, '--json'])).answer).toMatchObject({ code: 'no_fair' })
})

test('whom the desk forgets is forgotten at every station and the hub, and it says so', async () => {
  for (const dir of [desk(), gateA(), gateB()]) await sync(dir)
  const { visitor } = (await scan(gateA(), first)) as { visitor: string }
  await sync(gateA())
  const rows = () => sealedRows(gateB(), visitor)
  expect(rows()).toMatchObject({ sealed: 1 })
  const erase = (...words: string[]) => pendopo(['erase', ...words, '--data', desk(), '--json'])
  expect((await erase('--status', visitor)).answer).toMatchObject({ code: 'not_erased' })
  const begun = sure(await erase(first)) as { stations: string[]; missing: string[] }
  expect(begun).toMatchObject({ visitors: [visitor], hub: 'waiting', backups: [] })
  expect([begun.stations.length, begun.missing.length]).toEqual([1, 2])
  for (const dir of [desk(), gateA(), gateB(), desk()]) await sync(dir)
  expect(sure(await erase('--status', visitor))).toMatchObject({ hub: 'done', missing: [] })
  expect(rows()).toMatchObject({ sealed: 0 })
  // A station that comes later gets nothing of them, and knows the code for ended.
  const late = join(folder.dir, 'late')
  await enrolBeside(desk(), late, 'gate', hub.url)
  await sync(late)
  expect(sealedRows(late, visitor)).toEqual({ sealed: 0 })
  expect(await scan(late, first)).toMatchObject({ outcome: 'refused', reason: 'revoked' })
  // Their entry counts as before, and the roster does not bring them back.
  expect(await door(desk())).toMatchObject({ entered: 1 })
  const again = sure(await pendopo(['import', 'roster', DEMO.roster, '--data', desk(), '--json']))
  expect(again['rejected']).toMatchObject([{ reason: 'erased' }])
})

/** How many sealed rows of a visitor lie in a folder. */
function sealedRows(dir: string, visitor: string): { sealed: number } {
  const sql = 'SELECT count(seal) AS sealed FROM people_row WHERE visitor = ?'
  return behind(dir, 'people', (db) => db.prepare<[string], { sealed: number }>(sql).get(visitor) ?? { sealed: 0 })
}
