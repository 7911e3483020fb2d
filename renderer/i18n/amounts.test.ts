import { describe, expect, it } from 'vitest'
import { minutesOf, percent } from './amounts'

describe('percent', () => {
  it('says all only of all, and nothing only of nothing', () => {
    expect([0, 0.001, 0.5, 0.996, 0.999, 1].map(percent)).toEqual([0, 1, 50, 99, 99, 100])
  })
})

describe('minutesOf', () => {
  it('never says less than somebody waited', () => {
    expect([0, 1, 60_000, 60_001, 30 * 60_000].map(minutesOf)).toEqual([0, 1, 1, 2, 30])
  })
})
