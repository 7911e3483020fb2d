import { expect, it } from 'vitest'
import { mayPress, NO_PRESS } from './press-guard'

it('takes the first press', () => {
  expect(mayPress(NO_PRESS, 0, false)).toBe(true)
})

it('takes no second press before main has answered the first', () => {
  expect(mayPress({ isWaiting: true, lastAt: 0 }, 10_000, false)).toBe(false)
  expect(mayPress({ isWaiting: true, lastAt: 0 }, 10_000, true)).toBe(false)
})

it('takes the second half of a double click for no new wish, however fast the answer came', () => {
  expect(mayPress({ isWaiting: false, lastAt: 0 }, 200, false)).toBe(false)
  expect(mayPress({ isWaiting: false, lastAt: 0 }, 500, false)).toBe(true)
})

it('lets a quantity be stepped as fast as main answers', () => {
  expect(mayPress({ isWaiting: false, lastAt: 0 }, 50, true)).toBe(true)
})
