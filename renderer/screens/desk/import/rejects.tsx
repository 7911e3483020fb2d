import type { RosterReject } from '../../../../core/contract/roster'
import { rejectText } from './reject-text'
import { useWords } from '../../../i18n/words'

/** Rejected rows that are shown at once: more than a person corrects by eye. */
const SHOWN = 20

interface Props {
  readonly count: number
  readonly rejects: readonly RosterReject[]
  /** How many rows were saved to be corrected; null: none yet. */
  readonly saved: number | null
  /** Null: not now. */
  readonly onSave: (() => void) | null
}

/** What is not taken, where it stands, and why. */
export function Rejects({ count, rejects, saved, onSave }: Props) {
  const { t } = useWords()
  if (count === 0) return null
  const shown = rejects.slice(0, SHOWN)
  return (
    <section className="st-section" data-part="rejects">
      <header>
        <h2>{t('roster.rejects', { n: count })}</h2>
        <button
          type="button"
          className="st-link imp-save"
          data-act="saveRejected"
          aria-disabled={onSave === null}
          onClick={() => onSave?.()}
        >
          {t('roster.rejects.save')}
        </button>
      </header>
      {saved === null ? null : (
        <p className="imp-saved" role="status">
          {t('roster.rejects.saved', { n: saved })}
        </p>
      )}
      <ul className="imp-rejects">
        {shown.map((reject) => (
          <li key={reject.line}>
            <p>
              {t('roster.line', { line: reject.line })}
              {reject.letter === null ? null : (
                <>
                  <br />
                  <span className="st-muted">{t('roster.letter', { letter: reject.letter })}</span>
                </>
              )}
            </p>
            <p>
              {reject.value === '' ? null : (
                <>
                  <q>{reject.value}</q>
                  <br />
                </>
              )}
              {rejectText(t, reject)}
            </p>
          </li>
        ))}
      </ul>
      {count > shown.length ? (
        <p className="st-muted imp-more">{t('roster.rejects.more', { n: count - shown.length })}</p>
      ) : null}
    </section>
  )
}
