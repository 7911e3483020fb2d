import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { StationLine } from '../../../../core/contract/stations'
import { REPORT_MS } from '../../../../core/desk/stations'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { heldText, nameOf } from './station-words'

interface Props {
  readonly line: StationLine
  readonly now: number
  readonly onClose: () => void
}

/** Asks before a station is taken out of the fair: what it holds, and what the organizer owes when it is lost. */
export function RevokeDialog({ line, now, onClose }: Props) {
  const words = useWords()
  const { t, times } = words
  const client = useQueryClient()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const revoke = async () => {
    setBusy(true)
    const answer = await call('stations.revoke', { station: line.station })
    setBusy(false)
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    await client.invalidateQueries({ queryKey: ['stations'] })
    onClose()
  }
  return (
    <Modal
      name="revoke"
      title={t('stations.revoke.title', { name: nameOf(line, words) })}
      say={t('stations.revoke.say')}
      mistake={trouble}
      go={{ title: t('stations.revoke.go'), isReady: !isBusy, onGo: () => void revoke() }}
      onClose={onClose}
    >
      <p>
        <b>{t('stations.revoke.held', { held: heldText(line.roles, words) })}</b>
      </p>
      <p>{t('stations.revoke.clock', { by: times.moment(now + REPORT_MS) })}</p>
      {(line.pending ?? 0) > 0 ? <p>{t('stations.revoke.pending', { n: line.pending ?? 0 })}</p> : null}
    </Modal>
  )
}
