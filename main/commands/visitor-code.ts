import { walkInCodeEnds } from '../../core/commands/register-walk-in'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import { issueCode } from '../codes/visitor-codes'
import type { FairFolder } from '../folder/fair-folder'
import { revokeCode } from './revoke'

export type VisitorCodeError =
  'unknown_visitor' | 'unknown_reason' | 'unknown_category' | 'cannot_open' | 'no_code' | 'erased'

const isReason = ({ setup }: Fair, reason: string): boolean =>
  setup.reasons.some(({ code, uses }) => code === reason && uses.includes('revoke'))

/** The code that is kept with a visitor's contact; null: none. Only a desk can open it. */
function keptCode(folder: FairFolder, visitor: string): Result<string | null, 'cannot_open' | 'erased'> {
  const contact = folder.people.read(visitor, 'contact')
  if (contact.ok) return ok(contact.value.code ?? null)
  if (contact.code === 'absent') return ok(null)
  return err(contact.code === 'erased' ? 'erased' : 'cannot_open')
}

/** Makes the code that a visitor was given good for nothing; it is never shown for that. */
export function revokeVisitorCode(
  folder: FairFolder,
  fair: Fair,
  visitor: string,
  reason: string,
  actor: string,
): Result<null, VisitorCodeError> {
  if (folder.desk.facts(visitor) === null) return err('unknown_visitor')
  if (!isReason(fair, reason)) return err('unknown_reason')
  const code = keptCode(folder, visitor)
  if (!code.ok) return code
  if (code.value === null) return err('no_code')
  const revoked = revokeCode(folder, fair, code.value, reason, actor)
  return revoked.ok ? ok(null) : err('no_code')
}

/**
 * Gives a visitor a new signed code in the place of the one they had. The old one goes first: the same facts give the
 * same code, and only a revoked one makes room for another. Asked again after a crash in between, it gives the new one.
 */
export function replaceVisitorCode(
  folder: FairFolder,
  fair: Fair,
  visitor: string,
  reason: string,
  actor: string,
): Result<{ code: string }, VisitorCodeError> {
  const gone = revokeVisitorCode(folder, fair, visitor, reason, actor)
  if (!gone.ok && gone.code !== 'no_code') return gone
  return folder.log.transact((append): Result<{ code: string }, VisitorCodeError> => {
    const facts = folder.desk.facts(visitor)
    if (facts === null) return err('unknown_visitor')
    const ctx = { now: folder.ports.wall(), newId: folder.ports.newId, actor }
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
