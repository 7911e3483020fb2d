import { CircleCheck } from 'lucide-react'
import type { RosterOutcome } from '../../../../core/contract/roster'
import { useHeading } from '../../../parts/use-heading'
import { useWords } from '../../../i18n/words'
import { Rejects } from './rejects'

interface Props {
  readonly report: RosterOutcome
  readonly saved: number | null
  readonly onSave: () => void
  readonly onLeave: () => void
}

/** What the import did. */
export function DoneView({ report, saved, onSave, onLeave }: Props) {
  const { t, locale } = useWords()
  const heading = useHeading()
  const count = new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB')
  const figures = [
    [t('roster.done.added'), report.added],
    [t('roster.done.updated'), report.updated],
    [t('roster.done.unchanged'), report.unchanged],
    [t('roster.rejected'), report.rejected],
  ] as const
  return (
    <section className="imp-done" role="status" data-outcome="imported">
      <h2 {...heading}>
        <CircleCheck className="st-i" aria-hidden="true" />
        {t('roster.done')}
      </h2>
      <div className="imp-figures">
        {figures.map(([label, value], n) => (
          <div key={label}>
            <p>{label}</p>
            <p className={n === 3 && value > 0 ? 'imp-figure st-bad' : 'imp-figure'}>{count.format(value)}</p>
          </div>
        ))}
      </div>
      <div className="imp-after">
        <Rejects count={report.rejected} rejects={report.firstRejected} saved={saved} onSave={onSave} />
      </div>
      <footer className="imp-foot">
        <p>{report.rejected > 0 ? t('roster.foot.later', { n: report.rejected }) : t('roster.none.codes')}</p>
        <button type="button" className="st-btn st-btn-main imp-go" data-act="done" onClick={onLeave}>
          {t('roster.done.back')} <kbd aria-hidden="true">{t('people.key.enter')}</kbd>
        </button>
      </footer>
    </section>
  )
}
