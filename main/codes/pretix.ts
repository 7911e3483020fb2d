import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { toUuid } from '../../core/codes/bytes'
import { readPretixCode, type PretixCode } from '../../core/codes/pretix'
import type { Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'

/** The ticket in a text that one of the folder's pretix keys signed; null: it is none. */
export function readSignedPretix(folder: Pick<FairFolder, 'codes'>, text: string): PretixCode | null {
  const read = readPretixCode(text)
  if (!read.ok) return null
  const { payload, signature } = read.value
  const isGood = folder.codes.pretixKeys().some((key) => {
    const publicKey = pretixKey(key)
    return publicKey !== null && verify(null, payload, publicKey, signature)
  })
  return isGood ? read.value : null
}

/** A key as pretix hands it out, the base64 of a PEM; null: it is no Ed25519 public key. */
export function pretixKey(key: string): KeyObject | null {
  try {
    const publicKey = createPublicKey(Buffer.from(key, 'base64'))
    return publicKey.asymmetricKeyType === 'ed25519' ? publicKey : null
  } catch {
    return null // OpenSSL says "no key" by throwing; the caller has the words for people
  }
}

/** A key in the one form that it is kept and known again in; null: it is no public key of pretix. */
export function canonicalPretixKey(told: string): string | null {
  const pem = Buffer.from(told, 'base64').toString('latin1')
  // A private key would give its public half as well; who hands that out made a mistake.
  const key = pem.trimStart().startsWith('-----BEGIN PUBLIC KEY-----') ? pretixKey(told) : null
  return key === null ? null : Buffer.from(key.export({ type: 'spki', format: 'pem' })).toString('base64')
}

/** Which of the fair's categories a ticket's product stands for; null: none. */
export function pretixCategory(fair: Fair, item: number): string | null {
  const { items, otherwise } = fair.setup.pretix
  return items.find((row) => row.item === item)?.category ?? otherwise
}

/** The visitor who a ticket is: the same on every station, with no roster (UUIDv8 of a label and the payload). */
export function pretixVisitor(payload: Uint8Array): string {
  const id = createHash('sha256').update('pendopo/pretix_sig1/visitor\0').update(payload).digest().subarray(0, 16)
  id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x80, 6)
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8)
  return toUuid(id)
}
