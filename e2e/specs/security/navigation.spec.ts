import { expect, test } from '@playwright/test'
import { createServer, type Server } from 'node:http'
import { ORIGIN } from '../../../main/security/origin'
import { readyGate, twoPictures } from '../../helpers/app'
import { noOrdinaryUser, ordinaryUser, type OrdinaryApp, type OrdinaryUser } from '../../helpers/ordinary-user'

test.skip(noOrdinaryUser() !== null, noOrdinaryUser() ?? '')

let user: OrdinaryUser
let running: OrdinaryApp
let server: Server
let outside: string
const arrived: string[] = []

test.beforeAll(async () => {
  server = createServer((request, response) => {
    arrived.push(request.url ?? '')
    response.end('<title>outside</title>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  outside = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  user = await ordinaryUser()
  running = await user.launch(await user.dataFolder())
  await readyGate(running.page)
  // A mark that any other page, and any new load of ours, would not have.
  await running.page.evaluate(() => Object.assign(window, { stayed: true }))
})
test.afterAll(async () => {
  await running?.close()
  user?.remove()
  server?.close()
})

/** Still the same page, in the one window, and nobody outside was asked. */
async function nothingMoved(): Promise<void> {
  const { page, app } = running
  await twoPictures(page)
  expect(page.url()).toBe(`${ORIGIN}/`)
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
  expect(
    await app.evaluate(({ BrowserWindow, webContents }) => [
      BrowserWindow.getAllWindows().length,
      webContents.getAllWebContents().length,
    ]),
  ).toEqual([1, 1])
  expect(arrived).toEqual([])
}

test('no link, script or form leads the window elsewhere, nor loads it anew', async () => {
  const { page } = running
  for (const target of [`${outside}/away`, 'data:text/html,x', `${ORIGIN}/index.html`, 'app://other/']) {
    await test.step(target, async () => {
      await page.evaluate((url) => location.assign(url), target)
      await nothingMoved()
    })
  }
  await page.evaluate((url) => {
    const link = Object.assign(document.createElement('a'), { href: url })
    document.body.append(link)
    link.click()
    link.remove()
    const form = Object.assign(document.createElement('form'), { action: url, method: 'post' })
    document.body.append(form)
    form.submit()
    form.remove()
    const refresh = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${url}` })
    document.head.append(refresh)
  }, `${outside}/clicked`)
  await nothingMoved()
})

test('about:blank, about which Chromium asks nobody, is left at once', async () => {
  const { page } = running
  await page.evaluate(() => location.assign('about:blank'))
  await expect.poll(() => page.evaluate(() => 'stayed' in window).catch(() => true)).toBe(false)
  await readyGate(page)
  expect(page.url()).toBe(`${ORIGIN}/`)
  await page.evaluate(() => Object.assign(window, { stayed: true }))
})

test('a redirect is prevented, even where a navigation were let through', async () => {
  const seen = await running.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'].map((name) => {
      let prevented = false
      const event = { preventDefault: () => (prevented = true), defaultPrevented: false }
      contents?.emit(name, event, 'https://example.invalid/', {})
      return prevented
    })
  })
  expect(seen).toEqual([true, true, true, true])
})

test('no other window opens', async () => {
  const { page } = running
  const opened = await page.evaluate((url) => {
    const plain = window.open(url)
    const blank = window.open('about:blank', '_blank', 'nodeIntegration=yes')
    const own = window.open('/')
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' })
    document.body.append(link)
    link.click()
    link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, shiftKey: true, bubbles: true }))
    link.remove()
    return [plain, blank, own].map((window_) => window_ === null)
  }, `${outside}/window`)
  expect(opened).toEqual([true, true, true])
  await nothingMoved()
})

test('no frame and no webview shows anything from elsewhere', async () => {
  const { page } = running
  await page.evaluate(
    (urls) => {
      for (const url of urls) {
        for (const tag of ['iframe', 'webview', 'embed'] as const) {
          const frame = document.createElement(tag)
          frame.setAttribute('src', url)
          frame.className = 'foreign'
          document.body.append(frame)
        }
      }
    },
    [`${outside}/frame`, `${ORIGIN}/index.html`, 'data:text/html,<title>x</title>'],
  )
  await nothingMoved()
  const inside = await Promise.all(
    page
      .frames()
      .slice(1)
      .map((frame) =>
        frame.evaluate(() => [
          document.querySelector('title')?.textContent === 'x',
          document.querySelector('[data-screen], #root') !== null,
          'pendopo' in window,
        ]),
      ),
  )
  expect(inside.flat()).not.toContain(true)
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll('.foreign')) frame.remove()
  })
})

test('nothing is downloaded', async () => {
  const { page, app } = running
  await app.evaluate(({ session }) => {
    const { defaultSession } = session
    // After ours: what it says of the download is what became of it.
    defaultSession.on('will-download', (event) =>
      Object.assign(globalThis, { downloads: [...downloadsOf(globalThis), event.defaultPrevented] }),
    )
    function downloadsOf(where: object): boolean[] {
      return 'downloads' in where ? (where.downloads as boolean[]) : []
    }
  })
  await page.evaluate((url) => {
    for (const href of [URL.createObjectURL(new Blob(['x'])), 'data:application/octet-stream,x', url, '/index.html']) {
      const link = Object.assign(document.createElement('a'), { href, download: 'x.bin' })
      document.body.append(link)
      link.click()
      link.remove()
    }
  }, `${outside}/file`)
  await expect
    .poll(() => app.evaluate(() => (globalThis as { downloads?: boolean[] }).downloads?.length ?? 0))
    .toBeGreaterThan(0)
  await nothingMoved()
  const fate = await app.evaluate(() => (globalThis as { downloads?: boolean[] }).downloads ?? [])
  expect(fate.every((prevented) => prevented)).toBe(true)
})
