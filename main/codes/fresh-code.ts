import { randomInt } from 'node:crypto'
import { shortCode, SHORT_CODE_LENGTH } from '../../core/codes/short-code'
import { lookupHmac } from '../../db/people/keys'
import type { FairFolder } from '../folder/fair-folder'

/** A short code that nobody in this folder has, nor got from this run (`given`): among a million some meet by chance. */
export function freshCode(folder: Pick<FairFolder, 'keys' | 'roster'>, given: Set<string>): string {
  for (;;) {
    const code = shortCode(Array.from({ length: SHORT_CODE_LENGTH - 1 }, () => randomInt(32)))
    if (given.has(code) || folder.roster.byCode(lookupHmac(folder.keys, 'code', code)) !== null) continue
    given.add(code)
    return code
  }
}
