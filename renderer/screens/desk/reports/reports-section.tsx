import { CircleCheck, FileText, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Locale } from '../../../../core/contract/app'
import { REPORT_KINDS, type ReportKind, type ReportsView } from '../../../../core/contract/reports'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useView } from '../../../api/views'
import { useWords, type MessageId } from '../../../i18n/words'
import './reports.css'

const TITLES: Readonly<Record<ReportKind, MessageId>> = {
  attendance: 'report.attendance',
  services: 'report.services',
}
const SAYS: Readonly<Record<ReportKind, MessageId>> = {
  attendance: 'report.attendance.say',
  services: 'report.services.say',
}
const STEPS = [
  { step: 'counting', said: 'report.step.counting' },
  { step: 'laying_out', said: 'report.step.laying_out' },
  { step: 'writing', said: 'report.step.writing' },
] as const
const FAILED = {
  disk_full: 'report.failed.disk_full',
  folder_read_only: 'report.failed.folder_read_only',
  file_missing: 'report.failed.file_missing',
  internal: 'report.failed.internal',
} as const satisfies Record<Extract<ReportsView, { phase: 'failed' }>['code'], MessageId>
const LANGUAGES = [
  { locale: 'id', said: 'report.language.id' },
  { locale: 'en', said: 'report.language.en' },
] as const

/** The reports of the fair, each saved as a PDF; one at a time. */
export function ReportsSection() {
  const words = useWords()
  const { t } = words
  const { data: view = { phase: 'idle' } } = useView('reports.view')
  const [locale, setLocale] = useState<Locale>(words.locale)
  const [refused, setRefused] = useState<MessageId | null>(null)
  const isBusy = view.phase === 'running'
  const make = async (kind: ReportKind) => {
    setRefused(null)
    const answer = await call('reports.make', { kind, locale })
    if (!answer.ok) setRefused(FAILURE_TEXT[answer.code])
  }
  return (
    <main className="desk-main reports" data-section-open="reports" data-phase={view.phase}>
      <header className="desk-top">
        <h1>{t('report.title')}</h1>
        <fieldset>
          <legend className="td-vh">{t('report.language')}</legend>
          <div className="st-seg">
            {LANGUAGES.map((one) => (
              <label key={one.locale}>
                <input
                  className="td-vh"
                  type="radio"
                  name="report-language"
                  value={one.locale}
                  checked={one.locale === locale}
                  onChange={() => setLocale(one.locale)}
                />
                {t(one.said)}
              </label>
            ))}
          </div>
        </fieldset>
      </header>
      {REPORT_KINDS.map((kind) => (
        <section key={kind} className="st-section reports-one" data-report={kind}>
          <FileText className="st-i" aria-hidden="true" />
          <div>
            <h2>{t(TITLES[kind])}</h2>
            <p className="st-muted">{t(SAYS[kind])}</p>
          </div>
          <button
            type="button"
            className="st-btn st-btn-main"
            data-act={`make-${kind}`}
            aria-label={`${t('report.save')}: ${t(TITLES[kind])}`}
            aria-disabled={isBusy}
            onClick={() => (isBusy ? undefined : void make(kind))}
          >
            {t('report.save')}
          </button>
        </section>
      ))}
      <p className="st-muted reports-note">{t('report.personal')}</p>
      {refused === null ? null : (
        <p className="st-bad" role="alert">
          {t(refused)}
        </p>
      )}
      <Foot view={view} />
    </main>
  )
}

/** How the report under way, or the last one, stands. */
function Foot({ view }: { view: ReportsView }) {
  const { t } = useWords()
  if (view.phase === 'idle') return null
  const title = t(TITLES[view.kind])
  if (view.phase === 'running') {
    const done = STEPS.findIndex(({ step }) => step === view.step)
    return (
      <footer className="reports-foot">
        <div>
          <p role="status">
            <b>{t(STEPS[done]?.said ?? 'report.step.counting', { title })}</b>
          </p>
          <progress aria-label={title} max={STEPS.length} value={done + 0.5} />
          <p className="st-muted">{t('report.cancel.note')}</p>
        </div>
        <button type="button" className="st-btn" data-act="cancel" onClick={() => void call('reports.cancel', null)}>
          {t('report.cancel')}
        </button>
      </footer>
    )
  }
  const isDone = view.phase === 'done'
  const Icon = isDone ? CircleCheck : TriangleAlert
  return (
    <footer className="reports-foot" data-tone={isDone ? 'good' : 'bad'}>
      <Icon className="st-i" aria-hidden="true" />
      <div>
        <p role="status">
          <b>
            {view.phase === 'done'
              ? t('report.done', { title, n: view.pages })
              : t('report.failed', { title, why: t(FAILED[view.code]) })}
          </b>
        </p>
        {view.phase === 'done' ? <p className="st-muted reports-file">{view.file}</p> : null}
      </div>
    </footer>
  )
}
