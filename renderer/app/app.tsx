import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Boot, Locale } from '../../core/contract/app'
import { assertNever } from '../../core/result/result'
import { makeQueryClient, usePushes, useView } from '../api/views'
import { Speak, useWords } from '../i18n/words'
import { Waiting } from '../parts/waiting'
import { CounterScreen } from '../screens/counter/counter-screen'
import { DeskScreen } from '../screens/desk/desk-screen'
import { DispenserScreen } from '../screens/dispenser/dispenser-screen'
import { DisplayScreen } from '../screens/display/display-screen'
import { GateScreen } from '../screens/gate/gate-screen'
import { ChooseRole } from '../screens/start/choose-role'
import { Empty } from '../screens/start/empty'
import { Locked } from '../screens/start/locked'
import { Preparing } from '../screens/start/preparing'
import { RecoverySheet } from '../screens/start/recovery-sheet'
import { SheetSignIn } from '../screens/start/sheet-sign-in'
import { Revoked } from '../screens/start/revoked'
import { wearBrand } from './brand'
import { ErrorBoundary } from './error-boundary'

/** Without a fair there is no zone of its own, and no time is shown. */
const NO_ZONE = 'UTC'
const PROGRESS_MS = 1_000
const FIRST_LOCALE: Locale = 'id'

/** While main gets ready it is asked again and again: a push may come before anybody listens. */
const whileStarting = (boot: Boot | undefined): number | false =>
  boot === undefined || boot.phase === 'preparing' || boot.phase === 'empty' ? PROGRESS_MS : false

/** The window: asks main what it is to be, and is that. */
export function App() {
  const [client] = useState(makeQueryClient)
  return (
    <QueryClientProvider client={client}>
      <ErrorBoundary fallback={<Crashed />}>
        <Booted />
      </ErrorBoundary>
    </QueryClientProvider>
  )
}

function Booted() {
  usePushes()
  const { data: boot, error, refetch } = useView('app.boot', whileStarting)
  const brand = boot !== undefined && 'fair' in boot ? boot.fair.brand : null
  useEffect(() => {
    if (brand !== null) wearBrand(brand, document.documentElement)
  }, [brand])
  if (boot !== undefined) return <Phase boot={boot} />
  return (
    <Speak locale={FIRST_LOCALE} timeZone={NO_ZONE}>
      <Waiting error={error} onRetry={() => void refetch()} />
    </Speak>
  )
}

function Phase({ boot }: { boot: Boot }) {
  switch (boot.phase) {
    case 'preparing':
      return <Preparing {...boot} />
    case 'locked':
      return <Locked locale={boot.locale} />
    case 'empty':
      return <Empty {...boot} />
    case 'recovery_sheet':
      return boot.asks === null ? <RecoverySheet {...boot} /> : <SheetSignIn {...boot} asks={boot.asks} />
    case 'revoked':
      return <Revoked {...boot} />
    case 'choose_role':
      return <ChooseRole {...boot} />
    case 'role':
      return <Placed {...boot} />
    default:
      return assertNever(boot)
  }
}

/** A window that has its place. Staff may give their own machine another one. */
function Placed({ fair, locale, window: place, choices }: Extract<Boot, { phase: 'role' }>) {
  const [isMoving, setMoving] = useState(false)
  if (isMoving && choices !== null)
    return <ChooseRole fair={fair} locale={locale} choices={choices} onLeave={() => setMoving(false)} />
  switch (place.role) {
    case 'gate':
      return <GateScreen fair={fair} locale={locale} />
    case 'dispenser':
      return <DispenserScreen fair={fair} locale={locale} />
    case 'counter':
      return <CounterScreen fair={fair} locale={locale} counters={place.counters} onMove={() => setMoving(true)} />
    case 'display':
      return <DisplayScreen fair={fair} locale={locale} onMove={() => setMoving(true)} />
    case 'desk':
      return <DeskScreen fair={fair} locale={locale} onMove={() => setMoving(true)} />
    default:
      return assertNever(place)
  }
}

function Crashed() {
  return (
    <Speak locale={FIRST_LOCALE} timeZone={NO_ZONE}>
      <CrashedWords />
    </Speak>
  )
}

function CrashedWords() {
  const { t } = useWords()
  return (
    <main className="calm" role="status" data-screen="crashed">
      <h1 className="headline">{t('crash.title')}</h1>
      <p className="lead">{t('crash.say')}</p>
    </main>
  )
}
