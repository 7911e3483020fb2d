import { err, ok, type Result } from '../result/result'
import { bigEndian, isBetween, toNumber, toUuid, UUID, uuidBytes } from './bytes'
import {
  makeSignedCode,
  payloadOf,
  readSignedCode,
  type CodeSigner,
  type CodeVerifier,
  type SignedCode,
} from './signed-code'

/**
 * A visitor's signed code, admitted with no roster at all: `PDP1:` + base45 of, big-endian,
 *
 * | bytes | what |
 * | --- | --- |
 * | 1 | format, 0x01 |
 * | 1 | number of the station that signed; 0: it was never enrolled |
 * | 16 | visitor |
 * | 2 | number of the category, fixed in the set-up |
 * | 4 | valid from, seconds since 1970-01-01 UTC; 0: no limit |
 * | 4 | valid until, likewise; it is good no longer at that second |
 * | 64 | Ed25519 signature over label, fair and all before it (signed-code.ts) |
 *
 * 92 bytes are 143 characters: QR version 6 at level M.
 */
const LABEL = 'PDP1:'
const FACTS_LENGTH = 26
export const MAX_SECONDS = 0xff_ff_ff_ff
export const MAX_CATEGORY = 0xff_ff

/** What a visitor's code says. */
export interface VisitorCode {
  readonly visitor: string
  /** The category's number in the set-up. */
  readonly category: number
  /** UTC seconds; 0: no limit. */
  readonly validFrom: number
  readonly validUntil: number
}

/** The code of a visitor. @throws when a fact is out of its range, which no command gives */
export const signVisitorCode = (code: VisitorCode, signer: CodeSigner): SignedCode =>
  makeSignedCode(LABEL, factsOf(code), signer)

/** What the code of a visitor is known again by: asked before it is signed. @throws as `signVisitorCode` */
export const visitorCodePayload = (code: VisitorCode, keyId: number): Uint8Array => payloadOf(keyId, factsOf(code))

/**
 * Reads a visitor's code. `bad_code`: not one of ours, damaged, or with a bad signature. `unknown_station`: it may be
 * good, but the station that made it is not known here. `verdict` tells a code of another fair.
 */
export function readVisitorCode(
  text: string,
  verifier: CodeVerifier,
): Result<
  { readonly code: VisitorCode; readonly payload: Uint8Array; readonly verdict: 'ok' | 'other_fair' },
  'bad_code' | 'unknown_station'
> {
  const read = readSignedCode(LABEL, text, FACTS_LENGTH, verifier)
  if (!read.ok) return err(read.code)
  const { facts, payload, verdict } = read.value
  return ok({
    payload,
    verdict,
    code: {
      visitor: toUuid(facts.subarray(0, 16)),
      category: toNumber(facts.subarray(16, 18)),
      validFrom: toNumber(facts.subarray(18, 22)),
      validUntil: toNumber(facts.subarray(22, 26)),
    },
  })
}

/** Does a scanned text claim to be a visitor's signed code? */
export const looksLikeVisitorCode = (text: string): boolean => text.startsWith(LABEL)

function factsOf(code: VisitorCode): Uint8Array {
  const inRange =
    UUID.test(code.visitor) &&
    isBetween(code.category, 1, MAX_CATEGORY) &&
    isBetween(code.validFrom, 0, MAX_SECONDS) &&
    isBetween(code.validUntil, 0, MAX_SECONDS)
  if (!inRange) throw new Error('a fact does not fit a visitor’s code')
  return Uint8Array.from([
    ...uuidBytes(code.visitor),
    ...bigEndian(code.category, 2),
    ...bigEndian(code.validFrom, 4),
    ...bigEndian(code.validUntil, 4),
  ])
}
