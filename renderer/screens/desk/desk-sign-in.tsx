import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Locale } from '../../../core/contract/app'
import type { DeskView } from '../../../core/contract/desk'
import type { StaffEntry } from '../../../core/contract/staff'
import { call } from '../../api/call'
import { viewKey } from '../../api/views'
import { useWords } from '../../i18n/words'
import { DemoMark } from '../../parts/fair-header'
import { StaffView, type StaffPurpose } from '../../parts/staff/staff-view'
import '../../parts/staff/staff.css'

const WORK_HERE: StaffPurpose = {
  who: 'desk.signIn.say',
  pin: 'desk.signIn.pin',
  saved: 'desk.signIn.saved',
  action: 'desk.signIn.go',
}

/** Main refuses an operator all the same; the list only spares the try. */
const mayWork = ({ role }: StaffEntry) => role !== 'operator'

interface Props {
  readonly view: DeskView
  readonly onMove: () => void
  readonly onLanguage: (locale: Locale) => void
}

/** Asks who works here, before anything of any visitor is shown. */
export function DeskSignIn({ view, onMove, onLanguage }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  // There is nowhere to leave to: leaving begins anew.
  const [turn, setTurn] = useState(0)
  return (
    <main className="ct-sign-in" data-screen="desk" data-status="signed_out">
      <StaffView
        key={turn}
        fair={view.fair}
        placeName={t('desk.name')}
        purpose={WORK_HERE}
        first={null}
        mayEnter={mayWork}
        notices={view.notices}
        onLeave={() => setTurn(turn + 1)}
        onLanguage={onLanguage}
        onEnter={async (pin) => {
          const answer = await call('desk.signIn', pin)
          if (!answer.ok) return answer
          client.setQueryData(viewKey('desk.view', null), answer.value)
          return { ok: true }
        }}
        aside={
          <button type="button" className="btn btn-quiet" data-act="move" onClick={onMove}>
            {t('counter.move')}
          </button>
        }
      />
      <DemoMark fair={view.fair} />
    </main>
  )
}
