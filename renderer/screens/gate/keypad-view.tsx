import { ArrowLeft, Delete } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Locale } from '../../../core/contract/app'
import type { GateView } from '../../../core/contract/gate'
import { SHORT_CODE_LENGTH } from '../../../core/codes/short-code'
import { useWords } from '../../i18n/words'
import { FairHeader } from '../../parts/fair-header'
import { keepFocus } from '../../parts/keep-focus'
import { LanguageButton } from '../../parts/language-button'
import { useEscape } from '../../parts/use-keys'
import { wayText } from './attract-text'
import { codeState, DIGIT_KEYS, LETTER_KEYS, typedCode } from './code-field'

interface Props {
  readonly gate: GateView
  readonly typed: string
  readonly isChecking: boolean
  readonly onTyped: (typed: string) => void
  readonly onCode: (code: string) => void
  readonly onBack: () => void
  readonly onLanguage: (locale: Locale) => void
}

/** The eight characters above, the keys below; a real keyboard writes into the same field. */
export function KeypadView(props: Props) {
  const { gate, typed, isChecking, onTyped, onCode, onBack } = props
  const words = useWords()
  const { t, text } = words
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useEscape(onBack)
  const state = codeState(typed)
  const submit = () => {
    if (state.is === 'complete' && !isChecking) onCode(state.code)
  }
  const key = (character: string) => (
    <button
      key={character}
      type="button"
      className="key"
      onPointerDown={keepFocus}
      onClick={() => onTyped(typedCode(typed + character))}
    >
      {character}
    </button>
  )
  return (
    <form
      className="kiosk keypad"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <header className="roof">
        <FairHeader fair={gate.fair} title={text(gate.gate.name)}>
          {wayText(gate, words)}
        </FairHeader>
        <h1 className="headline">{t('keypad.headline')}</h1>
        <p className="lead" role="status" data-mistake={state.is === 'mistyped' ? '' : undefined}>
          {t(state.is === 'mistyped' ? 'keypad.mistake' : 'keypad.lead')}
        </p>
        <div className="code">
          <Boxes typed={typed} />
          <input
            ref={field}
            className="code-field"
            aria-label={t('keypad.field', { typed: typed.length })}
            aria-invalid={state.is === 'mistyped'}
            value={typed}
            inputMode="none"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onChange={(event) => onTyped(typedCode(event.target.value))}
          />
        </div>
      </header>
      <section className="floor">
        <div className="keys">
          <div className="keys-letters">
            {LETTER_KEYS.map(key)}
            <button
              type="button"
              className="key key-act"
              aria-label={t('action.eraseOne')}
              onPointerDown={keepFocus}
              onClick={() => onTyped(typed.slice(0, -1))}
            >
              <Delete className="icon" aria-hidden="true" />
              {t('action.erase')}
            </button>
          </div>
          <div className="keys-digits">
            {DIGIT_KEYS.map(key)}
            <button type="submit" className="key key-go" disabled={state.is !== 'complete' || isChecking}>
              {isChecking
                ? t('keypad.checking')
                : state.is === 'short'
                  ? t('keypad.missing', { count: state.missing })
                  : t(state.is === 'mistyped' ? 'keypad.again' : 'keypad.go')}
            </button>
          </div>
        </div>
      </section>
      <footer className="foot">
        <button type="button" className="btn btn-quiet" onClick={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
        <LanguageButton look="quiet" onChoose={props.onLanguage} />
        <span />
      </footer>
    </form>
  )
}

/** Two groups of four; the box to be filled next has the thick edge. */
function Boxes({ typed }: { typed: string }) {
  const boxes = Array.from({ length: SHORT_CODE_LENGTH }, (_, i) => typed[i] ?? '')
  return boxes.flatMap((character, i) => [
    ...(i === SHORT_CODE_LENGTH / 2 ? [<i key="hyphen" />] : []),
    <b key={i} className={i === typed.length ? 'now' : undefined} aria-hidden="true">
      {character}
    </b>,
  ])
}
