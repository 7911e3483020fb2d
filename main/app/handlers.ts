import type { WebContents } from 'electron'
import { openBoot, gateOf, gateView } from './station'
import type { Boot, Locale, Role } from '../../core/contract/app'
import { listForGate } from '../../core/setup/fair'
import { recordScan } from '../commands/scan'
import { listStaff, setFirstPin, signIn } from '../commands/staff'
import type { FairFolder } from '../folder/fair-folder'
import type { Handlers } from '../ipc/register'

/** What the calls work on; the folder is null until it is made, unlocked and its read models are ready. */
export interface Station {
  folder: FairFolder | null
  /** What to show while there is no open folder. */
  waiting: Exclude<Boot, { phase: 'role' | 'choose_role' }>
  readonly locale: Locale
  /** The role the environment asks for; else the one chosen before. */
  readonly toldRole: Role | null
  logDamaged: boolean
  unlock(passphrase: string): Promise<'ok' | 'wrong_passphrase'>
  /** Tells the windows that something they show changed. */
  changed(topic: 'app' | 'gate'): void
  /** Ends the kiosk; the PIN was right. */
  close(sender: WebContents): void
}

const ok = <T>(value: T) => ({ ok: true as const, value })
const refuse = <C extends string>(code: C) => ({ ok: false as const, code })

/** Every call of the windows, each a few lines: the work is in main/commands. */
export function makeHandlers(station: Station): Handlers {
  const roleOf = (folder: FairFolder): Role | null => {
    const chosen = folder.settings.get('role')
    return station.toldRole ?? (chosen === 'gate' ? chosen : null)
  }
  return {
    'app.boot': () =>
      ok(station.folder === null ? station.waiting : openBoot(station.folder, roleOf(station.folder), station.locale)),
    'app.unlock': async ({ passphrase }) => {
      const opened = await station.unlock(passphrase)
      return opened === 'ok' ? ok(null) : refuse(opened)
    },
    'app.chooseRole': ({ role, gate, direction }) => {
      const { folder } = station
      if (folder === null) return refuse('not_allowed')
      // A kiosk that has its role keeps it: a visitor must not change it.
      if (roleOf(folder) !== null) return refuse('role_taken')
      if ((folder.checkin.fair()?.gate(gate) ?? null) === null) return refuse('unknown_gate')
      folder.settings.transact(() => {
        folder.settings.set('role', role)
        folder.settings.set('gate', gate)
        folder.settings.set('direction', direction)
      })
      station.changed('app')
      return ok(null)
    },
    'gate.view': () => {
      const { folder } = station
      if (folder === null) return refuse('no_fair')
      if (roleOf(folder) !== 'gate') return refuse('not_a_gate')
      const view = gateView(folder, station.locale, station.logDamaged)
      return view === null ? refuse('no_fair') : ok(view)
    },
    'checkin.scan': ({ scanId, text, length, via }) => {
      const { folder } = station
      if (folder === null) return refuse('no_fair')
      if (roleOf(folder) !== 'gate') return refuse('not_a_gate')
      const fair = folder.checkin.fair()
      const gate = fair === null ? null : (gateOf(folder, fair)?.code ?? null)
      const direction = folder.settings.get('direction') ?? 'entry'
      const scanned = recordScan(folder, { scanId, text, length, via, gate, direction, typedAt: null }, (now, at) =>
        listForGate(now, gate, at),
      )
      return typeof scanned === 'string' ? refuse(scanned) : ok(scanned.answer)
    },
    'staff.list': () => (station.folder === null ? refuse('no_fair') : ok(listStaff(station.folder))),
    'staff.setPin': async ({ staff, pin, voucher }) =>
      station.folder === null ? refuse('not_allowed') : setFirstPin(station.folder, staff, pin, voucher),
    'kiosk.close': async ({ staff, pin }, sender) => {
      if (station.folder === null) return refuse('not_allowed')
      const signedIn = await signIn(station.folder, staff, pin, 'close_kiosk')
      if (signedIn.ok) station.close(sender)
      return signedIn
    },
  }
}
