import { err, ok, type Result } from '../result/result'

/** The characters of a QR code's alphanumeric mode, in their order (RFC 9285): a code of them alone stays small. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Writes bytes in base45: two bytes as three characters, a last single one as two. */
export function toBase45(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const [first = 0, second] = bytes.subarray(i, i + 2)
    text += second === undefined ? digits(first, 2) : digits(first * 256 + second, 3)
  }
  return text
}

/**
 * Reads base45, strictly: capital letters only, and no text but the one that `toBase45` writes, so that no two texts
 * carry the same bytes.
 */
export function fromBase45(text: string): Result<Uint8Array, 'not_base45'> {
  if (text.length % 3 === 1) return err('not_base45')
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 3) {
    const values = Array.from(text.slice(i, i + 3), (letter) => ALPHABET.indexOf(letter))
    if (values.includes(-1)) return err('not_base45')
    const value = values.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (value >= (values.length === 3 ? 0x1_00_00 : 0x1_00)) return err('not_base45')
    if (values.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return ok(Uint8Array.from(bytes))
}

function digits(value: number, count: number): string {
  let text = ''
  for (let rest = value; text.length < count; rest = Math.floor(rest / 45)) text += ALPHABET[rest % 45] ?? ''
  return text
}
