import { expect, it } from 'vitest'
import { plainLetters } from './plain-letters'

it('leaves letters and digits, and a hyphen between what stood apart', () => {
  expect(plainLetters('  Dinas Kependudukan & Sipil (2) ')).toBe('dinas-kependudukan-sipil-2')
  expect(plainLetters('Café Ñandú')).toBe('cafe-nandu')
  expect(plainLetters('日本')).toBe('')
})
