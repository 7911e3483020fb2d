import { hkdfSync, scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { codeKeys, enrolmentCode, proofText, readEnrolmentCode, type EnrolCrypto } from './enrolment'

const crypto: EnrolCrypto = {
  scrypt: (password, salt, cost) =>
    Promise.resolve(scryptSync(password, salt, 32, { ...cost, maxmem: 64 * 1024 * 1024 })),
  hkdf: (key, info, bytes) => new Uint8Array(hkdfSync('sha256', key, '', info, bytes)),
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('enrolment code', () => {
  it('is twelve characters in three groups, and is read back however a person types it', () => {
    const code = enrolmentCode([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 31])
    expect(code).toBe('0123-4567-89AZ')
    expect(readEnrolmentCode(' o123 4567 89az')).toBe(code)
    expect(readEnrolmentCode('OI23-4567-89AZ')).toBe(code)
  })
  it('anything else is none', () => {
    expect(readEnrolmentCode('0123-4567-89A')).toBeNull()
    expect(readEnrolmentCode('0123-4567-89AU')).toBeNull()
    expect(() => enrolmentCode([1, 2, 3])).toThrow('twelve')
  })
  it('gives three keys that tell nothing of each other', async () => {
    const one = await codeKeys('0123-4567-89AZ', crypto)
    const other = await codeKeys('0123-4567-89AY', crypto)
    expect([one.name.length, one.auth.length, one.wrap.length]).toEqual([16, 32, 32])
    expect(new Set([one, other].flatMap(({ name, auth, wrap }) => [name, auth, wrap].map(hex))).size).toBe(6)
  })
  it('a proof of one side is none of the other', () => {
    const seen = { fingerprint: 'f', station: 's', publicKey: 'p' }
    expect(proofText('station', seen)).not.toBe(proofText('hub', seen))
  })
})
