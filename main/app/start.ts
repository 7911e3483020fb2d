import { app, dialog, safeStorage, webContents, type BrowserWindow } from 'electron'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Role } from '../../core/contract/app'
import {
  folderNeedsRebuild,
  holdsFair,
  holdsFinishedFair,
  keyAdapterOf,
  openFairFolder,
  type KeyMeans,
} from '../folder/fair-folder'
import { isMessage, say, systemLocale } from '../i18n'
import { push, registerCalls } from '../ipc/register'
import { runJob } from '../jobs/jobs'
import { lockSession, registerScheme } from '../security/lockdown'
import { isOwnUrl } from '../security/origin'
import { openKiosk } from '../windows/window'
import { failureOf } from './failures'
import { makeHandlers, type Station } from './handlers'
import { systemPorts } from './ports'
import { startReports } from './report'
import { gateView, watchGate } from './station'

/** How long a message about a failed start stays before the program ends by itself, so that a supervisor may try again. */
const DIALOG_MS = 30_000
/** How often an empty folder is looked at for the fair that somebody imports into it. */
const FAIR_LOOK_MS = 1_000

/** The app in its named stages. Each ends in the next, or in one message that says what to do. */
export async function startApp(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const locale = systemLocale(env)
  const dir = resolve(env['PENDOPO_DATA_DIR'] ?? join(app.getPath('appData'), 'pendopo', 'fair'))
  registerScheme()
  if (!claimFolder(dir)) {
    process.stderr.write(`${say(locale, 'error.already_open')}\n`)
    app.exit(2)
    return
  }
  await app.whenReady()
  try {
    await openStation(dir, env, locale)
  } catch (thrown) {
    const { code, detail } = failureOf(thrown, dir)
    await endWith(locale, `error.${code}`, detail)
  }
}

/** Chromium's own files lie in the data folder, so that its lock is the folder's: a second app on it is refused. */
function claimFolder(dir: string): boolean {
  if (canWrite(dir)) app.setPath('userData', join(dir, 'chromium'))
  app.setPath('sessionData', join(app.getPath('userData'), 'session'))
  return app.requestSingleInstanceLock()
}

async function openStation(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
  locale: Station['locale'],
): Promise<void> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  accessSync(dir, constants.W_OK | constants.X_OK)
  const report = startReports(dir)
  process.on('uncaughtException', (thrown) => report('main', thrown))
  process.on('unhandledRejection', (thrown) => report('main', thrown))

  let closing = false
  let revision = 0
  let window: BrowserWindow | null = null
  const station: Station = {
    folder: null,
    waiting: { phase: 'empty', locale, folder: dir },
    locale,
    toldRole: toldRole(env),
    logDamaged: false,
    changed: (topic) => push(webContents.getAllWebContents(), topic, (revision += 1)),
    unlock: (passphrase) => openFolder({ passphrase }),
    close: () => {
      closing = true
      // After the answer has reached the page: it says good-bye, then the window goes.
      setImmediate(() => app.quit())
    },
  }
  const openFolder = async (means: KeyMeans): Promise<'ok' | 'wrong_passphrase'> => {
    const opened = await openFairFolder(dir, systemPorts, { safeStorage, ...means })
    if (!opened.ok) {
      if (opened.code === 'wrong_passphrase') return 'wrong_passphrase'
      if (opened.code !== 'no_fair') await endWith(locale, `error.${opened.code}`, { folder: dir, ...opened.detail })
      return 'ok'
    }
    station.folder = opened.value
    station.changed('app')
    const folder = opened.value
    const stop = watchGate(
      () => gateView(folder, locale, station.logDamaged),
      () => station.changed('gate'),
    )
    app.once('will-quit', stop)
    void checkLog(station, dir, report)
    return 'ok'
  }

  const openOrAsk = async (): Promise<void> => {
    if (keyAdapterOf(dir) !== 'passphrase') {
      await openFolder({})
      return
    }
    station.waiting = { phase: 'locked', locale }
    station.changed('app')
  }

  await lockSession(join(import.meta.dirname, '../renderer'))
  registerCalls(makeHandlers(station), {
    folder: dir,
    report,
    trusts: ({ senderFrame, sender }) =>
      senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url),
  })
  if (holdsFair(dir)) {
    if (folderNeedsRebuild(dir)) {
      station.waiting = { phase: 'preparing', locale, done: 0, total: 0 }
      void prepare(station, dir).then(openOrAsk)
    } else await openOrAsk()
  } else waitForFair(dir, openOrAsk)
  const open = () => (window = openKiosk({ mayClose: () => closing || station.folder === null, report }))
  open()
  app.on('second-instance', () => {
    window?.restore()
    window?.focus()
  })
  // A page may end its window by window.close(), about which Electron asks nobody: the kiosk comes back.
  app.on('window-all-closed', () => (closing ? app.quit() : open()))
  app.on('will-quit', () => station.folder?.close())
  // The terminal, the system or a supervisor may always end the program; the data is safe at any moment.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      closing = true
      app.quit()
    })
  }
}

/** An empty folder's window opens by itself once a fair was imported beside it. */
function waitForFair(dir: string, open: () => Promise<void>): void {
  const timer = setInterval(() => {
    if (!holdsFinishedFair(dir)) return
    clearInterval(timer)
    void open()
  }, FAIR_LOOK_MS)
  timer.unref()
}

/** A fold changed with this version: the rows are made anew before anything is shown, in a process of its own. */
async function prepare(station: Station, dir: string): Promise<void> {
  const end = await runJob('rebuild', dir, (done, total) => {
    station.waiting = { phase: 'preparing', locale: station.locale, done, total }
    station.changed('app')
  })
  if (end.say === 'failed') await endWith(station.locale, `error.${end.failure.code}`, end.failure.detail)
}

/** Checks the log behind the open gate; damage is told to staff, the gate goes on. */
async function checkLog(station: Station, dir: string, report: (what: string, thrown: unknown) => void): Promise<void> {
  const end = await runJob('verify', dir)
  if (end.say === 'failed') report('verify', new Error(`${end.failure.code} ${JSON.stringify(end.failure.detail)}`))
  else if (end.problems > 0) {
    station.logDamaged = true
    report('verify', new Error(`${end.problems} problems in the log: run pendopo verify`))
    station.changed('gate')
  }
}

function toldRole(env: Readonly<Record<string, string | undefined>>): Role | null {
  const told = Role.safeParse(env['PENDOPO_ROLE'])
  return told.success ? told.data : null
}

/** Says in words why the program cannot start, at once on standard error, then in a window; ends with exit code 1. */
async function endWith(
  locale: Station['locale'],
  key: string,
  detail: Readonly<Record<string, string | number | boolean | null>>,
): Promise<never> {
  const words = isMessage(key) ? say(locale, key, detail) : key
  // Ctrl+C or a supervisor need not wait for a person at the window; it was a failure all the same.
  const told = (['SIGINT', 'SIGTERM'] as const).map((signal) => new Promise((done) => process.once(signal, done)))
  process.stderr.write(`${words}\n`)
  const shown = dialog.showMessageBox({
    type: 'error',
    title: say(locale, 'dialog.title'),
    message: say(locale, 'dialog.title'),
    detail: words,
  })
  await Promise.race([shown, ...told, new Promise((done) => setTimeout(done, DIALOG_MS))])
  app.exit(1)
  return new Promise(() => undefined)
}

function canWrite(dir: string): boolean {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    accessSync(dir, constants.W_OK)
    return existsSync(dir)
  } catch {
    return false // the start itself names the trouble
  }
}
