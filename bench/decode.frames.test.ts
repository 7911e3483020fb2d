import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { encode } from 'uqr'
import { beforeAll, describe, expect, it } from 'vitest'
import { FrameDecoder, TURNS } from '../renderer/scanner/decode/frame-decoder'
import { gaussian, toFrame, type Gray } from '../renderer/scanner/decode/gray'
import { prepareZxing, readQr, readZxing } from '../renderer/scanner/decode/readers'

const SIGNED = `PDP1:${'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.repeat(3).slice(0, 124)}`

/** A code straight before the camera: `scale` pixels a module, its top left corner at (left, top). */
function draw(
  text: string,
  { scale = 4, left = 120, top = 80, width = 640, height = 480, dark = 30, light = 220 } = {},
) {
  const code = encode(text, { ecc: 'M', border: 0 })
  const gray: Gray = { data: new Float32Array(width * height).fill(light), width, height }
  for (let y = 0; y < code.size * scale; y++)
    for (let x = 0; x < code.size * scale; x++)
      if (code.data[Math.floor(y / scale)]?.[Math.floor(x / scale)]) gray.data[(top + y) * width + left + x] = dark
  return { gray, size: code.size * scale }
}

/** All texts read within one round of the repairs, and after how many frames. */
async function read(gray: Gray): Promise<{ texts: string[]; frames: number }> {
  const decoder = new FrameDecoder()
  for (let frames = 1; frames <= TURNS; frames++) {
    const codes = await decoder.decode(toFrame(gray))
    if (codes.length > 0) return { texts: codes.map((code) => code.text), frames }
  }
  return { texts: [], frames: TURNS }
}

describe('frame decoder', () => {
  beforeAll(async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
    await prepareZxing(Uint8Array.from(wasm).buffer)
  })

  it('reads a plain code in its first frame', async () => {
    for (const text of ['7K3M-Q9TX', SIGNED, 'ümlaut and 漢字'])
      expect(await read(draw(text).gray)).toEqual({ texts: [text], frames: 1 })
  })

  it('reads light modules on dark', async () => {
    expect((await read(draw('7K3M-Q9TX', { dark: 220, light: 30 }).gray)).texts).toEqual(['7K3M-Q9TX'])
  })

  it('reads a code that nothing but a repair makes readable', async () => {
    const { gray } = draw(SIGNED, { scale: 5 })
    const soft = gaussian(gray, 3)
    expect(await readZxing(toFrame(soft))).toEqual([])
    expect(readQr(toFrame(soft), 100)).toEqual([])
    expect((await read(soft)).texts).toEqual([SIGNED])
  })

  it('says where the code is, in the pixels of the frame', async () => {
    const { gray, size } = draw('7K3M-Q9TX', { scale: 6, left: 700, top: 300, width: 1280, height: 720 })
    const [code] = await new FrameDecoder().decode(toFrame(gray))
    const expected = [
      [700, 300],
      [700 + size, 300],
      [700 + size, 300 + size],
      [700, 300 + size],
    ]
    for (const [i, corner] of (code?.corners ?? []).entries()) {
      expect(Math.abs(corner.x - expected[i]![0]!)).toBeLessThan(6)
      expect(Math.abs(corner.y - expected[i]![1]!)).toBeLessThan(6)
    }
    expect(code?.corners).toHaveLength(4)
  })

  it('finds nothing in an empty frame, at any turn, and does not throw on the smallest', async () => {
    for (const [width, height] of [
      [640, 480],
      [1, 1],
      [3, 2],
    ] as const) {
      const empty = { data: new Float32Array(width * height).fill(120), width, height }
      expect((await read(empty)).texts).toEqual([])
    }
  })
})
