import { Temporal } from 'temporal-polyfill'

/** UTC milliseconds of a local time (`2026-10-13T08:00`) of a zone; in a gap of summer time the later reading. */
export function localToEpoch(local: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds
}

/** The date (`2026-10-13`) in a zone at a moment. */
export function localDate(epochMs: number, timeZone: string): string {
  return zoned(epochMs, timeZone).toPlainDate().toString()
}

/** `2026-10-13T08:00:00+07:00`: how times leave Pendopo. */
export function isoWithOffset(epochMs: number, timeZone: string): string {
  return zoned(epochMs, timeZone).toString({
    timeZoneName: 'never',
    smallestUnit: epochMs % 1000 === 0 ? 'second' : 'millisecond',
  })
}

/**
 * Reads a time a person or a script gave: ISO with offset (`+07:00`, `+0700`, `+07`, `Z`), or local
 * (`2026-10-13T08:00[:00]`) in the fair's zone. Null when it is neither, and when it names a zone: a wall time would
 * silently ignore that.
 */
export function readTime(text: string, timeZone: string): number | null {
  if (text.includes('[')) return null
  try {
    return /[T ].*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(text)
      ? Temporal.Instant.from(text).epochMilliseconds
      : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds
  } catch {
    return null // Temporal says "not a time" by throwing; the caller has the words
  }
}

/** Is this a day of the calendar (`2026-10-13`; not `2026-02-30`)? */
export function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false // Temporal says "no such day" by throwing
  }
}

/** Moves a date or a local time by whole days: `2026-10-13[T08:00]` and 2 give `2026-10-15[T08:00]`. */
export function shiftDays(local: string, days: number): string {
  const [date = '', time] = local.split('T')
  const moved = Temporal.PlainDate.from(date).add({ days }).toString()
  return time === undefined ? moved : `${moved}T${time}`
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
}

/** Spans found before, by time and zone: calendar work is slow, and every scan of a day asks the same. */
const spans = new Map<string, { last: number; next: number }>()

/** The span in which a daily time (`04:00`) last fell and will next fall, around a moment: `last <= at < next`, UTC ms. */
export function dailySpan(at: number, time: string, timeZone: string): { last: number; next: number } {
  const key = `${time} ${timeZone}`
  const known = spans.get(key)
  if (known !== undefined && known.last <= at && at < known.next) return known
  const today = zoned(at, timeZone).toPlainDate()
  const on = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
  const todays = on(today)
  const span =
    todays <= at
      ? { last: todays, next: on(today.add({ days: 1 })) }
      : { last: on(today.subtract({ days: 1 })), next: todays }
  spans.set(key, span)
  return span
}

/** The hour (0–23) that a clock in a zone shows at a moment. */
export function localHour(epochMs: number, timeZone: string): number {
  const { last } = dailySpan(epochMs, '00:00', timeZone)
  const plain = Math.floor((epochMs - last) / 3_600_000)
  // A day on which the clock is changed has an hour too many or too few: only then the calendar is asked.
  return isPlainDay(last, timeZone) ? plain : zoned(epochMs, timeZone).hour
}

const plainDays = new Map<string, boolean>()
function isPlainDay(midnight: number, timeZone: string): boolean {
  const key = `${midnight} ${timeZone}`
  const known = plainDays.get(key)
  if (known !== undefined) return known
  const found = zoned(midnight, timeZone).hoursInDay === 24
  plainDays.set(key, found)
  return found
}

function zoned(epochMs: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone)
}
