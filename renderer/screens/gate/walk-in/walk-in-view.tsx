import { ArrowLeft, ArrowRight, Check, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { fieldName } from '../../../../core/commands/register-walk-in'
import { assertNever } from '../../../../core/result/result'
import type { Purpose, WalkInField } from '../../../../core/setup/schema'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords, type Words } from '../../../i18n/words'
import { FairHeader } from '../../../parts/fair-header'
import { LanguageButton } from '../../../parts/language-button'
import { TouchKeyboard } from '../../../parts/touch-keyboard'
import { useHeading } from '../../../parts/use-heading'
import { useEscape } from '../../../parts/use-keys'
import { wayText } from '../attract-text'
import { DeclinedView } from './declined-view'
import { LabelPreview } from './label-preview'
import { ReviewList } from './review-list'
import { askOf, KEYS, leadOf, PROBLEM } from './walk-in-text'
import { isSkipping, stepOf, type WalkState } from './walk-in-machine'
import type { WalkInProps } from './walk-in-props'

/** One question a screen; what is typed appears on the label that will be printed. */
export function WalkInView(props: WalkInProps) {
  const { walk, onBack } = props
  useEscape(onBack)
  if (walk.declined !== null) return <DeclinedView {...props} purpose={walk.declined} />
  // A new step is a new screen: focus, keys and what the screen reader says begin anew.
  return <Step key={walk.at} {...props} />
}

function Step(props: WalkInProps) {
  const { gate, walk, onWalk, onSend, onBack } = props
  const words = useWords()
  const { t } = words
  const step = stepOf(walk)
  const isReview = step.is === 'review'
  const isOver =
    walk.failure === 'consent_changed' || walk.failure === 'no_walk_in' || walk.failure === 'unknown_category'
  const heading = useHeading()
  const ask = askOf(step, words)
  return (
    <form
      className="kiosk walkin"
      data-step={step.is === 'field' ? fieldName(step.field) : step.is}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReview) onSend()
        else onWalk({ type: 'next' })
      }}
    >
      <header className="roof">
        <FairHeader
          fair={gate.fair}
          title={isReview ? wayText(gate, words) : t('walkIn.step', { at: walk.at + 1, of: walk.steps.length })}
        >
          <Steps walk={walk} />
        </FairHeader>
        <h1 className="headline" data-long={ask.length > 17 ? '' : undefined} {...(step.is === 'field' ? {} : heading)}>
          {ask}
        </h1>
        <Said {...props} />
        <Paper {...props} />
      </header>
      <section className="floor">
        <Floor {...props} />
      </section>
      <footer className="foot">
        <button type="button" className="btn btn-quiet" disabled={walk.sending} onClick={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
        <LanguageButton look="quiet" onChoose={props.onLanguage} />
        {isOver ? (
          <button type="button" className="btn btn-main" onClick={props.onLeave}>
            {t('walkIn.again')}
          </button>
        ) : isReview ? (
          <button type="submit" className="btn btn-main" disabled={walk.sending}>
            <Check className="icon" aria-hidden="true" />
            {t(walk.sending ? 'walkIn.sending' : 'walkIn.send')}
          </button>
        ) : hasNext(walk) ? (
          <button type="submit" className="btn btn-main">
            {t(isSkipping(walk) ? 'walkIn.skip' : 'action.next')}
            <ArrowRight className="icon" aria-hidden="true" />
          </button>
        ) : (
          <span />
        )}
      </footer>
    </form>
  )
}

/** A choice goes on by itself; going on without one is for those who chose before, or may skip. */
function hasNext(walk: WalkState): boolean {
  const step = stepOf(walk)
  if (step.is === 'category') return walk.category !== null
  if (step.is === 'purpose') return walk.given[step.purpose.code] !== undefined
  return true
}

function Steps({ walk }: { walk: WalkState }) {
  return (
    <span className="steps" aria-hidden="true">
      {walk.steps.map((_, n) => (
        <i key={n} className={n <= walk.at ? 'on' : undefined} />
      ))}
    </span>
  )
}

/** The line under the question: what it is for, or what is wrong with the answer. */
function Said({ gate, walk }: WalkInProps) {
  const words = useWords()
  const { t } = words
  const step = stepOf(walk)
  if (walk.failure !== null) {
    const isOver =
      walk.failure === 'consent_changed' || walk.failure === 'no_walk_in' || walk.failure === 'unknown_category'
    return (
      <p className="lead" role="alert" data-mistake data-failure={walk.failure}>
        {isOver ? t('walkIn.changed') : t('walkIn.failed', { why: t(FAILURE_TEXT[walk.failure]) })}
      </p>
    )
  }
  if (walk.problem !== null && step.is === 'field')
    return (
      <p className="lead" role="alert" data-mistake>
        {t(PROBLEM[walk.problem])}
      </p>
    )
  return (
    <p className="lead" role="status">
      {leadOf(step, { hasBadge: walk.form.hasBadge, help: gate.gate.help }, words)}
    </p>
  )
}

