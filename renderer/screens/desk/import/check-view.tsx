import type { RosterCheck } from '../../../../core/contract/roster'
import type { ColumnChoice } from '../../../../core/roster/columns'
import { useWords } from '../../../i18n/words'
import { ColumnTable } from './column-table'
import { choiceOf, wordsOf } from './choices'
import { AS } from './reject-text'
import { Rejects } from './rejects'
import { WordTable } from './word-table'

interface Props {
  readonly check: RosterCheck
  readonly keep: boolean
  /** Nothing can be changed: it is looked at again, or saved. */
  readonly isStill: boolean
  readonly saved: number | null
  readonly onKeep: (keep: boolean) => void
  readonly onRead: (sheet: string | null, columns: ColumnChoice, words: Readonly<Record<string, string>>) => void
  readonly onSave: () => void
}

/** What a file would come to: figures, its columns and what they become, who comes first, what is rejected and why. */
export function CheckView({ check, keep, isStill, saved, onKeep, onRead, onSave }: Props) {
  const { t } = useWords()
  const known = check.updated + check.unchanged
  return (
    <>
      <section className="imp-figures" aria-label={t('roster.figures')}>
        <Figure label={t('roster.rows')} value={check.rows} />
        <Figure label={t('roster.new')} value={check.added} />
        <Figure
          label={keep ? t('roster.kept') : t('roster.updated')}
          value={keep ? known : check.updated}
          note={keep || check.unchanged === 0 ? null : t('roster.unchanged', { n: check.unchanged })}
        />
        <Figure label={t('roster.rejected')} value={check.rejected} isBad={check.rejected > 0} />
      </section>
      <div className="imp-grid">
        <div>
          {check.sheets.length > 1 ? (
            <Sheets check={check} isStill={isStill} onSheet={(sheet) => onRead(sheet, {}, {})} />
          ) : null}
          <ColumnTable
            check={check}
            isStill={isStill}
            onChoose={(key, column) => onRead(check.sheet, choiceOf(check, key, column), wordsOf(check))}
          />
          {check.firstPeople.length === 0 ? null : <Preview check={check} />}
        </div>
        <div>
          <Rejects
            count={check.rejected}
            rejects={check.firstRejected}
            saved={saved}
            onSave={isStill ? null : onSave}
          />
          {known === 0 ? null : (
            <section className="st-section">
              <header>
                <h2>{t('roster.known', { n: known })}</h2>
              </header>
              <fieldset className="imp-known" disabled={isStill}>
                <legend className="spoken">{t('roster.known', { n: known })}</legend>
                {[false, true].map((kept) => (
                  <label key={String(kept)}>
                    <input type="radio" name="keep" checked={keep === kept} onChange={() => onKeep(kept)} />
                    {kept ? t('roster.known.keep') : t('roster.known.update')}
                  </label>
                ))}
              </fieldset>
            </section>
          )}
          {check.words.length === 0 ? null : (
            <WordTable
              check={check}
              isStill={isStill}
              onChoose={(key, category) => onRead(check.sheet, choiceOf(check), { ...wordsOf(check), [key]: category })}
            />
          )}
        </div>
      </div>
    </>
  )
}

function Figure(props: { label: string; value: number; note?: string | null; isBad?: boolean }) {
  const { locale } = useWords()
  const { label, value, note = null, isBad = false } = props
  return (
    <div>
      <p>{label}</p>
      <p className={isBad ? 'imp-figure st-bad' : 'imp-figure'}>
        {new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB').format(value)}
        {note === null ? null : <small className="st-muted">{note}</small>}
      </p>
    </div>
  )
}

function Sheets(props: { check: RosterCheck; isStill: boolean; onSheet: (sheet: string) => void }) {
  const { t } = useWords()
  const { check, isStill, onSheet } = props
  return (
    <section className="st-section">
      <header>
        <h2>{t('roster.sheet')}</h2>
      </header>
      {check.isUnsure ? (
        <p className="st-over imp-unsure" role="status">
          {t('roster.unsure')}
        </p>
      ) : null}
      <fieldset className="st-seg" disabled={isStill}>
        <legend className="spoken">{t('roster.sheet')}</legend>
        {check.sheets.map(({ name }) => (
          <label key={name} data-sheet={name}>
            <input
              type="radio"
              className="spoken"
              name="sheet"
              checked={!check.isUnsure && check.sheet === name}
              onChange={() => onSheet(name)}
            />
            <span className="st-cut">{name}</span>
          </label>
        ))}
      </fieldset>
    </section>
  )
}

/** The first people as they will stand in the fair. */
function Preview({ check }: { check: RosterCheck }) {
  const { t, text } = useWords()
  const nameOf = (code: string) => {
    const category = check.categories.find((known) => known.code === code)
    return category === undefined ? code : text(category.name)
  }
  return (
    <section className="st-section">
      <header>
        <h2>{t('roster.preview')}</h2>
        <p className="st-muted">{t('roster.preview.first', { n: check.firstPeople.length })}</p>
      </header>
      <table className="imp-table imp-preview">
        <thead>
          <tr>
            {(['name', 'category', 'institution', 'phone', 'code'] as const).map((column) => (
              <th key={column} scope="col">
                {t(AS[column])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {check.firstPeople.map(({ name, category, institution, phone, code }, n) => (
            <tr key={n}>
              <td title={name}>{name}</td>
              <td title={nameOf(category)}>{nameOf(category)}</td>
              <td title={institution ?? ''}>{institution ?? <span className="st-muted">–</span>}</td>
              <td>{phone ?? <span className="st-muted">–</span>}</td>
              <td>{code ?? <span className="st-muted">{t('roster.preview.newCode')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
