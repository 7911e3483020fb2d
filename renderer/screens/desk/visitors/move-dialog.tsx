import { useId, useState } from 'react'
import type { DeskView } from '../../../../core/contract/desk'
import type { PersonView } from '../../../../core/contract/people'
import type { Reason, ScanDirection } from '../../../../core/events/checkin'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { REFUSAL_TEXT } from './refusal-text'
import { useRefresh } from './use-refresh'

interface Props {
  readonly view: DeskView
  readonly person: PersonView
  readonly list: string
  readonly direction: ScanDirection
  readonly onClose: () => void
}

/**
 * Records an entry or an exit by hand. The rules of the list are asked as for every scan: what they say against it is
 * shown, and a second press sets it aside, as far as the person at the desk may.
 */
export function MoveDialog({ view, person, list, direction, onClose }: Props) {
  const { t, text } = useWords()
  const refresh = useRefresh()
  const group = useId()
  const reasons = view.reasons.filter(({ uses }) => uses.includes('admit'))
  const [reason, setReason] = useState(reasons[0]?.code ?? '')
  const [against, setAgainst] = useState<Reason | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  // Kept for every retry: the same dialog records one scan.
  const [scanId] = useState(() => crypto.randomUUID())
  const record = async () => {
    setBusy(true)
    const answer = await call('people.move', { scanId, visitor: person.id, list, direction, reason, knows: against })
    setBusy(false)
    if (answer.ok) {
      await refresh()
      return onClose()
    }
    if (answer.code === 'rules_differ') {
      setTrouble(null)
      setAgainst((answer.detail?.['refusal'] ?? null) as Reason | null)
    } else if (answer.code === 'reason_not_listed') setTrouble(t('person.move.noReason'))
    else setTrouble(t(FAILURE_TEXT[answer.code]))
  }
  const title = t(direction === 'exit' ? 'person.move.exit' : 'person.move.entry')
  return (
    <Modal
      name="move"
      title={title}
      say={person.name ?? undefined}
      mistake={trouble}
      go={{
        title: against === null ? title : t('person.move.anyway'),
        isReady: reason !== '' && !isBusy,
        onGo: () => void record(),
      }}
      onClose={onClose}
    >
      {against === null ? null : (
        <p className="desk-strip" role="status" data-refusal={against}>
          {t('person.move.against', { refusal: t(REFUSAL_TEXT[against]) })}
        </p>
      )}
      <fieldset className="desk-radios">
        <legend>{t('person.move.why')}</legend>
        {reasons.map(({ code, name }) => (
          <label key={code}>
            <input type="radio" name={group} checked={code === reason} onChange={() => setReason(code)} />
            {text(name)}
          </label>
        ))}
      </fieldset>
    </Modal>
  )
}
