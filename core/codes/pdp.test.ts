import fc from 'fast-check'
import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { err, ok } from '../result/result'
import { toBase45 } from './base45'
import { cleanScan, kindOfText } from './clean'
import { looksLikeVisitorCode, readVisitorCode, signVisitorCode, visitorCodePayload, type VisitorCode } from './pdp'
import type { CodeSigner, CodeVerifier } from './signed-code'

const FAIR = '00000000-0000-7000-8000-00000000fa14'

/** A toy for Ed25519 (main/codes has the real one): 64 sums over the bytes, each with another weight. */
const sum = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: 64 }, (_, i) => bytes.reduce((total, byte, n) => (total * 31 + byte + n * i) % 65_521, i))

const signer = (keyId = 7): CodeSigner => ({ fair: FAIR, keyId, sign: sum })
const verifier = (fair = FAIR, known = 7): CodeVerifier => ({
  verify: (keyId, signedFor, signature) =>
    keyId !== known ? 'unknown_station' : sum(signedFor(fair)).every((byte, i) => byte === signature[i]) ? 'ok' : 'bad',
})

const aCode = (more: Partial<VisitorCode> = {}): VisitorCode => ({
  visitor: '01a3f2c4-5b6d-7e8f-9a0b-1c2d3e4f5a6b',
  category: 2,
  validFrom: 0,
  validUntil: 1_792_000_000,
  ...more,
})
const seconds = fc.integer({ min: 0, max: 0xff_ff_ff_ff })
const anyCode: fc.Arbitrary<VisitorCode> = fc.record({
  visitor: fc.uuid(),
  category: fc.integer({ min: 1, max: 0xff_ff }),
  validFrom: seconds,
  validUntil: seconds,
})
const textOf = (code: VisitorCode, keyId = 7) => signVisitorCode(code, signer(keyId)).text

describe('the signed code of a visitor', () => {
  it('reads back as it was made', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const { text, payload } = signVisitorCode(code, signer())
        expect(readVisitorCode(text, verifier())).toEqual(ok({ code, payload, verdict: 'ok' }))
        expect(visitorCodePayload(code, 7)).toEqual(payload)
      }),
    )
  })

  it('is 143 characters that scanners hand on unharmed, and fits QR version 7 at level M', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const text = textOf(code)
        expect(text).toHaveLength(143)
        expect(text).toMatch(/^PDP1:[0-9A-Z $%*+\-./:]+$/)
        expect(cleanScan(`]Q1\\000003${text}\r\n`)).toBe(text)
        expect(kindOfText(text)).toBe('signed')
      }),
    )
    expect(encode(textOf(aCode()), { ecc: 'M', boostEcc: false }).version).toBe(6)
  })

  it('lies in the bytes as its table says', () => {
    const code = aCode({ category: 0x0203, validFrom: 0x01020304, validUntil: 0xfffefdfc })
    const visitor = [0x01, 0xa3, 0xf2, 0xc4, 0x5b, 0x6d, 0x7e, 0x8f, 0x9a, 0x0b, 0x1c, 0x2d, 0x3e, 0x4f, 0x5a, 0x6b]
    const payload = [1, 7, ...visitor, 2, 3, 1, 2, 3, 4, 0xff, 0xfe, 0xfd, 0xfc]
    expect(Array.from(signVisitorCode(code, signer()).payload)).toEqual(payload)
    expect(textOf(code).slice('PDP1:'.length, -96)).toBe(toBase45(Uint8Array.from(payload)))
  })

  it('of another fair is told from one that is bad', () => {
    expect(readVisitorCode(textOf(aCode()), verifier('00000000-0000-7000-8000-00000000fa15'))).toEqual(err('bad_code'))
    const answer = readVisitorCode(textOf(aCode()), { verify: () => 'other_fair' })
    expect(answer).toMatchObject(ok({ verdict: 'other_fair' }))
  })

  it('of a station that is not known here says so', () => {
    expect(readVisitorCode(textOf(aCode(), 9), verifier())).toEqual(err('unknown_station'))
  })

  it.each([
    ['nothing', () => ''],
    ['the label of a slip', (text: string) => text.replace('PDP1', 'PDQ1')],
    ['small letters', (text: string) => text.toLowerCase()],
    ['a small label', (text: string) => text.replace('PDP1', 'pdp1')],
    ['a shorter text', (text: string) => text.slice(0, -3)],
    ['a longer text', (text: string) => `${text}000`],
    ['a character more', (text: string) => `${text}0`],
    ['padding', (text: string) => `${text}==`],
    ['a space before', (text: string) => ` ${text}`],
    ['a web address around it', (text: string) => `https://example.org/${text}`],
  ])('with %s is refused', (_what, change) => {
    expect(readVisitorCode(change(textOf(aCode())), verifier())).toEqual(err('bad_code'))
  })

  it('is not made of what does not fit', () => {
    for (const wrong of [
      { visitor: 'x' },
      { visitor: aCode().visitor.toUpperCase() },
      { category: 0 },
      { category: 0x1_00_00 },
      { validFrom: -1 },
      { validUntil: 2 ** 32 },
      { validUntil: 0.5 },
    ])
      expect(() => signVisitorCode(aCode(wrong), signer())).toThrow('does not fit')
  })

  it('is told from other texts by its label', () => {
    expect(looksLikeVisitorCode(textOf(aCode()))).toBe(true)
    expect(looksLikeVisitorCode('PDQ1:ABC')).toBe(false)
  })
})
