import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync, type KeyObject } from 'node:crypto'

/** Bytes that AES-256-GCM adds to what it seals: nonce and tag. */
export const NONCE_BYTES = 12
const TAG_BYTES = 16
const OPTIONS = { authTagLength: TAG_BYTES }
/** Random bytes are fetched for so many seals at once: each fetch costs as much as a seal. */
const NONCES = 512
const nonces = Buffer.alloc(NONCE_BYTES * NONCES)
let usedNonces = NONCES

/** Keys as OpenSSL holds them: taken in anew for each seal they would cost as much as it. */
const held = new WeakMap<Buffer, KeyObject>()

/** A key of raw bytes that are not changed any more, made once. */
export function secretKey(raw: Buffer): KeyObject {
  const known = held.get(raw)
  if (known !== undefined) return known
  const made = createSecretKey(raw)
  held.set(raw, made)
  return made
}

/** Seals with AES-256-GCM under a fresh random nonce: nonce, cipher text, tag. */
export function sealBytes(key: Buffer, plain: Buffer, additional: Buffer): Buffer {
  const nonce = nextNonce()
  const cipher = createCipheriv('aes-256-gcm', secretKey(key), nonce, OPTIONS)
  cipher.setAAD(additional)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealBytes` made. Null for a wrong key, another context, or one changed bit: never garbage. */
export function openBytes(key: Buffer, sealed: Buffer, additional: Buffer): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const tag = sealed.subarray(sealed.length - TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', secretKey(key), nonce, OPTIONS)
  decipher.setAAD(additional)
  decipher.setAuthTag(tag)
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    // The only thing that final() finds in GCM: the tag does not fit.
    return null
  }
}

/** Twelve fresh random bytes; they hold until they are copied into what is sealed. */
function nextNonce(): Buffer {
  if (usedNonces === NONCES) {
    randomFillSync(nonces)
    usedNonces = 0
  }
  const from = NONCE_BYTES * usedNonces
  usedNonces += 1
  return nonces.subarray(from, from + NONCE_BYTES)
}
