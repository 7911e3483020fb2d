import { err, ok, type Result } from '../result/result'
import { fromBase45, toBase45 } from './base45'

/**
 * A text that one station signs and every station of the fair can check with no network: a label (`PDP1:`, `PDQ1:`),
 * then base45 of `payload | signature(64)`, the payload beginning with `0x01 | keyId`. What is signed is longer than
 * what is carried: the label and the fair's id come first, so that a code of another fair, or of another kind, fails.
 */

/** The number of the station that signed; 0: one that was never enrolled. */
type KeyId = number

/** Makes signatures (Ed25519, 64 bytes); the key stays outside core. */
export interface CodeSigner {
  /** Id of the fair. */
  readonly fair: string
  readonly keyId: KeyId
  sign(bytes: Uint8Array): Uint8Array
}

/**
 * What a signature proved. `unknown_station`: no key with this number is held here. `other_fair`: it is good, by a known
 * key of another fair.
 */
export type CodeVerdict = 'ok' | 'bad' | 'unknown_station' | 'other_fair'

/** Checks signatures. `signedFor`: what was signed, if the code is one of the fair with this id. */
export interface CodeVerifier {
  verify(keyId: KeyId, signedFor: (fair: string) => Uint8Array, signature: Uint8Array): CodeVerdict
}

/** A code as it was made. */
export interface SignedCode {
  readonly text: string
  /** The signed payload: what the code is known again by, whatever its text. */
  readonly payload: Uint8Array
}

/** What stands in a code whose text and length are right and whose signature a known key made. */
export interface OpenedCode {
  readonly facts: Uint8Array
  readonly payload: Uint8Array
  readonly verdict: 'ok' | 'other_fair'
}

const FORMAT = 1
const HEAD_LENGTH = 2
const SIGNATURE_LENGTH = 64

/** What is signed and known again by: a code's facts, head before them. */
export const payloadOf = (keyId: KeyId, facts: Uint8Array): Uint8Array => Uint8Array.from([FORMAT, keyId, ...facts])

/** Signs a code's facts, head before them. */
export function makeSignedCode(label: string, facts: Uint8Array, signer: CodeSigner): SignedCode {
  const payload = payloadOf(signer.keyId, facts)
  const signature = signer.sign(signedBytes(label, signer.fair, payload))
  if (signature.length !== SIGNATURE_LENGTH) throw new Error('an Ed25519 signature has 64 bytes')
  return { text: label + toBase45(Uint8Array.from([...payload, ...signature])), payload }
}

/** Reads a code, strictly: one text for one code. `bad_code`: none of ours, damaged, or signed by nobody we know. */
export function readSignedCode(
  label: string,
  text: string,
  factsLength: number,
  verifier: CodeVerifier,
): Result<OpenedCode, 'bad_code' | 'unknown_station'> {
  if (!text.startsWith(label)) return err('bad_code')
  const read = fromBase45(text.slice(label.length))
  if (!read.ok || read.value.length !== HEAD_LENGTH + factsLength + SIGNATURE_LENGTH) return err('bad_code')
  const payload = read.value.subarray(0, -SIGNATURE_LENGTH)
  const [format, keyId = 0] = payload
  if (format !== FORMAT) return err('bad_code')
  const verdict = verifier.verify(
    keyId,
    (fair) => signedBytes(label, fair, payload),
    read.value.subarray(-SIGNATURE_LENGTH),
  )
  if (verdict === 'bad') return err('bad_code')
  if (verdict === 'unknown_station') return err('unknown_station')
  return ok({ facts: payload.subarray(HEAD_LENGTH), payload, verdict })
}

/** Label and fair end with a NUL, which neither contains: no two triples give the same bytes. */
function signedBytes(label: string, fair: string, payload: Uint8Array): Uint8Array {
  return Uint8Array.from([...ascii(`${label}\0${fair}\0`), ...payload])
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    if (code > 0x7f) throw new Error('labels and ids are ASCII')
    return code
  })
}
