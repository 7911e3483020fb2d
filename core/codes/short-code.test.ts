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

  // The check is linear: whether an error is caught depends on its place and its characters alone, so all there are suffice.
  const values = Array.from({ length: 32 }, (_, value) => value)
  const lettersOf = (code: string) => Array.from(code.replace('-', ''))
  const withValue = (place: number, value: number) =>
    place < 7
      ? shortCode(values.slice(0, 7).map((_, i) => (i === place ? value : 0)))
      : (values
          .map((first) => shortCode([first, 0, 0, 0, 0, 0, 0]))
          .find((code) => code.endsWith(ALPHABET[value] ?? '')) ?? '')

  it('catch every wrong character in every place', () => {
    let tried = 0
    for (let place = 0; place < 8; place += 1)
      for (const value of values)
        for (const other of values) {
          if (other === value) continue
          const letters = lettersOf(withValue(place, value))
          expect(letters[place]).toBe(ALPHABET[value])
          letters[place] = ALPHABET[other] ?? ''
          expect(readShortCode(letters.join(''))).toBeNull()
          tried += 1
        }
    expect(tried).toBe(8 * 32 * 31)
  })

  it('catch every swap of neighbours', () => {
    let tried = 0
    for (let place = 0; place < 7; place += 1)
      for (const one of values)
        for (const two of values) {
          if (one === two) continue
          const code = values
            .map((free) => {
              const parts = Array<number>(7).fill(0)
              parts[place === 0 ? 6 : 0] = free
              parts[place] = one
              if (place < 6) parts[place + 1] = two
              return shortCode(parts)
            })
            .find((made) => lettersOf(made)[place + 1] === ALPHABET[two])
          const letters = lettersOf(code ?? '')
          ;[letters[place], letters[place + 1]] = [letters[place + 1] ?? '', letters[place] ?? '']
          expect(readShortCode(letters.join(''))).toBeNull()
          tried += 1
        }
    expect(tried).toBe(7 * 32 * 31)
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
