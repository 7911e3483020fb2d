import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { err, ok } from '../../core/result/result'
import { openBytes, sealBytes } from '../../db/people/aead'
import { scryptAsync } from '../../db/people/scrypt'
import { DATA_KEY_BYTES } from './adapter'
import type { KeyAdapter } from './adapter'

/** About half a second and 128 MB: what a person waits for at start, and who guesses pays for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1 }
const ABOUT = Buffer.from('pendopo/data-key/passphrase')

const Kept = z.strictObject({
  // Bounded: a damaged folder must not make scrypt ask for all memory there is.
  N: z
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: z.base64(),
  sealed: z.base64(),
})

/** The data key sealed with a key from a passphrase that is asked for at each start. */
export function passphraseAdapter(passphrase: string): KeyAdapter {
  // One text however it was typed: composed or decomposed letters differ by keyboard and system.
  const secret = passphrase.normalize('NFKC')
  return {
    kind: 'passphrase',
    async create() {
      if (secret === '') return err('passphrase_needed')
      const dataKey = randomBytes(DATA_KEY_BYTES)
      const salt = randomBytes(16)
      const sealed = sealBytes(await scryptAsync(secret, salt, DATA_KEY_BYTES, COST), dataKey, ABOUT)
      const kept = { ...COST, salt: salt.toString('base64'), sealed: sealed.toString('base64') }
      return ok({ dataKey, kept: Buffer.from(JSON.stringify(kept)) })
    },
    async open(_folder, kept) {
      if (secret === '') return err('passphrase_needed')
      const parsed = parseKept(kept)
      if (parsed === null) return err('keys_damaged')
      const { salt, sealed, ...cost } = parsed
      const key = await scryptAsync(secret, Buffer.from(salt, 'base64'), DATA_KEY_BYTES, cost)
      const dataKey = openBytes(key, Buffer.from(sealed, 'base64'), ABOUT)
      return dataKey === null ? err('wrong_passphrase') : ok(dataKey)
    },
  }
}

function parseKept(kept: Buffer): z.infer<typeof Kept> | null {
  try {
    return Kept.parse(JSON.parse(kept.toString('utf8')))
  } catch {
    return null
  }
}
