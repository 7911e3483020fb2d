import { fromBase64 } from '../codes/base64'

/** A logo is a PNG no larger than this: it travels to every station, also over a phone's connection. */
export const MOST_LOGO_BYTES = 60 * 1024
/** Its longest side, pixels: as sharp as a kiosk's header and a report need. */
export const MOST_LOGO_SIDE = 512

/** How a logo stands in a fair file, so that the file stays one file. */
export const LOGO_PREFIX = 'data:image/png;base64,'

/** Why bytes are no logo. */
export type LogoProblem = 'logo_not_png' | 'logo_too_large'

/** Looks at the beginning of a PNG (signature, then the header with its sides); null: it is one, and small enough. */
export function logoProblem(png: Uint8Array): LogoProblem | null {
  const isPng = SIGNATURE.every((byte, at) => png[at] === byte) && text(png, 12) === 'IHDR'
  if (!isPng) return 'logo_not_png'
  const sides = [number(png, 16), number(png, 20)]
  if (sides.some((side) => side < 1)) return 'logo_not_png'
  return png.length > MOST_LOGO_BYTES || sides.some((side) => side > MOST_LOGO_SIDE) ? 'logo_too_large' : null
}

/** The PNG of a data URL; null: it is none. */
export function pngOfDataUrl(url: string): Uint8Array | null {
  if (!url.startsWith(LOGO_PREFIX)) return null
  const read = fromBase64(url.slice(LOGO_PREFIX.length))
  return read.ok ? read.value : null
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const text = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))
const number = (bytes: Uint8Array, at: number): number =>
  bytes.subarray(at, at + 4).reduce((sum, byte) => sum * 256 + byte, 0)
