import { useEffect, useRef, useState } from 'react'
import type { NamedReason } from '../../../../core/contract/gate-panel'
import { useWords } from '../../../i18n/words'
import { TouchKeyboard } from '../../../parts/touch-keyboard'
import './choices.css'
import { Sheet } from './sheet'

interface Props {
  readonly title: string
  /** Whom it is about. */
  readonly who: string
  readonly line: string
  readonly reasons: readonly NamedReason[]
  readonly mayNote: boolean
  readonly action: string
  /** What stopped the last try. */
  readonly trouble: string | null
  readonly isBusy: boolean
  readonly onDone: (reason: string, note: string | null) => void
  readonly onLeave: () => void
}

/** What is about to be done, why (a word of the set-up), and a note where there is more to say. */
export function ReasonSheet(props: Props) {
  const { t, text } = useWords()
  const { reasons, isBusy } = props
  const [reason, setReason] = useState(reasons.length === 1 ? (reasons[0]?.code ?? null) : null)
  const [note, setNote] = useState<string | null>(null)
  return (
    <Sheet title={props.title} onLeave={props.onLeave}>
      <p className="gp-who">
        <b>{props.who}</b>
        <span>{props.line}</span>
      </p>
      <p className="gp-trouble" role="alert">
        {props.trouble}
      </p>
      <div className="gp-reasons" role="radiogroup" aria-label={t('gp.sheet.why')}>
        <p>{t('gp.sheet.why')}</p>
        {reasons.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            role="radio"
            aria-checked={code === reason}
            data-reason-code={code}
            onClick={() => setReason(code)}
          >
            <i />
            {text(name)}
          </button>
        ))}
      </div>
      {props.mayNote ? <Note note={note} onNote={setNote} /> : null}
      <div className="gp-acts">
        <button type="button" className="gp-big" onClick={props.onLeave}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          className="gp-big gp-primary"
          data-act="confirm"
          disabled={reason === null || isBusy}
          onClick={() => reason !== null && props.onDone(reason, note === null || note.trim() === '' ? null : note)}
        >
          {props.action}
        </button>
      </div>
    </Sheet>
  )
}

function Note({ note, onNote }: { note: string | null; onNote: (note: string) => void }) {
  const { t } = useWords()
  const field = useRef<HTMLInputElement>(null)
  const isOpen = note !== null
  useEffect(() => {
    if (isOpen) field.current?.focus()
  }, [isOpen])
  if (!isOpen)
    return (
      <button type="button" className="gp-big gp-add" onClick={() => onNote('')}>
        {t('gp.sheet.note')}
      </button>
    )
  return (
    <>
      <label className="gp-note">
        <span>{t('gp.sheet.note.label')}</span>
        <input
          ref={field}
          value={note}
          maxLength={500}
          inputMode="none"
          autoComplete="off"
          onChange={(event) => onNote(event.target.value)}
        />
      </label>
      <TouchKeyboard field={field} kind="text" />
    </>
  )
}
