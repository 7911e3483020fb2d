import { useId, useState } from 'react'
import type { DeskView } from '../../../../core/contract/desk'
import type { PersonView } from '../../../../core/contract/people'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { CodePicture } from './code-picture'
import { useRefresh } from './use-refresh'

interface Props {
  readonly view: DeskView
  readonly person: PersonView
  readonly onClose: () => void
}

/** Makes a visitor's code good for nothing, or gives them another in its place; the new one is shown once. */
export function CodeDialog({ view, person, onClose }: Props) {
  const { t, text } = useWords()
  const refresh = useRefresh()
  const group = useId()
  const reasons = view.reasons.filter(({ uses }) => uses.includes('revoke'))
  const [reason, setReason] = useState(reasons[0]?.code ?? '')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const others = person.openCodes - (person.contact.code === null ? 0 : 1)
  const act = async (name: 'people.newCode' | 'people.revokeCode') => {
    setBusy(true)
    const answer = await call(name, { visitor: person.id, reason, all: all || person.contact.code === null })
    setBusy(false)
    if (!answer.ok)
      return setTrouble(t(answer.code === 'unknown_reason' ? 'person.move.noReason' : FAILURE_TEXT[answer.code]))
    await refresh()
    if ('code' in answer.value) setCode(answer.value.code)
    else onClose()
  }
  if (code !== null)
    return (
      <Modal name="new_code" title={t('person.code.done')} say={t('person.code.done.say')} onClose={onClose}>
        <CodePicture code={code} />
      </Modal>
    )
  return (
    <Modal
      name="code"
      title={t('person.code.change')}
      say={person.name ?? undefined}
      mistake={trouble}
      go={{ title: t('person.code.new'), isReady: reason !== '' && !isBusy, onGo: () => void act('people.newCode') }}
      onClose={onClose}
    >
      <p className="st-muted">{t('person.code.new.say')}</p>
      <fieldset className="desk-radios">
        <legend>{t('person.code.why')}</legend>
        {reasons.map(({ code: one, name }) => (
          <label key={one}>
            <input type="radio" name={group} checked={one === reason} onChange={() => setReason(one)} />
            {text(name)}
          </label>
        ))}
      </fieldset>
      {others > 0 && person.contact.code !== null ? (
        <label className="desk-check">
          <input
            type="checkbox"
            checked={all}
            data-field="all_codes"
            onChange={({ target }) => setAll(target.checked)}
          />
          <span>
            {t('person.code.all', { n: others })}
            <span className="st-muted">{t(all ? 'person.code.all.say' : 'person.code.others.say')}</span>
          </span>
        </label>
      ) : null}
      {person.openCodes === 0 ? null : (
        <button
          type="button"
          className="st-btn"
          data-act="revoke_code"
          disabled={isBusy}
          onClick={() => void act('people.revokeCode')}
        >
          {t(person.contact.code === null ? 'person.code.revokeAll' : 'person.code.revoke', { n: person.openCodes })}
        </button>
      )}
    </Modal>
  )
}
