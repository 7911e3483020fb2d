import { useEffect, useEffectEvent, useState, type CSSProperties } from 'react'
import type { FairTitle, Locale } from '../../../core/contract/app'
import type { DisplayView } from '../../../core/contract/display'
import { useView } from '../../api/views'
import { Speak, useWords } from '../../i18n/words'
import { DemoMark } from '../../parts/fair-header'
import '../../parts/staff/staff.css'
import { Waiting } from '../../parts/waiting'
import type { Spoken } from '../../sound/speaker'
import { DisplayFoot } from './display-foot'
import './display.css'
import { LastCalls } from './last-calls'
import { litBrand } from './lit-brand'
import { NewestCall } from './newest-call'
import { NoCalls } from './no-calls'
import { SoundTest } from './sound-test'
import './sound-test.css'
import { useSpeaker } from './use-speaker'

/** How often the view is read without a push, ms: a push may be lost, and a call must not be. */
const REREAD_MS = 5_000
const reread = () => REREAD_MS

interface Props {
  readonly fair: FairTitle
  readonly locale: Locale
  /** To choose other zones, the voice, or another task for this computer. */
  readonly onMove: () => void
}

/** The display, once main has told what it shows. */
export function DisplayScreen({ fair, locale, onMove }: Props) {
  const { data, error, refetch } = useView('display.view', reread)
  return (
    <Speak locale={data?.locale ?? locale} timeZone={fair.timeZone}>
      {data === undefined ? (
        <Waiting error={error} onRetry={() => void refetch()} />
      ) : (
        <Display view={data} onMove={onMove} />
      )}
    </Speak>
  )
}

function Display({ view, onMove }: { view: DisplayView; onMove: () => void }) {
  const { locale } = useWords()
  const voice = useSpeaker(view)
  const [isTesting, setTesting] = useState(false)
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  useKey('t', () => setTesting(true))
  const [newest, ...last] = view.calls
  return (
    <main
      className="layers"
      data-screen="display"
      data-ready={voice.missing !== null}
      data-speaking={voice.speaking?.label}
    >
      <div className="display" data-theme="dark" style={litStyle(view.fair.brand)} inert={isTesting}>
        {newest === undefined ? (
          <NoCalls isSpoken={view.voice.isOn} />
        ) : (
          <NewestCall call={newest} zones={view.zones} />
        )}
        <LastCalls calls={last} zones={view.zones} speaking={voice.speaking} />
        <DisplayFoot view={view} onStaff={() => setTesting(true)} />
      </div>
      {isTesting ? (
        <div className="layer-over">
          <SoundTest view={view} onLeave={() => setTesting(false)} onMove={onMove} />
        </div>
      ) : null}
      <DemoMark fair={view.fair} />
      <SpokenLog spoken={voice.spoken} />
    </main>
  )
}

/** What was spoken, for who checks the display from outside; nobody sees it. */
function SpokenLog({ spoken }: { spoken: readonly Spoken[] }) {
  return (
    <ol data-spoken="" hidden>
      {spoken.map(({ id, label, counter, calls, from, to, how }) => (
        <li
          key={id}
          data-label={label}
          data-counter={counter}
          data-calls={calls}
          data-from={from}
          data-to={to}
          data-how={how}
        />
      ))}
    </ol>
  )
}

function litStyle(brand: string): CSSProperties {
  const lit = litBrand(brand)
  return {
    '--brand': lit.brand,
    '--brand-strong': lit.strong,
    '--brand-ink': lit.strong,
    '--brand-soft': lit.soft,
    '--on-brand': lit.on,
  } as CSSProperties
}

function useKey(key: string, onKey: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() === key && !event.repeat) onKey()
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
