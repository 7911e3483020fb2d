import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { err, ok } from '../result/result'
import { fromBase64 } from './base64'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** As RFC 4648 has it, the long way: through a text of bits. */
function encode(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = (bits.match(/.{1,6}/g) ?? []).map((six) => ALPHABET[Number.parseInt(six.padEnd(6, '0'), 2)])
  return letters.join('') + '='.repeat((4 - (letters.length % 4)) % 4)
}

describe('base64', () => {
  it('reads what an encoder writes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64(encode(bytes))).toEqual(ok(bytes))
      }),
    )
  })

  it('has one text for the same bytes', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('AQg/+9z=\n -_')) })
    fc.assert(
      fc.property(text, (any) => {
        const read = fromBase64(any)
        return !read.ok || encode(read.value) === any
      }),
      { numRuns: 5_000 },
    )
  })

  it.each([
    ['no padding', 'QQ'],
    ['padding too much', 'QQ==='],
    ['padding where none is due', 'QUFB='],
    ['padding alone', '===='],
    ['unused bits that say something', 'QR=='],
    ['unused bits of three letters', 'QUF='],
    ['a single letter', 'Q==='],
    ['a space', 'QU FB'],
    ['a line break', 'QUFB\n'],
    ['the alphabet of web addresses', '-_-_'],
    ['padding in the middle', 'QQ==QQ=='],
  ])('refuses %s', (_what, text) => {
    expect(fromBase64(text)).toEqual(err('not_base64'))
  })
})
