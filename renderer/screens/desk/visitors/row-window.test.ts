import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROW_PX, rowWindow, scrollToRow } from './row-window'

const VIEW = 560

describe('the window on a long table', () => {
  it('begins with the first row and ends with the last', () => {
    expect(rowWindow(2_610, VIEW, 0)).toMatchObject({ first: 0, offset: 0 })
    const end = rowWindow(2_610, VIEW, 2_610 * ROW_PX - VIEW)
    expect(end.first + end.count).toBe(2_610)
  })

  it('reaches both ends of a million rows', () => {
    const { height } = rowWindow(1_000_000, VIEW, 0)
    expect(height).toBeLessThan(10_000_000)
    const end = rowWindow(1_000_000, VIEW, height - VIEW)
    expect(end.first + end.count).toBe(1_000_000)
  })

  it('draws nothing of an empty table', () => {
    expect(rowWindow(0, VIEW, 0)).toMatchObject({ height: 0, first: 0, count: 0 })
  })

  it('brings any row into view, and leaves the bar where it is when the row is seen', () => {
    const total = fc.constantFrom(3, 40, 2_610, 1_000_000)
    fc.assert(
      fc.property(
        total,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, a, b) => {
          const row = Math.floor(a * (n - 1))
          const { height } = rowWindow(n, VIEW, 0)
          const top = scrollToRow(row, n, VIEW, b * Math.max(0, height - VIEW))
          const { first, offset } = rowWindow(n, VIEW, top)
          const above = (row - first) * ROW_PX - offset
          expect(above).toBeGreaterThan(-1)
          expect(above + ROW_PX).toBeLessThan(Math.max(VIEW, ROW_PX) + 1)
          expect(Math.abs(scrollToRow(row, n, VIEW, top) - top)).toBeLessThan(0.01)
        },
      ),
    )
  })
})
