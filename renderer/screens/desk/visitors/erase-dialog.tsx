import { useState } from 'react'
import type { PersonView } from '../../../../core/contract/people'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { useRefresh } from './use-refresh'

/** Asks before a person is forgotten: what goes, what stays, and that nobody can bring it back. */
export function EraseDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { t } = useWords()
  const refresh = useRefresh()
  const [isSure, setSure] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const erase = async () => {
    setBusy(true)
    const answer = await call('people.erase', { visitor: person.id })
    setBusy(false)
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    await refresh()
    onClose()
  }
  return (
    <Modal
      name="erase"
      title={t('person.erase.title', { name: person.name ?? t('people.noName') })}
      say={t('person.erase.say')}
      mistake={trouble}
      go={{ title: t('person.erase.go'), isReady: isSure && !isBusy, onGo: () => void erase() }}
      onClose={onClose}
    >
      <p>{t('person.erase.stays')}</p>
      <fieldset className="desk-radios">
        <label>
          <input type="checkbox" name="sure" checked={isSure} onChange={({ target }) => setSure(target.checked)} />
          {t('person.erase.sure')}
        </label>
      </fieldset>
    </Modal>
  )
}
