import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lastPageFrom } from './last-page'

it('the last page begins at a whole page and shows what is left', () => {
  expect([0, 1, 25, 26, 50, 51].map((of) => lastPageFrom(of, 25))).toEqual([0, 0, 0, 25, 25, 50])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 200 }), (of, page) => {
      const from = lastPageFrom(of, page)
      expect(from % page).toBe(0)
      expect(from).toBeLessThan(of)
      expect(from + page).toBeGreaterThanOrEqual(of)
    }),
  )
})
