import { BrowserWindow, screen } from 'electron'
import { join } from 'node:path'
import { mayReachKiosk } from '../security/kiosk-keys'
import { lockContents } from '../security/lockdown'
import { ORIGIN } from '../security/origin'

/** Width in CSS pixels for which the public screens are drawn; the window's zoom makes every screen that wide. */
const DRAWN_WIDTH = { portrait: 1080, landscape: 1920 } as const

/** A window that lost its page twice within this time is not reloaded at once again, but after a breath. */
const CRASH_BREATH_MS = 1_000

export interface WindowPorts {
  /** May this window close now? Only a staff PIN opens the way out of a kiosk. */
  readonly mayClose: () => boolean
  readonly report: (what: string, thrown: unknown) => void
}

/**
 * The one factory of windows: sandboxed, isolated, on our origin, a full-screen kiosk that only a staff PIN closes. A
 * page that crashed comes back by itself.
 */
export function openKiosk(ports: WindowPorts): BrowserWindow {
  const { bounds } = screen.getPrimaryDisplay()
  const window = new BrowserWindow({
    ...bounds,
    show: false,
    kiosk: true,
    frame: false,
    autoHideMenuBar: true,
    backgroundColor: '#fbf8f3',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
      // A gate answers with a sound although nobody touched it.
      autoplayPolicy: 'no-user-gesture-required',
      // A covered kiosk window must go on scanning.
      backgroundThrottling: false,
    },
  })
  window.removeMenu()
  lockContents(window.webContents)
  keepZoom(window)
  window.webContents.on('before-input-event', (event, input) => {
    if (!mayReachKiosk(input)) event.preventDefault()
  })
  window.webContents.on('context-menu', (event) => event.preventDefault())
  window.on('close', (event) => {
    if (!ports.mayClose()) event.preventDefault()
  })
  comeBackAfterCrash(window, ports)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${ORIGIN}/`)
  return window
}

function keepZoom(window: BrowserWindow): void {
  const zoom = () => {
    const { width, height } = window.getContentBounds()
    const drawn = height > width ? DRAWN_WIDTH.portrait : DRAWN_WIDTH.landscape
    window.webContents.setZoomFactor(width / drawn)
    void window.webContents.setVisualZoomLevelLimits(1, 1)
  }
  // Chromium keeps the factor per origin and forgets it on some loads: said again each time.
  window.webContents.on('did-finish-load', zoom)
  window.webContents.on('dom-ready', zoom)
  window.on('resize', zoom)
}

function comeBackAfterCrash(window: BrowserWindow, ports: WindowPorts): void {
  let last = 0
  window.webContents.on('render-process-gone', (_event, details) => {
    ports.report('page', new Error(`the page ended: ${details.reason} (${details.exitCode})`))
    const now = Date.now()
    const wait = now - last < CRASH_BREATH_MS ? CRASH_BREATH_MS : 0
    last = now
    setTimeout(() => {
      if (!window.isDestroyed()) void window.loadURL(`${ORIGIN}/`)
    }, wait)
  })
  window.on('unresponsive', () => {
    ports.report('page', new Error('the page does not answer'))
    window.webContents.forcefullyCrashRenderer()
  })
}
