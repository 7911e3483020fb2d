import { app, dialog, safeStorage, webContents } from 'electron'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Role, WindowPlace } from '../../core/contract/app'
import { voidUnanswered } from '../commands/queue/ask-number'
import { LabelWindows } from '../badges/label-window'
import {
  folderHasAbandonedImport,
  folderNeedsRebuild,
  holdsFair,
  holdsFinishedFair,
  keyAdapterOf,
  openFairFolder,
  windowPlacesOf,
  type KeyMeans,
} from '../folder/fair-folder'
import { isKeychainAvailable } from '../keys/keychain'
import { isMessage, say, systemLocale } from '../i18n'
import { push, registerCalls } from '../ipc/register'
import { runJob, type JobName } from '../jobs/jobs'
import { startKeyedJob } from '../jobs/start-keyed-job'
import { lockSession, registerScheme } from '../security/lockdown'
import { isOwnUrl } from '../security/origin'
import { RoleWindows, type WindowStart } from '../windows/role-windows'
import { DESK_SESSION_MS } from './desk-session'
import { firstCodeOf, forkHub } from '../hub/fork-hub'
import { HubHere } from '../hub/hub-here'
import { hubDataOf, OwnHub } from '../hub/own-hub'
import { startSync } from '../sync/app-sync'
import { enrol } from '../sync/enrol'
import { enrolRefusal, moveRefusal } from '../sync/enrol-error'
import { moveHub } from '../sync/moved-hub'
import { failureOf } from './failures'
import { GATE_PANEL_MS } from './gate-panel-handlers'
import { makeHandlers, type Station } from './handlers'
import { toldRoles } from './places'
import { systemPorts } from './ports'
import { askPlaceIn } from './ask-place'
import { beginHandlers } from './begin-handlers'
import { codesHandlers } from './codes-handlers'
import { exportHandlers } from './export-handlers'
import { startHubLog, startReports } from './report'
import { ReportWindows } from '../reports/report-window'
import { setupFileHandlers } from './setup-file-handlers'
import { onlineHandlers } from './online-handlers'
import { reportHandlers } from './report-handlers'
import { rosterHandlers } from './roster-handlers'
import { StationDevices } from './station-devices'
import { startWatches } from './watches'
import { WindowSessions } from './window-sessions'

/** How long a message about a failed start stays before the program ends by itself, so that a supervisor may try again. */
const DIALOG_MS = 30_000
/** How often an empty folder is looked at for the fair that somebody imports into it. */
const FAIR_LOOK_MS = 1_000

