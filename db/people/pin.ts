import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { MissingKey } from './keys'
import type { FairKeys } from './keys'
import { scryptAsync } from './scrypt'
import type { ScryptCost } from './scrypt'

/** About 50 ms and 32 MB a try. A PIN is short: what protects it is the staff key that goes in, then the cost. */
const COST: ScryptCost = { N: 2 ** 15, r: 8, p: 1 }
const BYTES = 32

/**
 * What is kept of a PIN: `scrypt:N:r:p:salt:hash`, over an HMAC with a key derived from the staff key, so that nobody
 * without that key can try PINs on it.
 */
export async function makeVerifier(keys: FairKeys, pin: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await scryptAsync(pepper(keys, pin), salt, BYTES, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join(':')
}

/** Is this the PIN of that verifier? A verifier of unknown form fits no PIN. */
export async function checkPin(keys: FairKeys, verifier: string, pin: string): Promise<boolean> {
  const parsed = /^scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2}):([\w-]{22}):([\w-]{43})$/.exec(verifier)
  if (parsed === null) return false
  const [, N, r, p, salt = '', hash = ''] = parsed
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const known = Buffer.from(hash, 'base64url')
  return timingSafeEqual(
    known,
    await scryptAsync(pepper(keys, pin), Buffer.from(salt, 'base64url'), known.length, cost),
  )
}

function pepper(keys: FairKeys, pin: string): Buffer {
  if (keys.staff === undefined) throw new MissingKey('staff')
  const key = Buffer.from(hkdfSync('sha256', keys.staff, Buffer.alloc(0), 'pendopo/pin', BYTES))
  return createHmac('sha256', key).update(pin, 'utf8').digest()
}
