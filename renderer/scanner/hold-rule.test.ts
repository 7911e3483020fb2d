import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOLD_MS, holdRule } from './hold-rule'

function rule() {
  const clock = { at: 0 }
  return { clock, ...holdRule(() => clock.at) }
}

describe('hold rule', () => {
  it('calls a code new at first sight and the same just before 3 s have passed', () => {
    const { clock, see } = rule()
    expect(see('A')).toBe('new')
    clock.at = HOLD_MS - 1
    expect(see('A')).toBe('same')
  })

  it('calls a code new again once it was out of sight for 3 s', () => {
    const { clock, see } = rule()
    see('A')
    clock.at = HOLD_MS
    expect(see('A')).toBe('new')
  })

  it('slides: a code held still for a minute stays the same', () => {
    const { clock, see } = rule()
    see('A')
    for (clock.at = 100; clock.at <= 60_000; clock.at += 100) expect(see('A')).toBe('same')
  })

  it('keeps codes apart: another code in between changes nothing', () => {
    const { clock, see } = rule()
    see('A')
    clock.at = 1000
    expect(see('B')).toBe('new')
    expect(see('A')).toBe('same')
  })

  it('forgets on demand', () => {
    const { see, clear } = rule()
    see('A')
    clear()
    expect(see('A')).toBe('new')
  })

  it('agrees with the plain definition for any sequence of sights', () => {
    const sights = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 0, max: 4000 })))
    fc.assert(
      fc.property(sights, (steps) => {
        const { clock, see } = rule()
        const last = new Map<string, number>()
        for (const [code, wait] of steps) {
          clock.at += wait
          const before = last.get(code)
          expect(see(code)).toBe(before !== undefined && clock.at - before < HOLD_MS ? 'same' : 'new')
          last.set(code, clock.at)
        }
      }),
    )
  })
})
