import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Boot, Locale } from '../../core/contract/app'
import { assertNever } from '../../core/result/result'
import { makeQueryClient, usePushes, useView } from '../api/views'
import { Speak, useWords } from '../i18n/words'
import { Waiting } from '../parts/waiting'
import { GateScreen } from '../screens/gate/gate-screen'
import { ChooseRole } from '../screens/start/choose-role'
import { Empty } from '../screens/start/empty'
import { Locked } from '../screens/start/locked'
import { Preparing } from '../screens/start/preparing'
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
    case 'choose_role':
      return <ChooseRole {...boot} />
    case 'role':
      switch (boot.role) {
        case 'gate':
          return <GateScreen fair={boot.fair} locale={boot.locale} />
        default:
          return assertNever(boot.role)
      }
    default:
      return assertNever(boot)
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
