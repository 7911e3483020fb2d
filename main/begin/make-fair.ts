import { FIRST_ORGANIZER, newFairFile, newFairProblem, type NewFair } from '../../core/setup/new-fair'
import type { FairFile } from '../../core/setup/schema'
import { pinProblem } from '../../core/people/pin-rules'
import { err, ok, type Result } from '../../core/result/result'
import type { LogPorts } from '../../db/log/event-log'
import { importFair, type ImportFairError } from '../commands/fair-file'
import type { Logo } from '../commands/picture'
import { setFirstPin } from '../commands/staff'
import { holdsFinishedFair, openFairFolder, type KeyMeans } from '../folder/fair-folder'

export type MakeFairError =
  | ImportFairError
  | NonNullable<ReturnType<typeof newFairProblem>>
  | 'folder_taken' // a fair came into the folder meanwhile
  | 'pin_weak'

/** Who begins: the PIN of the first organizer, set with the fair, so that the desk opens on it. */
interface Maker {
  readonly staff: string
  readonly pin: string
}

/** Makes the folder of a fair from nothing, with its first organizer and that person's PIN. */
export async function makeNewFair(
  dir: string,
  asked: NewFair,
  pin: string,
  ports: LogPorts,
  means: KeyMeans,
): Promise<Result<null, MakeFairError>> {
  const problem = newFairProblem(asked)
  if (problem !== null) return err(problem)
  if (pinProblem(pin) !== null) return err('pin_weak')
  return makeFair(dir, newFairFile(asked), { staff: FIRST_ORGANIZER, pin }, ports, means)
}

/**
 * Makes the folder of a fair from its file. `maker` null: who works at the desk first sets a PIN there. The folder
 * remembers that its recovery sheet is still to be printed.
 */
export async function makeFair(
  dir: string,
  file: FairFile,
  maker: Maker | null,
  ports: LogPorts,
  means: KeyMeans,
  logo: Logo | null = null,
): Promise<Result<null, MakeFairError>> {
  if (holdsFinishedFair(dir)) return err('folder_taken')
  const made = await importFair(dir, file, ports, means, {
    logo,
    beforeIt: (folder) => {
      // A demo's keys lie in a plain file beside the data: there is nothing to recover.
      if (!file.demo) folder.settings.set('sheetDue', true)
    },
  })
  if (!made.ok) return made
  const opened = await openFairFolder(dir, ports, means)
  if (!opened.ok) return opened
  const folder = opened.value
  try {
    if (maker !== null) {
      const set = await setFirstPin(folder, maker.staff, maker.pin, null)
      if (!set.ok) throw new Error(`the first PIN was not taken: ${set.code}`)
    }
    return ok(null)
  } finally {
    folder.close()
  }
}
