import type { WebContents } from 'electron'
import type { SetupAnswer } from '../../core/contract/setup'
import { differenceOf } from '../../core/setup/difference'
import { proposePrefix } from '../../core/setup/propose'
import { changeSetup, resetPin, restoreSetup } from '../commands/change-setup'
import { exportFair } from '../commands/fair-file'
import { listStaff, staffName } from '../commands/staff'
import type { Handlers } from '../ipc/register'
import { deskSession, type DeskStation } from './desk-session'

export type SetupCalls = Extract<keyof Handlers, `setup.${string}`>

/** What every kind of window shows something of; a window re-reads what it shows. */
export const SHOW_THE_SETUP = ['setup', 'app', 'gate', 'queue', 'desk', 'people', 'stations'] as const

/** The desk's calls about the set-up. For organizers alone. */
export function setupHandlers(station: DeskStation): Pick<Handlers, SetupCalls> {
  const organizer = (sender: WebContents) => deskSession(station, sender, 'organizer')
  const tell = (answer: SetupAnswer): void => {
    if (answer.is === 'done' && answer.changed) for (const topic of SHOW_THE_SETUP) station.changed(topic)
  }
  return {
    'setup.view': (_input, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder } = session.value
      return folder.together(() => {
        const file = exportFair(folder)
        const [newest] = folder.setups.history(1)
        if (file === null || newest === undefined) return { ok: false, code: 'no_fair' }
        const used = folder.setups.everUsed()
        return {
          ok: true,
          value: {
            version: newest.version,
            file,
            withPin: listStaff(folder).staff.flatMap(({ code, hasPin }) => (hasPin ? [code] : [])),
            next: { prefix: proposePrefix(file, used), categoryNumber: used.nextNumber() },
          },
        }
      })
    },
    'setup.change': ({ edit, confirmed }, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder, actor } = session.value
      const changed = changeSetup(folder, edit, { actor, confirmed })
      if (changed.ok) tell(changed.value)
      return changed
    },
    'setup.history': ({ limit }, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder } = session.value
      const entries = folder.setups.history(limit).map(({ version, at, actor, station: author }) => ({
        version,
        at,
        by: actor === null ? null : { code: actor, name: staffName(folder, actor) },
        station: { isHere: author === folder.log.station, number: folder.queue.stationNumber(author) },
      }))
      return { ok: true, value: { entries, total: folder.setups.count() } }
    },
    'setup.difference': ({ version }, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder } = session.value
      const setup = folder.setups.setup(version)
      if (setup === null) return { ok: false, code: 'unknown_version' }
      const before = folder.setups.setupBefore(version)
      const difference = before === null ? null : differenceOf(before, setup)
      const named = (difference?.rows ?? []).flatMap(({ part, code }) => {
        const name = part === 'staff' && code !== null ? staffName(folder, code) : null
        return code === null || name === null ? [] : [[code, { id: name, en: name }] as const]
      })
      return { ok: true, value: { difference, staff: Object.fromEntries(named) } }
    },
    'setup.restore': ({ version, seen, confirmed }, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder, actor } = session.value
      const restored = restoreSetup(folder, { version, seen }, { actor, confirmed })
      if (restored.ok) tell(restored.value)
      return restored
    },
    'setup.resetPin': ({ staff }, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const reset = resetPin(session.value.folder, staff, session.value.actor)
      if (reset.ok) for (const topic of ['setup', 'app'] as const) station.changed(topic)
      return reset
    },
  }
}
