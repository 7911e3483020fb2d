import { describe, expect, it } from 'vitest'
import { shortCode } from '../../../core/codes/short-code'
import { codeState, DIGIT_KEYS, LETTER_KEYS, typedCode } from './code-field'

describe('typedCode', () => {
  it('forgives small letters, hyphens and look-alikes', () => {
    expect(typedCode('7k3m-q9oi')).toBe('7K3MQ901')
    expect(typedCode('l')).toBe('1')
  })

  it('leaves out what is in no code, and everything after the eighth', () => {
    expect(typedCode('U*7')).toBe('7')
    expect(typedCode('0123456789')).toBe('01234567')
  })
})

describe('codeState', () => {
  const code = shortCode([7, 19, 3, 20, 23, 9, 1])

  it('counts what is missing', () => {
    expect(codeState('7K3')).toEqual({ is: 'short', missing: 5 })
  })

  it('takes a code with the right check character', () => {
    expect(codeState(code.replace('-', ''))).toEqual({ is: 'complete', code })
  })

  it('tells a slip at once', () => {
    const slip = code.replace('-', '').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect(codeState(slip)).toEqual({ is: 'mistyped' })
  })
})

it('has a key for each of the 32 characters', () => {
  expect(new Set([...LETTER_KEYS, ...DIGIT_KEYS]).size).toBe(32)
})
