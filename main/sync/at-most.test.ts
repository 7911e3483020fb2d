import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { atMost } from './at-most'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('work that is done now and then', () => {
  it('is done at once, then once for all that was wanted meanwhile', () => {
    const work = vi.fn()
    const often = atMost(250, work, () => performance.now())
    for (let n = 0; n < 5; n += 1) often.want()
    expect(work).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(250)
    expect(work).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(10_000)
    expect(work).toHaveBeenCalledTimes(2)
  })

  it('is done without delay when that is wanted, and never after it was stopped', () => {
    const work = vi.fn()
    const often = atMost(250, work, () => performance.now())
    often.want()
    often.want()
    often.now()
    expect(work).toHaveBeenCalledTimes(2)
    often.want()
    often.stop()
    vi.advanceTimersByTime(10_000)
    expect(work).toHaveBeenCalledTimes(2)
    often.want()
    often.now()
    vi.advanceTimersByTime(10_000)
    expect(work).toHaveBeenCalledTimes(2)
  })
})
