import { describe, expect, it } from 'vitest'
import { FETCH_MS, FIRST_STEP, nextBatch, nextStep, smaller } from './pace'

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
  it('is a fifth and then the least after what did not come through', () => {
    expect([500, 101, 100, 25, 3].map(smaller)).toEqual([100, 100, 25, 25, 25])
  })
  it('comes to what a line carries that breaks beyond it, and takes all that waits through', () => {
    for (const carries of [25, 60, 240, 1_000]) {
      let [size, waiting, tries] = [500, 10_000, 0]
      for (; waiting > 0 && tries < 1_000; tries += 1) {
        const count = Math.min(size, waiting)
        const isTaken = count <= carries
        if (isTaken) waiting -= count
        size = nextBatch(size, { count, took: 5, isTaken }, 500)
      }
      expect(waiting).toBe(0)
    }
  })
  it('is not made less by the few that there were, but by a line that is slow', () => {
    expect(nextBatch(400, { count: 1, took: 5, isTaken: true }, 500)).toBe(400)
    expect(nextBatch(400, { count: 400, took: 5, isTaken: true }, 500)).toBe(500)
    expect(nextBatch(400, { count: 200, took: FETCH_MS * 4, isTaken: true }, 500)).toBe(50)
  })
})