/** The app in its named stages. Each ends in the next, or in one message that says what to do. */
export async function startApp(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const locale = systemLocale(env)
  const dir = resolve(env['PENDOPO_DATA_DIR'] ?? join(app.getPath('appData'), 'pendopo', 'fair'))
  // How fields of dates and times are written; Chromium asks nobody for it later.
  app.commandLine.appendSwitch('lang', locale === 'id' ? 'id' : 'en-GB')
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
  const reportHub = startHubLog(dir)
  process.on('uncaughtException', (thrown) => report('main', thrown))
  process.on('unhandledRejection', (thrown) => report('main', thrown))

  let isEnding = false
  let revision = 0
  const windows = new RoleWindows({
    isEnding: () => isEnding,
    fair: () => station.folder?.checkin.fair() ?? null,
    onLast: () => app.quit(),
    report,
  })
  const remember = () => station.folder?.settings.set('windows', [...windows.places()])
  /** What goes on behind the windows of the open folder. */
  const running: (() => void)[] = []
  const closeFolder = () => {
    for (const end of running.splice(0)) end()
    station.folder?.close()
  }
  let isEnrolling = false
  const session = systemPorts.newUuid()
  const hubData = () => {
    const { folder } = station
    if (folder === null) throw new Error('no folder is open')
    return hubDataOf(folder, process.getuid?.() === 0)
  }
  const hubHere = new HubHere({
    start: (args) => forkHub(args),
    data: hubData,
    changed: () => station.changed('stations'),
    log: (line) => reportHub(line),
  })
  const station: Station = {
    folder: null,
    waiting: { phase: 'empty', locale, folder: dir },
    locale,
    logDamaged: false,
    slips: null,
    sync: null,
    search: null,
    badges: null,
    labels: new LabelWindows(() => windows.anyPage()),
    figures: null,
    desks: new WindowSessions(DESK_SESSION_MS, systemPorts.uptime),
    isMadeHere: false,
    sheets: new WindowSessions(DESK_SESSION_MS, systemPorts.uptime),
    gatePanels: new WindowSessions(GATE_PANEL_MS, systemPorts.uptime),
    devices: new StationDevices(systemPorts, () => ({ slips: station.slips, badges: station.badges })),
    ownHub: new OwnHub({
      hub: hubHere,
      folder: () => station.folder,
      firstCode: () => firstCodeOf(hubData()),
      enrol: (input) => station.enrol(input),
      moved: () => beginSync(),
    }),
    version: app.getVersion(),
    places: () => windows.places(),
    isOutside: () =>
      station.folder === null
        ? station.waiting.phase === 'empty'
        : station.folder.settings.get('revokedAt') !== undefined,
    enrol: async ({ code, url, passphrase }) => {
      if (isEnrolling) return { ok: false, code: 'enrol_busy' }
      isEnrolling = true
      try {
        const means = { safeStorage, ...(passphrase !== undefined && { passphrase }) }
        const enrolled = await enrol(dir, systemPorts, means, { code, url }, 'set_up')
        if (!enrolled.ok) return enrolRefusal(enrolled.code, enrolled.detail)
        // Its token, roles and keys are others now: opened anew with them.
        closeFolder()
        await openFolder(means)
        station.changed('stations')
        return { ok: true, value: null }
      } finally {
        isEnrolling = false
      }
    },
    moveHub: async (typed) => {
      const { folder } = station
      if (folder?.settings.get('seat') === undefined) return { ok: false, code: 'not_enrolled' }
      if ((env['PENDOPO_HUB'] ?? '') !== '') return { ok: false, code: 'hub_told' }
      const moved = await moveHub(folder, typed)
      if (!moved.ok) return moveRefusal(moved.code, moved.detail)
      beginSync()
      for (const topic of ['gate', 'queue', 'desk', 'stations'] as const) station.changed(topic)
      return moved
    },
    hasKeychain: () => isKeychainAvailable(safeStorage),
    isEmpty: () => station.folder === null && station.waiting.phase === 'empty' && !isEnrolling,
    begin: async (protection, make) => {
      if (!station.isEmpty()) return { ok: false, code: 'not_now' }
      isEnrolling = true
      try {
        const made = await make(dir, { safeStorage, ...protection })
        if (made.ok) {
          station.isMadeHere = true
          await openFolder(protection)
        }
        return made
      } finally {
        isEnrolling = false
      }
    },
    placeOf: (sender) => windows.placeOf(sender),
    become: (sender, place) => {
      station.desks.end(sender)
      const shown = windows.become(sender, place)
      remember()
      return shown
    },
    forget: (sender) => {
      windows.forget(sender)
      remember()
    },
    openWindow: () => windows.open({ told: null, place: null }),
    changed: (topic) => push(webContents.getAllWebContents(), topic, (revision += 1)),
    unlock: (passphrase) => openFolder({ passphrase }),
    close: () => {
      isEnding = true
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
    running.push(...startWatches(station, folder, windows, report))
    beginSync()
    running.push(() => station.sync?.stop())
    void station.ownHub.resume().catch((thrown: unknown) => report('hub', thrown))
    void checkLog(station, dir, report)
    return 'ok'
  }
  /** Keeps the open folder in step, with the hub it belongs to now. */
  const beginSync = (): void => {
    const { folder } = station
    if (folder === null) return
    station.sync?.stop()
    station.sync = startSync({
      folder,
      env,
      session,
      version: station.version,
      places: () => windows.places(),
      changed: () => {
        voidUnanswered(folder)
        for (const topic of ['gate', 'queue', 'desk'] as const) station.changed(topic)
      },
      moved: () => {
        for (const topic of ['gate', 'queue', 'desk'] as const) station.changed(topic)
        // A window that asks what it is to be shows how far the first sync is.
        if (windows.isAsking()) station.changed('app')
      },
      presence: () => station.changed('stations'),
      revoked: () => {
        // Names live in the search's memory too.
        station.search?.stop()
        station.search = null
        for (const topic of ['app', 'people', 'desk'] as const) station.changed(topic)
      },
      devices: () => station.devices.report(),
      report,
    })
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
  const reportWindows = new ReportWindows()
  registerCalls(
    {
      ...makeHandlers(station),
      ...beginHandlers(station, reportWindows, report),
      ...rosterHandlers(station, report),
      ...exportHandlers(station, report),
      ...onlineHandlers(station, report),
      ...setupFileHandlers(station, report),
      ...codesHandlers(station, {
        start: startKeyedJob('codes'),
        askPlace: askPlaceIn(say(locale, 'dialog.codes')),
        report,
      }),
      ...reportHandlers(station, reportWindows, report),
    },
    {
      folder: dir,
      report,
      trusts: ({ senderFrame, sender }) =>
        senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url),
    },
  )
  if (holdsFair(dir)) {
    const jobs: JobName[] = []
    if (folderNeedsRebuild(dir)) jobs.push('rebuild')
    if (folderHasAbandonedImport(dir, systemPorts)) jobs.push('endImports')
    if (jobs.length > 0) {
      station.waiting = { phase: 'preparing', locale, done: 0, total: 0 }
      void prepare(station, dir, jobs).then(openOrAsk)
    } else await openOrAsk()
  } else waitForFair(dir, () => (station.folder !== null ? 'over' : isEnrolling ? 'wait' : 'look'), openOrAsk)
  for (const start of firstWindows(toldRoles(env), windowPlacesOf(dir))) windows.open(start)
  app.on('second-instance', () => windows.focus())
  app.on('will-quit', closeFolder)
  // Places that this gate holds go back to the others; a hub finishes what is under way and closes its database.
  let hasLeft = false
  let leaving: Promise<void> | null = null
  app.on('before-quit', (event) => {
    const hasToLeave = leaving !== null || hubHere.isAlive || (station.sync?.port ?? null) !== null
    if (hasLeft || !hasToLeave) return
    event.preventDefault()
    const leave = async () => {
      await station.sync?.leave()
      if (hubHere.isAlive) await hubHere.stop()
    }
    // Whoever quits again meanwhile waits for the same.
    leaving ??= leave()
      .catch((thrown: unknown) => report('leave', thrown))
      .finally(() => {
        hasLeft = true
        // Not within the event that was just stopped: that one would end as stopped, with the windows half closed.
        setImmediate(() => app.quit())
      })
  })
  // The terminal, the system or a supervisor may always end the program; the data is safe at any moment.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isEnding = true
      app.quit()
    })
  }
}

