import type { Tone } from '../../core/contract/tone'
import { report } from '../app/report'

/** One note: pitch (Hz), when it begins and how long it lasts (s). */
interface Note {
  readonly hz: number
  readonly at: number
  readonly lasts: number
}

/**
 * Three sounds that a person tells apart without looking, also when high tones are lost: go rises, attention says the
 * same twice, refused falls and is low. The seal on the screen is their picture.
 */
const SOUNDS: Readonly<Record<Tone, { wave: OscillatorType; loud: number; notes: readonly Note[] }>> = {
  go: {
    wave: 'sine',
    loud: 0.5,
    notes: [
      { hz: 659, at: 0, lasts: 0.12 },
      { hz: 988, at: 0.1, lasts: 0.26 },
    ],
  },
  attention: {
    wave: 'triangle',
    loud: 0.5,
    notes: [
      { hz: 523, at: 0, lasts: 0.14 },
      { hz: 523, at: 0.2, lasts: 0.18 },
    ],
  },
  refused: {
    wave: 'sawtooth',
    loud: 0.22,
    notes: [
      { hz: 311, at: 0, lasts: 0.18 },
      { hz: 196, at: 0.17, lasts: 0.34 },
    ],
  },
}

/** Dispatched on the window for every sound, so that a test can hear it. */
export const SOUND_EVENT = 'pendopo:sound'

let context: AudioContext | undefined

/** Plays the sound of a tone. Without a loudspeaker nothing is heard and nothing fails. */
export function play(tone: Tone): void {
  window.dispatchEvent(new CustomEvent(SOUND_EVENT, { detail: { tone } }))
  try {
    context ??= new AudioContext()
    // A context made before anybody touched the screen may be asleep.
    if (context.state === 'suspended') context.resume().catch(report)
    const sound = SOUNDS[tone]
    for (const note of sound.notes) sing(context, sound.wave, sound.loud, note)
  } catch (error) {
    report(error) // a sound must never cost a visitor the picture
  }
}

function sing(audio: AudioContext, wave: OscillatorType, loud: number, note: Note): void {
  const begins = audio.currentTime + note.at
  const oscillator = new OscillatorNode(audio, { type: wave, frequency: note.hz })
  const volume = new GainNode(audio, { gain: 0 })
  // A ramp of 10 ms at both ends: a note that is cut clicks.
  volume.gain.setValueAtTime(0, begins)
  volume.gain.linearRampToValueAtTime(loud, begins + 0.01)
  volume.gain.setValueAtTime(loud, begins + note.lasts * 0.5)
  volume.gain.linearRampToValueAtTime(0, begins + note.lasts)
  oscillator.connect(volume).connect(audio.destination)
  oscillator.start(begins)
  oscillator.stop(begins + note.lasts)
}
