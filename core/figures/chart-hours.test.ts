import { describe, expect, it } from 'vitest'
import { aFair, SMALL_FAIR } from '../testing/builders'
import { aQueueFair } from '../testing/queue-builders'
import { chartHours } from './chart-hours'

const DAY = '2026-10-13'
/** The hours as the clock in Surabaya (UTC+7) shows them. */
const shown = (fair: Parameters<typeof chartHours>[0], happened: readonly number[] = []) => {
  const { from, to } = chartHours(fair, DAY, happened)
  const midnight = Date.UTC(2026, 9, 12, 17)
  return [(from - midnight) / 3_600_000, (to - midnight) / 3_600_000]
}
const at = (hour: number, minute = 0) => Date.UTC(2026, 9, 13, hour - 7, minute)
const allDay = aFair({
  lists: [
    { ...SMALL_FAIR.lists[0], windows: [{ from: '2026-10-13T00:00', to: '2026-10-14T00:00' }] },
  ] as (typeof SMALL_FAIR)['lists'],
})

describe('chartHours', () => {
  it('are those of the door', () => {
    expect(shown(aFair())).toEqual([8, 16])
  })

  it('reach to whatever happened before and after, in whole hours', () => {
    expect(shown(aFair(), [at(6, 59), at(17)])).toEqual([6, 18])
  })

  it('leave out what happened on another day', () => {
    expect(shown(aFair(), [at(9) - 24 * 3_600_000])).toEqual([8, 16])
  })

  it('are those of an ordinary day where the door is always open and nothing else says more', () => {
    expect(shown(allDay)).toEqual([8, 17])
  })

  it('are those of the services where the door is always open', () => {
    const services = aQueueFair({ fair: { lists: allDay.setup.lists } })
    expect(shown(services)).toEqual([8, 16])
  })
})
