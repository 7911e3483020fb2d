import { shiftDays } from '../time/zone'

/** A span of local moments of a set-up (`2026-10-13T08:00`). */
export interface LocalSpan {
  readonly from: string
  readonly to: string
}

const LONGEST_DAYS = 60

/** The days on which a window is open; one that ends at midnight does not reach into the next. */
export function windowDays({ from, to }: LocalSpan): string[] {
  const days: string[] = []
  for (let day = from.slice(0, 10); `${day}T00:00` < to && days.length < LONGEST_DAYS; day = shiftDays(day, 1))
    days.push(day)
  return days
}

/** A window as a form shows it: a day, two times of day, and the day it ends on when that is another. */
export interface DayWindow {
  readonly day: string
  readonly from: string
  readonly to: string
  /** How many midnights lie between beginning and end; `24:00` of the same day lies before the first. */
  readonly nights: number
}

/** What a form shows of a window. What is typed wrong is kept as it was typed. */
export function toDayWindow({ from, to }: LocalSpan): DayWindow {
  const [day = '', fromTime = ''] = from.split('T')
  const [toDay = '', toTime = ''] = to.split('T')
  const nights = daysApart(day, toDay)
  return toTime === '00:00' && nights > 0
    ? { day, from: fromTime, to: '24:00', nights: nights - 1 }
    : { day, from: fromTime, to: toTime, nights }
}

/** The window that a form means: an end before its beginning lies past midnight. */
export function fromDayWindow({ day, from, to, nights }: DayWindow): LocalSpan {
  const over = nights === 0 && to < from && isTime(to) && isTime(from) ? 1 : nights
  const end = to === '24:00' ? { day: moved(day, over + 1), time: '00:00' } : { day: moved(day, over), time: to }
  return { from: `${day}T${from}`, to: `${end.day}T${end.time}` }
}

/** Gives every day the hours of the first: what "the same hours every day" does. */
export function sameHours(windows: readonly LocalSpan[], days: readonly string[]): LocalSpan[] {
  const all = windows.map(toDayWindow)
  const [first] = all.map(({ day }) => day).toSorted((a, b) => a.localeCompare(b))
  const hours = all.filter(({ day }) => day === first)
  return days.flatMap((day) => hours.map((one) => fromDayWindow({ ...one, day })))
}

/**
 * A time of day as people type it: `8`, `8.30`, `0830`, `08:30`; null: it is none.
 * @returns `08:30`
 */
export function readTimeOfDay(typed: string): string | null {
  const [, hours, minutes = '00'] = /^\s*(\d{1,2})(?:\s*[.:]?\s*(\d{2}))?\s*$/.exec(typed) ?? []
  if (hours === undefined) return null
  const time = `${hours.padStart(2, '0')}:${minutes}`
  return isTime(time) ? time : null
}

const isTime = (text: string): boolean => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

const moved = (day: string, by: number): string => (by === 0 || !isDay(day) ? day : shiftDays(day, by))

function daysApart(from: string, to: string): number {
  if (!isDay(from) || !isDay(to) || to <= from) return 0
  let n = 0
  for (let day = from; day < to && n < LONGEST_DAYS; day = shiftDays(day, 1)) n += 1
  return n
}
