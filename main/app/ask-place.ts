import { BrowserWindow, dialog, type FileFilter, type WebContents } from 'electron'
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

/** Asks for one file to open in the system's own dialog, over the window that asked; null: none. */
export const askFileIn =
  (title: string, filters: FileFilter[]) =>
  async (sender: WebContents): Promise<string | null> => {
    const options: Electron.OpenDialogOptions = { title, properties: ['openFile'], filters }
    const window = BrowserWindow.fromWebContents(sender)
    const chosen = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options))
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
  }
