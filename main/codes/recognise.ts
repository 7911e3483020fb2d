import { cleanScan, kindOfText, MAX_CODE_LENGTH } from '../../core/codes/clean'
import { readShortCode } from '../../core/codes/short-code'
import type { KnownVisitor, Recognised } from '../../core/commands/scan'
import type { ScannedCredential } from '../../core/events/checkin'
import { lookupHmac } from '../../db/people/keys'
import type { VisitorRow } from '../../db/queries/checkin'
import type { FairFolder } from '../folder/fair-folder'

/** What a scanned or typed text is, and what the log keeps of it. */
export interface Recognition {
  readonly recognised: Recognised
  readonly credential: ScannedCredential
}

/**
 * Finds out what a text is, however a scanner dressed it up. `length`: its true length, when it came cut. Asked inside
 * the transaction that writes the scan.
 */
export function recognise(folder: FairFolder, scanned: string, length: number): Recognition {
  const text = length > MAX_CODE_LENGTH ? '' : cleanScan(scanned)
  return ofTheRoster(folder, text) ?? unknown(folder, text, length)
}

/** Whose code this is; null: nobody's, as far as this station can tell. */
export function visitorByCode(folder: FairFolder, text: string): KnownVisitor | null {
  const { recognised } = recognise(folder, text, text.length)
  return recognised.as === 'visitor' ? recognised.visitor : null
}

/** A code that some visitor of this folder has. A short code typed sloppily is tried in its canonical form as well. */
function ofTheRoster(folder: FairFolder, text: string): Recognition | null {
  if (text === '') return null
  for (const form of [(typed: string) => typed, readShortCode]) {
    const code = form(text)
    if (code === null) continue
    const hmac = lookupHmac(folder.keys, 'code', code)
    const row = folder.checkin.visitorByCode(hmac)
    if (row === null) continue
    return {
      recognised: { as: 'visitor', visitor: known(row) },
      credential: { kind: 'roster', hmac: hmac.toString('hex'), length: text.length, looks: kindOfText(text) },
    }
  }
  return null
}

function unknown(folder: FairFolder, text: string, length: number): Recognition {
  const hmac = lookupHmac(folder.keys, 'scanned', text).toString('hex')
  return {
    recognised: { as: 'unknown' },
    credential: { kind: 'unknown', hmac, length: text === '' ? length : text.length, looks: kindOfText(text) },
  }
}

/** A visitor of the roster as the rules see it. */
export const known = (row: VisitorRow): KnownVisitor => ({
  id: row.id,
  category: row.category,
  status: row.status,
  validFrom: null,
  validUntil: null,
  unanswered: { consent: 0, questions: 0 },
})
