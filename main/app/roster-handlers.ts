import type { WebContents } from 'electron'
import { isAbsolute } from 'node:path'
import type { Handlers } from '../ipc/register'
import type { DeskError } from '../../core/contract/desk'
import { runJob } from '../jobs/jobs'
import { startKeyedJob } from '../jobs/start-keyed-job'
import { DeskImport } from '../rosters/desk-import'
import { say } from '../i18n'
import { askFileIn, askPlaceIn } from './ask-place'
import { deskSession, type DeskSession, type DeskStation } from './desk-session'

export type RosterCalls = Extract<keyof Handlers, `roster.${string}`>

/** The calls of the import at a desk. One import at a time for all desks of this installation. */
export function rosterHandlers(
  station: DeskStation,
  report: (what: string, thrown: unknown) => void,
): Pick<Handlers, RosterCalls> {
  const { locale } = station
  const askPlace = askPlaceIn(say(locale, 'dialog.rejected'))
  const desk = new DeskImport({
    start: startKeyedJob('roster'),
    chooseFile: askFileIn(say(locale, 'dialog.roster'), [
      { name: say(locale, 'dialog.tables'), extensions: ['xlsx', 'csv', 'txt', 'tsv'] },
      { name: say(locale, 'dialog.allFiles'), extensions: ['*'] },
    ]),
    choosePlace: (from, name) => askPlace(from, `${name} - ${say(locale, 'dialog.rejectedName')}`, 'csv'),
    // As a spreadsheet of this language opens it without being asked.
    rejectedStyle: () => ({ locale, separator: locale === 'id' ? ';' : ',', hasMark: true }),
    changed: () => station.changed('roster'),
    report,
    recover: async () => {
      const dir = station.folder?.dir
      if (dir !== undefined) await runJob('endImports', dir)
    },
  })
  const at = (
    from: WebContents,
  ):
    | { readonly ok: true; readonly value: DeskSession }
    | { readonly ok: false; readonly code: DeskError | 'import_under_way' } => {
    const session = deskSession(station, from)
    if (!session.ok) return session
    if (desk.isTaken(from)) return { ok: false, code: 'import_under_way' }
    return session
  }
  const done = <T>(value: T) => ({ ok: true as const, value })
  const orNotNow = (isDone: boolean) => (isDone ? done(null) : { ok: false as const, code: 'not_now' as const })
  return {
    'roster.view': (_input, from) => {
      const session = at(from)
      return session.ok ? done(desk.view()) : session
    },
    'roster.choose': async (_input, from) => {
      const session = at(from)
      return session.ok ? done(await desk.choose(session.value.folder, from)) : session
    },
    'roster.drop': ({ path }, from) => {
      const session = at(from)
      if (!session.ok) return session
      return isAbsolute(path) ? orNotNow(desk.take(session.value.folder, from, path)) : orNotNow(false)
    },
    'roster.check': ({ sheet, columns, words }, from) => {
      const session = at(from)
      return session.ok ? orNotNow(desk.recheck(session.value.folder, sheet, { columns, words })) : session
    },
    'roster.import': ({ keep }, from) => {
      const session = at(from)
      return session.ok ? orNotNow(desk.import(session.value.folder, session.value.actor, keep)) : session
    },
    'roster.cancel': (_input, from) => {
      const session = at(from)
      if (!session.ok) return session
      desk.cancel()
      return done(null)
    },
    'roster.saveRejected': async (_input, from) => {
      const session = at(from)
      return session.ok ? desk.saveRejected(session.value.folder, from) : session
    },
    'roster.leave': (_input, from) => {
      const session = at(from)
      return session.ok ? orNotNow(desk.leave()) : session
    },
  }
}
