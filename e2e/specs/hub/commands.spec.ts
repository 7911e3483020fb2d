import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { APP, pendopo, run } from '../../helpers/command'
import { sure, tempFolder } from '../../helpers/folder'
import { hubFolder, startHub, type HubProcess } from '../../helpers/hub'
import { ownDatabase, startHubProcess } from './a-hub-process'

// What somebody reads who types a command of the hub, and what a script gets.
const PROGRAM = join(APP, 'out/main/hub.js')
const folder = tempFolder()
const file = (name: string) => join(folder.dir, name)
let hub: HubProcess

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(120_000)
  hub = await startHub(hubFolder())
})
test.afterAll(async () => {
  await hub?.end('SIGTERM')
  if (hub !== undefined) rmSync(hub.data, { recursive: true, force: true })
  folder.remove()
})

/** The program itself, as `npm run hub` starts it. */
const program = (words: readonly string[], env: Record<string, string> = {}) =>
  run(process.execPath, [PROGRAM, ...words], { env })

test('what was typed wrong is told in words, with how it goes', async () => {
  const help = await program(['--help'])
  expect([help.code, help.stdout]).toEqual([0, ''])
  expect(help.stderr).toMatch(/^hub \[--data <folder>\]/)
  for (const words of [['--port', 'http'], ['serve'], ['--data', '']]) {
    const told = await program(words)
    expect([told.code, told.stdout]).toEqual([2, ''])
    expect(told.stderr).toContain('\nhub backup|restore <file>')
    expect(told.stderr).not.toContain('"level"')
  }
})

test('help is of the commands that were asked about', async () => {
  const told = async (...words: string[]) => {
    const { code, stderr } = await pendopo(words, { env: { PENDOPO_LOCALE: 'en' } })
    return { code, lines: [...stderr.matchAll(/^ {2}pendopo (.*?) [<[-]/gm)].map((line) => line[1]) }
  }
  const ofHub = ['hub code', 'hub stations', 'hub backup', 'hub restore', 'hub revoke']
  for (const [words, code] of [
    [['hub', '--help'], 0],
    [['hub'], 2],
  ] as const) {
    const said = await told(...words)
    expect(said).toEqual({ code, lines: expect.arrayContaining(ofHub) })
    expect(said.lines.filter((line) => !line?.startsWith('hub '))).toEqual([])
  }
  expect(await told('hub', 'restore', '--help')).toEqual({ code: 0, lines: ['hub restore'] })
  expect((await told('--help')).lines).toEqual(expect.arrayContaining([...ofHub, 'enrol', 'sync', 'stats']))
})

test('a command in the hub’s folder says what is amiss in the language of whoever asks, and its code to a script', async () => {
  mkdirSync(file('a-folder'))
  writeFileSync(file('cut.gz'), 'cut')
  sure(await pendopo(['hub', 'backup', file('good.gz'), '--data', hub.data, '--json']))
  for (const [words, code, en, id] of [
    [['backup', file('good.gz')], 'file_exists', 'is there already', 'sudah ada'],
    [['backup', file('none/b.gz')], 'bad_file', 'no such file or folder', 'tidak ada'],
    [['restore', file('none.gz')], 'bad_file', 'no such file or folder', 'tidak ada'],
    [['restore', file('a-folder')], 'bad_file', 'it is a folder', 'itu folder'],
    [['restore', file('cut.gz')], 'bad_backup', 'no whole backup', 'bukan cadangan'],
    [['revoke', 'nobody'], 'unknown_station', 'No station', 'Tidak ada stasiun'],
    [['code', '--role', 'gate'], 'bad_role', 'is for a desk', 'untuk meja'],
  ] as const) {
    const asked = ['hub', ...words, '--data', hub.data]
    const [plain, other, json] = [
      await pendopo(asked, { env: { PENDOPO_LOCALE: 'en' } }),
      await pendopo(asked, { env: { PENDOPO_LOCALE: 'id' } }),
      await pendopo([...asked, '--json']),
    ]
    expect([plain.code, plain.stdout, other.code, json.code, json.answer?.['code']]).toEqual([2, '', 2, 2, code])
    expect(plain.stderr).toContain(en)
    expect(other.stderr).toContain(id)
    expect(plain.stderr.trim().split('\n')).toHaveLength(1)
  }
  const away = await pendopo(['hub', 'backup', file('b.gz'), '--data', file('a-folder'), '--json'])
  expect(away.answer).toMatchObject({ code: 'not_a_hub_folder' })
})

test('a hub before a server of somebody else’s keeps only its address in its folder, and works the same', async () => {
  const { url: databaseUrl } = ownDatabase(hub.data)
  const data = file('outside')
  const env = { DATABASE_URL: databaseUrl }
  const other = await startHubProcess(data, { databaseUrl })
  try {
    const made = sure(await pendopo(['hub', 'code', '--role', 'desk', '--data', data, '--json'], { env }))
    expect(made).toMatchObject({ url: other.hub.url, code: expect.stringMatching(/^.{4}-.{4}-.{4}$/) })
    sure(await pendopo(['hub', 'backup', file('outside.gz'), '--data', data, '--json'], { env }))
  } finally {
    await other.hub.stop()
  }
  const refused = new URL(databaseUrl)
  refused.password = 'geheim'
  const wrong = await program(['--data', file('wrong'), '--port', '0'], {
    DATABASE_URL: refused.href,
  })
  expect(wrong.code).toBe(2)
  expect(JSON.parse(wrong.stderr.trim())).toMatchObject({ code: 'database_unreachable', cause: '28P01' })
  expect(wrong.stderr).not.toContain('geheim')
})
