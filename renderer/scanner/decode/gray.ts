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

/** The middle of a frame, at most this large, and where its corner lies in the whole. Shares nothing with the frame. */
export function middle(frame: Frame, maxWidth: number, maxHeight: number): { part: Frame; left: number; top: number } {
  const width = Math.min(frame.width, maxWidth)
  const height = Math.min(frame.height, maxHeight)
  const left = (frame.width - width) >> 1
  const top = (frame.height - height) >> 1
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * frame.width + left) * 4
    data.set(frame.data.subarray(from, from + width * 4), y * width * 4)
  }
  return { part: { data, width, height }, left, top }
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

/** About a Gaussian blur, for deviations of 2 pixels and more: three running means, whatever the width costs the same. */
export function wideGaussian(gray: Gray, sigma: number): Gray {
  const radius = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2))
  return boxMean(boxMean(boxMean(gray, radius), radius), radius)
}

/** Twice as large in both directions by cubic interpolation (Catmull-Rom), which keeps edges where bilinear melts them. */
export function doubled({ data, width, height }: Gray): Gray {
  const wide = width * 2
  const rows = new Float32Array(wide * height)
  for (let y = 0; y < height; y++) {
    const start = y * width
    for (let x = 0; x < width; x++) {
      const here = data[start + x]!
      const left = x > 0 ? data[start + x - 1]! : here
      const right = x < width - 1 ? data[start + x + 1]! : here
      const left2 = x > 1 ? data[start + x - 2]! : left
      const right2 = x < width - 2 ? data[start + x + 2]! : right
      const to = y * wide + 2 * x
      rows[to] = FAR * left2 + NEAR * left + OWN * here + OVER * right
      rows[to + 1] = OVER * left + OWN * here + NEAR * right + FAR * right2
    }
  }
  const out = new Float32Array(wide * height * 2)
  const row = (y: number): number => Math.min(height - 1, Math.max(0, y)) * wide
  for (let y = 0; y < height; y++) {
    const [above2, above, here, below, below2] = [row(y - 2), row(y - 1), row(y), row(y + 1), row(y + 2)]
    const to = y * 2 * wide
    for (let x = 0; x < wide; x++) {
      const [up, own, down] = [rows[above + x]!, rows[here + x]!, rows[below + x]!]
      out[to + x] = FAR * rows[above2 + x]! + NEAR * up + OWN * own + OVER * down
      out[to + wide + x] = OVER * up + OWN * own + NEAR * down + FAR * rows[below2 + x]!
    }
  }
  return { data: out, width: wide, height: height * 2 }
}

/** Weights of the Catmull-Rom spline a quarter pixel off the middle of its own pixel. */
const [FAR, NEAR, OWN, OVER] = [-0.0234375, 0.2265625, 0.8671875, -0.0703125]

/** `factor` times as wide, as high as before, by linear interpolation. */
export function stretched({ data, width, height }: Gray, factor: number): Gray {
  const wide = Math.round(width * factor)
  const out = new Float32Array(wide * height)
  for (let x = 0; x < wide; x++) {
    const at = Math.min(width - 1, Math.max(0, (x + 0.5) / factor - 0.5))
    const left = Math.min(width - 2, Math.floor(at))
    const share = at - left
    for (let y = 0; y < height; y++) {
      const from = y * width + left
      out[y * wide + x] = data[from]! + share * (data[from + 1]! - data[from]!)
    }
  }
  return { data: out, width: wide, height }
}

/** Half as large in both directions: each pixel is the mean of four. */
export function halved({ data, width, height }: Gray): Gray {
  const [w, h] = [width >> 1, height >> 1]
  const out = new Float32Array(w * h)
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x
      out[y * w + x] = (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]!) / 4
    }
  return { data: out, width: w, height: h }
}

/** Takes away a share of what `blurred` has, so that what blurring took comes out stronger: `amount` 0 changes nothing. */
export function sharpened(gray: Gray, blurred: Gray, amount: number): Gray {
  const { data } = gray
  const out = new Float32Array(data.length)
  for (let i = 0; i < out.length; i++) out[i] = data[i]! + amount * (data[i]! - blurred.data[i]!)
  return { ...gray, data: out }
}

/**
 * Gray relative to its surroundings: 128 is their mean over 2·radius + 1 pixels, and their mean deviation is spread to
 * 70 levels. Surroundings flatter than `floor` levels are not spread further, else they would be all noise.
 */
export function localContrast(gray: Gray, radius: number, floor: number): Gray {
  const { data } = gray
  const mean = boxMean(gray, radius).data
  const off = new Float32Array(data.length)
  for (let i = 0; i < off.length; i++) off[i] = Math.abs(data[i]! - mean[i]!)
  const spread = boxMean({ ...gray, data: off }, radius).data
  const out = new Float32Array(data.length)
  for (let i = 0; i < out.length; i++) out[i] = 128 + (70 * (data[i]! - mean[i]!)) / Math.max(floor, spread[i]!)
  return { ...gray, data: out }
}

/** Bends the tone curve: an exponent below 1 opens the dark parts, above 1 the light ones. */
export function toned(gray: Gray, exponent: number): Gray {
  const table = new Float32Array(256)
  for (let i = 0; i < 256; i++) table[i] = 255 * (i / 255) ** exponent
  return { ...gray, data: gray.data.map((value) => table[Math.min(255, Math.max(0, Math.round(value)))]!) }
}
