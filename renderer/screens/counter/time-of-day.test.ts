import { describe, expect, it } from 'vitest'
import { NOW } from './a-counter-view'
import { nextTimeOfDay } from './time-of-day'

const jakarta = (typed: string, now = NOW) => nextTimeOfDay(typed, now, 'Asia/Jakarta')
const at = (hours: number, minutes: number, day = 13) => Date.UTC(2026, 9, day, hours - 7, minutes)

describe('a time of day as it is typed', () => {
  it.each(['13.00', '13:00', '1300', '13', ' 13.00 '])('%j is one o’clock in the fair’s zone', (typed) => {
    expect(jakarta(typed)).toBe(at(13, 0))
  })

  it('means tomorrow when it has passed today', () => {
    expect(jakarta('10.30')).toBe(at(10, 30, 14))
    expect(jakarta('10.31')).toBe(at(10, 31, 14))
  })

  it('drops the seconds of now', () => {
    expect(jakarta('10.45', NOW + 59_000)).toBe(at(10, 45))
  })

  it.each(['', '24.00', '12.60', 'siang', '1.2', '12345'])('%j is none', (typed) => {
    expect(jakarta(typed)).toBeNull()
  })
})