/** What lies on the roof: the label, the sheet that a number or an answer is written on, or the text to agree to. */
function Paper({ gate, walk, onWalk }: WalkInProps) {
  const words = useWords()
  const step = stepOf(walk)
  switch (step.is) {
    case 'category':
    case 'review':
      return <LabelPreview walk={walk} fair={gate.fair.name} words={words} />
    case 'field':
      if (step.field.kind === 'name' || step.field.kind === 'institution')
        return (
          <LabelPreview walk={walk} fair={gate.fair.name} words={words}>
            <FieldInput field={step.field} walk={walk} onWalk={onWalk} />
          </LabelPreview>
        )
      return isChoice(step.field) ? null : (
        <div className="sheet">
          <FieldInput field={step.field} walk={walk} onWalk={onWalk} />
        </div>
      )
    case 'purpose':
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text is scrolled with the keys
        <div className="sheet sheet-text" tabIndex={0} role="region" aria-label={words.text(step.purpose.name)}>
          <p>{step.purpose.text[words.locale]}</p>
        </div>
      )
    default:
      return assertNever(step)
  }
}

/** The one field of the screen; keys that are touched find it by its mark. */
function FieldInput({ field, walk, onWalk }: Pick<WalkInProps, 'walk' | 'onWalk'> & { field: WalkInField }) {
  const words = useWords()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const element = input.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])
  // An answer that cannot be meant leads back into its field, wherever the press was.
  const { problem } = walk
  useEffect(() => {
    if (problem !== null) input.current?.focus()
  }, [problem])
  const name = fieldName(field)
  const text = walk.typed[name] ?? ''
  // A long answer grows smaller while it is typed: its end, where the next letter comes, stays in sight.
  useLayoutEffect(() => {
    const element = input.current
    if (element?.selectionEnd === text.length) element.scrollLeft = element.scrollWidth
  }, [text])
  return (
    <input
      ref={input}
      className="walkin-field"
      data-walkin-field
      data-size={text.length <= 15 ? 1 : text.length <= 22 ? 2 : text.length <= 32 ? 3 : 4}
      aria-label={askOf({ is: 'field', field }, words)}
      aria-invalid={walk.problem !== null}
      aria-required={field.required}
      value={text}
      maxLength={400}
      inputMode="none"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      onChange={(event) => onWalk({ type: 'typed', field: name, text: event.target.value })}
    />
  )
}

/** What is touched: keys, choices, yes and no, or the answers to be looked at once more. */
function Floor(props: WalkInProps) {
  const { walk, onWalk } = props
  const words = useWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current = document.querySelector('[data-walkin-field]')
  }, [])
  const step = stepOf(walk)
  switch (step.is) {
    case 'category':
      return (
        <Choices
          label={askOf(step, words)}
          choices={walk.form.categories.map((category) => ({ ...category, color: category.color ?? 'var(--brand)' }))}
          chosen={walk.category}
          onChoose={(category) => onWalk({ type: 'category', category })}
        />
      )
    case 'field':
      if (isChoice(step.field))
        return (
          <Choices
            label={askOf(step, words)}
            choices={step.field.choices.map((choice) => ({ ...choice, color: null }))}
            chosen={walk.typed[step.field.code] ?? null}
            onChoose={(choice) => onWalk({ type: 'chose', field: fieldName(step.field), choice })}
          />
        )
      return <TouchKeyboard field={field} kind={KEYS[step.field.kind]} />
    case 'purpose':
      return <YesNo purpose={step.purpose} walk={walk} onWalk={onWalk} words={words} />
    case 'review':
      return <ReviewList walk={walk} onWalk={onWalk} words={words} />
    default:
      return assertNever(step)
  }
}

interface Choice {
  readonly code: string
  readonly name: { readonly id: string; readonly en: string }
  readonly color: string | null
}

function Choices(props: {
  label: string
  choices: readonly Choice[]
  chosen: string | null
  onChoose: (code: string) => void
}) {
  const { locale } = useWords()
  return (
    <div
      className="walkin-choices"
      role="group"
      aria-label={props.label}
      data-many={props.choices.length > 6 ? '' : undefined}
    >
      {props.choices.map(({ code, name, color }) => (
        <button
          key={code}
          type="button"
          className="choice walkin-choice"
          data-choice={code}
          aria-pressed={props.chosen === code}
          onClick={() => props.onChoose(code)}
        >
          {color === null ? null : <i style={{ background: color }} />}
          <b>{name[locale]}</b>
        </button>
      ))}
    </div>
  )
}

function YesNo({
  purpose,
  walk,
  onWalk,
  words,
}: Pick<WalkInProps, 'walk' | 'onWalk'> & { purpose: Purpose; words: Words }) {
  const { t } = words
  const answer = (given: boolean) => onWalk({ type: 'purpose', purpose: purpose.code, given })
  const before = walk.given[purpose.code]
  return (
    <div className="yes-no" role="group" aria-label={words.text(purpose.name)}>
      <button type="button" className="choice" aria-pressed={before === true} onClick={() => answer(true)}>
        <ThumbsUp className="icon" aria-hidden="true" />
        <b>{t('walkIn.yes')}</b>
      </button>
      <button type="button" className="choice" aria-pressed={before === false} onClick={() => answer(false)}>
        <ThumbsDown className="icon" aria-hidden="true" />
        <b>{t('walkIn.no')}</b>
      </button>
    </div>
  )
}

const isChoice = (field: WalkInField): field is Extract<WalkInField, { kind: 'question' }> =>
  field.kind === 'question' && field.choices.length > 0
