import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shiftDays } from '../time/zone'
import { fromDayWindow, readTimeOfDay, sameHours, toDayWindow, windowDays } from './windows'

const pad = (n: number) => String(n).padStart(2, '0')
const time = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => `${pad(Math.floor(quarter / 4))}:${pad((quarter % 4) * 15)}`)
const window = fc
  .tuple(fc.integer({ min: 0, max: 40 }), time, fc.integer({ min: 0, max: 3 }), time)
  .map(([day, from, nights, to]) => ({
    from: `${shiftDays('2026-10-13', day)}T${from}`,
    to: `${shiftDays('2026-10-13', day + nights)}T${to}`,
  }))
  .filter(({ from, to }) => to > from)

describe('a window in a form', () => {
  it('is the same window again, however many nights it lasts', () => {
    fc.assert(
      fc.property(window, (one) => {
        expect(fromDayWindow(toDayWindow(one))).toEqual(one)
      }),
    )
  })

  it('ends at 24:00 where it ends at midnight, and past midnight where its end comes first', () => {
    expect(toDayWindow({ from: '2026-10-13T08:00', to: '2026-10-14T00:00' })).toEqual({
      day: '2026-10-13',
      from: '08:00',
      to: '24:00',
      nights: 0,
    })
    expect(fromDayWindow({ day: '2026-10-31', from: '20:00', to: '02:00', nights: 0 })).toEqual({
      from: '2026-10-31T20:00',
      to: '2026-11-01T02:00',
    })
  })

  it('keeps what is typed wrong as it was typed', () => {
    expect(fromDayWindow({ day: '2026-10-13', from: '08:00', to: 'x', nights: 0 }).to).toBe('2026-10-13Tx')
    expect(fromDayWindow({ day: '2026-10-13', from: '', to: '16:00', nights: 0 }).from).toBe('2026-10-13T')
  })
})

describe('the same hours every day', () => {
  it('gives every day the hours of the first', () => {
    const spans = [
      { from: '2026-10-14T10:00', to: '2026-10-14T11:00' },
      { from: '2026-10-13T08:00', to: '2026-10-13T12:00' },
      { from: '2026-10-13T13:00', to: '2026-10-13T16:00' },
    ]
    expect(sameHours(spans, ['2026-10-13', '2026-10-15'])).toEqual([
      { from: '2026-10-13T08:00', to: '2026-10-13T12:00' },
      { from: '2026-10-13T13:00', to: '2026-10-13T16:00' },
      { from: '2026-10-15T08:00', to: '2026-10-15T12:00' },
      { from: '2026-10-15T13:00', to: '2026-10-15T16:00' },
    ])
    expect(sameHours([], ['2026-10-13'])).toEqual([])
  })
})

describe('a time of day', () => {
  it('is read as people type it', () => {
    const read = Object.entries({
      8: '08:00',
      '8.30': '08:30',
      '0830': '08:30',
      '830': '08:30',
      ' 16:45 ': '16:45',
      24: '24:00',
    })
    for (const [typed, meant] of read) expect([typed, readTimeOfDay(typed)]).toEqual([typed, meant])
    for (const typed of ['', 'x', '25', '8.7', '24:30', '12:60'])
      expect([typed, readTimeOfDay(typed)]).toEqual([typed, null])
  })
})

describe('the days of a window', () => {
  it('are those it is open on', () => {
    expect(windowDays({ from: '2026-10-13T08:00', to: '2026-10-14T00:00' })).toEqual(['2026-10-13'])
    expect(windowDays({ from: '2026-10-13T20:00', to: '2026-10-15T02:00' })).toEqual([
      '2026-10-13',
      '2026-10-14',
      '2026-10-15',
    ])
  })
})
