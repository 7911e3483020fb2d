import { useState } from 'react'
import type { PersonView } from '../../../../core/contract/people'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { Field } from './field'

/** What was sealed, opened for the time that the panel shows this person. */
export type Revealed = PersonView['contact']

const SHORTEST_REASON = 3

interface Props {
  readonly person: PersonView
  readonly onRevealed: (revealed: Revealed) => void
  readonly onClose: () => void
}

/** Asks why somebody's phone, e-mail and code are looked at; who looked at whom is in the log. */
export function RevealDialog({ person, onRevealed, onClose }: Props) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const show = async () => {
    const answer = await call('people.reveal', { visitor: person.id, reason: reason.trim() })
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    onRevealed(answer.value)
    onClose()
  }
  return (
    <Modal
      name="reveal"
      title={t('person.reveal.title')}
      say={t('person.reveal.say')}
      mistake={trouble}
      go={{ title: t('person.reveal'), isReady: reason.trim().length >= SHORTEST_REASON, onGo: () => void show() }}
      onClose={onClose}
    >
      <Field label={t('person.reveal.reason')} name="reason" value={reason} onValue={setReason} />
    </Modal>
  )
}
