import type { WebContents } from 'electron'
import type { OnlineReading, OnlineTarget } from '../../core/contract/online'
import type { Fair } from '../../core/setup/fair'
import { isTimeZone } from '../../core/setup/parts'
import { localToEpoch } from '../../core/time/zone'
import type { FairFolder } from '../folder/fair-folder'
import { say } from '../i18n'
import type { Handlers } from '../ipc/register'
import { startKeyedJob } from '../jobs/start-keyed-job'
import { DeskOnline } from '../online/desk-online'
import { askFileIn } from './ask-place'
import { deskSession, type DeskStation } from './desk-session'

export type OnlineCalls = Extract<keyof Handlers, `online.${string}`>

/** The calls of the lists of online participants at a desk. One list at a time for all desks of this installation. */
export function onlineHandlers(
  station: DeskStation,
  report: (what: string, thrown: unknown) => void,
): Pick<Handlers, OnlineCalls> {
  const { locale } = station
  const askFile = askFileIn(say(locale, 'dialog.online'), [
    { name: say(locale, 'dialog.tables'), extensions: ['csv', 'xlsx', 'txt', 'tsv'] },
    { name: say(locale, 'dialog.allFiles'), extensions: ['*'] },
  ])
  const desk = new DeskOnline({
    start: startKeyedJob('online'),
    changed: () => station.changed('online'),
    wrote: () => {
      station.changed('people')
      station.changed('desk')
    },
    report,
  })
  const at = (sender: WebContents) => {
    const session = deskSession(station, sender)
    return session.ok && desk.isTaken(sender) ? ({ ok: false, code: 'online_under_way' } as const) : session
  }
  const begun = (isBegun: boolean) =>
    isBegun ? ({ ok: true, value: null } as const) : ({ ok: false, code: 'not_now' } as const)
  const take = (sender: WebContents, path: string, reading: OnlineReading) => {
    const session = at(sender)
    if (!session.ok) return session
    const { folder, fair } = session.value
    if (fair.list(reading.list) === null || !isTimeZone(reading.timeZone))
      return { ok: false, code: 'unknown_list' } as const
    return begun(desk.take(folder, sender, path, reading))
  }
  return {
    'online.view': (_input, sender) => {
      const session = at(sender)
      if (!session.ok) return session
      const { folder, fair } = session.value
      return { ok: true, value: { view: desk.view(), targets: targetsOf(folder, fair) } }
    },
    'online.choose': async (reading, sender) => {
      const session = at(sender)
      if (!session.ok) return session
      const path = await askFile(sender)
      return path === null ? { ok: true, value: null } : take(sender, path, reading)
    },
    'online.drop': ({ path, reading }, sender) => take(sender, path, reading),
    'online.check': (reading, sender) => {
      const session = at(sender)
      if (!session.ok) return session
      const { folder, fair } = session.value
      if (fair.list(reading.list) === null || !isTimeZone(reading.timeZone)) return { ok: false, code: 'unknown_list' }
      return begun(desk.recheck(folder, reading))
    },
    'online.write': ({ decisions, category }, sender) => {
      const session = at(sender)
      if (!session.ok) return session
      const { folder, fair, actor } = session.value
      const isNewAsked = Object.values(decisions).some(({ is }) => is === 'new')
      if (isNewAsked && fair.category(category) === null) return { ok: false, code: 'unknown_category' }
      return begun(desk.write(folder, { decisions, category, actor }))
    },
    'online.leave': (_input, sender) => {
      const session = at(sender)
      return session.ok ? begun(desk.leave()) : session
    },
  }
}

/** What a list may be of: the sessions in their order, then the doors for whole days. */
function targetsOf(folder: FairFolder, fair: Fair): OnlineTarget[] {
  const { timeZone } = fair.setup
  const online = (list: string) => folder.online.count(list)
  return [
    ...fair.setup.sessions
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
      .map((session) => ({
        list: session.list,
        title: session.title,
        from: localToEpoch(session.from, timeZone),
        to: localToEpoch(session.to, timeZone),
        isSession: true,
        minimum: session.onlineMinutes ?? 0,
        online: online(session.list),
      })),
    ...fair.lists
      .filter(({ kind }) => kind === 'door')
      .map(({ code, name, opensAt, closesAt }) => ({
        list: code,
        title: name,
        from: opensAt,
        to: closesAt,
        isSession: false,
        minimum: 0,
        online: online(code),
      })),
  ]
}
