import type { Random } from './random'

/** A gray picture in floating point: 0 is black, 255 white; values outside are clipped only when it is developed. */
export type Gray = { data: Float32Array; width: number; height: number }

/** What a decoder gets: the shape of the browser's ImageData. */
export type Pixels = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number }

/** A disc of light falling apart over all points with the same weight: an eye out of focus. */
export function lensBlur(picture: Gray, radius: number): Gray {
  const taps: { dx: number; dy: number; weight: number }[] = []
  const reach = Math.ceil(radius)
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const weight = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)))
      if (weight > 0) taps.push({ dx, dy, weight })
    }
  return convolve(picture, taps)
}

/** A straight movement of `length` pixels at `angle` (radians) while the shutter is open. */
export function motionBlur(picture: Gray, length: number, angle: number): Gray {
  const weights = new Map<string, { dx: number; dy: number; weight: number }>()
  const steps = Math.max(2, Math.ceil(length * 3))
  for (let i = 0; i < steps; i++) {
    const at = (i / (steps - 1) - 0.5) * length
    const x = at * Math.cos(angle)
    const y = at * Math.sin(angle)
    const left = Math.floor(x)
    const top = Math.floor(y)
    for (const [dx, dy] of [
      [left, top],
      [left + 1, top],
      [left, top + 1],
      [left + 1, top + 1],
    ] as const) {
      const weight = (1 - Math.abs(x - dx)) * (1 - Math.abs(y - dy))
      if (weight <= 0) continue
      const key = `${dx},${dy}`
      const tap = weights.get(key)
      if (tap) tap.weight += weight
      else weights.set(key, { dx, dy, weight })
    }
  }
  return convolve(picture, [...weights.values()])
}

function convolve(picture: Gray, taps: { dx: number; dy: number; weight: number }[]): Gray {
  const { width, height, data } = picture
  const out = new Float32Array(width * height)
  const total = taps.reduce((sum, tap) => sum + tap.weight, 0)
  for (const { dx, dy, weight } of taps) {
    const share = weight / total
    for (let y = 0; y < height; y++) {
      const from = Math.min(height - 1, Math.max(0, y + dy)) * width
      const to = y * width
      for (let x = 0; x < width; x++) {
        const at = x + dx
        out[to + x]! += share * data[from + (at < 0 ? 0 : at >= width ? width - 1 : at)]!
      }
    }
  }
  return { data: out, width, height }
}

/** Sensor noise of `sigma` gray levels, a little stronger in the light parts, as on a real sensor. */
export function addNoise(picture: Gray, sigma: number, rnd: Random): void {
  const { data } = picture
  for (let i = 0; i < data.length; i++) data[i]! += rnd.normal() * sigma * (0.8 + 0.4 * (data[i]! / 255))
}

/** Dead and hot pixels: `share` of all pixels become black or white. */
export function addSpecks(picture: Gray, share: number, rnd: Random): void {
  const { data } = picture
  const count = Math.round(share * data.length)
  for (let i = 0; i < count; i++) data[rnd.below(data.length)] = rnd.next() < 0.5 ? 0 : 255
}

/** Changes each pixel by a function of its value and place. */
export function map(picture: Gray, change: (value: number, x: number, y: number) => number): void {
  const { data, width, height } = picture
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      data[at] = change(data[at]!, x, y)
    }
}

/** Clips and rounds to the 8-bit RGBA a camera delivers, with a slight colour cast so that no decoder gets pure gray. */
export function develop(picture: Gray, cast: readonly [number, number, number]): Pixels {
  const { width, height } = picture
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < picture.data.length; i++) {
    const value = picture.data[i]!
    data[i * 4] = value * cast[0]
    data[i * 4 + 1] = value * cast[1]
    data[i * 4 + 2] = value * cast[2]
    data[i * 4 + 3] = 255
  }
  return { data, width, height }
}
