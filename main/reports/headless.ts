import { app, BrowserWindow } from 'electron'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerSome } from '../ipc/register'
import { lockSession, registerScheme } from '../security/lockdown'
import { isOwnUrl } from '../security/origin'
import type { PrintPage } from './make-report'
import { reportPageHandlers } from './report-page-handlers'
import { ReportWindows } from './report-window'

/**
 * Makes a headless command in Electron able to lay pages out; called before the app is ready, and starts nothing by
 * itself. Its browser keeps what it keeps in a place of its own, so that it runs beside the open app.
 */
export function pagesForCommands(report: (what: string, thrown: unknown) => void): {
  readonly print: PrintPage
  readonly end: () => void
} {
  registerScheme()
  // Nothing is drawn on a screen, and a machine without one may have nothing to draw with.
  app.disableHardwareAcceleration()
  const place = mkdtempSync(join(tmpdir(), 'pendopo-pages-'))
  app.setPath('sessionData', place)
  // The program ends with its command, not with the hidden window.
  app.on('window-all-closed', () => undefined)
  const windows = new ReportWindows()
  let isReady = false
  return {
    print: async (...asked) => {
      if (!isReady) {
        isReady = true
        await lockSession(join(import.meta.dirname, '../renderer'))
        registerSome(reportPageHandlers(windows), {
          folder: '',
          report,
          trusts: ({ senderFrame, sender }) =>
            senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url),
        })
      }
      return windows.toPdf(...asked)
    },
    end: () => {
      for (const window of BrowserWindow.getAllWindows()) window.destroy()
      rmSync(place, { recursive: true, force: true })
    },
  }
}
