import { parseFairKeys } from '../../db/people/keys'
import { failureOf, type Failure } from '../app/failures'
import { systemPorts } from '../app/ports'
import { openFairFolderWithKeys, type FairFolder } from '../folder/fair-folder'

/** What is said to a job: its task with the keys, once; and that it shall stop. Keys touch no disk and no command line. */
export type JobOrder<Task> =
  | { readonly say: 'start'; readonly task: Task; readonly keys: Uint8Array; readonly stationKey: Uint8Array }
  | { readonly say: 'cancel' }

/** What a job says. */
export type JobWord<Progress, Result> =
  | { readonly say: 'progress'; readonly progress: Progress }
  | { readonly say: 'done'; readonly result: Result }
  | { readonly say: 'failed'; readonly failure: Failure }

/** Does a task in an open folder; `signal` is aborted when somebody cancels. */
export type JobWork<Task, Progress, Result> = (
  folder: FairFolder,
  task: Task,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
) => Promise<Result>

/** In the job's process: waits for the order, does it, says what came of it. */
export function serveKeyedJob<Task, Progress, Result>(
  dir: string,
  port: Electron.ParentPort,
  work: JobWork<Task, Progress, Result>,
): void {
  const tell = (word: JobWord<Progress, Result>) => port.postMessage(word)
  const abort = new AbortController()
  port.on('message', ({ data }: { data: JobOrder<Task> }) => {
    if (data.say === 'cancel') {
      abort.abort()
      return
    }
    inFolder(dir, data, (folder) =>
      work(folder, data.task, abort.signal, (progress) => tell({ say: 'progress', progress })),
    )
      .then((result) => tell({ say: 'done', result }))
      .catch((thrown: unknown) => tell({ say: 'failed', failure: failureOf(thrown, dir) }))
  })
}

async function inFolder<T>(
  dir: string,
  { keys, stationKey }: { readonly keys: Uint8Array; readonly stationKey: Uint8Array },
  work: (folder: FairFolder) => Promise<T>,
): Promise<T> {
  const fairKeys = parseFairKeys(Buffer.from(keys))
  if (!fairKeys.ok) throw new Error('the job was given no keys')
  const folder = await openFairFolderWithKeys(dir, systemPorts, {
    fair: fairKeys.value,
    station: Buffer.from(stationKey),
    // A job meets no hub.
    token: null,
  })
  try {
    return await work(folder)
  } finally {
    folder.close()
  }
}
