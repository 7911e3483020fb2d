import { ArrowLeft, Bell, Check, MonitorCog, Play, Volume1, Volume2, X } from 'lucide-react'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { DisplayView } from '../../../core/contract/display'
import { CLIPS, CLIP_WORDS, type ClipName, type Language } from '../../../core/voice/clips'
import type { SpokenCall } from '../../../core/voice/speak'
import { report } from '../../app/report'
import { useWords } from '../../i18n/words'
import { useEscape } from '../../parts/use-keys'
import { speakerOfWindow, VOLUMES } from '../../sound/speaker'

/** Left alone it makes way for the calls again, ms. */
const LEAVES_AFTER_MS = 60_000

const SAMPLE: SpokenCall = {
  prefix: 'A',
  number: 47,
  calls: 1,
  agency: 'Bapenda',
  counter: { name: { id: 'Loket 4', en: 'Counter 4' } },
}

interface Props {
  readonly view: DisplayView
  readonly onLeave: () => void
  readonly onMove: () => void
}

/** For staff: is the sound there, is it loud enough, is a word missing. Harmless; calls go on behind it. */
export function SoundTest({ view, onLeave, onMove }: Props) {
  const { t } = useWords()
  const speaker = speakerOfWindow()
  const { missing, volume } = useSyncExternalStore(speaker.subscribe, () => speaker.state)
  useEscape(onLeave)
  useLeaving(onLeave)
  return (
    <section className="kiosk sound-test" role="dialog" aria-modal="true" aria-labelledby="sound-title">
      <header className="roof">
        <h1 id="sound-title">{t('display.sound')}</h1>
        <p>{t(view.voice.isOn ? 'display.sound.on' : 'display.sound.off')}</p>
      </header>
      <div className="floor">
        <div className="sound-acts">
          <button type="button" className="btn btn-main" onClick={() => void speaker.chime().catch(report)}>
            <Bell className="icon" aria-hidden="true" />
            {t('display.sound.chime')}
          </button>
          <button
            type="button"
            className="btn btn-main"
            onClick={() => void speaker.sample(SAMPLE, view.voice).catch(report)}
          >
            <Play className="icon" aria-hidden="true" />
            {t('display.sound.sample')}
          </button>
          <div className="sound-volume" role="group" aria-label={t('display.sound.volume')}>
            <Volume1 className="icon" aria-hidden="true" />
            {VOLUMES.map((share) => (
              <button
                type="button"
                className="btn btn-quiet"
                key={share}
                aria-pressed={share === volume}
                onClick={() => speaker.setVolume(share)}
              >
                {t('display.sound.percent', { n: share * 100 })}
              </button>
            ))}
            <Volume2 className="icon" aria-hidden="true" />
          </div>
        </div>
        <ClipList missing={missing} />
        <p className="sound-system">
          {t(speaker.hasSystemVoice() ? 'display.sound.system' : 'display.sound.noSystem')}
        </p>
      </div>
      <footer className="foot">
        <button type="button" className="btn btn-quiet" onClick={onLeave}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
        <span />
        <button type="button" className="btn btn-quiet" onClick={onMove}>
          <MonitorCog className="icon" aria-hidden="true" />
          {t('counter.move')}
        </button>
      </footer>
    </section>
  )
}

/** Every clip with what it says: there, or missing. */
function ClipList({ missing }: { missing: readonly ClipName[] | null }) {
  const { t } = useWords()
  if (missing === null) return <p className="lead">{t('display.sound.reading')}</p>
  return (
    <>
      <p className="lead" data-missing={missing.length}>
        {missing.length === 0
          ? t('display.sound.all', { n: CLIPS.length })
          : t('display.sound.missing', { n: missing.length, of: CLIPS.length })}
      </p>
      <ul className="sound-clips">
        {CLIPS.map((clip) => {
          const isMissing = missing.includes(clip)
          return (
            <li key={clip} data-missing={isMissing ? '' : undefined} lang={languageOf(clip)}>
              {isMissing ? <X className="icon" aria-hidden="true" /> : <Check className="icon" aria-hidden="true" />}
              {saidBy(clip)}
              {isMissing ? <span className="spoken">{t('display.sound.isMissing')}</span> : null}
            </li>
          )
        })}
      </ul>
    </>
  )
}

const languageOf = (clip: ClipName): Language | undefined =>
  clip === 'chime' ? undefined : clip.startsWith('id/') ? 'id' : 'en'

function saidBy(clip: ClipName): string {
  if (clip === 'chime') return '♪'
  const [language, name] = clip.split('/') as [Language, string]
  const words: Readonly<Record<string, string>> = CLIP_WORDS[language]
  return words[name] ?? clip
}

/** Leaves when nobody has touched anything for a while. */
function useLeaving(onLeave: () => void): void {
  const leave = useEffectEvent(onLeave)
  useEffect(() => {
    let timer: number | undefined
    const wait = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => leave(), LEAVES_AFTER_MS)
    }
    wait()
    document.addEventListener('pointerdown', wait, true)
    document.addEventListener('keydown', wait, true)
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('pointerdown', wait, true)
      document.removeEventListener('keydown', wait, true)
    }
  }, [])
}
