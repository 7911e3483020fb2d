import type { Fair, Span } from '../setup/fair'
import type { Service } from '../setup/schema'
import { dailySpan, localDate, localToEpoch, shiftDays } from '../time/zone'
import type { Numbering, QueueReads } from './reads'

/** Why a service gives no number now; times are UTC ms, `reason` is a code of the set-up's reasons. */
export type NotOffered =
  | { readonly why: 'closed'; readonly opensAt: number | null }
  | { readonly why: 'over' }
  | { readonly why: 'last_number' }
  | { readonly why: 'quota'; readonly opensAt: number | null }
  | { readonly why: 'break'; readonly reason: string; readonly until: number | null }
  | { readonly why: 'numbers_out' }

/**
 * May a number of this service be had now? Null: yes; else the reason, the one that lasts longest first: a visitor who is
 * told of a break waits for its end, and must not then learn that the quota was used up all along.
 */
export function offerOf(
  reads: QueueReads,
  service: Service,
  now: number,
  numbering: Numbering = 'own',
): NotOffered | null {
  const { fair } = reads
  const day = serviceDay(fair, now)
  const spans = openingSpans(fair, service, day)
  const next = spans.find((span) => now < span.from)
  const last = spans.at(-1)
  if (last === undefined || now >= last.to) return { why: 'over' }
  const cutOff = lastNumberAt(fair, service, day)
  if (now >= cutOff) return { why: 'last_number' }
  if (service.quota !== null && reads.issuedCount(service.code, day) >= service.quota)
    return { why: 'quota', opensAt: opensNextDay(fair, service, day) }
  if (!spans.some((span) => holds(span, now))) return { why: 'closed', opensAt: next?.from ?? null }
  const pause = breakAt(reads, service, now)
  if (pause !== null) return { why: 'break', ...pause }
  // What others gave meanwhile is not known: only the numbers set aside for this station keep within the quota.
  const mayUseSeries = numbering === 'cut_off' && service.quota === null
  if (numbering !== 'own' && !mayUseSeries && reads.ownLeaseNext(service.code, day) === null)
    return { why: 'numbers_out' }
  return null
}

/** The break a service is in: the unplanned one, until the time that was told or until it is ended, else a planned one. */
export function breakAt(
  reads: QueueReads,
  service: Service,
  now: number,
): { readonly reason: string; readonly until: number | null } | null {
  const unplanned = reads.servicePause(service.code)
  if (unplanned !== null && (unplanned.until === null || now < unplanned.until)) return unplanned
  const planned = plannedBreaks(reads.fair, service, serviceDay(reads.fair, now)).find((one) => holds(one, now))
  return planned === undefined ? null : { reason: planned.reason, until: planned.to }
}

/** The service day of a moment: the date in the fair's zone. Numbers begin again at 1 with it. */
export function serviceDay(fair: Fair, now: number): string {
  const { timeZone } = fair.setup
  const { last } = dailySpan(now, '00:00', timeZone)
  return kept(`day ${last} ${timeZone}`, () => localDate(last, timeZone))
}

/** Opening hours of a day as moments, in order. */
export function openingSpans(fair: Fair, service: Service, day: string): Span[] {
  return service.hours.map((hours) => spanOf(fair, day, hours)).sort((a, b) => a.from - b.from)
}

/** From when a day gives no numbers any more: the cut-off, or the end of the opening hours, whichever is earlier. */
export function lastNumberAt(fair: Fair, service: Service, day: string): number {
  const closes = Math.max(...openingSpans(fair, service, day).map((span) => span.to))
  return service.lastNumber === null ? closes : Math.min(closes, momentOf(fair, day, service.lastNumber))
}

/** Beginnings of the slots that can be booked on a day; none begins in a planned break or would end after closing. */
export function slotsOf(fair: Fair, service: Service, day: string): number[] {
  if (service.appointments === null) return []
  const every = service.appointments.everyMinutes * 60_000
  const breaks = plannedBreaks(fair, service, day)
  const slots: number[] = []
  for (const span of openingSpans(fair, service, day)) {
    for (let at = span.from; at + every <= span.to; at += every) {
      if (!breaks.some((pause) => holds(pause, at))) slots.push(at)
    }
  }
  return slots
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

function plannedBreaks(fair: Fair, service: Service, day: string): (Span & { reason: string })[] {
  if (service.breaks.length === 0) return []
  // A date alone has the same weekday in every zone.
  const weekday = WEEKDAYS[new Date(`${day}T00:00Z`).getUTCDay()]
  return service.breaks
    .filter(({ weekdays }) => weekdays.length === 0 || weekdays.some((one) => one === weekday))
    .map((pause) => ({ ...spanOf(fair, day, pause), reason: pause.reason }))
}

function opensNextDay(fair: Fair, service: Service, day: string): number | null {
  const next = fair.setup.days.find((date) => date > day)
  return next === undefined ? null : (openingSpans(fair, service, next)[0]?.from ?? null)
}

const spanOf = (fair: Fair, day: string, { from, to }: { from: string; to: string }): Span => ({
  from: momentOf(fair, day, from),
  to: momentOf(fair, day, to),
})

/** A time of day as a moment; `24:00` is the next day's beginning. */
function momentOf(fair: Fair, day: string, time: string): number {
  const { timeZone } = fair.setup
  const local = time === '24:00' ? `${shiftDays(day, 1)}T00:00` : `${day}T${time}`
  return kept(`${local} ${timeZone}`, () => localToEpoch(local, timeZone))
}

const holds = (span: Span, at: number): boolean => span.from <= at && at < span.to

/** Calendar work is slow, and a dispenser asks for each of its services the same few moments of a day every second. */
const known = new Map<string, number | string>()
const KEPT = 2000

function kept<T extends number | string>(key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found as T
  if (known.size >= KEPT) known.clear()
  const made = make()
  known.set(key, made)
  return made
}
