import { randomInt } from 'node:crypto'
import { shortCode, SHORT_CODE_LENGTH } from '../../core/codes/short-code'
import { lookupHmac } from '../../db/people/keys'
import type { FairFolder } from '../folder/fair-folder'

/**
 * A short code that nobody in this folder has, nor got from this run (`given`), with what it is known by: among a
 * million some meet by chance.
 */
export function freshCode(
  { keys, roster }: Pick<FairFolder, 'keys' | 'roster'>,
  given: Set<string>,
): { readonly code: string; readonly hmac: Buffer } {
  for (;;) {
    const code = shortCode(Array.from({ length: SHORT_CODE_LENGTH - 1 }, () => randomInt(32)))
    const hmac = lookupHmac(keys, 'code', code)
    if (given.has(code) || roster.hasCode(hmac)) continue
    given.add(code)
    return { code, hmac }
  }
}
