import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { FrameDecoder, TURNS } from '../renderer/scanner/decode/frame-decoder'
import { prepareZxing } from '../renderer/scanner/decode/readers'
import { CATEGORIES, pictures } from './pictures/index'

const hash = (data: Uint8ClampedArray): number => data.reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 7)

const first = (seed?: number): number => hash(pictures(seed)[40]!.render().data)

describe('hard pictures', () => {
  it('are at least 160, of every category, each with its own name', () => {
    const set = pictures()
    expect(set.length).toBeGreaterThanOrEqual(160)
    expect(new Set(set.map((picture) => picture.name)).size).toBe(set.length)
    expect(new Set(set.map((picture) => picture.category))).toEqual(new Set(CATEGORIES))
  })

  it('are the same at every call and others for another seed', () => {
    expect(first()).toBe(first())
    expect(first()).not.toBe(first(1))
  })
})

describe('our decoder on hard pictures', () => {
  beforeAll(async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
    await prepareZxing(Uint8Array.from(wasm).buffer)
  })

  it.each(CATEGORIES)('reads the two easiest of %s within a second, and never a wrong text', async (kind) => {
    const ofKind = pictures().filter((picture) => picture.category === kind)
    for (const { text, render } of ofKind.slice(0, 2)) {
      const decoder = new FrameDecoder()
      const pixels = render()
      let texts: string[] = []
      for (let frame = 0; frame < TURNS && texts.length === 0; frame++)
        texts = (await decoder.decode(pixels)).map((code) => code.text)
      expect(texts).toEqual([text])
    }
  })
})
