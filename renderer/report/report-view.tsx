import { useLayoutEffect } from 'react'
import type { Report } from '../../core/contract/reports'
import { datesText } from '../i18n/dates'
import { useWords } from '../i18n/words'
import { Pendopo } from '../screens/desk/pendopo-mark'
import { AttendancePages } from './attendance-pages'
import { ServicesPages } from './services-pages'

/** A report as it is printed: what it is of, then its pages. `onStands`: everything is laid out. */
export function ReportView({ report, onStands }: { report: Report; onStands: () => void }) {
  const { t, text } = useWords()
  const title = t(report.kind === 'attendance' ? 'report.attendance' : 'report.services')
  useLayoutEffect(() => {
    document.title = `${title}, ${text(report.fair.name)}`
    onStands()
  }, [title, text, report, onStands])
  return (
    <main className="report">
      <Head report={report} title={title} />
      {report.kind === 'attendance' ? <AttendancePages report={report} /> : <ServicesPages report={report} />}
    </main>
  )
}

function Head({ report, title }: { report: Report; title: string }) {
  const { t, text, times, locale } = useWords()
  const { fair, days, madeAt } = report
  return (
    <header className="rp-head">
      <p className="rp-fair">
        <Pendopo className="rp-mark" />
        {text(fair.name)}
      </p>
      <h1>{title}</h1>
      <p>
        {t('report.where', { venue: text(fair.venue), city: fair.city, dates: datesText(days, locale) })}
        {days.length < fair.days.length ? ` ${t('report.daysSoFar', { n: days.length, of: fair.days.length })}` : null}
      </p>
      <p className="rp-muted">{t('report.madeAt', { day: times.day(madeAt), time: times.time(madeAt) })}</p>
    </header>
  )
}
