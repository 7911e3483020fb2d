import { describe, expect, it } from 'vitest'
import { isDate, localHour, readTime } from './zone'

const ZONE = 'Asia/Jakarta'
const NINE = Date.UTC(2026, 9, 13, 2, 5)

describe('readTime', () => {
  it.each([
    '2026-10-13T09:05',
    '2026-10-13 09:05',
    '2026-10-13T09:05:00',
    '2026-10-13T09:05+07:00',
    '2026-10-13T09:05+07',
    '2026-10-13T11:05:00+0900',
    '2026-10-12T18:05-08',
    '2026-10-13T02:05Z',
  ])('takes %s for one moment, whatever the zone of the machine', (text) => {
    expect(readTime(text, ZONE)).toBe(NINE)
  })

  it('takes a date alone for its first minute', () => {
    expect(readTime('2026-10-13', ZONE)).toBe(Date.UTC(2026, 9, 12, 17))
  })

  it.each(['', 'tadi', '9:05', '2026-13-01T09:05', '2026-02-30T09:05', '2026-10-13T09:05[Asia/Tokyo]', '1760000000'])(
    'refuses %j',
    (text) => {
      expect(readTime(text, ZONE)).toBeNull()
    },
  )
})

describe('isDate', () => {
  it('knows the calendar', () => {
    expect(['2026-10-13', '2028-02-29'].map(isDate)).toEqual([true, true])
    expect(['2026-02-30', '2027-02-29', '2026-1-1', '13-10-2026', '2026-10-13T08:00', ''].some(isDate)).toBe(false)
  })
})

describe('localHour', () => {
  it('is what the clock on the wall shows, also on a day on which it is set back', () => {
    expect(localHour(NINE, ZONE)).toBe(9)
    // Berlin, 25 October 2026: two o'clock comes twice.
    const at = (hour: number, minute: number) => localHour(Date.UTC(2026, 9, 25, hour, minute), 'Europe/Berlin')
    expect([at(0, 30), at(1, 30), at(10, 0), at(22, 59)]).toEqual([2, 2, 11, 23])
  })
})
