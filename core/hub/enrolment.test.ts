import { hkdfSync, scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  codeKeys,
  enrolmentCode,
  enrolPicture,
  hubPicture,
  proofText,
  readEnrolmentCode,
  readEnrolPicture,
  readHubPicture,
  type EnrolCrypto,
} from './enrolment'

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

describe('the picture of a code', () => {
  it('carries code and address, in capital letters only', () => {
    const picture = enrolPicture('PN4T-8XKD-5RWQ', 'https://192.168.1.5:7443')
    expect(picture).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
    expect(readEnrolPicture(picture)).toEqual({ code: 'PN4T-8XKD-5RWQ', url: 'https://192.168.1.5:7443' })
    expect(readEnrolPicture(`${picture.toLowerCase()}\n`)?.code).toBe('PN4T-8XKD-5RWQ')
    expect(readEnrolPicture(enrolPicture('PN4T-8XKD-5RWQ', 'https://[fe80::1]:7443'))?.url).toBe(
      'https://[fe80::1]:7443',
    )
  })

  it('is no visitor’s code, and no plain address', () => {
    for (const text of [
      '',
      'ABCD-EFGH',
      'PENDOPO:PN4T-8XKD-5RWQ',
      'PENDOPO:PN4T-8XKD-5RWQ:HTTP://10.0.0.1',
      'PENDOPO:PN4T:HTTPS://10.0.0.1',
    ])
      expect(readEnrolPicture(text)).toBeNull()
  })
})

describe('the picture of a hub’s address', () => {
  it('is read back, and so is the address in the picture of a code; nothing else is one', () => {
    const url = 'https://192.168.1.5:7443'
    expect(hubPicture(url)).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
    expect(readHubPicture(`${hubPicture(url)}\n`)).toBe(url)
    expect(readHubPicture(enrolPicture('PN4T-8XKD-5RWQ', url))).toBe(url)
    for (const text of ['', 'ABCD-EFGH', 'http://192.168.1.5:7443', 'https://example.org/a/page?x=1', 'PDP1:ABC'])
      expect(readHubPicture(text)).toBeNull()
  })
})
