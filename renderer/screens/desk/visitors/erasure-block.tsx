import type { PersonView } from '../../../../core/contract/people'
import type { ErasureWord } from '../../../../core/desk/erasure'
import { listText } from '../../../i18n/windows'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import { ROLE_TEXT } from '../stations/station-words'

type Erasure = NonNullable<PersonView['erasure']>

const WORD_TEXT: Readonly<Record<Exclude<ErasureWord['is'], 'waiting'>, MessageId>> = {
  erased: 'person.erasure.goneAt',
  wiped: 'person.erasure.wiped',
  told: 'person.erasure.told',
  unseen: 'person.erasure.unseen',
}

/** How far forgetting a person has come: here, at the hub, at each station that holds people, or held them. */
export function ErasureBlock({ erasure }: { erasure: Erasure }) {
  const words = useWords()
  const { t } = words
  const { hub, stations, end } = erasure
  return (
    <section className="st-section desk-section" data-erasure={end}>
      <header>
        <h3>{t('person.erasure')}</h3>
      </header>
      <p role="status">{endText(erasure, words)}</p>
      {hub === 'none' ? null : (
        <dl className="desk-pairs">
          <dt>{t('person.erasure.hub')}</dt>
          <dd>{t(hub === 'done' ? 'person.erasure.gone' : 'person.erasure.waiting')}</dd>
          {stations.map(({ station, number, roles, word }) => (
            <div key={station} data-erasure-at={station} data-word={word.is}>
              <dt>{number === null ? t('person.erasure.here') : t('person.erasure.station', { number })}</dt>
              <dd>
                <span>
                  {listText(
                    words,
                    roles.map((role) => t(ROLE_TEXT[role])),
                  )}
                </span>
                <span className={word.is === 'erased' || word.is === 'wiped' ? undefined : 'st-muted'}>
                  {wordText(word, words)}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

/** How it stands in a sentence, and what a person can do when it does not end by itself. */
function endText({ at, end, stations }: Erasure, { t, times }: Words): string {
  const count = (...words: readonly ErasureWord['is'][]) =>
    stations.filter(({ word }) => words.includes(word.is)).length
  const asked = { at: times.moment(at) }
  if (end === 'done') return t('person.erasure.done', asked)
  if (end === 'unreached') return t('person.erasure.unreached', { ...asked, n: count('told', 'unseen') })
  return t('person.erasure.open', { ...asked, n: count('waiting') })
}

function wordText(word: ErasureWord, { t, times }: Words): string {
  if (word.is !== 'waiting') return t(WORD_TEXT[word.is], { at: times.moment(word.at) })
  return word.at === null
    ? t('person.erasure.waiting')
    : t('person.erasure.waiting.seen', { at: times.moment(word.at) })
}
