/** Renders words with espeak-ng, cuts the silence off, levels them and packs them small. assets/voice/README.md says how. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { inRoot } from './paths.mjs'
import { say, StepError } from './steps.mjs'

/** Wideband speech: the voice has nothing above 8 kHz, and all clips together stay below 1.5 MB. */
const RATE = 16_000
/** Loudness of every clip: root mean square of what is left after the silence is cut, dB below full scale. */
const LEVEL_DB = -19
const PEAK = 0.97
const SILENCE = 0.012
/** A breath of the voice before and after what is heard, so that no consonant is bitten off. */
const MARGIN_S = 0.012
const FADE_S = 0.006

const VOICES = {
  id: { voice: 'id', words: '172', pitch: '46' },
  en: { voice: 'en-gb', words: '170', pitch: '46' },
}

/** Words that the Indonesian rules of espeak-ng read wrongly (its "e" is one letter for two vowels), as phonemes. */
const SPOKEN_AS = {
  'id/letter-v': "v'e",
  'id/number-4': "@mp'at",
  'id/number-6': "@n'am",
  'id/belas': "b@l'as",
  'id/loket': "l'okEt",
  'id/konter': "k'ont@R",
  'id/call-4': "paNg'ilan k@@mp'at",
  'id/call-5': "paNg'ilan k@l'ima",
  'id/kesehatan': "kEsEh'atan",
  'id/ketenagakerjaan': "k@t@n,agak@RdZ'a_|an",
}

/** Renders every clip anew. */
export async function renderVoice() {
  const { CLIP_WORDS } = await clipWords()
  const folder = inRoot('assets', 'voice')
  for (const language of Object.keys(VOICES)) {
    rmSync(join(folder, language), { recursive: true, force: true })
    mkdirSync(join(folder, language), { recursive: true })
  }
  let bytes = save(join(folder, 'chime.wav'), chime())
  let seconds = 0
  for (const [language, words] of Object.entries(CLIP_WORDS)) {
    for (const [name, text] of Object.entries(words)) {
      const samples = trimmed(spoken(VOICES[language], SPOKEN_AS[`${language}/${name}`] ?? null, text))
      seconds += samples.length / RATE
      bytes += save(join(folder, language, `${name}.wav`), samples)
    }
  }
  say(`${(bytes / 1024 / 1024).toFixed(2)} MB, ${seconds.toFixed(0)} s of speech`)
}

/** core/voice/clips.ts, without its types. */
async function clipWords() {
  const source = readFileSync(inRoot('core', 'voice', 'clips.ts'), 'utf8')
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  return import(`data:text/javascript,${encodeURIComponent(outputText)}`)
}

function spoken({ voice, words, pitch }, phonemes, text) {
  const said = phonemes === null ? text : `[[${phonemes}]]`
  const wav = output('espeak-ng', ['-v', voice, '-s', words, '-p', pitch, '--stdout', said])
  const floats = ['-t', 'raw', '-e', 'floating-point', '-b', '32', '-c', '1', '-']
  const raw = output('sox', ['--ignore-length', '-t', 'wav', '-', ...floats, 'rate', '-v', String(RATE)], wav)
  return Float32Array.from({ length: raw.length >> 2 }, (_, i) => raw.readFloatLE(i * 4))
}

function output(program, args, input) {
  const run = spawnSync(program, args, { input, maxBuffer: 16 * 1024 * 1024 })
  if (run.error?.code === 'ENOENT') throw new StepError(`${program} is missing: apt-get install espeak-ng sox`)
  if (run.status !== 0) throw new StepError(`${program}: ${String(run.stderr)}`)
  return run.stdout
}

/** Two soft bell notes, a falling third: heard over a crowd, and nobody's trade mark. */
function chime() {
  const notes = [
    { hz: 880, at: 0, lasts: 1 },
    { hz: 698.46, at: 0.3, lasts: 0.84 },
  ]
  const partials = [
    [1, 1],
    [2, 0.32],
    [3, 0.12],
    [4.2, 0.05],
  ]
  const samples = new Float32Array(Math.round(1.14 * RATE))
  for (const { hz, at, lasts } of notes) {
    const first = Math.round(at * RATE)
    for (let i = 0; i < lasts * RATE && first + i < samples.length; i++) {
      const t = i / RATE
      const swell = Math.min(1, t / 0.008) * Math.exp(-3.4 * t) * Math.min(1, (lasts - t) / 0.08)
      for (const [times, loud] of partials)
        samples[first + i] += loud * swell * Math.sin(2 * Math.PI * hz * times * t) * Math.exp(-times * t)
    }
  }
  return samples
}

function trimmed(samples) {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const isHeard = (sample) => Math.abs(sample) > SILENCE * peak
  const margin = Math.round(MARGIN_S * RATE)
  const first = Math.max(0, samples.findIndex(isHeard) - margin)
  const last = Math.min(samples.length, samples.findLastIndex(isHeard) + margin)
  return samples.slice(first, last)
}

/** Levels, fades the ends, and writes mu-law: half the bytes of 16 bits, and every Chromium reads it. Tells the bytes. */
function save(file, samples) {
  const fade = Math.round(FADE_S * RATE)
  const shaped = samples.map((sample, i) => sample * Math.min(1, i / fade, (samples.length - 1 - i) / fade))
  const wav = muLawWav(levelled(shaped))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, wav)
  return wav.length
}

const rms = (samples) => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)

/** Brings a clip to the level; the few peaks that would stick out are bent, not cut, and the level is met again. */
function levelled(samples) {
  const target = 10 ** (LEVEL_DB / 20)
  let result = samples
  for (let turn = 0; turn < 8; turn++) {
    const gain = target / rms(result)
    result = result.map((sample) => bent(sample * gain))
  }
  return result
}

const KNEE = 0.7
const bent = (sample) => {
  const size = Math.abs(sample)
  if (size <= KNEE) return sample
  return Math.sign(sample) * (KNEE + (PEAK - KNEE) * Math.tanh((size - KNEE) / (PEAK - KNEE)))
}

/** WAV of mu-law samples (ITU-T G.711), mono. */
function muLawWav(samples) {
  const data = Buffer.from(Uint8Array.from(samples, muLaw))
  const padding = data.length % 2
  const head = Buffer.alloc(58)
  head.write('RIFF', 0)
  head.writeUInt32LE(50 + data.length + padding, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(18, 16)
  head.writeUInt16LE(7, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(RATE, 24)
  head.writeUInt32LE(RATE, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('fact', 38)
  head.writeUInt32LE(4, 42)
  head.writeUInt32LE(samples.length, 46)
  head.write('data', 50)
  head.writeUInt32LE(data.length, 54)
  return Buffer.concat([head, data, Buffer.alloc(padding)])
}

function muLaw(sample) {
  const size = Math.min(Math.round(Math.abs(sample) * 32_768), 32_635) + 132
  const exponent = Math.floor(Math.log2(size)) - 7
  const mantissa = (size >> (exponent + 3)) & 15
  return ~((sample < 0 ? 128 : 0) | (exponent << 4) | mantissa) & 255
}
