import { cleanScan, kindOfText, MAX_CODE_LENGTH } from '../../core/codes/clean'
import { looksLikeVisitorCode, readVisitorCode } from '../../core/codes/pdp'
import { readShortCode } from '../../core/codes/short-code'
import type { KnownVisitor, Recognised } from '../../core/commands/scan'
import type { ScannedCredential } from '../../core/events/checkin'
import type { VisitorStatus } from '../../core/events/visitor'
import type { Fair } from '../../core/setup/fair'
import { lookupHmac } from '../../db/people/keys'
import type { VisitorRow } from '../../db/queries/checkin'
import type { FairFolder } from '../folder/fair-folder'
import { pretixCategory, pretixVisitor, readSignedPretix } from './pretix'
import { verifierOf } from './signing'
import { credentialOf } from './visitor-codes'

/** What a scanned or typed text is, and what the log keeps of it. */
export interface Recognition {
  readonly recognised: Recognised
  readonly credential: ScannedCredential
  /** Everything it may have been revoked under: a pretix ticket is a roster code where its key is not held. */
  readonly knownBy: readonly Buffer[]
  /** Was this very code revoked? Its visitor may have another that is good. */
  readonly revoked: boolean
}

/**
 * Finds out what a text is, however a scanner dressed it up. `length`: its true length, when it came cut. Asked inside
 * the transaction that writes the scan.
 */
export function recognise(folder: FairFolder, fair: Fair, scanned: string, length: number): Recognition {
  const text = length > MAX_CODE_LENGTH ? '' : cleanScan(scanned)
  // A text with our label is ours or nobody's: as an opaque roster code it would have other names.
  if (looksLikeVisitorCode(text)) return signedByPendopo(folder, fair, text) ?? unknown(folder, text, length)
  return signedByPretix(folder, fair, text) ?? ofTheRoster(folder, text) ?? unknown(folder, text, length)
}

/** Whose code this is; null: nobody's, as far as this station can tell, or it was revoked. */
export function visitorByCode(folder: FairFolder, text: string): KnownVisitor | null {
  const fair = folder.checkin.fair()
  if (fair === null) return null
  const { recognised, revoked } = recognise(folder, fair, text, text.length)
  return recognised.as === 'visitor' && !revoked ? recognised.visitor : null
}

/** A visitor by their id, as a list for review names them, or by the code they carry; null: nobody. */
export const visitorCalled = (folder: FairFolder, called: string): string | null =>
  folder.checkin.visitor(called)?.id ?? visitorByCode(folder, called)?.id ?? null

/** The same, by a code that was ended as well: of whoever was erased people still ask by the code they had. */
export function visitorOnceCalled(folder: FairFolder, called: string): string | null {
  const fair = folder.checkin.fair()
  const byId = folder.checkin.visitor(called)?.id ?? null
  if (byId !== null || fair === null) return byId
  const { recognised } = recognise(folder, fair, called, called.length)
  return recognised.as === 'visitor' ? recognised.visitor.id : null
}

function signedByPendopo(folder: FairFolder, fair: Fair, text: string): Recognition | null {
  const read = readVisitorCode(text, verifierOf(folder, fair.id))
  if (!read.ok) return null
  const { code, payload, verdict } = read.value
  const hash = credentialOf(payload)
  const credential = { kind: 'pdp1' as const, hmac: hash.toString('hex'), length: text.length, looks: kindOfText(text) }
  if (verdict === 'other_fair') {
    return { recognised: { as: 'other_fair' }, credential, knownBy: [hash], revoked: false }
  }
  const category = fair.setup.categories.find(({ number }) => number === code.category)?.code
  if (category === undefined) return null
  const row = folder.checkin.visitor(code.visitor)
  return signed(folder, { ...code, id: code.visitor, category, status: row?.status ?? 'active' }, credential, [hash])
}

function signedByPretix(folder: FairFolder, fair: Fair, text: string): Recognition | null {
  const ticket = readSignedPretix(folder, text)
  const category = ticket === null ? null : pretixCategory(fair, ticket.item)
  if (ticket === null || category === null) return null
  // Imported as a roster it has a person already.
  const hmac = lookupHmac(folder.keys, 'code', text)
  const row = folder.checkin.visitorByCode(hmac) ?? folder.checkin.visitor(pretixVisitor(ticket.payload))
  const hash = credentialOf(ticket.payload)
  return signed(
    folder,
    {
      ...ticket,
      id: row?.id ?? pretixVisitor(ticket.payload),
      category: row?.category ?? category,
      status: row?.status ?? 'active',
    },
    { kind: 'pretix_sig1', hmac: hash.toString('hex'), length: text.length, looks: 'signed' },
    [hash, hmac],
  )
}

/** A visitor of this fair as a signed code tells of one; `validFrom`, `validUntil`: UTC seconds, 0: no limit. */
function signed(
  folder: FairFolder,
  code: Pick<KnownVisitor, 'id' | 'category' | 'status'> & { readonly validFrom: number; readonly validUntil: number },
  credential: ScannedCredential,
  knownBy: readonly Buffer[],
): Recognition {
  const limit = (seconds: number) => (seconds === 0 ? null : seconds * 1_000)
  const revoked = knownBy.some((name) => folder.codes.isRevoked(name))
  const visitor = {
    id: code.id,
    category: code.category,
    status: statusOf(code.status, revoked),
    validFrom: limit(code.validFrom),
    validUntil: limit(code.validUntil),
    unanswered: { consent: 0, questions: 0 },
  }
  return {
    recognised: { as: 'visitor', visitor },
    credential: { ...credential, category: code.category },
    knownBy,
    revoked,
  }
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
    const revoked = folder.codes.isRevoked(hmac)
    return {
      recognised: { as: 'visitor', visitor: known(row, revoked) },
      credential: { kind: 'roster', hmac: hmac.toString('hex'), length: text.length, looks: kindOfText(text) },
      knownBy: [hmac],
      revoked,
    }
  }
  return null
}

function unknown(folder: FairFolder, text: string, length: number): Recognition {
  const hmac = lookupHmac(folder.keys, 'scanned', text).toString('hex')
  return {
    recognised: { as: 'unknown' },
    credential: { kind: 'unknown', hmac, length: text === '' ? length : text.length, looks: kindOfText(text) },
    knownBy: [],
    revoked: false,
  }
}

/** A visitor of the roster as the rules see it. */
export const known = (row: VisitorRow, revoked = false): KnownVisitor => ({
  id: row.id,
  category: row.category,
  status: statusOf(row.status, revoked),
  validFrom: null,
  validUntil: null,
  unanswered: { consent: 0, questions: 0 },
})

/** How a scan of this code finds its visitor: what is worse than a revoked code comes first (order of the checks). */
const statusOf = (status: VisitorStatus, revoked: boolean): VisitorStatus =>
  revoked && status !== 'canceled' && status !== 'blocked' ? 'revoked' : status
