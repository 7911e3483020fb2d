/**
 * How often and how fast QR codes are read, over the hard pictures of bench/pictures: five other decoders, all of them
 * together, and ours, which may look at a picture once (first-frame) or for a second (one-second, FRAMES looks at the
^ * same pixels: a camera's fresh noise would only help). A hit is the exact text that was drawn; a misread is any other.
 *
 * Prints one JSON object a line; `decode.hits.ours.one-second` has all the others together as baseline.
 */
import { FrameDecoder } from '../renderer/scanner/decode/frame-decoder'
import type { Frame } from '../renderer/scanner/decode/gray'
import { otherDecoders } from './decode.others'
import { pictures, type Pixels } from './pictures/index'

/** Frames in a second: the camera scanner decodes 11 to 14; ten leaves room for a slower machine. */
const FRAMES = 10

type Row = { name: string; value: number; unit: string; n: number; baseline?: number; ratio?: number }
type Tally = { hits: number; misreads: number; times: number[] }

const only = process.env['PENDOPO_BENCH_ONLY'] ?? ''
if ('decode.'.startsWith(only) || only.startsWith('decode.')) await main()

async function main(): Promise<void> {
  const others = await otherDecoders() // prepares zxing's wasm, which ours shares
  const tallies = new Map<string, Tally>()
  const tally = (name: string): Tally => {
    const known = tallies.get(name) ?? { hits: 0, misreads: 0, times: [] }
    tallies.set(name, known)
    return known
  }
  const set = pictures()
  let together = 0
  for (const [index, { name, category, text, render }] of set.entries()) {
    const pixels = render()
    let anyOther = false
    for (const decoder of others) {
      const mine = tally(decoder.name)
      const started = performance.now()
      const texts = await decoder.read(pixels)
      mine.times.push(performance.now() - started)
      if (texts.includes(text)) {
        mine.hits++
        anyOther = true
      }
      if (texts.some((read) => read !== text)) mine.misreads++
    }
    if (anyOther) together++

    const hit = await look(pixels, text, tally('ours'))
    if (hit === 1) tally('ours.first-frame').hits++
    if (hit > 0) tally('ours.one-second').hits++
    if (hit === 0 && anyOther) console.error(`only others read: ${name} (${category})`)
    if (index % 4 === 0) await look(enlarged(pixels), text, tally('ours.1280x720'))
  }

  const n = set.length
  const row = (rest: Omit<Row, 'n'>, count = n): void => console.log(JSON.stringify({ ...rest, n: count }))
  for (const { name } of others) row({ name: `decode.hits.${name}`, value: tally(name).hits, unit: 'pictures' })
  row({ name: 'decode.hits.all-others', value: together, unit: 'pictures' })
  for (const name of ['ours.first-frame', 'ours.one-second']) {
    const { hits } = tally(name)
    row({ name: `decode.hits.${name}`, value: hits, unit: 'pictures', baseline: together, ratio: hits / together })
  }
  for (const name of [...others.map((decoder) => decoder.name), 'ours'])
    row({ name: `decode.misreads.${name}`, value: tally(name).misreads, unit: 'pictures' })
  for (const [name, { times }] of tallies)
    for (const share of times.length > 0 ? [50, 95] : [])
      row({ name: `decode.time.${name}.p${share}`, value: percentile(times, share), unit: 'ms' }, times.length)
}

/** Shows one picture for a second. Returns at which look it was read, from 1; 0 = never. */
async function look(pixels: Frame, text: string, mine: Tally): Promise<number> {
  const decoder = new FrameDecoder()
  for (let frame = 1; frame <= FRAMES; frame++) {
    const started = performance.now()
    const codes = await decoder.decode(pixels)
    mine.times.push(performance.now() - started)
    if (codes.some((code) => code.text !== text)) mine.misreads++
    if (codes.some((code) => code.text === text)) return frame
  }
  return 0
}

/** The picture one and a half times as large in the middle of 1280 × 720, its edges drawn out; for times only. */
function enlarged({ data, width, height }: Pixels): Pixels {
  const from = new Uint32Array(data.buffer)
  const to = new Uint32Array(1280 * 720)
  for (let y = 0; y < 720; y++)
    for (let x = 0; x < 1280; x++) {
      const column = Math.min(width - 1, Math.max(0, Math.floor((x - 160) / 1.5)))
      to[y * 1280 + x] = from[Math.min(height - 1, Math.floor(y / 1.5)) * width + column]!
    }
  return { data: new Uint8ClampedArray(to.buffer), width: 1280, height: 720 }
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.ceil((share / 100) * sorted.length) - 1] ?? 0) * 100) / 100
}
