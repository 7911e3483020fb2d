import type { RosterCheck, RosterOutcome } from '../../core/contract/roster'
import { assertNever, ok, type Result } from '../../core/result/result'
import type { FairFolder } from '../folder/fair-folder'
import { checkRoster, rejectedOf, shownReject } from './check-roster'
import { importRoster, type ImportError, type ImportProgress, type RosterReading } from './import-roster'
import { startPeopleWriter } from './people-writer'
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

export type RosterResult =
  | { readonly do: 'check'; readonly result: Result<RosterCheck, ImportError> }
  | { readonly do: 'import'; readonly result: Result<RosterOutcome, ImportError> }
  | { readonly do: 'saveRejected'; readonly result: Result<number, ImportError> }

/** Rejected rows that the desk shows by themselves. */
const SHOWN = 100

/** Does what it was asked, in the process of the job. */
export async function workOnRoster(
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
      const report = await importRoster(folder, fair, file, {
        ...reading,
        keep,
        actor,
        startWriter: startPeopleWriter,
        signal,
        onProgress,
      })
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
