import { walkInCodeEnds } from '../../core/commands/register-walk-in'
import { credentialRevoked, credentialStream } from '../../core/events/visitor'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import { recognise } from '../codes/recognise'
import { issueCode } from '../codes/visitor-codes'
import type { FairFolder } from '../folder/fair-folder'
import { contextOf } from './context'

export type VisitorCodeError =
  'unknown_visitor' | 'unknown_reason' | 'unknown_category' | 'cannot_open' | 'no_code' | 'erased'

/** Is this a reason of the set-up for which a code may be ended? */
export const isRevokeReason = ({ setup }: Fair, reason: string): boolean =>
  setup.reasons.some(({ code, uses }) => code === reason && uses.includes('revoke'))

/** The code that is kept with a visitor's contact; null: none. Only a desk can open it. */
function keptCode(folder: FairFolder, visitor: string): Result<string | null, 'cannot_open' | 'erased'> {
  const contact = folder.people.read(visitor, 'contact')
  if (contact.ok) return ok(contact.value.code ?? null)
  if (contact.code === 'absent') return ok(null)
  return err(contact.code === 'erased' ? 'erased' : 'cannot_open')
}

/** Which codes of a visitor are ended, and why. */
export interface CodeEnding {
  /** A reason of the set-up with the use `revoke`. */
  readonly reason: string
  /** All that are known here, those on badges among them; else only the one kept with the contact. */
  readonly all: boolean
  readonly actor: string
}

/**
 * What the codes of a visitor are known by that nobody revoked, as far as they are known here: the one of the roster, and
 * those that were signed for them, at gates for badges among them.
 */
export function openCodes(folder: FairFolder, visitor: string): readonly Buffer[] {
  const hmac = folder.desk.facts(visitor)?.codeHmac ?? null
  const ofRoster = hmac === null ? [] : [Buffer.from(hmac, 'hex')]
  return [...ofRoster.filter((name) => !folder.codes.isRevoked(name)), ...folder.codes.openOf(visitor)]
}

/** Makes codes of a visitor good for nothing; none is shown for that. Revoked before is revoked. */
export function revokeVisitorCodes(
  folder: FairFolder,
  fair: Fair,
  visitor: string,
  { reason, all, actor }: CodeEnding,
): Result<{ ended: number }, VisitorCodeError> {
  if (folder.desk.facts(visitor) === null) return err('unknown_visitor')
  if (!isRevokeReason(fair, reason)) return err('unknown_reason')
  const kept = keptCode(folder, visitor)
  // All of them are known by their names; only the one that is kept must be opened.
  if (!kept.ok && !(all && kept.code === 'cannot_open')) return kept
  const text = kept.ok ? kept.value : null
  return folder.log.transact((append) => {
    const keptNames = text === null ? [] : recognise(folder, fair, text, text.length).knownBy
    const names = new Set(
      [...keptNames, ...(all ? openCodes(folder, visitor) : [])].map((name) => name.toString('hex')),
    )
    if (names.size === 0) return err('no_code')
    const open = [...names].filter((name) => !folder.codes.isRevoked(Buffer.from(name, 'hex')))
    const ctx = contextOf(folder, actor)
    for (const name of open)
      append(credentialRevoked.make(credentialStream(name), { credential: name, visitor, reason }, ctx))
    return ok({ ended: open.length })
  })
}

/**
 * Gives a visitor a new signed code in the place of the one they had. The old one goes first: the same facts give the
 * same code, and only a revoked one makes room for another. Asked again after a crash in between, it gives the new one.
 */
export function replaceVisitorCode(
  folder: FairFolder,
  fair: Fair,
  visitor: string,
  ending: CodeEnding,
): Result<{ code: string }, VisitorCodeError> {
  const gone = revokeVisitorCodes(folder, fair, visitor, ending)
  if (!gone.ok && gone.code !== 'no_code') return gone
  return folder.log.transact((append): Result<{ code: string }, VisitorCodeError> => {
    const facts = folder.desk.facts(visitor)
    if (facts === null) return err('unknown_visitor')
    const ctx = contextOf(folder, ending.actor)
    const validUntil = walkInCodeEnds(fair.setup, ctx.now)
    const request = { visitor, category: facts.category, validFrom: null, validUntil }
    const issued = issueCode(folder, fair, request, ctx)
    if (!issued.ok) return issued
    const contact = folder.people.read(visitor, 'contact')
    const fields = { ...(contact.ok ? contact.value : {}), code: issued.value.text }
    if (folder.people.put([{ visitor, group: 'contact', fields }]).includes('erased')) return err('erased')
    append(issued.value.event)
    return ok({ code: issued.value.text })
  })
}
