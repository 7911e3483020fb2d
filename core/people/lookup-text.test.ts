import { expect, it } from 'vitest'
import { emailLookupText, phoneLookupText } from './lookup-text'

it('takes the three ways of writing an Indonesian number as one', () => {
  expect(['0812-3456 789', '+62 812 3456789', '62812.3456.789', '0062 8123456789'].map(phoneLookupText)).toEqual(
    Array.from({ length: 4 }, () => '628123456789'),
  )
})

it('has nothing to compare in a text without digits', () => {
  expect(phoneLookupText('-')).toBeNull()
  expect(emailLookupText('  ')).toBeNull()
})

it('compares e-mail addresses without case', () => {
  expect(emailLookupText(' Siti@Contoh.ID ')).toBe('siti@contoh.id')
})
