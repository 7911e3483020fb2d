import { useLayoutEffect } from 'react'
import type { RecoverySheet, Report } from '../../core/contract/reports'
import { assertNever } from '../../core/result/result'
import { datesText } from '../i18n/dates'
import { useWords } from '../i18n/words'
import { Pendopo } from '../screens/desk/pendopo-mark'
import { AttendancePages } from './attendance-pages'
import { RecoveryPage } from './recovery-page'
import { ServicesPages } from './services-pages'

const TITLES = { attendance: 'report.attendance', services: 'report.services', recovery: 'recovery.sheet' } as const

/** A report as it is printed: what it is of, then its pages. `onStands`: everything is laid out. */
export function ReportView({
  report,
  logo,
  onStands,
}: {
  report: Report | RecoverySheet
  /** PNG, base64; null: none. */
  logo: string | null
  onStands: () => void
}) {
  const { t, text } = useWords()
  const title = t(TITLES[report.kind])
  useLayoutEffect(() => {
    document.title = `${title}, ${text(report.fair.name)}`
    // A picture that cannot be drawn must not keep the report from being printed.
    const picture = document.querySelector<HTMLImageElement>('img.rp-mark')
    if (picture === null) onStands()
    else void picture.decode().then(onStands, onStands)
  }, [title, text, report, onStands])
  return (
    <main className="report">
      <Head report={report} logo={logo} title={title} />
      <Pages report={report} />
    </main>
  )
}

function Pages({ report }: { report: Report | RecoverySheet }) {
  switch (report.kind) {
    case 'attendance':
      return <AttendancePages report={report} />
    case 'services':
      return <ServicesPages report={report} />
    case 'recovery':
      return <RecoveryPage sheet={report} />
    default:
      return assertNever(report)
  }
}

function Head({ report, logo, title }: { report: Report | RecoverySheet; logo: string | null; title: string }) {
  const { t, text, times, locale } = useWords()
  const { fair, madeAt } = report
  const days = report.kind === 'recovery' ? fair.days : report.days
  return (
    <header className="rp-head">
      <p className="rp-fair">
        {logo === null ? (
          <Pendopo className="rp-mark" />
        ) : (
          <img className="rp-mark" src={`data:image/png;base64,${logo}`} alt="" />
        )}
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
