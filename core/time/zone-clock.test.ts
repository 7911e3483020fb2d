import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoWithOffset, localDate, localHour } from './zone'
import { dateSerial, ZoneClock } from './zone-clock'

describe('ZoneClock', () => {
  it('says what the calendar says, at any moment of any zone', () => {
    const zones = ['Asia/Jakarta', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe']
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2031, 0) }),
        (zone, at) => {
          const clock = new ZoneClock(zone)
          expect(clock.iso(at)).toBe(isoWithOffset(at, zone))
          expect(clock.date(at)).toBe(localDate(at, zone))
          expect(clock.hour(at)).toBe(localHour(at, zone))
          // The text of a minute is kept: the next moment of it, and one of another.
          expect(clock.iso(at + 1)).toBe(isoWithOffset(at + 1, zone))
          expect(clock.iso(at + 60_000)).toBe(isoWithOffset(at + 60_000, zone))
          expect(Math.floor(clock.serial(at))).toBe(dateSerial(localDate(at, zone)))
        },
      ),
    )
  })

  it('counts days as spreadsheets do', () => {
    expect(dateSerial('2026-10-13')).toBe(46_308)
    expect(new ZoneClock('Asia/Jakarta').serial(Date.UTC(2026, 9, 13, 5))).toBe(46_308.5)
  })
})
