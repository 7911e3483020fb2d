/**
 * Our short code `XXXX-XXXX`: 8 characters of Crockford's base32, for typing by hand. The last one checks the others:
 * over GF(2^5) with x^5 + x^2 + 1 and α = 2, Σ α^i·d_i = 0, i = 1…7 for the first seven and i = 0 for the check
 * character. All weights differ, so every single wrong character and every swap of two characters is caught.
 */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const SHORT_CODE_LENGTH = 8

/** Multiplies in GF(2^5). */
function times(a: number, b: number): number {
  let product = 0
  for (let x = a, y = b; y > 0; y >>= 1) {
    if (y & 1) product ^= x
    x = x & 0x10 ? ((x << 1) ^ 0b100101) & 0x1f : x << 1
  }
  return product
}

const WEIGHTS: readonly number[] = Array.from({ length: SHORT_CODE_LENGTH - 1 }).reduce<number[]>(
  (powers) => [...powers, times(powers.at(-1) ?? 1, 2)],
  [],
)

/** Each weight times each value: a scan asks often. */
const WEIGHTED: readonly (readonly number[])[] = WEIGHTS.map((weight) =>
  Array.from({ length: 32 }, (_, value) => times(weight, value)),
)

/** The check value for the first seven characters' values. */
function checkOf(values: readonly number[]): number {
  return values.reduce((sum, value, i) => sum ^ (WEIGHTED[i]?.[value] ?? 0), 0)
}

/** Makes a code from seven random values of 0…31. */
export function shortCode(values: readonly number[]): string {
  if (values.length !== SHORT_CODE_LENGTH - 1 || values.some((value) => !(value >= 0 && value < 32))) {
    throw new Error('a short code is made of seven values of 0 to 31')
  }
  const text = [...values, checkOf(values)].map((value) => ALPHABET[value]).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

/**
 * The canonical form of a typed code, or null when it is none. Forgives what people do: small letters, a missing
 * hyphen, spaces, O for 0, I or L for 1 (Crockford's own rules).
 */
export function readShortCode(typed: string): string | null {
  if (typed.length > 24) return null
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (text.length !== SHORT_CODE_LENGTH) return null
  const values = Array.from(text, (letter) => ALPHABET.indexOf(letter))
  if (values.includes(-1) || checkOf(values.slice(0, -1)) !== values.at(-1)) return null
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
