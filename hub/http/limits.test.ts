import { describe, expect, it } from 'vitest'
import { Limits } from './limits'

describe('limits', () => {
  it('lets a burst through, then one at a time, and each asker has its own', () => {
    let now = 0
    const limits = new Limits({ burst: 3, perSecond: 0.5 }, () => now)
    expect([1, 2, 3].map(() => limits.take('a'))).toEqual([0, 0, 0])
    expect(limits.take('a')).toBe(2)
    expect(limits.take('b')).toBe(0)
    now = 2_000
    expect(limits.take('a')).toBe(0)
    expect(limits.take('a')).toBe(2)
  })
  it('never fills above the burst', () => {
    let now = 0
    const limits = new Limits({ burst: 2, perSecond: 1 }, () => now)
    limits.take('a')
    now = 1_000_000
    expect([1, 2, 3].map(() => limits.take('a'))).toEqual([0, 0, 1])
  })
})
