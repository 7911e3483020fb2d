import { utilityProcess, type UtilityProcess } from 'electron'
import { join } from 'node:path'
import type { FairKeys } from '../../db/people/keys'
import type { DirectoryAnswer, DirectoryAsk } from './feed'

/** Answers what the desk's table shows, in the order of names. */
export interface Directory {
  /** Null: the process ended; it is begun anew with the next question. */
  answer(ask: DirectoryAsk): Promise<DirectoryAnswer | null>
  stop(): void
}

/** What goes to the process, and what comes back. */
export type DirectoryRequest =
  | { readonly say: 'keys'; readonly keys: FairKeys }
  | { readonly say: 'ask'; readonly id: number; readonly ask: DirectoryAsk }
export interface DirectoryReply {
  readonly id: number
  readonly answer: DirectoryAnswer
}

/**
 * The directory in a process of its own, begun at the first question: a station without a desk has none. The keys go by
 * message and are nowhere on a command line or disk.
 */
export function directoryOf(dir: string, keys: FairKeys, report: (what: string, thrown: unknown) => void): Directory {
  let child: UtilityProcess | null = null
  let isStopped = false
  let last = 0
  const waiting = new Map<number, (answer: DirectoryAnswer | null) => void>()

  const begin = (): UtilityProcess => {
    const begun = utilityProcess.fork(join(import.meta.dirname, 'directory.js'), [dir], {
      serviceName: 'pendopo directory',
      stdio: 'inherit',
    })
    const { greet } = keys
    begun.postMessage({ say: 'keys', keys: greet === undefined ? {} : { greet } } satisfies DirectoryRequest)
    begun.on('message', ({ id, answer }: DirectoryReply) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
    })
    begun.once('exit', (code) => {
      if (child === begun) child = null
      if (!isStopped) report('directory', new Error(`the directory ended with ${code}`))
      for (const tell of waiting.values()) tell(null)
      waiting.clear()
    })
    return begun
  }
  return {
    answer: (ask) =>
      new Promise((resolve) => {
        child ??= begin()
        const id = (last += 1)
        waiting.set(id, resolve)
        child.postMessage({ say: 'ask', id, ask } satisfies DirectoryRequest)
      }),
    stop: () => {
      isStopped = true
      child?.kill()
    },
  }
}
