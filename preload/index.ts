import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { CALL_NAMES, DROP_CALL, ONLINE_DROP_CALL, PUSH_CHANNEL } from '../core/contract/names'

// One closed list of calls; nothing else of Electron reaches the page.
const known: ReadonlySet<string> = new Set(CALL_NAMES)

contextBridge.exposeInMainWorld('pendopo', {
  call: (name: string, input: unknown) =>
    known.has(name) ? ipcRenderer.invoke(name, input) : Promise.resolve({ ok: false, code: 'not_allowed' }),
  // The path is asked of Chromium: only a file that a person handed to the page has one. The page neither learns nor says it.
  dropRoster: (file: File) => {
    const path = pathOf(file)
    return path === '' ? Promise.resolve({ ok: false, code: 'bad_input' }) : ipcRenderer.invoke(DROP_CALL, { path })
  },
  dropOnline: (file: File, reading: unknown) => {
    const path = pathOf(file)
    return path === ''
      ? Promise.resolve({ ok: false, code: 'bad_input' })
      : ipcRenderer.invoke(ONLINE_DROP_CALL, { path, reading })
  },
  onPush: (listener: (push: unknown) => void) => {
    const relay = (_event: unknown, push: unknown) => listener(push)
    ipcRenderer.on(PUSH_CHANNEL, relay)
    return () => void ipcRenderer.removeListener(PUSH_CHANNEL, relay)
  },
})

function pathOf(file: File): string {
  try {
    return webUtils.getPathForFile(file)
  } catch {
    return '' // no file at all: the page is answered that it does not fit
  }
}
