import { utilityProcess } from 'electron'
import { join } from 'node:path'
import { serializeFairKeys } from '../../db/people/keys'
import type { Failure } from '../app/failures'
import type { ExportOrder, ExportResult, ExportTask, ExportWord } from '../exports/export-job'
import type { FairFolder } from '../folder/fair-folder'

/** An export job under way. `ended` never rejects. */
export interface ExportJob {
  readonly ended: Promise<
    { readonly ok: true; readonly result: ExportResult } | { readonly ok: false; readonly failure: Failure }
  >
  /** Asks it to stop; it ends as canceled. */
  cancel(): void
}

/** Reads and writes an export in a process of its own, so that no window waits for it. Keys are handed over in a message. */
export function startExportJob(
  folder: FairFolder,
  task: ExportTask,
  onProgress: (done: number, total: number) => void,
): ExportJob {
  const child = utilityProcess.fork(join(import.meta.dirname, 'job.js'), ['export', folder.dir], {
    serviceName: 'pendopo export',
    stdio: 'inherit',
  })
  const tell = (order: ExportOrder) => child.postMessage(order)
  const ended = new Promise<Awaited<ExportJob['ended']>>((resolve) => {
    child.on('message', (word: ExportWord) => {
      if (word.say === 'progress') {
        onProgress(word.done, word.total)
        return
      }
      resolve(word.say === 'done' ? { ok: true, result: word.result } : { ok: false, failure: word.failure })
      child.kill()
    })
    child.once('exit', (code) =>
      resolve({ ok: false, failure: { code: 'internal', detail: { reason: `the export job ended with ${code}` } } }),
    )
  })
  child.once('spawn', () =>
    tell({ say: 'start', task, keys: serializeFairKeys(folder.keys), stationKey: folder.stationKey }),
  )
  return { ended, cancel: () => tell({ say: 'cancel' }) }
}
