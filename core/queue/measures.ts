import type { Interval, Measures, Ticket } from './ticket'

/**
 * What a ticket's times come to (ms), as the reports use them:
 * - **wait**: from when it first counted as waiting to when serving began, or until now while it is in line; less what
 *   was parked, missed, or served in between (one passed on waits in two lines, and both count). Null: served without a
 *   queue, ended unserved, or its issue is not known here.
 * - **response**: from the call to the beginning of serving that followed it, the first such. Null: none did.
 * - **service**: all its serving together; what goes on counts until now. Null: not served.
 * - **stay**: from its making to its end. Null: not ended.
 * Reports leave out tickets whose times are not to be trusted (`isTimeAccurate`), direct ones and void ones.
 */
export function measuresOf(ticket: Ticket, now: number): Measures {
  const served = ticket.intervals.filter(({ kind }) => kind === 'SERVE')
  return {
    wait: waitOf(ticket, served, now),
    response: responseOf(ticket),
    service: served.length === 0 ? null : sum(served.map((one) => span(one, now))),
    stay: ticket.endedAt === null || ticket.issuedAt === null ? null : Math.max(0, ticket.endedAt - ticket.issuedAt),
  }
}

/**
 * The wait as the figures count it: only of who was served from the line, at times that can be trusted, and is not in
 * line again. Null: it does not count.
 */
export function countedWait(ticket: Ticket): number | null {
  return isMeasured(ticket) ? measuresOf(ticket, ticket.startedAt).wait : null
}

/** Was it served, is it out of line, and can its times be trusted? Only such tickets are measured in figures. */
export const isMeasured = (ticket: Ticket): ticket is Ticket & { readonly startedAt: number } =>
  ticket.startedAt !== null && ticket.isTimeAccurate && ticket.state !== 'WAITING' && ticket.state !== 'CALLED'

function waitOf(ticket: Ticket, served: readonly Interval[], now: number): number | null {
  const { firstEligibleAt, isDirect, state } = ticket
  const isInLine = state === 'WAITING' || state === 'CALLED'
  const until = isInLine ? now : served.at(-1)?.from
  if (firstEligibleAt === null || isDirect || until === undefined) return null
  const others = ticket.intervals.filter(
    ({ kind, from }) => (kind === 'PARK' || kind === 'MISS' || kind === 'SERVE') && from < until,
  )
  return Math.max(0, until - firstEligibleAt - sum(others.map((one) => span(one, until))))
}

function responseOf(ticket: Ticket): number | null {
  const call = ticket.intervals.find(({ kind }, i) => kind === 'CALL' && ticket.intervals[i + 1]?.kind === 'SERVE')
  return call === undefined ? null : span(call, call.from)
}

const span = ({ from, to }: Interval, now: number): number => Math.max(0, (to ?? now) - from)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The percentiles every report shows: half, four fifths, nine tenths and nineteen twentieths took no longer. */
export interface Percentiles {
  readonly p50: number
  readonly p80: number
  readonly p90: number
  readonly p95: number
}

/** All four as `percentile` defines them; null: no values. */
export function percentiles(values: readonly number[]): Percentiles | null {
  const at = (share: number) => percentile(values, share) ?? 0
  return values.length === 0 ? null : { p50: at(0.5), p80: at(0.8), p90: at(0.9), p95: at(0.95) }
}

/**
 * By nearest rank: the smallest value that at least this share (0–1) of all values does not exceed, so that it is a time
 * somebody really had. Null: no values.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  // In whole per mille, since 0.95 × 20 is not quite 19 for a computer.
  const rank = Math.ceil((Math.round(share * 1000) * sorted.length) / 1000)
  return sorted[Math.max(0, rank - 1)] ?? null
}

/** Share (0–1) of the values that did not exceed the target; null: no values. */
export function shareWithin(values: readonly number[], target: number): number | null {
  return values.length === 0 ? null : values.filter((value) => value <= target).length / values.length
}
