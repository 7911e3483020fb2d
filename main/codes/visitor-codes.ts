import { createHash } from 'node:crypto'
import { MAX_SECONDS, signVisitorCode, visitorCodePayload, type VisitorCode } from '../../core/codes/pdp'
import type { CommandContext, NewEvent } from '../../core/events/envelope'
import { credentialIssued, credentialStream } from '../../core/events/visitor'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import { signerOf, type Signing } from './signing'

export interface CodeRequest {
  readonly visitor: string
  /** Code of the category. */
  readonly category: string
  /** UTC ms, cut to the second; null: no limit. */
  readonly validFrom: number | null
  /** UTC ms; at that second it is good no longer. */
  readonly validUntil: number | null
}

export interface IssuedCode {
  /** What the QR holds. */
  readonly text: string
  /** What the code is known by for ever (SHA-256 of its signed payload, hex). */
  readonly credential: string
  /** To be appended by the caller, in the transaction of what the code is made for. Appended twice it counts once. */
  readonly event: NewEvent
}

/** What a signed code is known by, whatever its text. */
export const credentialOf = (payload: Uint8Array): Buffer => createHash('sha256').update(payload).digest()

/**
 * Makes a signed code for a visitor. The same facts give the same code; where that one was revoked, the new one ends a
 * second earlier, so that it is another.
 */
export function issueCode(
  folder: Signing,
  fair: Fair,
  request: CodeRequest,
  ctx: CommandContext,
): Result<IssuedCode, 'unknown_category'> {
  return codeIssuer(folder, fair)(request, ctx)
}

/** `issueCode` for many: the station's key is read once. */
export function codeIssuer(folder: Signing, fair: Fair) {
  const signer = signerOf(folder, fair.id)
  return (request: CodeRequest, ctx: CommandContext): Result<IssuedCode, 'unknown_category'> => {
    const category = fair.category(request.category)
    if (category === null) return err('unknown_category', { category: request.category })
    const wanted: VisitorCode = {
      visitor: request.visitor,
      category: category.number,
      validFrom: toSeconds(request.validFrom),
      validUntil: toSeconds(request.validUntil),
    }
    const code = notRevoked(folder, wanted, signer.keyId)
    const { text, payload } = signVisitorCode(code, signer)
    const credential = credentialOf(payload).toString('hex')
    const { visitor, validFrom, validUntil } = code
    const body = { credential, visitor, kind: 'pdp1' as const, category: category.code, validFrom, validUntil }
    return ok({ text, credential, event: credentialIssued.make(credentialStream(credential), body, ctx) })
  }
}

function notRevoked(folder: Signing, wanted: VisitorCode, keyId: number): VisitorCode {
  let code = wanted
  while (folder.codes.isRevoked(credentialOf(visitorCodePayload(code, keyId))))
    code = { ...code, validUntil: (code.validUntil === 0 ? MAX_SECONDS + 1 : code.validUntil) - 1 }
  return code
}

/** Seconds as a code holds them. A limit beyond what it can hold is none. */
function toSeconds(at: number | null): number {
  if (at === null) return 0
  const seconds = Math.floor(at / 1_000)
  return seconds > MAX_SECONDS ? 0 : Math.max(1, seconds)
}
