import { useState } from 'react'
import type { PersonView } from '../../../../core/contract/people'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords, type MessageId } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { useRefresh } from './use-refresh'

const CHOICES = ['active', 'blocked', 'canceled'] as const
const TITLES: Readonly<Record<(typeof CHOICES)[number], MessageId>> = {
  active: 'person.status.activate',
  blocked: 'person.status.block',
  canceled: 'person.status.cancel',
}
const SAYS: Readonly<Record<(typeof CHOICES)[number], MessageId>> = {
  active: 'person.status.activate.say',
  blocked: 'person.status.block.say',
  canceled: 'person.status.cancel.say',
}

/** Blocks, cancels or takes back either: one press and it is done, another press undoes it. */
export function StatusDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { t } = useWords()
  const refresh = useRefresh()
  const [trouble, setTrouble] = useState<string | null>(null)
  const set = async (status: (typeof CHOICES)[number]) => {
    const answer = await call('people.change', { visitor: person.id, status })
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    await refresh()
    onClose()
  }
  return (
    <Modal name="status" title={t('person.status')} say={person.name ?? undefined} mistake={trouble} onClose={onClose}>
      <ul className="ct-choices">
        {CHOICES.filter((status) => status !== person.status).map((status) => (
          <li key={status}>
            <button type="button" data-status={status} onClick={() => void set(status)}>
              <span>
                {t(TITLES[status])}
                <span className="st-muted">{t(SAYS[status])}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
