import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Boot, Locale } from '../../../core/contract/app'
import type { StaffRole } from '../../../core/setup/schema'
import { call } from '../../api/call'
import { Speak, useWords } from '../../i18n/words'
import { StaffView, type StaffPurpose } from '../../parts/staff/staff-view'
import '../../parts/staff/staff.css'
import '../counter/sign-in.css'

const PRINT_IT: StaffPurpose = {
  who: 'recovery.signIn.say',
  pin: 'recovery.signIn.pin',
  saved: 'recovery.signIn.saved',
  action: 'recovery.signIn.go',
}

type Props = Extract<Boot, { phase: 'recovery_sheet' }> & { readonly asks: StaffRole }

/** The program was started anew before the recovery sheet was printed: who is there now? */
export function SheetSignIn(props: Props) {
  const [chosen, setChosen] = useState<Locale | null>(null)
  const shown = chosen ?? props.locale
  useEffect(() => {
    document.documentElement.lang = shown
  }, [shown])
  return (
    <Speak locale={shown} timeZone={props.fair.timeZone}>
      <Asks {...props} onLanguage={setChosen} />
    </Speak>
  )
}

function Asks({ fair, asks, onLanguage }: Props & { readonly onLanguage: (locale: Locale) => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  // There is nowhere to leave to: leaving begins anew.
  const [turn, setTurn] = useState(0)
  return (
    <main className="ct-sign-in" data-screen="start" data-phase="recovery_sheet" data-status="signed_out">
      <StaffView
        key={turn}
        fair={fair}
        placeName={t('recovery.name')}
        purpose={PRINT_IT}
        first={null}
        mayEnter={({ role }) => role === asks}
        notices={[]}
        onLeave={() => setTurn(turn + 1)}
        onLanguage={onLanguage}
        onEnter={async (pin) => {
          const answer = await call('recovery.signIn', pin)
          if (!answer.ok) return answer
          await client.invalidateQueries({ queryKey: ['app'] })
          return { ok: true }
        }}
      />
    </main>
  )
}
