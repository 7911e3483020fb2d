import type { LiveFigures } from '../figures/live-figures'
import type { Handlers } from '../ipc/register'
import { logoText } from '../commands/picture'
import { say } from '../i18n'
import { DeskReports } from '../reports/desk-reports'
import { reportPageHandlers } from '../reports/report-page-handlers'
import type { ReportWindows } from '../reports/report-window'
import { askPlaceIn } from './ask-place'
import { deskSession, type DeskStation } from './desk-session'

export type ReportCalls = Extract<keyof Handlers, `reports.${string}`>

interface ReportStation extends DeskStation {
  readonly figures: Pick<LiveFigures, 'ask'> | null
}

/** The calls of the reports at a desk, and of the hidden page they are laid out on. */
export function reportHandlers(
  station: ReportStation,
  windows: ReportWindows,
  report: (what: string, thrown: unknown) => void,
): Pick<Handlers, ReportCalls> {
  const ask = askPlaceIn(say(station.locale, 'dialog.report'))
  const reports = new DeskReports({
    count: async (kind) => {
      const now = station.folder?.ports.wall()
      if (station.figures === null || now === undefined) return null
      return station.figures.ask({ what: 'report', kind, now })
    },
    print: (...page) => windows.toPdf(...page),
    logo: () => (station.folder === null ? null : logoText(station.folder)),
    changed: () => station.changed('report'),
    report,
  })
  return {
    ...reportPageHandlers(windows),
    'reports.view': (_input, from) => {
      const session = deskSession(station, from)
      return session.ok ? { ok: true, value: reports.view() } : session
    },
    'reports.make': async ({ kind, locale }, from) => {
      const session = deskSession(station, from)
      if (!session.ok) return session
      const name = say(locale, `report.file.${kind}`, { fair: session.value.fair.setup.code })
      const begun = await reports.make(kind, locale, () => ask(from, name, 'pdf'))
      return begun === 'not_now'
        ? { ok: false, code: 'not_now' }
        : { ok: true, value: { started: begun === 'started' } }
    },
    'reports.cancel': (_input, from) => {
      const session = deskSession(station, from)
      if (!session.ok) return session
      reports.cancel()
      return { ok: true, value: null }
    },
  }
}
