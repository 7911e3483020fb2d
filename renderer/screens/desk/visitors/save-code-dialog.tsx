import { useState } from 'react'
import type { PersonView } from '../../../../core/contract/people'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { Field } from './field'

const SHORTEST_REASON = 3

/** Saves the QR of a person's code as a picture, to be sent to them; who saved whose and why is in the log. */
export function SaveCodeDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const answer = await call('codes.savePerson', { visitor: person.id, reason: reason.trim() })
    setBusy(false)
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    if (answer.value) onClose()
  }
  return (
    <Modal
      name="save_code"
      title={t('person.code.save')}
      say={t('person.reveal.say')}
      mistake={trouble}
      go={{
        title: t('person.code.save.go'),
        isReady: reason.trim().length >= SHORTEST_REASON && !isBusy,
        onGo: () => void save(),
      }}
      onClose={onClose}
    >
      <Field label={t('person.reveal.reason')} name="reason" value={reason} onValue={setReason} />
    </Modal>
  )
}
