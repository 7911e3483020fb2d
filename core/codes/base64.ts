import { err, ok, type Result } from '../result/result'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES: ReadonlyMap<string, number> = new Map(Array.from(ALPHABET, (letter, value) => [letter, value]))

/**
 * Reads base64 (RFC 4648, with padding), strictly: of all the texts that lenient readers take for the same bytes, only
 * the one that an encoder writes. So the unused bits of the last character must be zero, and nothing may stand between.
 */
export function fromBase64(text: string): Result<Uint8Array, 'not_base64'> {
  const body = text.replace(/={1,2}$/, '')
  if (text.length - body.length !== (4 - (body.length % 4)) % 4) return err('not_base64')
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (const letter of body) {
    const value = VALUES.get(letter)
    if (value === undefined) return err('not_base64')
    held = ((held << 6) | value) & 0xff_ff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (held >> bits) & 0xff
    at += 1
  }
  return (held & ((1 << bits) - 1)) === 0 ? ok(bytes) : err('not_base64')
}
