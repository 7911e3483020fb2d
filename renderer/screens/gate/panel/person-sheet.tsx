import type { PanelPerson } from '../../../../core/contract/gate-panel'
import { useWords } from '../../../i18n/words'
import { asOfText } from './as-of'
import { refusalWord } from './refusal-words'
import { lineOf } from './search-part'
import { Sheet } from './sheet'

interface Props {
  readonly person: PanelPerson
  /** While cut off: of which moment the list here is, UTC ms. */
  readonly asOf: number | null
  readonly now: number
  readonly onOut: () => void
  readonly onAllow: () => void
  readonly onLeave: () => void
}

/** Somebody who cannot simply be let in: what the rules say, and what can be done all the same. */
export function PersonSheet({ person, asOf, now, onOut, onAllow, onLeave }: Props) {
  const words = useWords()
  const { t, text } = words
  const { refusal, overridable, stay } = person
  const gate = stay.is === 'inside' && stay.gate !== null ? `, ${text(stay.gate)}` : ''
  return (
    <Sheet title={person.name ?? t('gp.scan.noName')} onLeave={onLeave}>
      <p className="gp-who">
        <span>
          {lineOf(person, words)}
          {gate}
        </span>
      </p>
      {refusal === null ? null : (
        <p className="gp-who">
          <b>{t('gp.person.rules', { refusal: t(refusalWord(refusal)) })}</b>
          {asOf === null ? null : <span>{t('gp.person.asOf', { time: asOfText(asOf, now, words) })}</span>}
          {overridable === 'supervisor' ? <span>{t('gp.scan.supervisor')}</span> : null}
          {overridable === null ? <span>{t('gp.person.nobody')}</span> : null}
        </p>
      )}
      <div className="gp-acts">
        <button type="button" className="gp-big" onClick={onLeave}>
          {t('action.back')}
        </button>
        {overridable === 'me' ? (
          <button type="button" className="gp-big" data-act="allow" onClick={onAllow}>
            {t('gp.scan.allow')}
          </button>
        ) : null}
        {stay.is === 'inside' ? (
          <button type="button" className="gp-big gp-primary" data-act="out" onClick={onOut}>
            {t('gp.person.out')}
          </button>
        ) : null}
      </div>
    </Sheet>
  )
}
