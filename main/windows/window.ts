import { BrowserWindow, screen } from 'electron'
import { join } from 'node:path'
import { mayReachKiosk } from '../security/kiosk-keys'
import { lockContents } from '../security/lockdown'
import { LABEL_ORIGIN, REPORT_ORIGIN } from '../security/origin'

/** Width in CSS pixels for which the public screens are drawn; the window's zoom makes every screen that wide. */
const DRAWN_WIDTH = { portrait: 1080, landscape: 1920 } as const

/** A window that lost its page twice within this time is not reloaded at once again, but after a breath. */
const CRASH_BREATH_MS = 1_000

export interface WindowPorts {
  /** May this window close now? Only a staff PIN opens the way out of a kiosk. */
  readonly mayClose: () => boolean
  readonly report: (what: string, thrown: unknown) => void
}

export interface WindowLook {
  /**
   * kiosk: full screen, no way out, drawn for one width and zoomed to it. staff: an ordinary window for a person with a
   * keyboard, who may close and resize it.
   */
  readonly kind: 'kiosk' | 'staff'
  /** The window's own origin (main/security/origin.ts). */
  readonly origin: string
  /** Which of the computer's screens, counted; with fewer screens they are shared. */
  readonly screen: number
}

/** How every page of ours runs. */
const PAGE = {
  preload: join(import.meta.dirname, '../preload/index.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  devTools: false,
  spellcheck: false,
  // A gate answers and a display calls with a sound although nobody touched it.
  autoplayPolicy: 'no-user-gesture-required',
  // A covered kiosk window must go on scanning.
  backgroundThrottling: false,
} as const

/** What a counter needs at least, CSS pixels. */
const STAFF_SIZE = { width: 1366, height: 768, minWidth: 1024, minHeight: 700 } as const

/**
 * The one factory of windows: sandboxed, isolated, on our origin. A page that crashed comes back by itself.
 */
export function openWindow(look: WindowLook, ports: WindowPorts): BrowserWindow {
  const screens = screen.getAllDisplays()
  const { bounds, workArea } = screens[look.screen % screens.length] ?? screen.getPrimaryDisplay()
  const isKiosk = look.kind === 'kiosk'
  const window = new BrowserWindow({
    ...(isKiosk
      ? { ...bounds, kiosk: true, frame: false }
      : {
          ...STAFF_SIZE,
          x: workArea.x,
          y: workArea.y,
          width: Math.min(workArea.width, 1920),
          height: Math.min(workArea.height, 1080),
        }),
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#fbf8f3',
    webPreferences: PAGE,
  })
  window.removeMenu()
  lockContents(window.webContents, look.origin)
  keepZoom(window, look.kind)
  if (isKiosk) {
    window.webContents.on('before-input-event', (event, input) => {
      if (!mayReachKiosk(input)) event.preventDefault()
    })
  }
  window.webContents.on('context-menu', (event) => event.preventDefault())
  window.on('close', (event) => {
    if (!ports.mayClose()) event.preventDefault()
  })
  comeBackAfterCrash(window, look.origin, ports)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${look.origin}/`)
  return window
}

/** A page that nobody sees; its caller loads and ends it. */
interface HiddenPage {
  readonly window: BrowserWindow
  readonly load: () => void
}

/** For laying a label out. */
export const openLabelWindow = (): HiddenPage => openHidden(LABEL_ORIGIN, 'badge')
/** For laying a report out. */
export const openReportWindow = (): HiddenPage => openHidden(REPORT_ORIGIN, 'report')

function openHidden(origin: string, page: string): HiddenPage {
  // Frameless: where there is no display at all, Electron cannot make the frame of a window.
  const window = new BrowserWindow({ show: false, frame: false, width: 900, height: 900, webPreferences: PAGE })
  window.removeMenu()
  lockContents(window.webContents, origin)
  return { window, load: () => void window.loadURL(`${origin}/${page}/index.html`) }
}

function keepZoom(window: BrowserWindow, kind: WindowLook['kind']): void {
  const factor = () => {
    const { width, height } = window.getContentBounds()
    if (kind === 'staff') return Math.min(1, width / STAFF_SIZE.width)
    return width / (height > width ? DRAWN_WIDTH.portrait : DRAWN_WIDTH.landscape)
  }
  const zoom = () => {
    window.webContents.setZoomFactor(factor())
    void window.webContents.setVisualZoomLevelLimits(1, 1)
  }
  // Chromium keeps the factor per origin and forgets it on some loads: said again each time.
  window.webContents.on('did-finish-load', zoom)
  window.webContents.on('dom-ready', zoom)
  window.on('resize', zoom)
}

function comeBackAfterCrash(window: BrowserWindow, origin: string, ports: WindowPorts): void {
  let last = 0
  window.webContents.on('render-process-gone', (_event, details) => {
    ports.report('page', new Error(`the page ended: ${details.reason} (${details.exitCode})`))
    const now = Date.now()
    const wait = now - last < CRASH_BREATH_MS ? CRASH_BREATH_MS : 0
    last = now
    setTimeout(() => {
      if (!window.isDestroyed()) void window.loadURL(`${origin}/`)
    }, wait)
  })
  window.on('unresponsive', () => {
    ports.report('page', new Error('the page does not answer'))
    window.webContents.forcefullyCrashRenderer()
  })
}
