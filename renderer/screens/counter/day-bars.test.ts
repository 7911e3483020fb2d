import { describe, expect, it } from 'vitest'
import { BASELINE, dayBars } from './day-bars'

const MINUTE = 60_000
const served = (minutes: number, targetMinutes = 8) => ({
  at: minutes,
  ms: minutes * MINUTE,
  targetMs: targetMinutes * MINUTE,
})

describe("today's bars", () => {
  it('are none before the first serving', () => {
    expect(dayBars([])).toEqual({ bars: [], target: null, longest: null, late: 0 })
  })

  it('stand on the baseline, the target at the same height each day', () => {
    const { bars, target } = dayBars([served(4), served(8)])
    expect(target).toEqual({ y: BASELINE - 48, ms: 8 * MINUTE })
    expect(bars[0]?.within).toEqual({ y: BASELINE - 24, height: 24 })
  })

  it('hatch what is over the target, and name the longest', () => {
    const { bars, longest, late } = dayBars([served(4), served(12), served(10)])
    expect(bars[1]?.over).toEqual({ y: BASELINE - 72, height: 24 })
    expect(longest).toMatchObject({ ms: 12 * MINUTE, side: 'right' })
    expect(late).toBe(2)
  })

  it('shrink together when one took very long', () => {
    const { bars } = dayBars([served(8), served(80)])
    expect(bars[1]?.over?.y).toBeCloseTo(BASELINE - 72, 5)
    expect(bars[0]?.within.height).toBeCloseTo(7.2, 5)
  })

  it('draw no common target where services differ', () => {
    expect(dayBars([served(4, 8), served(4, 20)]).target).toBeNull()
  })

  it('end at the right edge with twenty and with forty', () => {
    for (const count of [20, 40]) {
      const last = dayBars(Array.from({ length: count }, () => served(5))).bars.at(-1)
      expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(100, 5)
    }
  })

  it('write the time to the left of a bar at the right edge', () => {
    const servings = [...Array.from({ length: 39 }, () => served(5)), served(11)]
    expect(dayBars(servings).longest?.side).toBe('left')
  })
})
