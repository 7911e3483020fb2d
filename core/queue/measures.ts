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

/** The smallest value that at least this share (0–1) of all values does not exceed (nearest rank); null: no values. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

/** The percentiles every report shows: half, four fifths, nine tenths and nineteen twentieths took no longer. */
export interface Percentiles {
  readonly p50: number
  readonly p80: number
  readonly p90: number
  readonly p95: number
}

/** All four by nearest rank, so that each is a time somebody really had; null: no values. */
export function percentiles(values: readonly number[]): Percentiles | null {
  const [p50, p80, p90, p95] = [0.5, 0.8, 0.9, 0.95].map((share) => percentile(values, share))
  return p50 == null || p80 == null || p90 == null || p95 == null ? null : { p50, p80, p90, p95 }
}

/** Share (0–1) of the values that did not exceed the target; null: no values. */
export function shareWithin(values: readonly number[], target: number): number | null {
  return values.length === 0 ? null : values.filter((value) => value <= target).length / values.length
}
