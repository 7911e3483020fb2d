import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { err, ok } from '../result/result'
import { toBase45 } from './base45'
import { cleanScan } from './clean'
import { looksLikeSlip, readSlip, signSlip, type SlipCode } from './pdq'
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

const aCode = (more: Partial<SlipCode> = {}): SlipCode => ({
  ticket: '01a3f2c4-5b6d-7e8f-9a0b-1c2d3e4f5a6b',
  prefix: 'A',
  number: 47,
  class: 'normal',
  day: '2026-10-13',
  sortKey: Date.UTC(2026, 9, 13, 2),
  ...more,
})

const anyCode: fc.Arbitrary<SlipCode> = fc.record({
  ticket: fc.uuid(),
  prefix: fc.constantFrom('A', 'Z', 'AB', 'ZZ'),
  number: fc.integer({ min: 1, max: 0xff_ff_ff }),
  class: fc.constantFrom('normal' as const, 'priority' as const),
  day: fc
    .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2149-06-06T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  sortKey: fc.integer({ min: -(2 ** 47), max: 2 ** 47 - 1 }),
})

describe('the code of a slip', () => {
  it('reads back as it was made', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(readSlip(signSlip(code, signer()), verifier())).toEqual(ok(code))
      }),
    )
  })

  it('is 149 characters of a QR’s alphanumeric mode, which scanners hand on unharmed', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const text = signSlip(code, signer())
        expect(text).toHaveLength(149)
        expect(text).toMatch(/^PDQ1:[0-9A-Z $%*+\-./:]+$/)
        expect(cleanScan(`\\000003${text}\r\n`)).toBe(text)
      }),
    )
  })

  it('lies in the bytes as its table says', () => {
    const text = signSlip(aCode({ prefix: 'AB', number: 0x010203, class: 'priority', sortKey: -1 }), signer())
    const head = [1, 7]
    const ticket = [0x01, 0xa3, 0xf2, 0xc4, 0x5b, 0x6d, 0x7e, 0x8f, 0x9a, 0x0b, 0x1c, 0x2d, 0x3e, 0x4f, 0x5a, 0x6b]
    const facts = [0x41, 0x42, 1, 2, 3, 1, 0x51, 0x03, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
    const payload = [...head, ...ticket, ...facts]
    expect(text.slice('PDQ1:'.length, -96)).toBe(toBase45(Uint8Array.from(payload)))
  })

  it('of another fair is refused', () => {
    const text = signSlip(aCode(), signer())
    expect(readSlip(text, verifier('00000000-0000-7000-8000-00000000fa15'))).toEqual(err('bad_slip'))
  })

  it('of a station that is not known here says so', () => {
    expect(readSlip(signSlip(aCode(), signer(9)), verifier())).toEqual(err('slip_unknown_station'))
  })

  it.each([
    ['nothing', () => ''],
    ['another label', (text: string) => text.replace('PDQ1', 'PDP1')],
    ['small letters', (text: string) => text.toLowerCase()],
    ['a shorter text', (text: string) => text.slice(0, -3)],
    ['a longer text', (text: string) => `${text}000`],
    ['a space before', (text: string) => ` ${text}`],
    ['a web address around it', (text: string) => `https://example.org/${text}`],
  ])('with %s is refused', (_what, change) => {
    expect(readSlip(change(signSlip(aCode(), signer())), verifier())).toEqual(err('bad_slip'))
  })

  it('signed over facts that mean nothing is refused', () => {
    const raw = (change: (facts: number[]) => void) => {
      const facts = [1, 7, ...Array<number>(16).fill(1), 0x41, 0, 0, 0, 47, 0, 0x50, 0, 0, 0, 0, 0, 0, 0]
      change(facts)
      const nul = '\0'
      const head = Array.from(`PDQ1:${nul}${FAIR}${nul}`, (letter) => letter.charCodeAt(0))
      return `PDQ1:${toBase45(Uint8Array.from([...facts, ...sum(Uint8Array.from([...head, ...facts]))]))}`
    }
    expect(
      readSlip(
        raw(() => undefined),
        verifier(),
      ).ok,
    ).toBe(true)
    for (const [place, value] of [
      [0, 2],
      [18, 0],
      [18, 0x61],
      [19, 0x21],
      [22, 0],
      [23, 2],
    ] as const) {
      expect(
        readSlip(
          raw((facts) => (facts[place] = value)),
          verifier(),
        ),
      ).toEqual(err('bad_slip'))
    }
  })

  it('is not made of what does not fit', () => {
    for (const wrong of [
      { prefix: 'ABC' },
      { prefix: '' },
      { number: 0 },
      { number: 2 ** 24 },
      { day: 'tomorrow' },
      { day: '2200-01-01' },
      { sortKey: 2 ** 47 },
      { sortKey: 0.5 },
      { ticket: 'x' },
    ])
      expect(() => signSlip(aCode(wrong), signer())).toThrow()
  })

  it('is told from other texts by its label', () => {
    expect(looksLikeSlip(signSlip(aCode(), signer()))).toBe(true)
    expect(looksLikeSlip('PDP1:ABC')).toBe(false)
  })
})
