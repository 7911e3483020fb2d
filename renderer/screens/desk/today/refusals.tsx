import type { TodayView } from '../../../../core/contract/today'
import { capital } from '../../../i18n/capital'
import { useWords } from '../../../i18n/words'
import { REFUSAL_WORDS } from '../../gate/panel/refusal-words'

/** Why scans were refused at the doors, the most frequent first. */
export function Refusals({ view: { doors } }: { view: TodayView }) {
  const { t } = useWords()
  const most = doors.refusals[0]?.n ?? 0
  return (
    <section className="st-section td-refusals">
      <header>
        <h2>{t('today.refusals')}</h2>
        <p className="st-muted">{t('today.refusals.of', { n: doors.refused })}</p>
      </header>
      {doors.refusals.length === 0 ? (
        <p className="td-calm st-muted">{t('today.refusals.none')}</p>
      ) : (
        <ul>
          {doors.refusals.map(({ reason, n }) => (
            <li key={reason} data-reason={reason}>
              <span className="st-cut">{capital(t(REFUSAL_WORDS[reason]))}</span>
              <span className="td-track" aria-hidden="true">
                <i style={{ width: `${(n / most) * 100}%` }} />
              </span>
              <span className="st-num">{t('today.n', { n })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
