import type { DisplayView, ShownCall } from '../../core/contract/display'
import type { ClipName } from '../../core/voice/clips'
import { clipsForCall, sentenceForCall, type SpokenCall, type VoiceSettings } from '../../core/voice/speak'
import { report } from '../app/report'
import { NOTHING_CALLED, step, type PassedOver, type QueueInput } from './call-queue'
import { makeClipPlayer, type ClipPlayer } from './clip-player'
import { play as playTone } from './sounds'
import { hasSystemVoice, saySentence } from './system-voice'

/** By which way a call was heard: our clips, the system's voice after a chime, or the chime alone. */
export type Way = 'clips' | 'system' | 'chime'

/** One call that was spoken, or passed over; times are ms of the page's steady clock. */
export interface Spoken {
  readonly id: number
  readonly label: string
  readonly counter: string
  readonly calls: number
  readonly from: number
  readonly to: number
  readonly how: Way | PassedOver
}

/** What the loudspeaker of this window does now. */
export interface SpeakerState {
  readonly speaking: ShownCall | null
  /** The last calls, newest last. */
  readonly spoken: readonly Spoken[]
  /** Clips that could not be read; null: still reading. */
  readonly missing: readonly ClipName[] | null
  readonly volume: number
}

/** The voice of a window: one loudspeaker, one queue. */
export interface Speaker {
  readonly state: SpeakerState
  /** Returns the function that ends the subscription. */
  readonly subscribe: (onChange: () => void) => () => void
  /** Tells what the display shows now. */
  readonly show: (view: DisplayView) => void
  /** Nobody listens any more; what is being said is said to its end. */
  readonly leave: () => void
  readonly chime: () => Promise<void>
  /** Says a call that is none, for a test of the sound. */
  readonly sample: (call: SpokenCall, settings: VoiceSettings) => Promise<void>
  readonly setVolume: (volume: number) => void
  readonly hasSystemVoice: () => boolean
}

/** Dispatched on the window when a call begins to be spoken and when it has ended. */
export const VOICE_EVENT = 'pendopo:voice'
/** Held while this window is heard: a test of the sound must not talk over a call. */
const LOUDSPEAKER = 'pendopo:loudspeaker'
/** Loudness chosen at this window. */
const VOLUME_KEY = 'pendopo:volume'
const KEPT = 20
const TONE_MS = 500

export const VOLUMES = [0.25, 0.5, 0.75, 1] as const

let speaker: Speaker | undefined

/** The speaker of this window, made when it is first asked for. */
export const speakerOfWindow = (): Speaker => (speaker ??= makeSpeaker(makeClipPlayer()))

function makeSpeaker(player: ClipPlayer): Speaker {
  let queue = NOTHING_CALLED
  let settings: VoiceSettings = { english: false, leadingZeros: false, agency: false }
  let state: SpeakerState = { speaking: null, spoken: [], missing: null, volume: storedVolume() }
  let count = 0
  const listeners = new Set<() => void>()
  const change = (part: Partial<SpeakerState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  player.setVolume(state.volume)
  player.ready.then(() => change({ missing: player.missing })).catch(report)

  const remember = (call: ShownCall, from: number, how: Spoken['how']) => {
    const row = { label: call.label, counter: call.counter.code, calls: call.calls, from, to: performance.now(), how }
    change({ spoken: [...state.spoken, { id: (count += 1), ...row }].slice(-KEPT) })
  }
  const take = (input: QueueInput) => {
    const taken = step(queue, input)
    queue = taken.queue
    for (const effect of taken.effects) {
      if (effect.do === 'pass_over') remember(effect.call, performance.now(), effect.why)
      else void speak(effect.call)
    }
  }
  const speak = async (call: ShownCall) => {
    try {
      await alone(async () => {
        const from = performance.now()
        change({ speaking: call })
        tell('begins', call)
        remember(call, from, await say(call, settings))
        tell('ends', call)
      })
    } catch (error) {
      report(error) // the next call must be heard whatever became of this one
    }
    change({ speaking: null })
    take({ type: 'spoken', steady: performance.now() })
  }
  const chime = async () => {
    if (player.has(['chime'])) return player.play(['chime'])
    playTone('go')
    await new Promise((resolve) => window.setTimeout(resolve, TONE_MS))
  }
  const say = async (call: SpokenCall, how: VoiceSettings): Promise<Way> => {
    await player.ready
    const all = clipsForCall(call, how)
    const least = clipsForCall(call, { ...how, english: false, agency: false })
    const clips = [all, least].find((some) => player.has(some))
    if (clips !== undefined) {
      await player.play(clips)
      return 'clips'
    }
    await chime()
    return (await saySentence(sentenceForCall(call, how), state.volume)) ? 'system' : 'chime'
  }

  return {
    get state() {
      return state
    },
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    show: ({ calls, now, voice }) => {
      settings = voice
      take({ type: 'shown', calls, now, steady: performance.now(), isOn: voice.isOn })
    },
    leave: () => take({ type: 'left' }),
    chime: () => alone(chime),
    sample: (call, how) => alone(async () => void (await say(call, how))),
    setVolume: (volume) => {
      player.setVolume(volume)
      storeVolume(volume)
      change({ volume })
    },
    hasSystemVoice,
  }
}

/** Runs when nothing else is heard from this window. */
const alone = <T>(run: () => Promise<T>): Promise<T> => navigator.locks.request(LOUDSPEAKER, run)

function tell(what: 'begins' | 'ends', { label, calls, counter }: ShownCall): void {
  const detail = { what, label, calls, counter: counter.code, at: performance.now() }
  window.dispatchEvent(new CustomEvent(VOICE_EVENT, { detail }))
}

function storedVolume(): number {
  const stored = Number(window.localStorage.getItem(VOLUME_KEY))
  return VOLUMES.find((volume) => volume === stored) ?? 1
}

function storeVolume(volume: number): void {
  window.localStorage.setItem(VOLUME_KEY, String(volume))
}
