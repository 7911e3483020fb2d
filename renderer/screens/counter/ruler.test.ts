import { describe, expect, it } from 'vitest'
import { latenessOf, rulerOf } from './ruler'

const MINUTE = 60_000

describe('the minute ruler', () => {
  it('ends at one and a half times the target', () => {
    const ruler = rulerOf(0, 8 * MINUTE)
    expect(ruler.minutes).toBe(12)
    expect(ruler.target).toBeCloseTo(66.67, 1)
    expect(ruler.ticks.filter(({ isLong }) => isLong).map(({ minute }) => minute)).toEqual([0, 2, 4, 6, 8, 10, 12])
  })

  it('leaves the number out that would touch the target', () => {
    const named = rulerOf(0, 8 * MINUTE).ticks.filter(({ isNamed }) => isNamed)
    expect(named.map(({ minute }) => minute)).toEqual([0, 2, 4, 6, 10, 12])
  })

  it('shows only what is within while there is time left', () => {
    const ruler = rulerOf(4 * MINUTE, 8 * MINUTE)
    expect(ruler).toMatchObject({ over: null, beyond: null })
    expect(ruler.within).toBeCloseTo(33.33, 1)
  })

  it('begins the amber part at the target', () => {
    const { within, over, beyond } = rulerOf(8.75 * MINUTE, 8 * MINUTE)
    expect(within).toBeCloseTo(66.67, 1)
    expect(over?.from).toBeCloseTo(66.67, 1)
    expect(over?.width).toBeCloseTo(6.25, 1)
    expect(beyond).toBeNull()
  })

  it('grows with a long serving, and begins the red part at one and a half times the target', () => {
    const ruler = rulerOf(18 * MINUTE, 8 * MINUTE)
    expect(ruler.minutes).toBe(20)
    expect(ruler.beyond?.from).toBeCloseTo(60, 5)
    expect((ruler.beyond?.from ?? 0) + (ruler.beyond?.width ?? 0)).toBeCloseTo(90, 5)
  })

  it('never has more than seven steps, not even after a day', () => {
    for (const minutes of [0, 1, 9, 47, 300, 1_440, 6_000]) {
      const ruler = rulerOf(minutes * MINUTE, 8 * MINUTE)
      expect(ruler.ticks.filter(({ isLong }) => isLong).length).toBeLessThanOrEqual(8)
      expect(ruler.minutes).toBeGreaterThanOrEqual(minutes)
    }
  })

  it('takes a clock that was set back for no time', () => {
    expect(rulerOf(-5 * MINUTE, 8 * MINUTE)).toMatchObject({ within: 0, over: null })
  })
})

it('is late over the target, and very late over one and a half times it', () => {
  expect([8, 8.01, 12, 12.01].map((minutes) => latenessOf(minutes * MINUTE, 8 * MINUTE))).toEqual([0, 1, 1, 2])
})
