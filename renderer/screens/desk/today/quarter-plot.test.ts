import { describe, expect, it } from 'vitest'
import { plotOf } from './quarter-plot'

const EIGHT = Date.UTC(2026, 9, 13, 1)
const QUARTER = 900_000
const doors = (people: readonly number[]) =>
  ({
    quarters: people.map((n, i) => ({ from: EIGHT + i * QUARTER, people: n, entries: n, exits: 0, refused: 0 })),
  }) as unknown as Parameters<typeof plotOf>[0]['doors']
const hours = { from: EIGHT, to: EIGHT + 8 * QUARTER }
const day = { doors: doors([]), before: null, hours, gateCapacity: null, now: EIGHT + 2.5 * QUARTER, isNow: true }

describe('plotOf', () => {
  it('shows what is past as counted, the running quarter hour as such, and nothing of what is to come', () => {
    const { slots, running } = plotOf({ ...day, doors: doors([4, 6, 2]) })
    expect(slots.map(({ people }) => people)).toEqual([4, 6, 2, null, null, null, null, null])
    expect(running).toBe(2)
  })

  it('shows a quarter hour in which nobody came as zero, not as a gap', () => {
    expect(plotOf({ ...day, doors: doors([4]) }).slots[1]?.people).toBe(0)
  })

  it('has no running quarter hour on another day', () => {
    expect(plotOf({ ...day, now: EIGHT + 500 * QUARTER, isNow: false }).running).toBeNull()
  })

  it('names the first of the highest, and none while nobody came', () => {
    expect(plotOf({ ...day, doors: doors([4, 6, 6]) }).peak).toBe(1)
    expect(plotOf(day).peak).toBeNull()
  })

  it('keeps the whole of what it draws below its top', () => {
    const { top, ticks } = plotOf({ ...day, doors: doors([171]), gateCapacity: { people: 180, gates: 4 } })
    expect(top).toBeGreaterThan(180)
    expect(ticks).toEqual([50, 100, 150])
  })

  it('does not press the bars flat for a capacity far above them', () => {
    const { top, capacity } = plotOf({ ...day, doors: doors([20]), gateCapacity: { people: 180, gates: 4 } })
    expect(capacity).toEqual({ people: 180, isAbove: true })
    expect(top).toBeLessThan(30)
  })

  it('counts people in whole numbers also when there are few', () => {
    expect(plotOf(day).ticks).toEqual([2, 4, 6, 8])
  })

  it('puts the day before beside each quarter hour, zero where nobody came', () => {
    const { slots } = plotOf({ ...day, before: [{ from: EIGHT, people: 9 }] })
    expect(slots.slice(0, 2).map(({ before }) => before)).toEqual([9, 0])
  })
})
