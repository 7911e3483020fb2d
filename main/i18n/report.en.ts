import type { reportId } from './report.id'

/** Words of the reports outside the windows, in English. */
export const reportEn: Record<keyof typeof reportId, string> = {
  'report.foot.attendance': '{fair}, attendance report',
  'report.foot.services': '{fair}, service report',
  'report.page': 'Page {n} of {of}',
  'report.file.attendance': 'attendance-{fair}',
  'report.file.services': 'services-{fair}',
  'dialog.report': 'Save the report',
}
