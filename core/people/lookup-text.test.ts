import { expect, it } from 'vitest'
import { earlierPhoneText, emailLookupText, phoneLookupText } from './lookup-text'

it('takes the three ways of writing an Indonesian number as one', () => {
  expect(['0812-3456 789', '+62 812 3456789', '62812.3456.789', '0062 8123456789'].map(phoneLookupText)).toEqual(
    Array.from({ length: 4 }, () => '628123456789'),
  )
})

it('takes a number that a spreadsheet kept as a number, without its zero, as the same', () => {
  const ways = [
    '081234567890',
    '81234567890',
    '6281234567890',
    '+62 812-3456-7890',
    '81234567890.0',
    '+62 (0)81234567890',
  ]
  expect(new Set(ways.map(phoneLookupText))).toEqual(new Set(['6281234567890']))
})

it('leaves the numbers of other countries to them, when they say so', () => {
  expect(['+81 90 1234 5678', '0081 9012345678'].map(phoneLookupText)).toEqual(['819012345678', '819012345678'])
  expect(['2112345678', '8123'].map(phoneLookupText)).toEqual(['2112345678', '8123'])
})

it('knows the form in which earlier versions hashed a number without its zero', () => {
  expect(earlierPhoneText('6281234567890')).toBe('81234567890')
  expect(['622112345678', '819012345678', '628'].map(earlierPhoneText)).toEqual([null, null, null])
})

it('has nothing to compare in a text without digits', () => {
  expect(phoneLookupText('-')).toBeNull()
  expect(emailLookupText('  ')).toBeNull()
})

it('compares e-mail addresses without case', () => {
  expect(emailLookupText(' Siti@Contoh.ID ')).toBe('siti@contoh.id')
})
