import type { Handlers } from '../ipc/register'
import type { ReportWindows } from './report-window'

type ReportPageCalls = 'reports.page' | 'reports.laidOut'

/** The calls of the hidden page that a report is laid out on. */
export function reportPageHandlers(
  windows: Pick<ReportWindows, 'pageOf' | 'laidOut'>,
): Pick<Handlers, ReportPageCalls> {
  return {
    'reports.page': (_input, sender) => {
      const page = windows.pageOf(sender)
      return page === null ? { ok: false, code: 'not_a_report' } : { ok: true, value: page }
    },
    'reports.laidOut': (_input, sender) =>
      windows.laidOut(sender) ? { ok: true, value: null } : { ok: false, code: 'not_a_report' },
  }
}
