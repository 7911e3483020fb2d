import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FairTitle, Locale } from '../../../core/contract/app'
import { useView } from '../../api/views'
import { Speak, useWords } from '../../i18n/words'
import { Waiting } from '../../parts/waiting'
import '../../styles/staff.css'
import '../counter/dialogs.css'
import '../counter/sign-in.css'
import { DeskFrame } from './desk-frame'
import { DeskSignIn } from './desk-sign-in'
import './desk.css'

/** How often the frame is read without a push, ms: a session ends by itself. */
const REREAD_MS = 10_000
const reread = () => REREAD_MS

interface Props {
  readonly fair: FairTitle
  readonly locale: Locale
  /** Gives this machine another place. */
  readonly onMove: () => void
}

/** The organizer's desk: whoever works here signs in, then chooses a section. */
export function DeskScreen({ fair, locale, onMove }: Props) {
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Locale | null>(null)
  const { data: view, error, refetch } = useView('desk.view', reread)
  const spoken = chosen ?? view?.locale ?? locale
  const isSignedIn = view !== undefined && view.signedIn !== null
  useEffect(() => {
    document.documentElement.lang = spoken
  }, [spoken])
  useEffect(() => {
    // What was read of people goes with the session.
    if (!isSignedIn) client.removeQueries({ queryKey: ['people'] })
  }, [client, isSignedIn])
  return (
    <Speak locale={spoken} timeZone={fair.timeZone}>
      {view === undefined ? (
        error === null ? (
          <Opening />
        ) : (
          <Waiting error={error} onRetry={() => void refetch()} />
        )
      ) : view.signedIn === null ? (
        <DeskSignIn view={view} onMove={onMove} onLanguage={setChosen} />
      ) : (
        <DeskFrame view={view} signedIn={view.signedIn} onMove={onMove} onLanguage={setChosen} />
      )}
    </Speak>
  )
}

/** For the blink in which the desk is read; words come only when it takes long. */
function Opening() {
  const { t } = useWords()
  return (
    <main className="staff-screen desk-opening" data-screen="desk" role="status">
      <p className="late">{t('desk.loading')}</p>
    </main>
  )
}
