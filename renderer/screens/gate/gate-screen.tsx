import { useEffect, useState } from 'react'
import { useView } from '../../api/views'
import type { FairTitle, Locale } from '../../../core/contract/app'
import type { GateView } from '../../../core/contract/gate'
import { assertNever } from '../../../core/result/result'
import { Speak, useWords } from '../../i18n/words'
import { DemoMark } from '../../parts/fair-header'
import { useActivity } from '../../parts/use-keys'
import '../../parts/poster.css'
import '../../parts/staff/staff.css'
import { StillThereView } from '../../parts/still-there-view'
import { Waiting } from '../../parts/waiting'
import { AttractView } from './attract-view'
import './attract.css'
import { isAskedAgain, type GateScreen as Screen } from './gate-machine'
import { KeypadView } from './keypad-view'
import './keypad.css'
import { GatePanel } from './panel/gate-panel'
import { GateStaff } from './panel/gate-staff'
import { RegisteredView } from './walk-in/registered-view'
import { canGoBack } from './walk-in/walk-in-machine'
import { WalkInView } from './walk-in/walk-in-view'
import './walk-in/walk-in.css'
import { ResultView } from './result-view'
import { useGate } from './use-gate'

/** How often the view is read without a push, ms: lists switch by schedule, and a push may be lost. */
const REREAD_MS = 15_000
const reread = () => REREAD_MS

/** The gate, once main has told what it serves. */
export function GateScreen({ fair, locale }: { fair: FairTitle; locale: Locale }) {
  const view = useView('gate.view', reread)
  if (view.data !== undefined) return <Gate gate={view.data} />
  return (
    <Speak locale={locale} timeZone={fair.timeZone}>
      <Waiting error={view.error} onRetry={() => void view.refetch()} />
    </Speak>
  )
}

function Gate({ gate }: { gate: GateView }) {
  const model = useGate()
  const { state, send, isReady } = model
  const { screen } = state
  const locale = state.chosen ?? gate.locale
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  useActivity(() => send({ type: 'touched' }))
  const isOver = screen.at !== 'attract'
  return (
    <Speak locale={locale} timeZone={gate.fair.timeZone}>
      <main className="layers" data-screen={screen.at} data-ready={isReady}>
        <div inert={isOver}>
          <AttractView
            gate={gate}
            camera={model.camera}
            showCameraIn={model.showCameraIn}
            isChecking={state.asked !== null}
            isAgain={isAskedAgain(state)}
            clock={useClock()}
            onType={() => send({ type: 'open-keypad' })}
            onWalkIn={() => {
              if (gate.walkIn !== null)
                send({ type: 'open-walk-in', form: gate.walkIn, requestId: crypto.randomUUID() })
            }}
            onLanguage={(chosen) => send({ type: 'language', locale: chosen })}
            onStaff={() => send({ type: 'open-staff' })}
          />
        </div>
        {isOver ? <Over gate={gate} model={model} screen={screen} /> : null}
        <DemoMark fair={gate.fair} />
      </main>
    </Speak>
  )
}

type Model = ReturnType<typeof useGate>

/** What lies over the waiting screen. */
function Over({ gate, model, screen }: { gate: GateView; model: Model; screen: Exclude<Screen, { at: 'attract' }> }) {
  const { send } = model
  const onLanguage = (locale: Locale) => send({ type: 'language', locale })
  switch (screen.at) {
    case 'keypad':
    case 'staff':
    case 'walk-in':
      return (
        <div className="layer-over">
          <Dialog gate={gate} model={model} screen={screen} />
        </div>
      )
    case 'panel':
      return (
        <div className="layer-over">
          <GatePanel
            gate={gate}
            camera={model.camera}
            takeScans={model.takeScans}
            onClosed={() => send({ type: 'done' })}
          />
        </div>
      )
    case 'still-there':
      return (
        <>
          {/* stays mounted: who is still there goes on where they were */}
          <div className="layer-over" inert>
            <Dialog gate={gate} model={model} screen={screen.over} />
          </div>
          <div className="layer-over">
            <StillThereView
              since={screen.until}
              onYes={() => send({ type: 'still-here' })}
              onDone={() => send({ type: 'done' })}
              onLanguage={onLanguage}
            />
          </div>
        </>
      )
    case 'result':
      return (
        <div className="layer-over" key={screen.shown.scan.scanId}>
          <ResultView
            gate={gate}
            shown={screen.shown}
            since={screen.since}
            onLanguage={onLanguage}
            onType={() => send({ type: 'open-keypad' })}
            onRetry={model.retry}
          />
        </div>
      )
    case 'registered':
      return (
        <div className="layer-over" key={screen.requestId}>
          <RegisteredView
            gate={gate}
            requestId={screen.requestId}
            answer={screen.answer}
            onDone={() => send({ type: 'done' })}
            onLanguage={onLanguage}
          />
        </div>
      )
    default:
      return assertNever(screen)
  }
}

function Dialog({
  gate,
  model,
  screen,
}: {
  gate: GateView
  model: Model
  screen: Extract<Screen, { at: 'keypad' | 'staff' | 'walk-in' }>
}) {
  const { locale } = useWords()
  const { send, state, submitCode, submitWalkIn } = model
  const onLanguage = (locale: Locale) => send({ type: 'language', locale })
  const onBack = () => send({ type: 'back' })
  if (screen.at === 'walk-in') {
    const { walk } = screen
    return (
      <WalkInView
        gate={gate}
        walk={walk}
        onWalk={(event) => send({ type: 'walk', event })}
        onSend={() => submitWalkIn(walk, locale)}
        onBack={() => (canGoBack(walk) ? send({ type: 'walk', event: { type: 'before' } }) : onBack())}
        onLeave={() => send({ type: 'done' })}
        onLanguage={onLanguage}
      />
    )
  }
  return screen.at === 'keypad' ? (
    <KeypadView
      gate={gate}
      typed={screen.typed}
      isChecking={state.asked !== null}
      onTyped={(typed) => send({ type: 'typed', typed })}
      onCode={submitCode}
      onBack={onBack}
      onLanguage={onLanguage}
    />
  ) : (
    <GateStaff gate={gate} onOpened={() => send({ type: 'open-panel' })} onLeave={onBack} onLanguage={onLanguage} />
  )
}

/** The wall clock, by the half minute: enough to tell today from tomorrow. */
function useClock(): number {
  const [clock, setClock] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setClock(Date.now()), 30_000)
    return () => window.clearInterval(timer)
  }, [])
  return clock
}
