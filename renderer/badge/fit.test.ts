import { describe, expect, it } from 'vitest'
import { fitted } from './fit'

describe('a fitted text', () => {
  it('is as large as its place allows, and not a step more', () => {
    const size = fitted(20, 4, (it) => it <= 11)
    expect(size).toBeLessThanOrEqual(11)
    expect(size).toBeGreaterThan(11 * 0.95)
  })

  it('is never larger than is good, nor smaller than can be read', () => {
    expect(fitted(20, 4, () => true)).toBe(20)
    expect(fitted(20, 4, () => false)).toBe(4)
  })
})
