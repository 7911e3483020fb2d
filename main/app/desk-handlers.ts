import type { WebContents } from 'electron'
import type { DeskView } from '../../core/contract/desk'
import { listForGate, windowAt } from '../../core/setup/fair'
import { staffName, signIn } from '../commands/staff'
import type { Handlers } from '../ipc/register'
import { ALONE } from '../views/parts'
import { deskWalkInForm } from '../views/walk-in-form'
import { deskSession, reaches, staffRoleOf, type DeskStation } from './desk-session'
import { placed, type Placed } from './queue-station'
import { fairTitle, stationNotices } from './station'

export type DeskCalls = 'desk.view' | 'desk.signIn' | 'desk.signOut' | 'desk.stay'

/** The calls that make a window a desk at work: who is there, and the frame around every section. */
export function deskHandlers(station: DeskStation): Pick<Handlers, DeskCalls> {
  const viewOf = ({ folder, fair }: Placed<'desk'>, sender: WebContents): DeskView => {
    const session = deskSession(station, sender)
    const now = folder.ports.wall()
    return {
      fair: { ...fairTitle(fair), city: fair.setup.city, days: fair.setup.days },
      lists: fair.lists.map((list) => ({
        code: list.code,
        name: list.name,
        kind: list.kind,
        from: windowAt(list, now).from,
      })),
      listNow: listForGate(fair, null, now)?.code ?? null,
      categories: fair.setup.categories.map(({ code, name }) => ({ code, name })),
      gates: fair.setup.gates.map(({ code, name }) => ({ code, name })),
      walkIn: deskWalkInForm(fair),
      reasons: fair.setup.reasons,
      isNew: fair.setup.services.length === 0 && folder.checkin.visitorsByCategory().size === 0,
      locale: station.locale,
      link: station.sync?.link() ?? ALONE,
      notices: stationNotices(folder, station.logDamaged),
      signedIn: session.ok
        ? { code: session.value.actor, name: staffName(folder, session.value.actor), role: session.value.role }
        : null,
    }
  }
  return {
    'desk.view': (_input, sender) => {
      const at = placed(station, sender, 'desk')
      return at.ok ? { ok: true, value: viewOf(at.value, sender) } : at
    },
    'desk.signIn': async ({ staff, pin }, sender) => {
      const at = placed(station, sender, 'desk')
      if (!at.ok) return at
      const role = staffRoleOf(at.value.fair, staff)
      // Told before the PIN is looked at: who may work here is no secret, and no try is used up.
      if (role !== null && !reaches(role, 'supervisor')) return { ok: false, code: 'role_too_low' }
      const signedIn = await signIn(at.value.folder, staff, pin, 'desk')
      if (!signedIn.ok) return signedIn
      station.desks.begin(sender, staff)
      station.changed('desk')
      return { ok: true, value: viewOf(at.value, sender) }
    },
    'desk.signOut': (_input, sender) => {
      const at = placed(station, sender, 'desk')
      if (!at.ok) return at
      station.desks.end(sender)
      station.changed('desk')
      return { ok: true, value: null }
    },
    'desk.stay': (_input, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      station.desks.use(sender)
      return { ok: true, value: null }
    },
  }
}
