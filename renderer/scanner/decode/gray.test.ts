import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boxMean,
  doubled,
  gaussian,
  halved,
  localContrast,
  middle,
  sharpened,
  stretched,
  toFrame,
  toGray,
  toned,
  wideGaussian,
  type Gray,
} from './gray'

/** A picture of the given size with any lightness at any place. */
const picture = fc
  .tuple(fc.integer({ min: 4, max: 24 }), fc.integer({ min: 4, max: 18 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 255 }), { minLength: width * height, maxLength: width * height })
      .map((values): Gray => ({ data: Float32Array.from(values), width, height })),
  )

const flat = (level: number, width = 20, height = 12): Gray => ({
  data: new Float32Array(width * height).fill(level),
  width,
  height,
})

const size = ({ width, height, data }: Gray): number[] => [width, height, data.length]

describe('gray pictures', () => {
  it('come back from RGBA and to RGBA unchanged when they are gray', () => {
    fc.assert(
      fc.property(picture, (gray) => {
        const back = toGray(toFrame(gray))
        expect(back.data.every((value, i) => Math.abs(value - gray.data[i]!) < 0.5)).toBe(true)
      }),
    )
  })

  it('are clipped, not wrapped, on the way to RGBA', () => {
    const { data } = toFrame({ data: Float32Array.of(-40, 300, 127.6, 0), width: 4, height: 1 })
    expect(Array.from(data)).toEqual([0, 0, 0, 255, 255, 255, 255, 255, 128, 128, 128, 255, 0, 0, 0, 255])
  })

  it('have as box mean what adding up gives, edges repeated', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 3 }), (gray, radius) => {
        const { width, height, data } = gray
        const at = (x: number, y: number): number =>
          data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]!
        const mean = boxMean(gray, radius)
        for (const [x, y] of [
          [0, 0],
          [width - 1, height - 1],
          [width >> 1, height >> 1],
        ] as const) {
          let sum = 0
          for (let dy = -radius; dy <= radius; dy++)
            for (let dx = -radius; dx <= radius; dx++) sum += at(x + dx, y + dy)
          expect(mean.data[y * width + x]).toBeCloseTo(sum / (2 * radius + 1) ** 2, 2)
        }
      }),
    )
  })

  it('stay flat under every filter when they are flat', () => {
    const level = 90
    const filters: ((gray: Gray) => Gray)[] = [
      (gray) => gaussian(gray, 1),
      (gray) => wideGaussian(gray, 4),
      (gray) => boxMean(gray, 3),
      doubled,
      halved,
      (gray) => stretched(gray, 2.2),
      (gray) => sharpened(gray, gaussian(gray, 2), 4),
    ]
    for (const filter of filters)
      expect(filter(flat(level)).data.every((value) => Math.abs(value - level) < 0.01)).toBe(true)
    expect(localContrast(flat(level), 5, 2).data.every((value) => Math.abs(value - 128) < 0.01)).toBe(true)
  })

  it('have the size that was asked for', () => {
    expect(size(doubled(flat(1)))).toEqual([40, 24, 960])
    expect(size(halved(flat(1, 21, 13)))).toEqual([10, 6, 60])
    expect(size(stretched(flat(1), 2.2))).toEqual([44, 12, 528])
  })

  it('keep black black and white white under a tone curve', () => {
    const { data } = toned({ data: Float32Array.of(0, 64, 255, 300), width: 4, height: 1 }, 0.5)
    expect(Array.from(data, Math.round)).toEqual([0, 128, 255, 255])
  })

  it('give their middle with its place', () => {
    const frame = toFrame({ data: Float32Array.from({ length: 24 }, (_, i) => i), width: 6, height: 4 })
    const { part, left, top } = middle(frame, 2, 2)
    expect({ left, top, size: [part.width, part.height] }).toEqual({ left: 2, top: 1, size: [2, 2] })
    expect(Array.from(toGray(part).data, Math.round)).toEqual([8, 9, 14, 15])
    expect(middle(frame, 99, 99)).toMatchObject({ left: 0, top: 0, part: { width: 6, height: 4 } })
  })
})
