import { CLIPS, type ClipName } from '../../core/voice/clips'
import { breathBetween } from '../../core/voice/speak'
import { report } from '../app/report'

/** Addresses of the clips, by their path. */
const FILES = import.meta.glob<string>('../../assets/voice/**/*.wav', { eager: true, query: '?url', import: 'default' })

/** How long after its reckoned end a sequence counts as ended: an output that was pulled out never says so. */
const PATIENCE_MS = 1_500

/** Plays sequences of clips. One sequence at a time; whoever calls `play` waits for its end. */
export interface ClipPlayer {
  /** Clips that could not be read; null: still reading. */
  readonly missing: readonly ClipName[] | null
  has(clips: readonly ClipName[]): boolean
  /** Ends when the last clip has been heard. */
  play(clips: readonly ClipName[]): Promise<void>
  /** 0 … 1. */
  setVolume(volume: number): void
  /** Settles once every clip was read or given up. */
  readonly ready: Promise<void>
}

/** Reads and decodes every clip at once, so that none comes late. */
export function makeClipPlayer(): ClipPlayer {
  const context = new AudioContext()
  const volume = new GainNode(context)
  volume.connect(context.destination)
  const buffers = new Map<ClipName, AudioBuffer>()
  let missing: readonly ClipName[] | null = null

  const read = async (clip: ClipName) => {
    const file = FILES[`../../assets/voice/${clip}.wav`]
    if (file === undefined) return
    try {
      const answer = await fetch(file)
      if (answer.ok) buffers.set(clip, await context.decodeAudioData(await answer.arrayBuffer()))
    } catch (error) {
      report(error) // a clip that is broken is missing: the sound page shows it, and the call finds another way
    }
  }
  const ready = Promise.all(CLIPS.map(read)).then(() => {
    missing = CLIPS.filter((clip) => !buffers.has(clip))
  })

  return {
    get missing() {
      return missing
    },
    ready,
    has: (clips) => clips.every((clip) => buffers.has(clip)),
    play: async (clips) => {
      // A context that was made before anybody touched the screen may be asleep; without an output it stays so.
      if (context.state === 'suspended') context.resume().catch(report)
      let at = context.currentTime + 0.03
      let last: AudioBufferSourceNode | undefined
      let before: ClipName | undefined
      for (const clip of clips) {
        const buffer = buffers.get(clip)
        if (buffer === undefined) continue
        if (before !== undefined) at += breathBetween(before, clip) / 1000
        last = new AudioBufferSourceNode(context, { buffer })
        last.connect(volume)
        last.start(at)
        at += buffer.duration
        before = clip
      }
      if (last !== undefined) await ended(last, (at - context.currentTime) * 1000 + PATIENCE_MS)
    },
    setVolume: (share) => {
      volume.gain.value = share
    },
  }
}

function ended(source: AudioBufferSourceNode, atLatestMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, atLatestMs)
    source.addEventListener('ended', () => {
      window.clearTimeout(timer)
      resolve()
    })
  })
}
