import type { TodayView } from '../../../../core/contract/today'
import { useWords } from '../../../i18n/words'
import { Count } from './services-table'

/** Each gate by what came through it. */
export function GatesTable({ view: { gates, doors, isNow } }: { view: TodayView }) {
  const { t, text } = useWords()
  const pace = gates.reduce((sum, { perMinute }) => sum + perMinute, 0)
  return (
    <section className="st-section td-gates">
      <header>
        <h2>{t('today.gates')}</h2>
        {doors.duplicates > 0 ? (
          <p className="st-muted">{t('today.gates.duplicates', { n: doors.duplicates })}</p>
        ) : null}
      </header>
      <table className="td-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="td-vh">{t('today.gates.name')}</span>
            </th>
            <th scope="col" className="st-num">
              {t('today.gates.entries')}
            </th>
            <th scope="col" className="st-num">
              {t('today.gates.exits')}
            </th>
            <th scope="col" className="st-num">
              {t('today.gates.refused')}
            </th>
            {isNow ? (
              <th scope="col" className="st-num">
                {t('today.gates.pace')}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {gates.map(({ gate, name, entries, exits, refused, perMinute }) => (
            <tr key={gate ?? ''} data-gate={gate ?? ''}>
              <th scope="row" className="st-cut">
                {name === null ? t('today.gates.none') : text(name)}
              </th>
              <Count n={entries} />
              <Count n={exits} />
              <Count n={refused} />
              {isNow ? <td className="st-num">{t('today.pace', { n: perMinute })}</td> : null}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('today.gates.all')}</th>
            <Count n={doors.entries} />
            <Count n={doors.exits} />
            <Count n={doors.refused} />
            {isNow ? <td className="st-num">{t('today.pace', { n: pace })}</td> : null}
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
