import { expect, test } from '@playwright/test'
import { CALL_NAMES } from '../../../core/contract/names'
import { ORIGIN } from '../../../main/security/origin'
import { readyGate } from '../../helpers/app'
import { noOrdinaryUser, ordinaryUser, type OrdinaryApp, type OrdinaryUser } from '../../helpers/ordinary-user'

test.skip(noOrdinaryUser() !== null, noOrdinaryUser() ?? '')

type Answer = { ok: boolean; code?: string }
interface Bridged {
  pendopo: { call(name: string, input: unknown): Promise<Answer> }
}

let user: OrdinaryUser
let running: OrdinaryApp

test.beforeAll(async () => {
  user = await ordinaryUser()
  running = await user.launch(await user.dataFolder())
  await readyGate(running.page)
})
test.afterAll(async () => {
  await running?.close()
  user?.remove()
})

const call = (name: string, input: unknown): Promise<Answer> =>
  running.page.evaluate(([n, i]) => (window as unknown as Bridged).pendopo.call(n, i), [name, input] as const)

test('the bridge knows our calls and no other name', async () => {
  for (const name of [
    'fs.readFile',
    'app.quit',
    '__proto__',
    'constructor',
    'toString',
    '',
    'app.boot ',
    'ELECTRON_BROWSER',
  ])
    expect(await call(name, null)).toEqual({ ok: false, code: 'not_allowed' })
  expect(await call('app.boot', null)).toMatchObject({ ok: true })
})

test('the bridge cannot be changed from the page', async () => {
  const kept = await running.page.evaluate(() => {
    const view = window as unknown as Record<string, unknown>
    const before = view['pendopo']
    try {
      view['pendopo'] = {}
    } catch {
      // a strict page throws
    }
    return view['pendopo'] === before
  })
  expect(kept).toBe(true)
})

test('every call refuses what does not fit', async () => {
  const bad: unknown[] = [{}, [], 'x', 7, true, { staff: 1 }, { __proto__: null, extra: 1 }, undefined]
  for (const name of CALL_NAMES) {
    for (const input of bad) {
      const answer = await call(name, input)
      expect(answer, `${name} ${JSON.stringify(input)}`).toEqual({ ok: false, code: 'bad_input' })
    }
  }
  // Near misses of good ones.
  const scan = { scanId: '0197a3a4-0000-7000-8000-000000000000', text: 'A', length: 1, via: 'wedge' }
  for (const wrong of [
    { ...scan, extra: 1 },
    { ...scan, scanId: 'x' },
    { ...scan, text: 'x'.repeat(5_001) },
    { ...scan, length: -1 },
    { ...scan, via: 'import' },
  ])
    expect(await call('checkin.scan', wrong)).toEqual({ ok: false, code: 'bad_input' })
  for (const pin of ['123', '123456789', '12a4', '１２３４', ' 4071'])
    expect(await call('kiosk.close', { staff: 'dyah', pin })).toEqual({ ok: false, code: 'bad_input' })
})

test('main answers our own page only: a window elsewhere and a frame inside are refused', async () => {
  // Our real preload script in windows that the app itself never makes, so that the question arrives at all.
  const answers = await running.app.evaluate(async ({ BrowserWindow, app }, origin) => {
    const webPreferences = {
      preload: `${app.getAppPath()}/out/preload/index.cjs`,
      sandbox: true,
      contextIsolation: true,
      nodeIntegrationInSubFrames: true,
    }
    const ask = "pendopo.call('app.boot', null)"
    const open = async (url: string) => {
      const window = new BrowserWindow({ show: false, webPreferences })
      await window.loadURL(url)
      return window
    }
    const foreign = await open('data:text/html,<p>elsewhere</p>')
    const fromForeign = (await foreign.webContents.executeJavaScript(ask)) as Answer
    foreign.destroy()
    const own = await open(`${origin}/`)
    await own.webContents.executeJavaScript(
      "{ const f = document.createElement('iframe'); f.srcdoc = 'x'; document.body.append(f); new Promise((d) => (f.onload = d)) }",
    )
    const [top, frame] = own.webContents.mainFrame.framesInSubtree
    const fromOwn = (await top?.executeJavaScript(ask)) as Answer
    const fromFrame = (await frame?.executeJavaScript(ask)) as Answer
    own.destroy()
    return { fromForeign, fromFrame, fromOwn: fromOwn.ok }
  }, ORIGIN)
  const refused = { ok: false, code: 'not_allowed' }
  expect(answers).toEqual({ fromForeign: refused, fromFrame: refused, fromOwn: true })
})
