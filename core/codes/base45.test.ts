import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { err, ok } from '../result/result'
import { fromBase45, toBase45 } from './base45'

const bytes = (text: string) => Uint8Array.from(Array.from(text, (letter) => letter.charCodeAt(0)))

describe('base45', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ])('agrees with RFC 9285: %j is %j', (plain, coded) => {
    expect(toBase45(bytes(plain))).toBe(coded)
    expect(fromBase45(coded)).toEqual(ok(bytes(plain)))
  })

  it('gives back every byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (some) => {
        expect(fromBase45(toBase45(some))).toEqual(ok(some))
      }),
    )
  })

  it('takes no text but the one it writes', () => {
    const letters = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'))
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (some) => {
        const text = some.join('')
        const read = fromBase45(text)
        return !read.ok || toBase45(read.value) === text
      }),
    )
  })

  it.each(['bb8', 'BB8\n', 'B', 'BB8A', 'GGX', 'ZZ', 'BÄ8', 'BB_'])('refuses %j', (text) => {
    expect(fromBase45(text)).toEqual(err('not_base45'))
  })
})
