import Database from 'better-sqlite3'
import { expect, test } from '@playwright/test'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectResult, readyGate, wedge } from '../../helpers/app'
import { pendopo } from '../../helpers/command'
import { roster, sure } from '../../helpers/folder'
import { noOrdinaryUser, ordinaryUser, type OrdinaryUser } from '../../helpers/ordinary-user'

test.skip(noOrdinaryUser() !== null, noOrdinaryUser() ?? '')

let user: OrdinaryUser
let dir: string

test.beforeAll(async () => {
  user = await ordinaryUser()
})
test.beforeEach(async () => {
  dir = await user.dataFolder()
})
test.afterAll(() => user?.remove())

test('a page that crashes is back and ready by itself, twice in a row, and nothing is lost', async () => {
  const running = await user.launch(dir)
  await readyGate(running.page)
  await wedge(running.page, roster()[0]?.code ?? '')
  await expectResult(running.page, 'admitted')
  const crashAndWait = () =>
    running.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (contents === undefined) throw new Error('there is no window')
      const gone = new Promise<number>((done) => contents.once('render-process-gone', () => done(performance.now())))
      contents.forcefullyCrashRenderer()
      const at = await gone
      const ready = 'document.querySelector(\'[data-screen="attract"][data-ready="true"]\') !== null'
      // Asked of a page that is just going, the question is never answered: then once more.
      const isReady = () =>
        Promise.race([contents.executeJavaScript(ready), new Promise((done) => setTimeout(() => done(false), 100))])
      while (!(await isReady())) await new Promise((done) => setTimeout(done, 20))
      return performance.now() - at
    })
  // Two seconds are the goal; how long a busy machine takes is told, not judged.
  const took = [await crashAndWait(), await crashAndWait()].map((ms) => Math.round(ms))
  test.info().annotations.push({ type: 'back after a crash', description: `${took.join(' and ')} ms` })
  const { lists } = sure(await pendopo(['stats', '--data', dir, '--json'])) as {
    lists: { code: string; entered: number }[]
  }
  expect(lists.find((list) => list.code === 'pintu-hari-1')?.entered).toBe(1)
  await running.close()
  expect(sure(await pendopo(['verify', '--data', dir, '--json']))['problems']).toEqual([])
})

test('a second app on the same folder says so and ends with 2; the first comes to the front', async () => {
  const running = await user.launch(dir)
  await readyGate(running.page)
  await running.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const focus = window?.focus.bind(window)
    if (window !== undefined)
      window.focus = () => {
        Object.assign(globalThis, { toFront: true })
        focus?.()
      }
  })
  const second = await user.runToEnd(dir)
  expect(second.code).toBe(2)
  expect(second.stderr).toContain('Pendopo sudah terbuka dengan folder ini')
  await expect.poll(() => running.app.evaluate(() => 'toFront' in globalThis)).toBe(true)
  await readyGate(running.page)
  await running.close()
})

/** The message comes at once; then the test ends the program as a supervisor does, without waiting for its window. */
async function failedStart(message: RegExp): Promise<number | null> {
  let saidAfter: number | null = null
  const began = performance.now()
  const { code, stderr } = await user.runToEnd(dir, {
    onStderr: (text, pid) => {
      if (saidAfter !== null || !message.test(text)) return
      saidAfter = performance.now() - began
      process.kill(pid, 'SIGTERM')
    },
  })
  expect(stderr).toMatch(message)
  expect(saidAfter ?? Infinity).toBeLessThan(10_000)
  return code
}

for (const file of ['log', 'people', 'settings']) {
  test(`${file}.sqlite from a newer Pendopo is refused in words, exit 1, and left as it is`, async () => {
    const path = join(dir, `${file}.sqlite`)
    const db = new Database(path)
    db.pragma('user_version = 9990')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    user.own(dir)
    const before = readFileSync(path)
    expect(await failedStart(/9990/)).toBe(1)
    expect(readFileSync(path).equals(before)).toBe(true)
  })
}

test('a damaged database is refused in words, exit 1, and left as it is', async () => {
  const path = join(dir, 'log.sqlite')
  const noise = Buffer.alloc(8_192, 'not a database')
  writeFileSync(path, noise)
  expect(await failedStart(/rusak/)).toBe(1)
  expect(readFileSync(path).equals(noise)).toBe(true)
})

test('a data folder that cannot be written is refused in words, exit 1', async () => {
  chmodSync(dir, 0o500)
  try {
    expect(await failedStart(/Tidak bisa ditulis/)).toBe(1)
  } finally {
    chmodSync(dir, 0o700)
  }
})
