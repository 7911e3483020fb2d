import { describe, expect, it } from 'vitest'
import { passphraseStrength } from './passphrase'

describe('the strength of a passphrase', () => {
  it.each([
    ['rahasia', 'too_short'],
    ['password1', 'weak'],
    ['Surabaya2026!', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['makan makan makan makan', 'weak'],
    ['12345678901234567890', 'weak'],
    ['kuda hijau lampu', 'fair'],
    ['kuda hijau lampu sungai', 'strong'],
  ] as const)('of “%s” is %s', (passphrase, strength) => {
    expect(passphraseStrength(passphrase)).toBe(strength)
  })

  it('is the same however an accent was typed', () => {
    expect(passphraseStrength('cafe\u0301 biru lampu')).toBe(passphraseStrength('caf\u00e9 biru lampu'))
  })
})
