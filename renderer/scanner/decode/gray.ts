/** A frame as a canvas gives it: 8-bit RGBA, row by row. ImageData fits; so does any plain object of this shape. */
export type Frame = { data: Uint8ClampedArray; width: number; height: number }

/** A frame reduced to its lightness, 0 … 255 in floating point so that filters lose nothing between steps. */
export type Gray = { data: Float32Array; width: number; height: number }

/** The lightness of a frame (Rec. 601 weights, as every QR decoder uses them). */
export function toGray({ data, width, height }: Frame): Gray {
  const out = new Float32Array(width * height)
  for (let i = 0, j = 0; i < out.length; i++, j += 4)
    out[i] = 0.299 * data[j]! + 0.587 * data[j + 1]! + 0.114 * data[j + 2]!
  return { data: out, width, height }
}

/** Back to RGBA, clipped to 0 … 255, for decoders that want a frame. */
export function toFrame({ data, width, height }: Gray): Frame {
  const out = new Uint8ClampedArray(width * height * 4)
  const pixels = new Uint32Array(out.buffer)
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    const level = value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0
    pixels[i] = 0xff000000 | (level * 0x010101)
  }
  return { data: out, width, height }
}

/** The mean over a square of side 2·radius + 1, edges repeated; running sums, so the radius costs nothing. */
export function boxMean({ data, width, height }: Gray, radius: number): Gray {
  const rows = new Float32Array(width * height)
  const out = new Float32Array(width * height)
  const share = 1 / (2 * radius + 1)
  for (let y = 0; y < height; y++) {
    const start = y * width
    const last = start + width - 1
    let sum = data[start]! * radius
    for (let i = 0; i < radius; i++) sum += data[Math.min(last, start + i)]!
    for (let x = 0; x < width; x++) {
      sum += data[Math.min(last, start + x + radius)]!
      rows[start + x] = sum * share
      sum -= data[Math.max(start, start + x - radius)]!
    }
  }
  const sums = new Float32Array(width)
  for (let x = 0; x < width; x++) sums[x] = rows[x]! * radius
  for (let i = 0; i < radius; i++) addRow(sums, rows, Math.min(height - 1, i) * width, 1)
  for (let y = 0; y < height; y++) {
    addRow(sums, rows, Math.min(height - 1, y + radius) * width, 1)
    const to = y * width
    for (let x = 0; x < width; x++) out[to + x] = sums[x]! * share
    addRow(sums, rows, Math.max(0, y - radius) * width, -1)
  }
  return { data: out, width, height }
}

function addRow(sums: Float32Array, rows: Float32Array, start: number, sign: 1 | -1): void {
  for (let x = 0; x < sums.length; x++) sums[x]! += sign * rows[start + x]!
}

/** Gaussian blur with the given deviation in pixels, edges repeated. */
export function gaussian({ data, width, height }: Gray, sigma: number): Gray {
  const radius = Math.max(1, Math.ceil(sigma * 2.5))
  const weights = new Float32Array(radius + 1)
  let total = 0
  for (let i = 0; i <= radius; i++) {
    weights[i] = Math.exp(-(i * i) / (2 * sigma * sigma))
    total += weights[i]! * (i === 0 ? 1 : 2)
  }
  for (let i = 0; i <= radius; i++) weights[i]! /= total
  const rows = new Float32Array(width * height)
  const padded = new Float32Array(width + 2 * radius)
  for (let y = 0; y < height; y++) {
    const start = y * width
    padded.fill(data[start]!, 0, radius)
    padded.set(data.subarray(start, start + width), radius)
    padded.fill(data[start + width - 1]!, width + radius)
    for (let x = 0; x < width; x++) {
      let sum = padded[x + radius]! * weights[0]!
      for (let i = 1; i <= radius; i++) sum += weights[i]! * (padded[x + radius - i]! + padded[x + radius + i]!)
      rows[start + x] = sum
    }
  }
  const out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const to = y * width
    for (let x = 0; x < width; x++) out[to + x] = rows[to + x]! * weights[0]!
    for (let i = 1; i <= radius; i++) {
      const weight = weights[i]!
      const above = Math.max(0, y - i) * width
      const below = Math.min(height - 1, y + i) * width
      for (let x = 0; x < width; x++) out[to + x]! += weight * (rows[above + x]! + rows[below + x]!)
    }
  }
  return { data: out, width, height }
}
