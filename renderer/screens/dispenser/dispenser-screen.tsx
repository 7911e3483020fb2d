import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FairTitle, Locale } from '../../../core/contract/app'
import type { DispenserView } from '../../../core/contract/dispenser'
import { assertNever } from '../../../core/result/result'
import { call } from '../../api/call'
import { useView, viewKey } from '../../api/views'
import { Speak, useWords } from '../../i18n/words'
import { DemoMark } from '../../parts/fair-header'
import '../../parts/poster.css'
import '../../parts/staff/staff.css'
import { KioskStaff } from '../../parts/staff/kiosk-staff'
import { StaffView, type StaffPurpose } from '../../parts/staff/staff-view'
import { StillThereView } from '../../parts/still-there-view'
import { useActivity } from '../../parts/use-keys'
import { Waiting } from '../../parts/waiting'
import { AgenciesView } from './agencies-view'
import './agencies.css'
import type { Choosing, DispenserScreen as Screen } from './dispenser-machine'
import { NumberView } from './number-view'
import './number.css'
import { PanelView } from './panel/panel-view'
import './panel/panel.css'
import { RefusedView } from './refused-view'
import { SearchView } from './search-view'
import './search.css'
import { ServicesView } from './services-view'
import './services.css'
import { useDispenser } from './use-dispenser'
import type { ViewProps } from './view-props'
import { VisitorView } from './visitor-view'
import './visitor.css'

/** How often the view is read without a push, ms: hours and breaks come by the clock, and a push may be lost. */
const REREAD_MS = 15_000
const reread = () => REREAD_MS

/** The dispenser, once main has told what it offers. */
export function DispenserScreen({ fair, locale }: { fair: FairTitle; locale: Locale }) {
  const view = useView('dispenser.view', reread)
  if (view.data !== undefined) return <Dispenser view={view.data} />
  return (
    <Speak locale={locale} timeZone={fair.timeZone}>
      <Waiting error={view.error} onRetry={() => void view.refetch()} />
    </Speak>
  )
}

function Dispenser({ view }: { view: DispenserView }) {
  const model = useDispenser(view.locale)
  const { state, send } = model
  const { screen } = state
  const locale = state.chosen ?? view.locale
  const clock = useClock()
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  useActivity(() => send({ type: 'touched' }))
  const props: ViewProps = {
    view,
    model,
    clock,
    onLanguage: (chosen) => send({ type: 'language', locale: chosen }),
  }
  return (
    <Speak locale={locale} timeZone={view.fair.timeZone}>
      <main className="layers" data-screen={screen.at} data-asking={state.asked === null ? undefined : ''}>
        <Shown screen={screen} {...props} />
        <DemoMark fair={view.fair} />
      </main>
    </Speak>
  )
}

function Shown({ screen, ...props }: ViewProps & { screen: Screen }) {
  const { send } = props.model
  switch (screen.at) {
    case 'agencies':
    case 'search':
    case 'services':
    case 'visitor':
      return <Chosen screen={screen} {...props} />
    case 'staff':
      return <Staff screen={screen} {...props} />
    case 'panel':
      return <PanelView {...props} />
    case 'number':
      return <NumberView key={screen.ticket.ticket} screen={screen} {...props} />
    case 'refused':
      return <RefusedView screen={screen} {...props} />
    case 'still-there':
      return (
        <>
          {/* stays mounted: who is still there goes on where they were */}
          <div inert>
            {screen.over.at === 'staff' ? (
              <Staff screen={screen.over} {...props} />
            ) : (
              <Chosen screen={screen.over} {...props} />
            )}
          </div>
          <div className="layer-over">
            <StillThereView
              since={screen.until}
              onYes={() => send({ type: 'still-here' })}
              onDone={() => send({ type: 'done' })}
              onLanguage={props.onLanguage}
            />
          </div>
        </>
      )
    default:
      return assertNever(screen)
  }
}

function Chosen({ screen, ...props }: ViewProps & { screen: Choosing }) {
  switch (screen.at) {
    case 'agencies':
      return <AgenciesView screen={screen} {...props} />
    case 'search':
      return <SearchView screen={screen} {...props} />
    case 'services':
      return <ServicesView screen={screen} {...props} />
    case 'visitor':
      return <VisitorView {...props} />
    default:
      return assertNever(screen)
  }
}

const OPEN_PANEL: StaffPurpose = { who: 'panel.who', pin: 'panel.pin', saved: 'panel.saved', action: 'panel.open' }

function Staff({ screen, view, model, onLanguage }: ViewProps & { screen: Extract<Screen, { at: 'staff' }> }) {
  const { t } = useWords()
  const client = useQueryClient()
  const { send } = model
  const shown = {
    fair: view.fair,
    placeName: t('panel.place'),
    first: screen.who,
    notices: view.notices,
    onLeave: () => send({ type: 'back' }),
    onLanguage,
  }
  if (screen.wants === 'close') return <KioskStaff {...shown} />
  return (
    <StaffView
      {...shown}
      purpose={OPEN_PANEL}
      onEnter={async (input) => {
        const answer = await call('dispenser.openPanel', input)
        if (answer.ok) {
          client.setQueryData(viewKey('dispenser.panel', null), answer.value)
          send({ type: 'panel' })
        }
        return answer
      }}
    />
  )
}

function useClock(): number {
  const [clock, setClock] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setClock(Date.now()), 30_000)
    return () => window.clearInterval(timer)
  }, [])
  return clock
}
