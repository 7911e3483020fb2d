import { useQueryClient } from '@tanstack/react-query'
import type { Locale } from '../../../../core/contract/app'
import type { GateView } from '../../../../core/contract/gate'
import { call } from '../../../api/call'
import { viewKey } from '../../../api/views'
import { useWords } from '../../../i18n/words'
import { StaffView, type StaffPurpose } from '../../../parts/staff/staff-view'

const PURPOSE: StaffPurpose = { who: 'panel.who', pin: 'panel.pin', saved: 'panel.saved', action: 'panel.open' }

interface Props {
  readonly gate: GateView
  readonly onOpened: () => void
  readonly onLeave: () => void
  readonly onLanguage: (locale: Locale) => void
}

/** Who stands behind the lock in the corner: one PIN, one place. */
export function GateStaff({ gate, onOpened, onLeave, onLanguage }: Props) {
  const { text } = useWords()
  const client = useQueryClient()
  return (
    <StaffView
      fair={gate.fair}
      placeName={text(gate.gate.name)}
      purpose={PURPOSE}
      first={null}
      notices={gate.notices}
      onEnter={async (pin) => {
        const answer = await call('gatePanel.open', pin)
        if (!answer.ok) return answer
        // What an earlier panel showed is gone before this one is seen.
        client.setQueryData(viewKey('gatePanel.view', null), answer.value)
        onOpened()
        return answer
      }}
      onLeave={onLeave}
      onLanguage={onLanguage}
    />
  )
}
