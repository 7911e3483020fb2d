import type { Words } from './words'

interface Span {
  readonly from: number
  readonly to: number
}

/** A window as part of a sentence: `hari ini, pukul 13.00–16.00`, `Rabu, 14 Oktober, sepanjang hari`. */
export function windowText({ t, times }: Words, { from, to }: Span, now: number): string {
  if (!times.withinDay(from, to)) {
    const end = (at: number) => t('time.dayAt', { day: times.day(at), time: times.time(at) })
    return t('time.span', { from: end(from), to: end(to) })
  }
  const day = times.sameDay(from, now) ? t('time.today') : times.day(from)
  const hours = times.hours(from, to)
  return hours === null ? t('time.dayHours', { day, hours: t('time.allDay') }) : t('time.dayHoursAt', { day, hours })
}

/** A moment as part of a sentence: `pukul 08.56`; with the day when that is another one. */
export function momentText({ t, times }: Words, at: number, now: number): string {
  const time = times.time(at)
  return times.sameDay(at, now) ? t('time.at', { time }) : t('time.dayAt', { day: times.day(at), time })
}

/** `ASN, Media dan VIP`. */
export function listText({ t }: Words, items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : t('list.and', { some: items.slice(0, -1).join(', '), last })
}
