import type { FairFolder } from '../folder/fair-folder'
import type { ImportProgress } from '../rosters/import-roster'
import type { RosterResult, RosterTask } from '../rosters/roster-job'
import { startKeyedJob, type KeyedJob } from './start-keyed-job'

export type RosterJob = KeyedJob<RosterResult>

/** Works on a roster file in a process of its own. */
export const startRosterJob = (
  folder: FairFolder,
  task: RosterTask,
  onProgress: (progress: ImportProgress) => void,
): RosterJob => startKeyedJob('roster', folder, task, onProgress)
