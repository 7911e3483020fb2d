import { utilityProcess } from 'electron'
import { join } from 'node:path'
import type { Failure } from '../app/failures'

/**
 * `rebuild`: read models from the log; `verify`: the whole log against its hashes, and the file itself;
 * `endImports`: what processes that are gone left of imports.
 */
export type JobName = 'rebuild' | 'verify' | 'endImports'

export type JobMessage =
  | { readonly say: 'progress'; readonly done: number; readonly total: number }
  | { readonly say: 'done'; readonly problems: number }
  | { readonly say: 'failed'; readonly failure: Failure }

export type JobEnd = Exclude<JobMessage, { say: 'progress' }>

/** Runs a long work on a folder in a process of its own, with its own connection. Never rejects. */
export function runJob(
  name: JobName,
  dir: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<JobEnd> {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(join(import.meta.dirname, 'job.js'), [name, dir], {
      serviceName: `pendopo ${name}`,
      stdio: 'inherit',
    })
    child.on('message', (message: JobMessage) => {
      if (message.say === 'progress') onProgress(message.done, message.total)
      else resolve(message)
    })
    child.once('exit', (code) =>
      resolve({ say: 'failed', failure: { code: 'internal', detail: { reason: `${name} ended with ${code}` } } }),
    )
  })
}
