import { BrowserWindow, dialog } from 'electron'
import type { AskPlace } from './codes-handlers'

/** Asks in the system's own dialog, over the window that asked. */
export const askPlaceIn =
  (title: string): AskPlace =>
  async (sender, suggested, ending) => {
    const options: Electron.SaveDialogOptions = {
      title,
      defaultPath: ending === null ? suggested : `${suggested}.${ending}`,
      ...(ending === null ? {} : { filters: [{ name: ending.toUpperCase(), extensions: [ending] }] }),
    }
    const window = BrowserWindow.fromWebContents(sender)
    const chosen = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options))
    return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath
  }
