import { expect, it } from 'vitest'
import { minutesSince, secondsUntil, stopwatch } from './durations'

it('writes a stopwatch to the second, with hours only when there are some', () => {
  expect([0, 9_900, 527_000, 3_725_000, -5_000].map(stopwatch)).toEqual(['0:00', '0:09', '8:47', '1:02:05', '0:00'])
})

it('counts full minutes, and none after the clock was set back', () => {
  expect(minutesSince(0, 119_999)).toBe(1)
  expect(minutesSince(60_000, 0)).toBe(0)
})

it('counts seconds down to zero', () => {
  expect([secondsUntil(1_500, 0), secondsUntil(0, 1)]).toEqual([2, 0])
})
