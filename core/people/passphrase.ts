/** A passphrase shorter than this is not taken. */
export const SHORTEST_PASSPHRASE = 8

/** How long a passphrase holds against who has stolen the computer. */
export type PassphraseStrength = 'too_short' | 'weak' | 'fair' | 'strong'

/**
 * An honest guess, from below, of how hard a passphrase is to guess: it is judged as a guesser builds it, of words and
 * numbers, not by how many kinds of signs it has. A guess costs about half a second and 128 MB (main/keys/passphrase.ts);
 * a rich thief makes some thousand a second, so 30 bits hold for days, 40 for a lifetime of that.
 */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const text = passphrase.normalize('NFKC')
  if (text.length < SHORTEST_PASSPHRASE) return 'too_short'
  const bits = bitsOf(text)
  if (bits < 30) return 'weak'
  return bits < 40 ? 'fair' : 'strong'
}

/** A word of a language's common five thousand, a number such as a year, a sign. */
const BITS = { word: 12, perLetter: 4.7, digit: 3.3, number: 10, sign: 4 } as const

function bitsOf(text: string): number {
  const parts = new Set(text.toLowerCase().match(/\p{L}+|\d+|[^\p{L}\d\s]+/gu) ?? [])
  let bits = 0
  for (const part of parts) {
    const letters = new Set(part).size
    if (/^\p{L}/u.test(part)) {
      // Beyond a dozen letters without a space it is several words written together.
      const words = Math.max(1, Math.ceil(part.length / 10))
      bits += Math.min(BITS.perLetter * letters, BITS.word * words)
    } else if (/^\d/.test(part)) bits += Math.min(BITS.digit * letters, BITS.number)
    else bits += Math.min(BITS.sign * letters, BITS.number)
  }
  return bits
}
