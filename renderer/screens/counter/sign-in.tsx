import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Locale } from '../../../core/contract/app'
import type { CounterView } from '../../../core/contract/counter'
import { call } from '../../api/call'
import { viewKey } from '../../api/views'
import { useWords } from '../../i18n/words'
import { DemoMark } from '../../parts/fair-header'
import { StaffView, type StaffPurpose } from '../../parts/staff/staff-view'
import '../../parts/staff/staff.css'

const WORK_HERE: StaffPurpose = {
  who: 'counter.signIn.say',
  pin: 'counter.signIn.pin',
  saved: 'counter.signIn.saved',
  action: 'counter.signIn.go',
}

/** Asks who works here, before anything of the queue is shown. */
export function SignIn({ view, onLanguage }: { view: CounterView; onLanguage: (locale: Locale) => void }) {
  const { text } = useWords()
  const client = useQueryClient()
  const counter = view.counter.code
  // There is nowhere to leave to: leaving begins anew.
  const [turn, setTurn] = useState(0)
  return (
    <main className="ct-sign-in" data-screen="counter" data-status="signed_out">
      <StaffView
        key={turn}
        fair={view.fair}
        placeName={text(view.counter.name)}
        purpose={WORK_HERE}
        first={null}
        notices={view.notices}
        onLeave={() => setTurn(turn + 1)}
        onLanguage={onLanguage}
        onEnter={async (pin) => {
          const answer = await call('counter.signIn', { counter, ...pin })
          if (!answer.ok) return answer
          client.setQueryData(viewKey('counter.view', { counter }), answer.value)
          return { ok: true }
        }}
      />
      <DemoMark fair={view.fair} />
    </main>
  )
}
