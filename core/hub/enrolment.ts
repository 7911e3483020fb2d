import { ALPHABET } from '../codes/short-code'

/**
 * Enrolment: what desk, station and hub make of a one-time code, the same on all three. The code itself never leaves the
 * desk and the new station: over the wire goes its name, and proofs under a key made from it.
 */

/** 60 bits: twelve characters of Crockford's base32, `XXXX-XXXX-XXXX` for people. */
export const CODE_LENGTH = 12

/** The crypto that the derivation needs; node:crypto has all of it. */
export interface EnrolCrypto {
  /** 32 bytes of scrypt. */
  scrypt(password: string, salt: string, cost: { N: number; r: number; p: number }): Promise<Uint8Array>
  /** HKDF-SHA-256 without salt. */
  hkdf(key: Uint8Array, info: string, bytes: number): Uint8Array
}

/** Derived from a code. `name` (16 bytes) finds it at the hub, `auth` (32) proves it, `wrap` (32) seals the fair's keys. */
export interface CodeKeys {
  readonly name: Uint8Array
  readonly auth: Uint8Array
  readonly wrap: Uint8Array
}

/** Twelve values of 0…31 as a code for people. */
export function enrolmentCode(values: readonly number[]): string {
  if (values.length !== CODE_LENGTH || values.some((value) => !(value >= 0 && value < 32)))
    throw new Error('an enrolment code is made of twelve values of 0 to 31')
  const text = values.map((value) => ALPHABET[value]).join('')
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8)].join('-')
}

/** The canonical form of a typed code, forgiving as with short codes; null: it is none. */
export function readEnrolmentCode(typed: string): string | null {
  if (typed.length > 40) return null
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (text.length !== CODE_LENGTH) return null
  const values = Array.from(text, (letter) => ALPHABET.indexOf(letter))
  return values.includes(-1) ? null : enrolmentCode(values)
}

/** What the QR of a code says: the code and where the hub is, in the characters that make the smallest picture. */
export const enrolPicture = (code: string, url: string): string => `PENDOPO:${code}:${url.toUpperCase()}`

/** Code and address out of such a QR, from a camera or from a hand scanner that typed it; null: it is another one. */
export function readEnrolPicture(text: string): { readonly code: string; readonly url: string } | null {
  const [, typed = '', url = ''] = /^\s*PENDOPO:([0-9A-Z-]{12,14}):(HTTPS:\S{4,180})\s*$/i.exec(text) ?? []
  const code = readEnrolmentCode(typed)
  return code === null ? null : { code, url: url.toLowerCase() }
}

/** What the QR of a hub's address says, for stations that were enrolled when it was elsewhere. */
export const hubPicture = (url: string): string => url.toUpperCase()

/** The hub's address in a picture of it, or of an enrolment code; null: it is another one. */
export function readHubPicture(text: string): string | null {
  const [, url] = /^\s*(HTTPS:\/\/[^\s/]{3,180})\/?\s*$/i.exec(text) ?? []
  return readEnrolPicture(text)?.url ?? url?.toLowerCase() ?? null
}

/**
 * A stranger who saw the exchange would have to run this for each of 2^60 codes within ten minutes; so one salt for all
 * is no weakness, and nobody needs to be asked for one.
 */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const

/** `code` in its canonical form. About 0.1 s of work. */
export async function codeKeys(code: string, crypto: EnrolCrypto): Promise<CodeKeys> {
  const secret = await crypto.scrypt(code, 'pendopo/enrol/1', COST)
  const derive = (what: string, bytes: number) => crypto.hkdf(secret, `pendopo/enrol/1/${what}`, bytes)
  return { name: derive('name', 16), auth: derive('auth', 32), wrap: derive('wrap', 32) }
}

/** What station and hub prove to each other, each with HMAC-SHA-256 under `auth` over this text (UTF-8). */
export function proofText(
  by: 'station' | 'hub',
  seen: { readonly fingerprint: string; readonly station: string; readonly publicKey: string },
): string {
  return ['pendopo/enrol/1', by, seen.fingerprint, seen.station, seen.publicKey].join('\n')
}

/** What the first desk signs with its Ed25519 key: this CA is the hub of this fair. */
export const vouchText = (fair: string, fingerprint: string): string =>
  ['pendopo/vouch/1', fair, fingerprint].join('\n')

/** What the hub's CA signs when a station is to be wiped. */
export const revocationText = (station: string, log: string, at: number): string =>
  ['pendopo/revoke/1', station, log, String(at)].join('\n')

/** What a revoked station signs with its Ed25519 key once it holds nothing personal any more. `order`: `at` of the order. */
export const wipedText = (fair: string, station: string, order: number): string =>
  ['pendopo/wiped/1', fair, station, String(order)].join('\n')
