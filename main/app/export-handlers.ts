import type { Fair } from '../../core/setup/fair'
import { localDate } from '../../core/time/zone'
import { DeskExport } from '../exports/desk-export'
import { say } from '../i18n'
import type { Handlers } from '../ipc/register'
import { startKeyedJob } from '../jobs/start-keyed-job'
import { askPlaceIn } from './ask-place'
import { deskSession, type DeskStation } from './desk-session'

export type ExportCalls = Extract<keyof Handlers, `exports.${string}`>

/** The calls of exports at a desk. One file at a time is written for all desks of this installation. */
export function exportHandlers(
  station: DeskStation,
  report: (what: string, thrown: unknown) => void,
): Pick<Handlers, ExportCalls> {
  const { locale } = station
  const desk = new DeskExport({ start: startKeyedJob('export'), changed: () => station.changed('exports'), report })
  const done = <T>(value: T) => ({ ok: true as const, value })
  const knows = (fair: Fair, lists: readonly string[] | null) =>
    lists === null || lists.every((code) => fair.list(code) !== null)
  const askPlace = askPlaceIn(say(locale, 'dialog.export'))
  return {
    'exports.view': (_input, from) => {
      const session = deskSession(station, from)
      return session.ok ? done(desk.view()) : session
    },
    'exports.preview': async (asked, from) => {
      const session = deskSession(station, from)
      if (!session.ok) return session
      const { folder, fair } = session.value
      if (!knows(fair, asked.lists)) return { ok: false, code: 'unknown_list' }
      return done(await desk.preview(folder, { ...asked, locale }))
    },
    'exports.start': async ({ personal, ...asked }, from) => {
      // Names leave with an organizer's right alone; figures with that of anybody who may sit at a desk.
      const session = deskSession(station, from, personal === null ? 'supervisor' : 'organizer')
      if (!session.ok) return session
      const { folder, fair, actor } = session.value
      if (!knows(fair, asked.lists)) return { ok: false, code: 'unknown_list' }
      if (desk.isWriting) return { ok: false, code: 'export_under_way' }
      const day = asked.days?.length === 1 ? asked.days[0] : localDate(folder.ports.wall(), fair.setup.timeZone)
      const name = `${say(locale, `sheet.${asked.what}`).toLowerCase().replaceAll(' ', '-')}-${day}`
      const file = await askPlace(from, name, asked.format)
      if (file === null) return done(false)
      if (desk.isWriting) return { ok: false, code: 'export_under_way' }
      desk.write(folder, {
        ...asked,
        file,
        locale,
        // As a spreadsheet of this language opens it without being asked.
        separator: locale === 'id' ? ';' : ',',
        hasMark: true,
        personal: personal === null ? null : { ...personal, actor },
      })
      return done(true)
    },
    'exports.cancel': (_input, from) => {
      const session = deskSession(station, from)
      if (!session.ok) return session
      desk.cancel()
      return done(null)
    },
  }
}
