import type { Locale } from '../../core/contract/app'

/** Times and dates in one language and the fair's time zone; the machine's zone never matters. */
export interface Times {
  /** `08.56` in Indonesian, `08:56` in English. */
  time(at: number): string
  /** `08.56.05`: staff tell one scan from the next. */
  seconds(at: number): string
  /** `Rabu, 14 Oktober`, `Wednesday, 14 October`. */
  day(at: number): string
  /** `14 Okt, 09.42`: on a slip. */
  moment(at: number): string
  sameDay(a: number, b: number): boolean
  /** `08.00–16.00`; null when the span is a whole day or runs over midnight. */
  hours(from: number, to: number): string | null
  /** Whether the span lies within one day; its end, midnight included, still belongs to that day. */
  withinDay(from: number, to: number): boolean
}

/** Times for a language and a zone; made once, since Intl formatters are costly. */
export function timesOf(locale: Locale, timeZone: string): Times {
  const clock = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  const exact = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  const weekday = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', { weekday: 'long', timeZone })
  const date = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', { day: 'numeric', month: 'long', timeZone })
  const short = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone,
  })
  const key = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone })
  const time = (at: number) => clock.format(at)
  const midnight = locale === 'id' ? '00.00' : '00:00'
  const endOfDay = locale === 'id' ? '24.00' : '24:00'
  const withinDay = (from: number, to: number) => key.format(from) === key.format(to - 1)
  return {
    time,
    seconds: (at) => exact.format(at),
    day: (at) => `${weekday.format(at)}, ${date.format(at)}`,
    moment: (at) => `${short.format(at)}, ${time(at)}`,
    sameDay: (a, b) => key.format(a) === key.format(b),
    withinDay,
    hours: (from, to) => {
      if (!withinDay(from, to)) return null
      const [begin, end] = [time(from), time(to) === midnight ? endOfDay : time(to)]
      return begin === midnight && end === endOfDay ? null : `${begin}–${end}`
    },
  }
}
