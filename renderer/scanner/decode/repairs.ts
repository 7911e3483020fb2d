import type { ReaderOptions } from 'zxing-wasm/reader'
import {
  boxMean,
  doubled,
  gaussian,
  halved,
  localContrast,
  sharpened,
  stretched,
  toned,
  wideGaussian,
  type Gray,
} from './gray'

/** One way to repair a frame that could not be read as it is. */
export type Repair = {
  name: string
  apply: (gray: Gray) => Gray
  /** How zxing reads the repaired copy, one try each. */
  zxing: readonly ReaderOptions[]
  /** Whether `qr` has a look as well: not at the large copies, it takes too long there. */
  thenQr: boolean
}

const PLAIN: ReaderOptions = {}
const DENOISE: ReaderOptions = { tryDenoise: true }
const ONE_THRESHOLD: ReaderOptions = { binarizer: 'GlobalHistogram' }

/**
 * The repairs in the order of their turns, each there for what it alone brings. They were chosen among some sixty (also
 * Richardson-Lucy and Van Cittert deblurring, median, unrolling a cylinder) on pictures of other seeds than the
 * benchmark's, by how many codes each adds to those before it for its time.
 */
export const REPAIRS: readonly Repair[] = [
  // Soft or pale codes, and a screen's raster.
  { name: 'sharpen', apply: (gray) => unsharp(gaussian(gray, 0.8), 3, 3), zxing: [DENOISE], thenQr: true },
  // Uneven light at the scale of a few modules.
  { name: 'even out finely', apply: (gray) => localContrast(gaussian(gray, 1), 8, 1.5), zxing: [PLAIN], thenQr: true },
  // Codes that are narrow because they are turned away or bent, and other chances for zxing's line-by-line search.
  { name: 'stretch', apply: (gray) => stretched(gray, 2.2), zxing: [DENOISE], thenQr: false },
  // Modules of less than two pixels.
  { name: 'double', apply: doubled, zxing: [PLAIN], thenQr: false },
  // Glare, shadow, a fall of light across the code.
  { name: 'even out', apply: (gray) => localContrast(gray, 30, 2), zxing: [DENOISE], thenQr: true },
  // Far out of focus, or soft under noise.
  { name: 'deblur', apply: (gray) => unsharp(gaussian(gray, 1), 6, 4), zxing: [DENOISE], thenQr: true },
  { name: 'halve', apply: (gray) => localContrast(halved(gray), 12, 2), zxing: [PLAIN], thenQr: true },
  { name: 'smooth', apply: (gray) => boxMean(gray, 2), zxing: [DENOISE], thenQr: true },
  { name: 'open shadows', apply: (gray) => toned(gray, 0.5), zxing: [PLAIN, ONE_THRESHOLD], thenQr: true },
  { name: 'open lights', apply: (gray) => toned(gray, 5), zxing: [DENOISE], thenQr: true },
]

/** Sharpens what is finer than about `sigma` pixels. */
function unsharp(gray: Gray, sigma: number, amount: number): Gray {
  return sharpened(gray, sigma < 2 ? gaussian(gray, sigma) : wideGaussian(gray, sigma), amount)
}
