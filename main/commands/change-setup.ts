import type { SetupAnswer } from '../../core/contract/setup'
import { setupImported, SETUP_STREAM } from '../../core/events/setup'
import { staffPinReset, staffStream } from '../../core/events/system'
import { NO_TRIES } from '../../core/people/pin-rules'
import { serviceDay } from '../../core/queue/hours'
import { err, ok, type Result } from '../../core/result/result'
import { breaksOf, type FairFacts } from '../../core/setup/breaking'
import { applyEdit, applyWhole, changedMeanwhile, type Edited, type SetupEdit } from '../../core/setup/edit'
import type { Fair } from '../../core/setup/fair'
import { isSame } from '../../core/setup/part-names'
import { withoutNames, type FairFile, type FairSetup } from '../../core/setup/schema'
import { dailySpan } from '../../core/time/zone'
import type { FairFolder } from '../folder/fair-folder'
import { exportFair, putStaffNames, withNames } from './fair-file'
import { addLogo, type Logo } from './picture'
import { staffRow } from './staff'
import { contextOf } from './context'

/** Who changes it, and whether they have read what it breaks. */
export interface Change {
  readonly actor: string
  readonly confirmed: boolean
  /** A picture that the set-up is going to name; kept only when it does. */
  readonly logo?: Logo | null
}

/**
 * Changes one thing of the set-up that holds now. What it is decided by is read in the transaction that writes it: the
 * present set-up, not the one that the desk's form was filled with.
 */
export function changeSetup(folder: FairFolder, edit: SetupEdit, change: Change): Result<SetupAnswer, 'no_fair'> {
  return write(folder, change, (file) => {
    const meanwhile = changedMeanwhile(file, edit)
    if (meanwhile !== null) return { is: 'changed_meanwhile', now: meanwhile.now }
    return applyEdit(file, edit, folder.setups.everUsed())
  })
}

/**
 * Puts an older set-up back, as a new event. `setup_moved`: another one holds than when the person chose, so that they
 * would take back what they have not seen.
 */
export function restoreSetup(
  folder: FairFolder,
  asked: { readonly version: string; readonly seen: string },
  change: Change,
): Result<SetupAnswer, 'no_fair' | 'unknown_version' | 'setup_moved'> {
  const older = folder.setups.setup(asked.version)
  if (older === null) return err('unknown_version')
  let isMoved = false
  const written = write(folder, change, (file) => {
    isMoved = folder.setups.history(1)[0]?.version !== asked.seen
    return isMoved ? { ok: false, problems: [] } : applyWhole(file, withNames(folder, older), folder.setups.everUsed())
  })
  return isMoved ? err('setup_moved') : written
}

/** Makes a whole file the set-up, as a new event: of this same fair, since what cannot be changed back cannot be here either. */
export const replaceSetup = (folder: FairFolder, file: FairFile, change: Change): Result<SetupAnswer, 'no_fair'> =>
  write(folder, change, (now) => applyWhole(now, file, folder.setups.everUsed()))

type Tried = Edited | Extract<SetupAnswer, { is: 'changed_meanwhile' }>

/** Names of staff are committed before the event that names their codes, as everywhere. */
function write(folder: FairFolder, change: Change, tryOn: (file: FairFile) => Tried): Result<SetupAnswer, 'no_fair'> {
  return folder.log.transact((append): Result<SetupAnswer, 'no_fair'> => {
    const fair = folder.checkin.fair()
    const file = exportFair(folder)
    if (fair === null || file === null) return err('no_fair')
    const edited = tryOn(file)
    if ('is' in edited) return ok(edited)
    if (!edited.ok) return ok({ is: 'problems', problems: edited.problems })
    const done = { is: 'done', changed: true, code: edited.code } as const
    if (isSame(file, edited.file)) return ok({ ...done, changed: false })
    const breaks = change.confirmed ? [] : breaksOf(file, edited.file, factsOf(folder, fair, change.actor))
    if (breaks.length > 0) return ok({ is: 'asks_first', breaks })
    const { setup, staffNames } = withoutNames(edited.file)
    putStaffNames(folder, staffNames)
    // Of a change of a name alone there is nothing for the log, which knows no names.
    if (!isSame(fair.setup, setup)) {
      const ctx = contextOf(folder, change.actor)
      if (change.logo !== undefined && change.logo !== null) addLogo(folder, change.logo, append, ctx)
      append(setupImported.make(SETUP_STREAM, { fair: fair.id, setup }, ctx))
    }
    return ok(done)
  })
}

/** What runs at the moment, asked of the read models where it matters. */
export function factsOf(folder: FairFolder, fair: Fair, actor: string): FairFacts {
  const now = folder.ports.wall()
  const { timeZone } = fair.setup
  const once = <T>(make: () => T): (() => T) => {
    let made: { readonly value: T } | null = null
    return () => (made ??= { value: make() }).value
  }
  const days = once(() => new Map(folder.queue.serviceDays(serviceDay(fair, now)).map((row) => [row.service, row])))
  const counters = once(() => new Map(folder.queue.counters().map((state) => [state.code, state])))
  const figures = once(() => new Map(folder.checkin.figures(fair, now).map((row) => [row.list.code, row])))
  const categories = once(() => folder.checkin.visitorsByCategory())
  return {
    now,
    actor,
    live(service) {
      const row = days().get(service)
      return row === undefined ? 0 : row.waiting + row.called + row.serving + row.parked + row.missed
    },
    waiting: (service) => days().get(service)?.waiting ?? 0,
    issued: (service) => days().get(service)?.issued ?? 0,
    operatorAt: (counter) => counters().get(counter)?.operator ?? null,
    isOpen: (counter) => (counters().get(counter)?.status ?? 'closed') !== 'closed',
    inside: (list) => figures().get(list)?.inside ?? 0,
    entered: (list) => figures().get(list)?.entered ?? 0,
    scans(gate) {
      const { last } = dailySpan(now, '00:00', timeZone)
      return fair.lists
        .flatMap(({ code }) => folder.gates.sums(gate, code, last))
        .reduce((sum, { what, n }) => (what === 'entry' || what === 'exit' ? sum + n : sum), 0)
    },
    visitors: (category) => categories().get(category) ?? 0,
  }
}

/**
 * Takes a forgotten PIN from a colleague, who sets a new one where they work, vouched for as at first use. Nobody takes
 * their own: were it the last PIN of the fair, the next one would ask for no colleague.
 */
export function resetPin(folder: FairFolder, staff: string, actor: string): Result<null, 'unknown_staff' | 'own_pin'> {
  const setup: FairSetup | undefined = folder.checkin.fair()?.setup
  if (!setup?.staff.some(({ code }) => code === staff)) return err('unknown_staff')
  if (staff === actor) return err('own_pin')
  const row = folder.people.read(staffRow(staff), 'staff')
  if (!row.ok || row.value.verifier === null) return ok(null)
  folder.people.put([{ visitor: staffRow(staff), group: 'staff', fields: { name: row.value.name, verifier: null } }])
  folder.settings.setPinTries(staff, NO_TRIES)
  const ctx = contextOf(folder, actor)
  folder.log.transact((append) => append(staffPinReset.make(staffStream(staff), { staff }, ctx)))
  return ok(null)
}
