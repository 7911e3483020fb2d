import { contextBridge, ipcRenderer } from 'electron'
import { CALL_NAMES } from '../core/contract/names'
import { PUSH_CHANNEL } from '../core/contract/names'

// One closed list of calls; nothing else of Electron reaches the page.
const known: ReadonlySet<string> = new Set(CALL_NAMES)

contextBridge.exposeInMainWorld('pendopo', {
  call: (name: string, input: unknown) =>
    known.has(name) ? ipcRenderer.invoke(name, input) : Promise.resolve({ ok: false, code: 'not_allowed' }),
  onPush: (listener: (push: unknown) => void) => {
    const relay = (_event: unknown, push: unknown) => listener(push)
    ipcRenderer.on(PUSH_CHANNEL, relay)
    return () => void ipcRenderer.removeListener(PUSH_CHANNEL, relay)
  },
})
