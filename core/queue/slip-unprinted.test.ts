import { describe, expect, it } from 'vitest'
import { mayBeOut, unprintedStep } from './slip-unprinted'

const SECONDS = 90

describe('a number whose slip is not out', () => {
  it.each([
    ['paper_out', 89_999, 'wait'],
    ['paper_out', 90_000, 'void'],
    ['offline', 500_000, 'void'],
    [null, 89_999, 'wait'],
    [null, 90_000, 'show'],
    ['unconfirmed', 9_000_000, 'wait'],
  ] as const)('with trouble %s after %s ms: %s', (trouble, age, step) => {
    expect(unprintedStep({ trouble, since: 1_000 }, 1_000 + age, SECONDS)).toBe(step)
  })

  it('may be in somebody’s hand unless a trouble kept it', () => {
    expect(mayBeOut({ trouble: null, since: 0 })).toBe(true)
    expect(mayBeOut({ trouble: 'unconfirmed', since: 0 })).toBe(true)
    expect(mayBeOut({ trouble: 'paper_out', since: 0 })).toBe(false)
  })
})
