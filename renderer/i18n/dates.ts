import type { Locale } from '../../core/contract/app'

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** The days of a fair in short: `13–15 Okt`, `30 Okt–1 Nov`; local dates as they stand in the set-up. */
export function datesText(days: readonly string[], locale: Locale): string {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return ''
  const format = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  const at = (date: string) => {
    const [, year, month, day] = DATE.exec(date) ?? []
    return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  }
  return first === last ? format.format(at(first)) : format.formatRange(at(first), at(last)).replaceAll(/\s*–\s*/g, '–')
}

/** A day of the fair in short, with its weekday: `Sel 13`; a local date as it stands in the set-up. */
export function shortDay(date: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${date}T00:00Z`)).replace(',', '')
}

/** A day of the fair in full: `Rabu, 14 Oktober`. */
export function longDay(date: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${date}T00:00Z`))
}
