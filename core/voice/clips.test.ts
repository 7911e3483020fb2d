/// <reference types="node" />
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLIP_WORDS, CLIPS, type ClipName } from './clips'
import { clipsForCall } from './speak'

const folder = new URL('../../assets/voice/', import.meta.url)
const fileOf = (clip: ClipName) => new URL(`${clip}.wav`, folder)

interface Sound {
  readonly rate: number
  readonly samples: readonly number[]
}

/** Reads a mono WAV of mu-law samples (ITU-T G.711). */
function decoded(clip: ClipName): Sound {
  const wav = readFileSync(fileOf(clip))
  const chunks = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= wav.length;) {
    const size = wav.readUInt32LE(at + 4)
    chunks.set(wav.toString('latin1', at, at + 4), wav.subarray(at + 8, at + 8 + size))
    at += 8 + size + (size % 2)
  }
  const [format, data] = [chunks.get('fmt '), chunks.get('data')]
  if (format === undefined || data === undefined) throw new Error(`${clip} is no WAV file`)
  expect({ clip, codec: format.readUInt16LE(0), channels: format.readUInt16LE(2) }).toEqual({
    clip,
    codec: 7,
    channels: 1,
  })
  return { rate: format.readUInt32LE(4), samples: Array.from(data, linear) }
}

function linear(byte: number): number {
  const bits = ~byte & 255
  const size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132
  return (bits & 128 ? -size : size) / 32_768
}

/** Loudness as the root mean square of the whole clip, in dB below full scale. */
const loudness = ({ samples }: Sound) =>
  10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)

const sounds = new Map(CLIPS.filter((clip) => existsSync(fileOf(clip))).map((clip) => [clip, decoded(clip)]))
const levels = [...sounds.values()].map(loudness).toSorted((a, b) => a - b)
const median = levels[levels.length >> 1] ?? NaN

describe('the clips of the spoken call', () => {
  it('are all there, and no others', () => {
    const files = Object.keys(CLIP_WORDS).flatMap((language) =>
      readdirSync(new URL(`${language}/`, folder)).map((file) => `${language}/${file.replace('.wav', '')}`),
    )
    expect(['chime', ...files].toSorted()).toEqual(CLIPS.toSorted())
  })

  it.each(CLIPS)('%s is short, can be heard, and is as loud as the others', (clip) => {
    const sound = sounds.get(clip)
    if (sound === undefined) throw new Error(`${clip} is missing`)
    const seconds = sound.samples.length / sound.rate
    expect(seconds).toBeGreaterThan(0.12)
    expect(seconds).toBeLessThan(1.2)
    expect(loudness(sound)).toBeGreaterThan(-30)
    expect(Math.abs(loudness(sound) - median)).toBeLessThanOrEqual(1)
    expect(Math.max(...sound.samples.map(Math.abs))).toBeLessThan(0.99)
  })

  it('begin and end in silence, so that nothing clicks where they meet', () => {
    const edges = [...sounds].map(([clip, { samples }]) => ({ clip, edge: [samples[0], samples.at(-1)] }))
    expect(edges.filter(({ edge }) => edge.some((sample) => Math.abs(sample ?? 1) > 0.01))).toEqual([])
  })

  it('say the test set in both languages', () => {
    const settings = { english: true, leadingZeros: true, agency: true }
    const name = (counter: string) => ({ name: { id: counter, en: counter } })
    const calls = [
      { prefix: 'A', number: 1, counter: name('A-K3-01') },
      { prefix: 'AB', number: 17, counter: name('Loket AB-017') },
      { prefix: 'A', number: 999, counter: name('Loket 999') },
      { prefix: 'A', number: 1000, counter: name('Loket 1000') },
    ]
    const needed = calls.flatMap((call) => clipsForCall({ ...call, calls: 2, agency: 'DPMPTSP' }, settings))
    expect(needed.filter((clip) => !sounds.has(clip))).toEqual([])
  })
})
