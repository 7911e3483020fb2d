import { describe, expect, it } from 'vitest'
import { FIRST_STEP, nextStep } from './pace'

describe('how much is done at a time', () => {
  it('comes to what fits the turn, whatever the machine can do', () => {
    for (const msEach of [0.01, 0.1, 0.4]) {
      let size = FIRST_STEP
      for (let i = 0; i < 10; i += 1) size = nextStep(size, size * msEach, 12, 1_000)
      expect(size).toBe(Math.max(25, Math.min(1_000, Math.floor(12 / msEach))))
    }
  })
  it('at most doubles, never stops, and never passes the most there may be', () => {
    expect(nextStep(100, 1, 12, 1_000)).toBe(200)
    expect(nextStep(100, 0, 12, 150)).toBe(150)
    expect(nextStep(100, 10_000, 12, 1_000)).toBe(25)
    expect(nextStep(100, 5, Infinity, 1_000)).toBe(200)
  })
})
