/**
 * A name in the letters that every system knows, as codes are written: small, no accents, hyphens between words; empty
 * where it has none of them.
 */
export const plainLetters = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
