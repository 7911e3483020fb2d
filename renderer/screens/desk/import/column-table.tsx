import { Check, ChevronDown } from 'lucide-react'
import type { RosterCheck, RosterCheckColumn } from '../../../../core/contract/roster'
import { ROSTER_COLUMNS, type RosterColumn } from '../../../../core/roster/columns'
import { useWords } from '../../../i18n/words'
import { AS } from './reject-text'

interface Props {
  readonly check: RosterCheck
  readonly isStill: boolean
  readonly onChoose: (key: string, becomes: RosterColumn | 'ignore') => void
}

/** The columns of the file, what stands in them, and what each becomes. */
export function ColumnTable({ check, isStill, onChoose }: Props) {
  const { t } = useWords()
  const used = check.columns.filter(({ becomes }) => becomes !== null).length
  const more = check.columnCount - check.columns.length
  return (
    <section className="st-section">
      <header>
        <h2>{t('roster.columns')}</h2>
        <p className="st-muted">{t('roster.columns.used', { used, all: check.columnCount })}</p>
      </header>
      <table className="imp-table imp-map">
        <thead>
          <tr>
            <th scope="col">{t('roster.col')}</th>
            <th scope="col">{t('roster.col.sample')}</th>
            <th scope="col">{t('roster.col.becomes')}</th>
            <th scope="col" className="st-num imp-wide">
              {t('roster.col.filled')}
            </th>
            <th scope="col">
              <span className="spoken">{t('roster.col.state')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {check.columns.map((column) => (
            <ColumnRow key={column.letter} column={column} isStill={isStill} onChoose={onChoose} />
          ))}
        </tbody>
      </table>
      {more > 0 ? <p className="st-muted imp-more">{t('roster.columns.more', { n: more })}</p> : null}
    </section>
  )
}

function ColumnRow({ column, isStill, onChoose }: { column: RosterCheckColumn } & Omit<Props, 'check'>) {
  const { t, locale } = useWords()
  const { letter, header, key, samples, becomes, isChosen, filled } = column
  const percent = new Intl.NumberFormat(locale, { style: 'percent' })
  return (
    <tr data-column={key}>
      <th scope="row" title={header}>
        <b>{letter}</b>
        {header}
      </th>
      <td className="st-muted" title={samples.join(', ')}>
        {samples.join(', ')}
      </td>
      <td className="imp-choice">
        <span className="st-field">
          <select
            aria-label={t('roster.col.becomesOf', { header })}
            className={becomes === null ? 'st-muted' : ''}
            value={becomes ?? 'ignore'}
            disabled={isStill || key === ''}
            onChange={({ target }) => onChoose(key, target.value as RosterColumn | 'ignore')}
          >
            {(['ignore', ...ROSTER_COLUMNS] as const).map((choice) => (
              <option key={choice} value={choice}>
                {t(AS[choice])}
              </option>
            ))}
          </select>
          <ChevronDown className="st-i st-i-s" aria-hidden="true" />
        </span>
      </td>
      <td className="st-num imp-wide">
        {becomes === null ? <span className="st-muted">–</span> : percent.format(filled)}
      </td>
      <td>
        {becomes === null ? (
          <span className="st-muted">{t('roster.col.unused')}</span>
        ) : isChosen ? (
          t('roster.col.chosen')
        ) : (
          <span className="st-muted imp-seen">
            <Check className="st-i st-i-s" aria-hidden="true" />
            {t('roster.col.recognised')}
          </span>
        )}
      </td>
    </tr>
  )
}
