import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALPHABET, readShortCode, shortCode } from './short-code'

const aCode = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 7, maxLength: 7 }).map(shortCode)

describe('short codes', () => {
  it('read back as they were made', () => {
    fc.assert(fc.property(aCode, (code) => readShortCode(code) === code))
  })

  it('catch every single wrong character', () => {
    fc.assert(
      fc.property(aCode, fc.nat(7), fc.nat(31), (code, place, other) => {
        const letters = Array.from(code.replace('-', ''))
        if (letters[place] === ALPHABET[other]) return true
        letters[place] = ALPHABET[other] ?? ''
        return readShortCode(letters.join('')) === null
      }),
    )
  })

  it('catch every swap of two characters, neighbours or not', () => {
    fc.assert(
      fc.property(aCode, fc.nat(7), fc.nat(7), (code, i, j) => {
        const letters = Array.from(code.replace('-', ''))
        if (letters[i] === letters[j]) return true
        ;[letters[i], letters[j]] = [letters[j] ?? '', letters[i] ?? '']
        return readShortCode(letters.join('')) === null
      }),
    )
  })

  it('forgive how people type', () => {
    const code = shortCode([1, 0, 10, 11, 12, 13, 14])
    expect(readShortCode(` ${code.toLowerCase().replace('-', ' ')} `)).toBe(code)
    expect(readShortCode(code.replace('1', 'I').replace('0', 'o'))).toBe(code)
    expect(readShortCode(code.replace('1', 'l'))).toBe(code)
  })

  it('are nothing else', () => {
    for (const text of ['', 'ABCD', 'ABCD-EFGH-1', 'ABCU-0000', 'https://x', 'A'.repeat(10_000)])
      expect(readShortCode(text)).toBeNull()
  })

  it('agree with a vector reckoned by hand', () => {
    // d1 = 1, the rest 0: the check value is α^1 = 2.
    expect(shortCode([1, 0, 0, 0, 0, 0, 0])).toBe('1000-0002')
    // d5 = 1: α^5 = α^2 + 1 = 5.
    expect(shortCode([0, 0, 0, 0, 1, 0, 0])).toBe('0000-1005')
  })
})
