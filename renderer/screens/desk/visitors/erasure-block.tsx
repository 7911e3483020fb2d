import type { PersonView } from '../../../../core/contract/people'
import { listText } from '../../../i18n/windows'
import { useWords } from '../../../i18n/words'
import { ROLE_TEXT } from '../stations/station-words'

/** How far forgetting a person has come: here, at the hub, at each station that holds people. */
export function ErasureBlock({ erasure }: { erasure: NonNullable<PersonView['erasure']> }) {
  const words = useWords()
  const { t, times } = words
  const { at, hub, stations } = erasure
  const open = stations.filter(({ confirmedAt }) => confirmedAt === null)
  return (
    <section
      className="st-section desk-section"
      data-erasure={open.length === 0 && hub !== 'waiting' ? 'done' : 'open'}
    >
      <header>
        <h3>{t('person.erasure')}</h3>
      </header>
      <p role="status">
        {open.length === 0 && hub !== 'waiting'
          ? t('person.erasure.done', { at: times.moment(at) })
          : t('person.erasure.open', { at: times.moment(at), n: open.length })}
      </p>
      {hub === 'none' ? null : (
        <dl className="desk-pairs">
          <dt>{t('person.erasure.hub')}</dt>
          <dd>{t(hub === 'done' ? 'person.erasure.gone' : 'person.erasure.waiting')}</dd>
          {stations.map(({ station, number, roles, confirmedAt }) => (
            <div key={station}>
              <dt>{number === null ? t('person.erasure.here') : t('person.erasure.station', { number })}</dt>
              <dd>
                <span>
                  {listText(
                    words,
                    roles.map((role) => t(ROLE_TEXT[role])),
                  )}
                </span>
                <span className={confirmedAt === null ? 'st-muted' : undefined}>
                  {confirmedAt === null
                    ? t('person.erasure.waiting')
                    : t('person.erasure.goneAt', { at: times.moment(confirmedAt) })}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
