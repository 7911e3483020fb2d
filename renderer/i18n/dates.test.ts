import { expect, it } from 'vitest'
import { datesText } from './dates'

it('names a month once', () => {
  expect(datesText(['2026-10-13', '2026-10-14', '2026-10-15'], 'id')).toBe('13–15 Okt')
  expect(datesText(['2026-10-13', '2026-10-15'], 'en')).toBe('13–15 Oct')
})

it('names both months of a fair over their border', () => {
  expect(datesText(['2026-10-30', '2026-11-01'], 'id')).toBe('30 Okt–1 Nov')
})

it('of one day is that day', () => {
  expect(datesText(['2026-10-13'], 'en')).toBe('13 Oct')
})
