import { Info, Keyboard, RotateCw } from 'lucide-react'
import type { Locale } from '../../../core/contract/app'
import type { GateView } from '../../../core/contract/gate'
import { useWords } from '../../i18n/words'
import { DIRECTION_ICON, Ring } from '../../parts/icons'
import { LanguageButton } from '../../parts/language-button'
import { lastsOf, toneOfShown, type Shown } from './gate-machine'
import { greetingSize } from './greeting-size'
import { posterSize } from '../../parts/poster-size'
import { SealIcon } from './seal-icon'
import { verdictOf, type Verdict } from './verdict'

interface Props {
  readonly gate: GateView
  readonly shown: Shown
  readonly since: number
  readonly onLanguage: (locale: Locale) => void
  readonly onType: () => void
  readonly onRetry: () => void
}

/** One verdict as a poster: seal, one huge word, name; below, on paper, where to go. */
export function ResultView(props: Props) {
  const { gate, shown, since, onLanguage } = props
  const words = useWords()
  const { t, text, times } = words
  const verdict = verdictOf(shown, gate, words)
  return (
    <section
      className="kiosk result"
      role="status"
      data-outcome={shown.ok ? shown.answer.outcome : 'error'}
      data-reason={shown.ok ? (shown.answer.reason ?? '') : shown.code}
      data-tone={toneOfShown(shown)}
    >
      <div className="seal">
        <Ring seconds={lastsOf(shown) / 1000} turn={since} />
        <SealIcon picture={verdict.picture} />
      </div>
      <div className="verdict">
        <h1 className="poster" data-size={posterSize(verdict.poster)}>
          {verdict.poster}
        </h1>
        {verdict.when === null ? null : <p className="when">{verdict.when}</p>}
        <Greeting verdict={verdict} />
        {verdict.say === null ? null : <p className="say">{verdict.say}</p>}
      </div>
      <div className="next">
        {verdict.hint === null ? null : (
          <p className="hint">
            <Info className="icon" aria-hidden="true" />
            <span>
              <b>{t('hint.label')}</b> {verdict.hint}
            </span>
          </p>
        )}
        <Band sign={verdict.sign} />
        <NextStep action={verdict.action} {...props} />
      </div>
      <footer className="foot">
        <span>{t('result.time', { time: times.time(shown.ok ? shown.answer.at : shown.scan.at) })}</span>
        <LanguageButton look="on" onChoose={onLanguage} />
        <span>{text((shown.ok ? shown.answer.gate : null) ?? gate.gate.name)}</span>
      </footer>
    </section>
  )
}

function Greeting({ verdict: { name, category } }: { verdict: Verdict }) {
  if (name === null && category === null) return null
  return (
    <p className="who">
      {name === null ? null : (
        <b
          data-name
          data-size={greetingSize(name, { width: 952, lines: 3 })}
          data-wide={greetingSize(name, { width: 1240, lines: 2 })}
        >
          {name}
        </b>
      )}
      {category === null ? null : <span data-category>{category}</span>}
    </p>
  )
}

function Band({ sign }: { sign: Verdict['sign'] }) {
  if (sign === null) return null
  const Arrow = DIRECTION_ICON[sign.direction]
  return (
    <p className="sign">
      <span className="sign-arrow">
        <Arrow className="icon" aria-hidden="true" />
      </span>
      <span>
        <b>{sign.place}</b>
        {sign.text}
      </span>
    </p>
  )
}

function NextStep({ action, onType, onRetry }: Props & { action: Verdict['action'] }) {
  const { t } = useWords()
  if (action === null) return null
  const [Icon, label, onClick] =
    action === 'retry'
      ? ([RotateCw, 'action.retry', onRetry] as const)
      : ([Keyboard, action === 'type' ? 'result.type' : 'result.typeAgain', onType] as const)
  return (
    <div className="next-buttons">
      <button type="button" className="btn btn-on" onClick={onClick}>
        <Icon className="icon" aria-hidden="true" />
        {t(label)}
      </button>
    </div>
  )
}
