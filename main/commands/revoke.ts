import { credentialRevoked, credentialStream } from '../../core/events/visitor'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import { recognise } from '../codes/recognise'
import type { FairFolder } from '../folder/fair-folder'
import { contextOf } from './context'

export interface Revocation {
  readonly revoked: true
  /** False: it was revoked before. */
  readonly changed: boolean
  readonly kind: string
  /** Whose code it was; that visitor may get another. */
  readonly visitor: string
}

/**
 * Makes a code good for nothing, of whatever kind: from now on its scans are refused as `revoked`, here at once and on
 * the other stations as they hear of it. Its visitor stays as before.
 * @param reason a reason of the set-up; null: none given
 * @param actor staff code of who does it; left out for a script
 */
export function revokeCode(
  folder: FairFolder,
  fair: Fair,
  text: string,
  reason: string | null,
  actor?: string,
): Result<Revocation, 'code_unknown' | 'code_of_other_fair'> {
  return folder.log.transact((append) => {
    const { recognised, credential, knownBy } = recognise(folder, fair, text, text.length)
    if (recognised.as === 'unknown') return err('code_unknown')
    if (recognised.as === 'other_fair') return err('code_of_other_fair')
    const visitor = recognised.visitor.id
    const ctx = contextOf(folder, actor ?? null)
    const open = knownBy.filter((name) => !folder.codes.isRevoked(name)).map((name) => name.toString('hex'))
    for (const name of open)
      append(credentialRevoked.make(credentialStream(name), { credential: name, visitor, reason }, ctx))
    return ok({ revoked: true as const, changed: open.length > 0, kind: credential.kind, visitor })
  })
}
