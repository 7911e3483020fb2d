import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateWait, type HallFigures, type OpenCounter } from './estimate'

const MINUTE = 60_000

/** One service `a`, served by idle counters; every serving took four minutes. */
const aHall = (more: Partial<HallFigures> & { waiting?: number; others?: number } = {}): HallFigures => ({
  ahead: new Map([
    ['a', more.waiting ?? 0],
    ['b', more.others ?? 0],
  ]),
  counters: [aCounter()],
  recent: new Map([['a', times(20, 4 * MINUTE)]]),
  fallbackMs: () => 4 * MINUTE,
  ...more,
})
const aCounter = (more: Partial<OpenCounter> = {}): OpenCounter => ({
  services: ['a'],
  holds: null,
  backInMs: 0,
  ...more,
})
const busy = (forMinutes: number): OpenCounter => aCounter({ holds: { service: 'a', forMs: forMinutes * MINUTE } })
const times = <T>(n: number, what: T): T[] => Array.from({ length: n }, () => what)
const minutes = (hall: HallFigures) => {
  const range = estimateWait(hall, 'a')
  return range === null ? null : [range.from / MINUTE, range.to / MINUTE]
}

describe('estimateWait', () => {
  it('says nothing when no counter is open for the service', () => {
    expect(minutes(aHall({ counters: [aCounter({ services: ['b'] })] }))).toBeNull()
  })
  it('promises a call at once when a counter stands idle', () => {
    expect(minutes(aHall())).toEqual([0, 1])
  })
  it('waits for the end of a pause', () => {
    expect(minutes(aHall({ counters: [aCounter({ backInMs: 60 * MINUTE })] }))?.[1]).toBeGreaterThanOrEqual(60)
  })
  it('does not count on a counter in a pause for those whom others call meanwhile', () => {
    const alone = minutes(aHall({ waiting: 3, counters: [busy(1)] }))
    expect(minutes(aHall({ waiting: 3, counters: [busy(1), aCounter({ backInMs: 90 * MINUTE })] }))).toEqual(alone)
  })
  it('spans about what ten people at one counter take', () => {
    expect(minutes(aHall({ waiting: 10, counters: [busy(1)] }))).toEqual([30, 55])
  })
  it('halves it with a second counter', () => {
    expect(minutes(aHall({ waiting: 10, counters: [busy(1), busy(1)] }))).toEqual([15, 25])
  })
  it('counts those of other services who come first at the same counter', () => {
    const both = { ...busy(1), services: ['a', 'b'] }
    expect(minutes(aHall({ waiting: 5, others: 5, counters: [both] }))).toEqual([30, 55])
  })
  it('shares those of another service among all its counters', () => {
    const both = { ...busy(1), services: ['a', 'b'] }
    const others = times(4, aCounter({ services: ['b'], holds: { service: 'b', forMs: MINUTE } }))
    const range = minutes(aHall({ waiting: 5, others: 5, counters: [both, ...others] }))
    expect(range?.[1]).toBeLessThan(40)
  })
  it('begins with what the set-up says and learns from the servings', () => {
    const fallback = (recent: number[]) =>
      minutes(
        aHall({ waiting: 10, counters: [busy(1)], recent: new Map([['a', recent]]), fallbackMs: () => 10 * MINUTE }),
      )
    expect(fallback([])?.[1]).toBeGreaterThan(100)
    expect(fallback(times(50, 4 * MINUTE))?.[1]).toBeLessThanOrEqual(60)
  })
  it('is wider when servings differ more', () => {
    const mixed = [...times(10, MINUTE), ...times(10, 7 * MINUTE)]
    const [even, uneven] = [times(20, 4 * MINUTE), mixed].map((recent) =>
      minutes(aHall({ waiting: 6, counters: [busy(1)], recent: new Map([['a', recent]]) })),
    )
    const width = (range: number[] | null | undefined) => (range?.[1] ?? 0) - (range?.[0] ?? 0)
    expect(width(uneven)).toBeGreaterThan(width(even))
  })
  it('goes in steps of ten minutes above an hour', () => {
    const range = minutes(aHall({ waiting: 40, counters: [busy(1)] }))
    expect(range?.map((minute) => minute % 10)).toEqual([0, 0])
    expect(range?.[0]).toBeGreaterThan(60)
  })
})

describe('estimateWait, for any hall', () => {
  const counter: fc.Arbitrary<OpenCounter> = fc.record({
    services: fc.constantFrom(['a'], ['a', 'b'], ['a', 'b', 'c']),
    backInMs: fc.constantFrom(0, 0, 0, 30 * MINUTE),
    holds: fc.option(
      fc.record({ service: fc.constantFrom('a', 'b'), forMs: fc.integer({ min: 0, max: 60 * MINUTE }) }),
    ),
  })
  const hall = fc.record({
    waiting: fc.integer({ min: 0, max: 200 }),
    others: fc.integer({ min: 0, max: 50 }),
    counters: fc.array(counter, { minLength: 1, maxLength: 12 }),
    recent: fc.array(fc.integer({ min: 5_000, max: 60 * MINUTE }), { maxLength: 50 }),
    fallback: fc.integer({ min: MINUTE, max: 30 * MINUTE }),
  })
  type Given = typeof hall extends fc.Arbitrary<infer T> ? T : never
  const of = ({ waiting, others, counters, recent, fallback }: Given, more: Partial<HallFigures> = {}) =>
    estimateWait(
      aHall({ waiting, others, counters, recent: new Map([['a', recent]]), fallbackMs: () => fallback, ...more }),
      'a',
    ) ?? { from: -1, to: -1 }

  it('is a range of at least one step, in whole steps', () => {
    fc.assert(
      fc.property(hall, (given) => {
        const { from, to } = of(given)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeGreaterThan(from)
        for (const end of [from, to])
          if (end > 2 * MINUTE) expect(end % ((end >= 60 * MINUTE ? 10 : 5) * MINUTE)).toBe(0)
      }),
    )
  })
  it('never gets earlier when more people are ahead', () => {
    fc.assert(
      fc.property(hall, fc.integer({ min: 1, max: 20 }), (given, more) => {
        const [fewer, many] = [of(given), of({ ...given, waiting: given.waiting + more })]
        expect(many.from).toBeGreaterThanOrEqual(fewer.from)
        expect(many.to).toBeGreaterThanOrEqual(fewer.to)
      }),
    )
  })
  it('never gets longer when one more counter opens for the service alone', () => {
    fc.assert(
      fc.property(hall, (given) => {
        const [before, after] = [of(given), of({ ...given, counters: [...given.counters, busy(0)] })]
        expect(after.from).toBeLessThanOrEqual(before.from)
        expect(after.to).toBeLessThanOrEqual(before.to)
      }),
    )
  })
  it('scales: twice as slow is about twice as long', () => {
    fc.assert(
      fc.property(hall, (given) => {
        const slow = {
          ...given,
          recent: given.recent.map((ms) => 2 * ms),
          fallback: 2 * given.fallback,
          counters: given.counters.map(({ services, holds, backInMs }) => ({
            services,
            backInMs: 2 * backInMs,
            holds: holds === null ? null : { ...holds, forMs: 2 * holds.forMs },
          })),
        }
        const [once, twice] = [of(given), of(slow)]
        fc.pre(twice.to < 20 * 60 * MINUTE) // Nobody is told more than a day.
        // Up to what rounding moves: half a step of the single one counts twice.
        const step = twice.to >= 60 * MINUTE ? 10 * MINUTE : 5 * MINUTE
        expect(Math.abs(twice.from - 2 * once.from)).toBeLessThanOrEqual(2 * step)
      }),
    )
  })
})
