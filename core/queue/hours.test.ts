import { describe, expect, it } from 'vitest'
import { callNext } from '../commands/queue/call'
import { NINE } from '../testing/builders'
import { aQueueFair, MINUTE, TestQueue } from '../testing/queue-builders'
import { breakAt, lastNumberAt, offerOf, openingSpans, serviceDay, slotsOf } from './hours'

const HOUR = 60 * MINUTE
const DAY = '2026-10-13'

const queueWith = (tax: object) => {
  const queue = new TestQueue(aQueueFair({ tax }))
  const [service] = queue.world.fair.setup.services
  if (service === undefined) throw new Error('the fair has services')
  return { queue, service, offer: (now: number) => offerOf(queue.reads, service, now) }
}

describe('offerOf', () => {
  it('offers within the opening hours, the first minute included and the last no longer', () => {
    const { offer } = queueWith({
      hours: [
        { from: '13:00', to: '16:00' },
        { from: '08:00', to: '12:00' },
      ],
    })
    const at = (hour: number) => NINE + (hour - 9) * HOUR
    expect(offer(at(8) - 1)).toEqual({ why: 'closed', opensAt: at(8) })
    expect(offer(at(8))).toBeNull()
    expect(offer(at(12) - 1)).toBeNull()
    expect(offer(at(12))).toEqual({ why: 'closed', opensAt: at(13) })
    expect(offer(at(16))).toEqual({ why: 'over' })
  })

  it('is open until midnight where the hours end at 24:00', () => {
    const { offer } = queueWith({ hours: [{ from: '00:00', to: '24:00' }] })
    expect(offer(Date.UTC(2026, 9, 13, 16, 59, 59))).toBeNull()
    expect(offer(Date.UTC(2026, 9, 13, 17))).toBeNull()
  })

  it('names the reason that lasts longest', () => {
    const { queue, offer, service } = queueWith({
      quota: 1,
      breaks: [{ from: '09:00', to: '10:00', reason: 'meal' }],
      lastNumber: '15:00',
    })
    expect(offer(NINE)).toEqual({ why: 'break', reason: 'meal', until: NINE + HOUR })
    queue.now = NINE + HOUR
    queue.issue()
    expect(offer(NINE)).toEqual({ why: 'quota', opensAt: NINE + 23 * HOUR })
    expect(offer(NINE + 6 * HOUR)).toEqual({ why: 'last_number' })
    expect(offer(NINE + 7 * HOUR)).toEqual({ why: 'over' })
    expect(offerOf(queue.reads, service, NINE + 24 * HOUR)).toEqual({
      why: 'break',
      reason: 'meal',
      until: NINE + 25 * HOUR,
    })
  })

  it('knows of no next day after the last', () => {
    const { queue, offer } = queueWith({ quota: 1 })
    queue.now = NINE + 24 * HOUR
    queue.issue()
    expect(offer(queue.now)).toEqual({ why: 'quota', opensAt: null })
  })

  it('says so when the station is cut off and has no numbers left', () => {
    const { queue, service } = queueWith({})
    expect(offerOf(queue.reads, service, NINE, 'leased')).toEqual({ why: 'numbers_out' })
  })
})

describe('the day of a service', () => {
  it('is the date in the fair’s zone', () => {
    const { queue } = queueWith({})
    expect(serviceDay(queue.world.fair, Date.UTC(2026, 9, 13, 16, 59, 59, 999))).toBe(DAY)
    expect(serviceDay(queue.world.fair, Date.UTC(2026, 9, 13, 17))).toBe('2026-10-14')
  })

  it('has a last number at its cut-off, or when it closes', () => {
    const { queue, service } = queueWith({ lastNumber: '15:30' })
    expect(lastNumberAt(queue.world.fair, service, DAY)).toBe(NINE + 6.5 * HOUR)
    expect(lastNumberAt(queue.world.fair, { ...service, lastNumber: null }, DAY)).toBe(NINE + 7 * HOUR)
    expect(openingSpans(queue.world.fair, service, DAY)).toEqual([{ from: NINE - HOUR, to: NINE + 7 * HOUR }])
  })

  it('has slots on the grid of its hours, none in a break and none that ends after closing', () => {
    const { queue, service } = queueWith({
      hours: [{ from: '08:00', to: '10:15' }],
      breaks: [{ from: '09:00', to: '09:30', reason: 'meal' }],
      appointments: { everyMinutes: 30, places: 2 },
    })
    const slots = slotsOf(queue.world.fair, service, DAY)
    expect(slots.map((at) => (at - NINE) / MINUTE)).toEqual([-60, -30, 30])
    expect(slotsOf(queue.world.fair, { ...service, appointments: null }, DAY)).toEqual([])
  })

  it('breaks on its weekdays, while those in line go on being called', () => {
    const { queue, service } = queueWith({
      breaks: [{ from: '09:00', to: '10:00', weekdays: ['tue'], reason: 'prayer' }],
    })
    queue.now = NINE - MINUTE
    queue.open('1')
    queue.issue()
    queue.now = NINE
    expect(breakAt(queue.reads, service, NINE)).toEqual({ reason: 'prayer', until: NINE + HOUR })
    expect(queue.outcome(callNext, { counter: '1' })).toBe('ok')
    expect(breakAt(queue.reads, service, NINE + 24 * HOUR)).toBeNull()
  })
})
