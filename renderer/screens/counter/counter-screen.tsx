import { useEffect, useState } from 'react'
import type { FairTitle, Locale } from '../../../core/contract/app'
import { useViewOf } from '../../api/views'
import { Speak, useWords } from '../../i18n/words'
import { Waiting } from '../../parts/waiting'
import '../../styles/staff.css'
import './counter.css'
import './dialogs.css'
import './sign-in.css'
import './ticket.css'
import './waiting.css'
import './sizes.css'
import { SignIn } from './sign-in'
import { WorkingView } from './working-view'

/** How often the view is read without a push, ms: a push may be lost, and lateness is told by main. */
const REREAD_MS = 15_000
const reread = () => REREAD_MS

interface Props {
  readonly fair: FairTitle
  readonly locale: Locale
  /** The counters of this window, in the order of their tabs. */
  readonly counters: readonly string[]
  /** Gives this machine another place. */
  readonly onMove: () => void
}

/** The counter's window: who works here signs in, then calls, serves and finishes. */
export function CounterScreen({ fair, locale, counters, onMove }: Props) {
  const [index, setIndex] = useState(0)
  const [chosen, setChosen] = useState<Locale | null>(null)
  const counter = counters[index] ?? counters[0] ?? ''
  const { data: view, error, refetch } = useViewOf('counter.view', { counter }, reread)
  const spoken = chosen ?? view?.locale ?? locale
  useEffect(() => {
    document.documentElement.lang = spoken
  }, [spoken])
  return (
    <Speak locale={spoken} timeZone={fair.timeZone}>
      {view === undefined ? (
        error === null ? (
          <Opening />
        ) : (
          <Waiting error={error} onRetry={() => void refetch()} />
        )
      ) : view.signedIn === null ? (
        <SignIn view={view} onLanguage={setChosen} />
      ) : (
        <WorkingView
          key={counter}
          view={view}
          onLanguage={setChosen}
          onMove={onMove}
          onTab={(code) => setIndex(Math.max(0, counters.indexOf(code)))}
        />
      )}
    </Speak>
  )
}

/** For the blink in which a counter is read; words come only when it takes long. */
function Opening() {
  const { t } = useWords()
  return (
    <main className="staff-screen ct-opening" data-screen="counter" role="status">
      <p className="late">{t('counter.loading')}</p>
    </main>
  )
}
