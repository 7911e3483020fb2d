import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { CALLS, type AnswerOf, type CallName, type Input, type Push, type Topic } from '../../core/contract/channels'
import { PUSH_CHANNEL } from '../../core/contract/names'
import { failureOf } from '../app/failures'
import type { CommonError } from '../../core/contract/call'

/** One handler for each call of the contract: a missing one is a type error. */
export type Handlers = {
  readonly [K in CallName]: (input: Input<K>, sender: WebContents) => AnswerOf<K> | Promise<AnswerOf<K>>
}

export interface IpcPorts {
  /** Is this frame a main frame of one of our own windows, showing our own origin? */
  readonly trusts: (event: IpcMainInvokeEvent) => boolean
  readonly report: (what: string, thrown: unknown) => void
  readonly folder: string
}

/** Registers every call: sender → schema → handler → plain data. What a handler throws is answered in a word, and logged. */
export function registerCalls(handlers: Handlers, ports: IpcPorts): void {
  for (const name of Object.keys(CALLS) as CallName[]) registerCall(name, handlers, ports)
}

/** Registers some calls alone, for a program that has no windows but a page it prints; the others answer nothing. */
export function registerSome(handlers: Partial<Handlers>, ports: IpcPorts): void {
  for (const name of Object.keys(handlers) as CallName[]) registerCall(name, handlers as Handlers, ports)
}

/** Tells every window that something it may show has changed. */
export function push(windows: Iterable<WebContents>, topic: Topic, revision: number): void {
  const message: Push = { topic, revision }
  for (const contents of windows) if (!contents.isDestroyed()) contents.send(PUSH_CHANNEL, message)
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties the name to its handler
function registerCall<K extends CallName>(name: K, handlers: Handlers, ports: IpcPorts): void {
  ipcMain.handle(name, async (event, raw: unknown): Promise<AnswerOf<K>> => {
    if (!ports.trusts(event)) return refusal('not_allowed')
    const input = CALLS[name].input.safeParse(raw)
    if (!input.success) return refusal('bad_input')
    try {
      return await handlers[name](input.data as Input<K>, event.sender)
    } catch (thrown) {
      ports.report(name, thrown)
      const { code } = failureOf(thrown, ports.folder)
      return refusal(code === 'database_newer' || code === 'file_missing' ? 'internal' : code)
    }
  })
}

const refusal = (code: CommonError): { ok: false; code: CommonError } => ({ ok: false, code })
