import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signVisitorCode } from './pdp'
import { signSlip } from './pdq'
import { shortCode } from './short-code'
import { isWholeCode } from './whole'

const signer = { fair: '01927a3e-0000-7000-8000-000000000001', keyId: 7, sign: () => new Uint8Array(64).fill(9) }
const visitor = signVisitorCode(
  { visitor: '01927a3e-0000-7000-8000-000000000002', category: 3, validFrom: 0, validUntil: 0 },
  signer,
).text
const slip = signSlip(
  {
    ticket: '01927a3e-0000-7000-8000-000000000003',
    prefix: 'A',
    number: 12,
    class: 'normal',
    day: '2026-11-27',
    sortKey: 5,
  },
  signer,
)

describe('whole codes', () => {
  it('knows a short code, a signed code and a slip by their form', () => {
    expect(isWholeCode(shortCode([1, 2, 3, 4, 5, 6, 7]))).toBe(true)
    expect(isWholeCode(visitor)).toBe(true)
    expect(isWholeCode(`\\000026${slip}`)).toBe(true)
  })

  it('takes no beginning of them for the whole', () => {
    const value = fc.integer({ min: 0, max: 31 })
    fc.assert(
      fc.property(fc.array(value, { minLength: 7, maxLength: 7 }), fc.integer({ min: 0, max: 8 }), (values, cut) => {
        expect(isWholeCode(shortCode(values).slice(0, cut))).toBe(false)
      }),
    )
    for (const text of [visitor, slip])
      for (let cut = 0; cut < text.length; cut++) expect(isWholeCode(text.slice(0, cut))).toBe(false)
  })

  it('says nothing of a text of another form', () => {
    for (const text of ['', 'TIKET-000123', 'https://example.com/a']) expect(isWholeCode(text)).toBe(false)
  })
})
