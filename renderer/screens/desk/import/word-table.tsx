import { ChevronDown } from 'lucide-react'
import type { RosterCheck } from '../../../../core/contract/roster'
import { useWords } from '../../../i18n/words'

interface Props {
  readonly check: RosterCheck
  readonly isStill: boolean
  readonly onChoose: (key: string, category: string) => void
}

/** The words of the category column, and the category that each stands for; what stands for none is rejected. */
export function WordTable({ check, isStill, onChoose }: Props) {
  const { t, text, locale } = useWords()
  const count = new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB')
  const header = check.columns.find(({ becomes }) => becomes === 'category')?.header ?? t('roster.as.category')
  const sum = check.words.reduce((all, word) => all + word.count, 0)
  return (
    <section className="st-section">
      <header>
        <h2 className="st-cut">{t('roster.words', { header })}</h2>
        <p className="st-muted">{t('roster.words.people')}</p>
      </header>
      <table className="imp-table imp-words">
        <tbody>
          {check.words.map(({ word, key, category, count: people }) => (
            <tr key={key} data-word={key}>
              <th scope="row" title={word}>
                {word}
              </th>
              <td className="imp-choice">
                <span className="st-field">
                  <select
                    aria-label={t('roster.words.becomes', { word })}
                    className={category === null ? 'st-bad' : ''}
                    value={category ?? ''}
                    disabled={isStill}
                    onChange={({ target }) => onChoose(key, target.value)}
                  >
                    {category === null ? <option value="">{t('roster.words.reject')}</option> : null}
                    {check.categories.map(({ code, name }) => (
                      <option key={code} value={code}>
                        {text(name)}
                      </option>
                    ))}
                  </select>
                  <ChevronDown className="st-i st-i-s" aria-hidden="true" />
                </span>
              </td>
              <td className="st-num">{count.format(people)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {check.wordCount > check.words.length
                ? t('roster.words.more', { n: check.wordCount - check.words.length })
                : t('roster.words.all')}
            </th>
            <td className="st-num">{count.format(check.wordCount > check.words.length ? check.rows - sum : sum)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
