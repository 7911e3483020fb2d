import type { RosterCheck, RosterOutcome } from '../../core/contract/roster'
import { assertNever, ok, type Result } from '../../core/result/result'
import { parseFairKeys } from '../../db/people/keys'
import { failureOf, type Failure } from '../app/failures'
import { systemPorts } from '../app/ports'
import { openFairFolderWithKeys, type FairFolder } from '../folder/fair-folder'
import { checkRoster, rejectedOf, shownReject } from './check-roster'
import { importRoster, type ImportError, type ImportProgress, type RosterReading } from './import-roster'
import { writeRejected, type RejectedFileStyle } from './rejected-file'

/** What a roster job is to do with a file. */
export type RosterTask = { readonly file: string; readonly reading: RosterReading } & (
  | { readonly do: 'check' }
  | {
      readonly do: 'import'
      readonly keep: boolean
      readonly actor: string
      readonly letters: Readonly<Record<string, string>>
    }
  | { readonly do: 'saveRejected'; readonly out: string; readonly style: RejectedFileStyle }
)

/** What is said to the job: its task with the keys, once; and that it shall stop. Keys touch no disk and no command line. */
export type RosterOrder =
  | { readonly say: 'start'; readonly task: RosterTask; readonly keys: Uint8Array; readonly stationKey: Uint8Array }
  | { readonly say: 'cancel' }

/** What the job says. */
export type RosterWord =
  | { readonly say: 'progress'; readonly progress: ImportProgress }
  | { readonly say: 'done'; readonly result: RosterResult }
  | { readonly say: 'failed'; readonly failure: Failure }

export type RosterResult =
  | { readonly do: 'check'; readonly result: Result<RosterCheck, ImportError> }
  | { readonly do: 'import'; readonly result: Result<RosterOutcome, ImportError> }
  | { readonly do: 'saveRejected'; readonly result: Result<number, ImportError> }

/** Rejected rows that the desk shows by themselves. */
const SHOWN = 100

/** Waits for its order, does it, says what came of it. */
export function serveRosterJob(dir: string, port: Electron.ParentPort): void {
  const tell = (word: RosterWord) => port.postMessage(word)
  const abort = new AbortController()
  port.on('message', ({ data }: { data: RosterOrder }) => {
    if (data.say === 'cancel') {
      abort.abort()
      return
    }
    work(dir, data, abort.signal, (progress) => tell({ say: 'progress', progress }))
      .then((result) => tell({ say: 'done', result }))
      .catch((thrown: unknown) => tell({ say: 'failed', failure: failureOf(thrown, dir) }))
  })
}

async function work(
  dir: string,
  { task, keys, stationKey }: Extract<RosterOrder, { say: 'start' }>,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<RosterResult> {
  const fairKeys = parseFairKeys(Buffer.from(keys))
  if (!fairKeys.ok) throw new Error('the job was given no keys')
  const folder = await openFairFolderWithKeys(dir, systemPorts, {
    fair: fairKeys.value,
    station: Buffer.from(stationKey),
    // An import meets no hub.
    token: null,
  })
  try {
    return await perform(folder, task, signal, onProgress)
  } finally {
    folder.close()
  }
}

async function perform(
  folder: FairFolder,
  task: RosterTask,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<RosterResult> {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('the fair is gone')
  const { file, reading } = task
  switch (task.do) {
    case 'check':
      return { do: 'check', result: await checkRoster(folder, fair, file, { ...reading, signal, onProgress }) }
    case 'import': {
      const { keep, actor } = task
      const report = await importRoster(folder, fair, file, { ...reading, keep, actor, signal, onProgress })
      if (!report.ok) return { do: 'import', result: report }
      const { rejected, ...counts } = report.value
      const firstRejected = rejected.slice(0, SHOWN).map((reject) => shownReject(reject, task.letters))
      return { do: 'import', result: ok({ ...counts, rejected: rejected.length, firstRejected }) }
    }
    case 'saveRejected': {
      const rejected = await rejectedOf(folder, fair, file, { ...reading, signal })
      if (!rejected.ok) return { do: 'saveRejected', result: rejected }
      const source = { file, fair, reading }
      return { do: 'saveRejected', result: await writeRejected(folder, source, rejected.value, task.out, task.style) }
    }
    default:
      return assertNever(task)
  }
}
