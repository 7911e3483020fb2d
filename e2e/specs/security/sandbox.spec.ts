import { expect, test, type CDPSession } from '@playwright/test'
import { readFileSync, readlinkSync } from 'node:fs'
import { readyGate, twoPictures } from '../../helpers/app'
import { noOrdinaryUser, ordinaryUser, type OrdinaryApp, type OrdinaryUser } from '../../helpers/ordinary-user'

test.skip(noOrdinaryUser() !== null, noOrdinaryUser() ?? '')

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

test('Chromium runs with its sandbox: no switch takes it away', async () => {
  const taken = await running.app.evaluate(({ app }) =>
    [
      'no-sandbox',
      'disable-setuid-sandbox',
      'disable-web-security',
      'disable-site-isolation-trials',
      'no-zygote',
    ].filter((name) => app.commandLine.hasSwitch(name)),
  )
  expect(taken).toEqual([])
  expect(await running.app.evaluate(() => process.getuid?.())).not.toBe(0)
})

test('the kernel holds the renderer: seccomp filter, no new privileges, a user namespace of its own', async () => {
  const pid = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getOSProcessId()),
  )
  expect(pid).toHaveLength(1)
  const status = (of: number) => readFileSync(`/proc/${of}/status`, 'utf8')
  for (const renderer of pid) {
    expect(status(renderer)).toMatch(/^Seccomp:\s+2$/m)
    expect(status(renderer)).toMatch(/^NoNewPrivs:\s+1$/m)
    expect(status(renderer)).toMatch(/^CapEff:\s+0+$/m)
    for (const space of ['user', 'pid', 'net'])
      expect(readlinkSync(`/proc/${renderer}/ns/${space}`)).not.toBe(readlinkSync(`/proc/${running.pid}/ns/${space}`))
  }
})

test('the preload script says of itself that it is sandboxed', async () => {
  // Of Node it has what Electron gives to sandboxed scripts, and nothing that reads files or starts programs.
  const has = (name: string) => `(() => { try { return typeof require('${name}') } catch { return 'nothing' } })()`
  expect(
    await preloadSays(running, [
      'process.sandboxed',
      'process.contextIsolated',
      has('fs'),
      has('child_process'),
      has('net'),
    ]),
  ).toEqual([true, true, 'nothing', 'nothing', 'nothing'])
  await readyGate(running.page)
})

test('the window is made isolated, without Node, webviews or developer tools', async () => {
  const made = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      return contents.getLastWebPreferences()
    }),
  )
  // Asked for in every way, they stay away; were they to come, they would be there by the time the page has drawn.
  await running.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.on('devtools-opened', () => Object.assign(globalThis, { toolsOpened: true }))
      webContents.openDevTools({ mode: 'detach' })
      webContents.toggleDevTools()
      webContents.inspectElement(10, 10)
    }
  })
  await twoPictures(running.page)
  const opened = await running.app.evaluate(({ webContents }) => [
    ...webContents.getAllWebContents().map((contents) => contents.isDevToolsOpened()),
    'toolsOpened' in globalThis,
  ])
  expect(opened).toEqual([false, false])
  expect(made).toHaveLength(1)
  expect(made[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  })
  expect(made[0]?.['webSecurity']).not.toBe(false)
  expect(made[0]?.['nodeIntegrationInWorker']).not.toBe(true)
  expect(made[0]?.['nodeIntegrationInSubFrames']).not.toBe(true)
})

test('the page sees nothing of Node or Electron but its bridge', async () => {
  const seen = await running.page.evaluate(() => {
    const view = window as unknown as Record<string, unknown>
    const webview = document.createElement('webview') as unknown as Record<string, unknown>
    return {
      node: ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
        (name) => view[name] !== undefined,
      ),
      bridge: Object.keys(view['pendopo'] as object).sort(),
      webview: ['loadURL', 'executeJavaScript', 'getWebContentsId'].filter((name) => webview[name] !== undefined),
      opener: window.opener,
    }
  })
  expect(seen).toEqual({ node: [], bridge: ['call', 'dropOnline', 'dropRoster', 'onPush'], webview: [], opener: null })
})

/** Stops the preload script in its first line through Chromium's debugger, loads the page anew, and asks there. */
async function preloadSays({ page }: OrdinaryApp, expressions: readonly string[]): Promise<unknown[]> {
  const debug = await page.context().newCDPSession(page)
  try {
    const scripts: { scriptId: string; hash: string; url: string }[] = []
    debug.on('Debugger.scriptParsed', (script) => scripts.push(script))
    await debug.send('Debugger.enable')
    const place = await placeInPreload(debug, scripts)
    const { breakpointId } = await debug.send('Debugger.setBreakpointByUrl', place)
    const paused = new Promise<{ callFrames: { callFrameId: string }[] }>((resolve) =>
      debug.once('Debugger.paused', resolve),
    )
    const loaded = page.reload()
    const callFrameId = (await paused).callFrames[0]?.callFrameId ?? ''
    const said: unknown[] = []
    for (const expression of expressions)
      said.push((await debug.send('Debugger.evaluateOnCallFrame', { callFrameId, expression })).result.value)
    await debug.send('Debugger.removeBreakpoint', { breakpointId })
    await debug.send('Debugger.resume')
    await loaded
    return said
  } finally {
    await debug.detach()
  }
}

/** A sandboxed preload script has no address: it is known by what it says, and found again by its hash. */
async function placeInPreload(
  debug: CDPSession,
  scripts: readonly { scriptId: string; hash: string; url: string }[],
): Promise<{ lineNumber: number; scriptHash: string }> {
  for (const { scriptId, hash } of scripts.filter((script) => script.url === '')) {
    const { scriptSource } = await debug.send('Debugger.getScriptSource', { scriptId })
    const lineNumber = scriptSource.split('\n').findIndex((line) => /require\(["'`]electron["'`]\)/.test(line))
    if (lineNumber >= 0 && scriptSource.includes('exposeInMainWorld')) return { lineNumber, scriptHash: hash }
  }
  throw new Error('the preload script is not among the scripts of the page')
}
