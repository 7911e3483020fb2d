import { useId, useState } from 'react'
import type { DeskView } from '../../../../core/contract/desk'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { Field } from '../visitors/field'
import { useRefresh } from '../visitors/use-refresh'

interface Props {
  readonly view: DeskView
  readonly onClose: () => void
}

/**
 * Ends a code that somebody holds up or sent in: by the code itself, since whose it is may not be known at the desk (a gate
 * made it while it was cut off).
 */
export function EndCodeDialog({ view, onClose }: Props) {
  const { t, text: inWords } = useWords()
  const refresh = useRefresh()
  const group = useId()
  const reasons = view.reasons.filter(({ uses }) => uses.includes('revoke'))
  const [text, setText] = useState('')
  const [reason, setReason] = useState(reasons[0]?.code ?? '')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [ended, setEnded] = useState<{ readonly changed: boolean; readonly name: string | null } | null>(null)
  const end = async () => {
    setBusy(true)
    const answer = await call('codes.end', { text, reason })
    setBusy(false)
    if (!answer.ok)
      return setTrouble(t(answer.code === 'unknown_reason' ? 'person.move.noReason' : FAILURE_TEXT[answer.code]))
    setTrouble(null)
    setEnded(answer.value)
    await refresh()
  }
  if (ended !== null)
    return (
      <Modal
        key="ended"
        name="code_ended"
        title={t(ended.changed ? 'codes.end.done' : 'codes.end.before')}
        go={{
          title: t('codes.end.next'),
          isReady: true,
          onGo: () => {
            setText('')
            setEnded(null)
          },
        }}
        onClose={onClose}
      >
        <p role="status">{ended.name === null ? t('codes.end.nobody') : t('codes.end.of', { name: ended.name })}</p>
      </Modal>
    )
  return (
    <Modal
      key="end"
      name="end_code"
      title={t('codes.end')}
      say={t('codes.end.say')}
      mistake={trouble}
      go={{
        title: t('codes.end.go'),
        isReady: text.trim() !== '' && reason !== '' && !isBusy,
        onGo: () => void end(),
      }}
      onKeyDown={(event) => {
        // The Enter that a scanner sends behind a code ends the text, not yet the code.
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || event.target.type !== 'text') return
        event.preventDefault()
        event.currentTarget.querySelector<HTMLElement>('input[type=radio]:checked')?.focus()
      }}
      onClose={onClose}
    >
      <Field
        label={t('codes.end.text')}
        name="code_text"
        value={text}
        maxLength={4_000}
        onValue={(typed) => {
          setTrouble(null)
          setText(typed)
        }}
      />
      <fieldset className="desk-radios">
        <legend>{t('person.code.why')}</legend>
        {reasons.map(({ code, name }) => (
          <label key={code}>
            <input type="radio" name={group} checked={code === reason} onChange={() => setReason(code)} />
            {inWords(name)}
          </label>
        ))}
      </fieldset>
    </Modal>
  )
}
