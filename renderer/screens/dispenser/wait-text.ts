import type { NotNow, OfferedService } from '../../../core/contract/dispenser'
import type { WaitRange } from '../../../core/contract/queue'
import { assertNever } from '../../../core/result/result'
import type { Text } from '../../../core/setup/schema'
import { listText } from '../../i18n/windows'
import type { Words } from '../../i18n/words'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** From here on hours are easier to picture than minutes. */
const HOURS_FROM = 120

/** A wait as people say it: `20–30 menit`, `di bawah 5 menit`, `2–3 jam`. */
export function rangeText({ t }: Words, range: WaitRange): string {
  const from = Math.round(range.from / MINUTE)
  const to = Math.max(1, Math.round(range.to / MINUTE))
  if (to > HOURS_FROM) {
    const [first, last] = [Math.floor(from / 60), Math.ceil(to / 60)]
    return first === 0 ? t('wait.hours.under', { to: last }) : t('wait.hours', { from: first, to: last })
  }
  if (from <= 0) return t('wait.minutes.under', { to })
  return from === to ? t('wait.minutes.one', { to }) : t('wait.minutes', { from, to })
}

/** What stands at the right of a service: three lines, the middle one large. */
export interface WaitWords {
  readonly lead: string | null
  readonly big: string
  readonly small: string
  /** Whoever takes a number now is served at once. */
  readonly isFree: boolean
}

/** How long a service's line is, said as far as it is known. */
export function waitText(words: Words, service: Pick<OfferedService, 'ahead' | 'estimate'>): WaitWords {
  const { t } = words
  const { ahead, estimate } = service
  const people = ahead === 0 ? t('wait.next') : t('wait.ahead', { ahead })
  if (estimate === null) {
    return ahead === 0
      ? { lead: null, big: t('wait.none'), small: t('wait.unknown'), isFree: false }
      : { lead: null, big: t('wait.people', { ahead }), small: t('wait.inFront'), isFree: false }
  }
  if (ahead === 0 && estimate.from <= 0) {
    return { lead: null, big: t('wait.free'), small: t('wait.atOnce'), isFree: true }
  }
  return { lead: t('wait.about'), big: rangeText(words, estimate), small: people, isFree: false }
}

/** Why no number can be had, and from when again: `Kuota habis, buka besok 08.00`. */
export function notNowText(words: Words, notNow: NotNow, now: number): string {
  const { t, text } = words
  switch (notNow.why) {
    case 'closed':
      return notNow.opensAt === null
        ? t('closed.closed')
        : t('closed.opens', { when: whenText(words, notNow.opensAt, now) })
    case 'over':
      return t('closed.over')
    case 'last_number':
      return t('closed.lastNumber')
    case 'quota':
      return notNow.opensAt === null
        ? t('closed.quota')
        : t('closed.quota.opens', { when: whenText(words, notNow.opensAt, now) })
    case 'break':
      return notNow.until === null
        ? t('closed.break', { reason: text(notNow.reason) })
        : t('closed.break.until', { reason: text(notNow.reason), when: whenText(words, notNow.until, now) })
    case 'numbers_out':
      return t('closed.numbersOut')
    default:
      return assertNever(notNow)
  }
}

/** A moment to come: `08.00`, `besok 08.00`, `Kamis, 15 Oktober, 08.00`. */
export function whenText({ t, times }: Words, at: number, now: number): string {
  const time = times.time(at)
  if (times.sameDay(at, now)) return time
  if (times.sameDay(at, now + DAY)) return t('when.tomorrow', { time })
  return t('when.day', { day: times.day(at), time })
}

/** Names of counters, shortened where they only count up: `Loket 1 sampai 5 dan 8`. */
export function countersText(words: Words, counters: readonly Text[]): string {
  const names = counters.map(words.text)
  const parts = names.map((name) => /^(.*\D)(\d{1,4})$/.exec(name))
  const stem = parts[0]?.[1]
  if (stem === undefined || !parts.every((part) => part?.[1] === stem)) return listText(words, names)
  const numbers = [...new Set(parts.map((part) => Number(part?.[2])))].toSorted((a, b) => a - b)
  return (
    stem +
    listText(
      words,
      runsOf(numbers)
        .map(([first, last]) => runText(words, first, last))
        .flat(),
    )
  )
}

function runText({ t }: Words, first: number, last: number): string[] {
  if (first === last) return [String(first)]
  return last === first + 1 ? [String(first), String(last)] : [t('wait.run', { first, last })]
}

/** Neighbours of a rising row of numbers, put together. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === number - 1) run[1] = number
    else runs.push([number, number])
  }
  return runs
}
