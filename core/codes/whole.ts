import { cleanScan } from './clean'
import { readPretixCode } from './pretix'
import { readShortCode } from './short-code'

/** Texts of `PDP1:` (92 bytes in base45) and `PDQ1:` (96 bytes). */
const SIGNED = /^(?:PDP1:[0-9A-Z $%*+\-./:]{138}|PDQ1:[0-9A-Z $%*+\-./:]{144})$/

/**
 * Whether a scanned text shows by its form that nothing of it is missing: a short code as we print it, one of our
 * signed codes, or a ticket that pretix signed. Whether it is good is another question. Of any other text nobody can
 * tell: a roster's codes may be of any form.
 */
export function isWholeCode(scanned: string): boolean {
  const text = cleanScan(scanned)
  return readShortCode(text) === text || SIGNED.test(text) || readPretixCode(text).ok
}
