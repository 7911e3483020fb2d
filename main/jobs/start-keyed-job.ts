import { utilityProcess } from 'electron'
import { join } from 'node:path'
import { serializeFairKeys } from '../../db/people/keys'
import type { Failure } from '../app/failures'
import type { FairFolder } from '../folder/fair-folder'
import type { CodesResult } from '../codes/codes-job'
import type { IssueProgress, IssueRequest } from '../commands/issue-codes'
import type { ExportProgress, ExportResult, ExportTask } from '../exports/export-job'
import type { OnlineResult, OnlineTask } from '../online/online-job'
import type { ImportProgress } from '../rosters/import-roster'
import type { RosterResult, RosterTask } from '../rosters/roster-job'
import type { JobOrder, JobWord } from './keyed-job'

/** What each job is asked, says on its way, and answers. Their names are known to main/job.ts. */
export interface KeyedJobs {
  readonly roster: { readonly task: RosterTask; readonly progress: ImportProgress; readonly result: RosterResult }
  readonly codes: { readonly task: IssueRequest; readonly progress: IssueProgress; readonly result: CodesResult }
  readonly online: { readonly task: OnlineTask; readonly progress: never; readonly result: OnlineResult }
  readonly export: { readonly task: ExportTask; readonly progress: ExportProgress; readonly result: ExportResult }
}

/** A job under way. `ended` never rejects. */
export interface KeyedJob<Result> {
  readonly ended: Promise<
    { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly failure: Failure }
  >
  /** Asks it to stop; it ends as canceled, unless it is decided already. */
  cancel(): void
}

/** Starts one of them. */
export type StartJob<Name extends keyof KeyedJobs> = (
  folder: FairFolder,
  task: KeyedJobs[Name]['task'],
  onProgress: (progress: KeyedJobs[Name]['progress']) => void,
) => KeyedJob<KeyedJobs[Name]['result']>

/**
 * Does a long work that needs the folder's keys in a process of its own, so that no window waits for it. The keys are
 * handed over in a message: they touch no disk, no command line and no environment.
 */
export function startKeyedJob<Name extends keyof KeyedJobs>(name: Name): StartJob<Name> {
  type Job = KeyedJobs[Name]
  return (folder, task, onProgress) => {
    const child = utilityProcess.fork(join(import.meta.dirname, 'job.js'), [name, folder.dir], {
      serviceName: `pendopo ${name}`,
      stdio: 'inherit',
    })
    const tell = (order: JobOrder<Job['task']>) => child.postMessage(order)
    const ended = new Promise<Awaited<KeyedJob<Job['result']>['ended']>>((resolve) => {
      child.on('message', (word: JobWord<Job['progress'], Job['result']>) => {
        if (word.say === 'progress') {
          onProgress(word.progress)
          return
        }
        resolve(word.say === 'done' ? { ok: true, result: word.result } : { ok: false, failure: word.failure })
        child.kill()
      })
      child.once('exit', (code) =>
        resolve({ ok: false, failure: { code: 'internal', detail: { reason: `the ${name} job ended with ${code}` } } }),
      )
    })
    child.once('spawn', () =>
      tell({ say: 'start', task, keys: serializeFairKeys(folder.keys), stationKey: folder.stationKey }),
    )
    return { ended, cancel: () => tell({ say: 'cancel' }) }
  }
}
