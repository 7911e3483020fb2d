import type { RosterCheck, RosterView } from '../../../../core/contract/roster'
import type { RosterColumn } from '../../../../core/roster/columns'
import { useWords, type Words } from '../../../i18n/words'
import { peopleOf } from './choices'
import { AS } from './reject-text'

interface Props {
  readonly view: RosterView
  readonly check: RosterCheck
  readonly keep: boolean
  readonly onImport: () => void
  readonly onCancel: () => void
}

/** The one thing to do next: import, or wait and be able to cancel. */
export function Foot({ view, check, keep, onImport, onCancel }: Props) {
  const words = useWords()
  const { t } = words
  if (view.phase === 'saving') return <Saving view={view} onCancel={onCancel} />
  if (view.phase === 'checking')
    return (
      <footer className="imp-foot">
        <p role="status">{t('roster.again')}</p>
        <button type="button" className="st-btn" data-act="cancel" onClick={onCancel}>
          {t('roster.cancel')} <kbd aria-hidden="true">{t('people.key.escape')}</kbd>
        </button>
      </footer>
    )
  const people = peopleOf(check, keep)
  const why = whyNot(check, keep, words)
  return (
    <footer className="imp-foot">
      <p role="status">
        {why === null ? t('roster.foot.nothing') : <b>{why}</b>}{' '}
        {why === null && check.rejected > 0 ? (
          <span className="st-muted">{t('roster.foot.later', { n: check.rejected })}</span>
        ) : null}
      </p>
      <button
        type="button"
        className="st-btn st-btn-main imp-go"
        data-act="import"
        aria-disabled={why !== null}
        onClick={() => (why === null ? onImport() : undefined)}
      >
        {t('roster.import', { n: people })} <kbd aria-hidden="true">{t('people.key.enter')}</kbd>
      </button>
    </footer>
  )
}

/** Why it cannot be imported as it stands; null: it can. */
function whyNot(check: RosterCheck, keep: boolean, { t }: Words): string | null {
  const name = (column: string) => t(AS[column as RosterColumn])
  if (check.isUnsure) return t('roster.unsure')
  const { problem } = check
  if (problem?.code === 'missing_column') {
    const columns = String(problem.detail['columns']).split(', ').map(name)
    return t('roster.foot.missing', { columns: columns.join(' & ') })
  }
  if (problem !== null) {
    const { column, first, second, isSame } = problem.detail
    return t('roster.foot.doubled', {
      column: name(String(column)),
      first: String(first),
      second: String(second),
      isSame: String(isSame),
    })
  }
  if (peopleOf(check, keep) > 0) return null
  return check.unchanged + check.updated > 0 ? t('roster.foot.same') : t('roster.foot.noRows')
}

function Saving({ view, onCancel }: { view: Extract<RosterView, { phase: 'saving' }>; onCancel: () => void }) {
  const { t } = useWords()
  const { step, done, total, secondsLeft: left } = view
  const isLate = step === 'writing'
  return (
    <footer className="imp-foot" data-step={step}>
      <div className="imp-run">
        <p role="status">
          <b>{t(isLate ? 'roster.saving.writing' : 'roster.saving.reading', { done, total })}</b>
          {left === null ? '' : `, ${t('roster.saving.left', { n: left })}`}
        </p>
        <progress max={Math.max(1, total)} value={done} />
      </div>
      <button
        type="button"
        className="st-btn"
        data-act="cancel"
        aria-disabled={isLate}
        onClick={() => (isLate ? undefined : onCancel())}
      >
        {t('roster.cancel')} <kbd aria-hidden="true">{t('people.key.escape')}</kbd>
      </button>
      <p className="st-muted">{t(isLate ? 'roster.cancel.late' : 'roster.cancel.note')}</p>
    </footer>
  )
}
