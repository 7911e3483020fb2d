/** How names are compared: what two people may spell differently and still mean the same (people of all ages, old and new spelling). */

/** A name as it is compared: small letters and digits without marks, words apart by one space. */
export function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’‘`´]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The words of a name, each as it is compared. */
export const wordsOf = (name: string): string[] =>
  foldName(name)
    .split(' ')
    .filter((word) => word !== '')

/** A folded word in one spelling for all that sound alike: Soekarno and Sukarno, Djaja and Jaya, Tjahja and Cahya, Achmad and Akhmad. */
export function soundOf(word: string): string {
  return word
    .replaceAll('oe', 'u')
    .replaceAll('dj', 'j')
    .replaceAll('tj', 'c')
    .replaceAll('ch', 'kh')
    .replaceAll('y', 'j')
}

/** Words shorter than this are taken as typed: with one letter wrong they would mean half of all names. */
export const FORGIVEN_LENGTH = 4

/**
 * What a word is looked up by, so that one wrong, missing, doubled or swapped letter still meets it: itself and itself
 * with one letter left out, as written and as it sounds. Two words within one letter of each other share one of them.
 */
export function lookupKeys(word: string): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const form of [word, soundOf(word)]) {
    keys.add(form)
    for (let at = 0; at < form.length; at += 1) keys.add(form.slice(0, at) + form.slice(at + 1))
  }
  return keys
}

/** Is one of them the other with one letter wrong, missing, added, or two neighbours swapped, as written or as it sounds? */
export function isNear(a: string, b: string): boolean {
  return isWithinOne(a, b) || isWithinOne(soundOf(a), soundOf(b))
}

/** The same for two words as they are written here. */
export function isWithinOne(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
}
