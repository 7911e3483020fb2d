import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Bytes that AES-256-GCM adds to what it seals: nonce and tag. */
export const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Seals with AES-256-GCM under a fresh random nonce: nonce, cipher text, tag. */
export function sealBytes(key: Buffer, plain: Buffer, additional: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(additional)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealBytes` made. Null for a wrong key, another context, or one changed bit: never garbage. */
export function openBytes(key: Buffer, sealed: Buffer, additional: Buffer): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const tag = sealed.subarray(sealed.length - TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
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