/** An empty folder's window opens by itself once a fair was imported beside it; one that enrols here is `wait`ed for. */
function waitForFair(dir: string, how: () => 'look' | 'wait' | 'over', open: () => Promise<void>): void {
  const timer = setInterval(() => {
    const now = how()
    if (now === 'over') clearInterval(timer)
    if (now !== 'look' || !holdsFinishedFair(dir)) return
    clearInterval(timer)
    void open()
  }, FAIR_LOOK_MS)
  timer.unref()
}

/**
 * A fold changed with this version, or an import was cut off: the rows are made anew or written to their end before
 * anything is shown, in a process of its own.
 */
async function prepare(station: Station, dir: string, jobs: readonly JobName[]): Promise<void> {
  for (const job of jobs) {
    const end = await runJob(job, dir, (done, total) => {
      station.waiting = { phase: 'preparing', locale: station.locale, done, total }
      station.changed('app')
    })
    if (end.say === 'failed') await endWith(station.locale, `error.${end.failure.code}`, end.failure.detail)
  }
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

/** The windows to begin with: those told, each where it stood before; else those there were; else one that asks. */
function firstWindows(told: readonly Role[], before: readonly WindowPlace[]): readonly WindowStart[] {
  if (told.length > 0)
    return told.map((role, n) => {
      const same = before.filter((place) => place.role === role)
      const nth = told.slice(0, n).filter((other) => other === role).length
      return { told: role, place: same[nth] ?? null }
    })
  if (before.length > 0) return before.map((place) => ({ told: place.role, place }))
  return [{ told: null, place: null }]
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
