import { utilityProcess } from 'electron'
import { join } from 'node:path'
import { serializeFairKeys } from '../../db/people/keys'
import type { FairFolder } from '../folder/fair-folder'
import type { ImportProgress } from '../rosters/import-roster'
import type { RosterOrder, RosterResult, RosterTask, RosterWord } from '../rosters/roster-job'
import type { Failure } from '../app/failures'

/** A roster job under way. `ended` never rejects. */
export interface RosterJob {
  readonly ended: Promise<
    { readonly ok: true; readonly result: RosterResult } | { readonly ok: false; readonly failure: Failure }
  >
  /** Asks it to stop; it ends as canceled, unless it is decided already. */
  cancel(): void
}

/**
 * Works on a roster file in a process of its own, so that no window waits for it. The folder's keys are handed over in a
 * message: they touch no disk, no command line and no environment.
 */
export function startRosterJob(
  folder: FairFolder,
  task: RosterTask,
  onProgress: (progress: ImportProgress) => void,
): RosterJob {
  const child = utilityProcess.fork(join(import.meta.dirname, 'job.js'), ['roster', folder.dir], {
    serviceName: 'pendopo roster',
    stdio: 'inherit',
  })
  const tell = (order: RosterOrder) => child.postMessage(order)
  const ended = new Promise<Awaited<RosterJob['ended']>>((resolve) => {
    child.on('message', (word: RosterWord) => {
      if (word.say === 'progress') {
        onProgress(word.progress)
        return
      }
      resolve(word.say === 'done' ? { ok: true, result: word.result } : { ok: false, failure: word.failure })
      child.kill()
    })
    child.once('exit', (code) =>
      resolve({ ok: false, failure: { code: 'internal', detail: { reason: `the roster job ended with ${code}` } } }),
    )
  })
  child.once('spawn', () =>
    tell({ say: 'start', task, keys: serializeFairKeys(folder.keys), stationKey: folder.stationKey }),
  )
  return { ended, cancel: () => tell({ say: 'cancel' }) }
}
