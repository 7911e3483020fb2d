/** One measure of the hub's clock, over one round trip. */
export interface ClockMeasure {
  /** Milliseconds to add to this station's wall clock to get the hub's. */
  readonly offset: number
  /** Wall clock less uptime when it was measured: it moves when the clock is set. */
  readonly skew: number
  readonly roundTrip: number
}

/** Wall clock and uptime part this much by rounding and slewing alone, ms. */
const SLACK_MS = 1_000

/** Halfway of the round trip the hub read its clock, as far as anyone can tell. Times in UTC ms, uptimes in ms. */
export function measureClock(
  sent: { readonly uptime: number },
  received: { readonly wall: number; readonly uptime: number },
  hubNow: number,
): ClockMeasure {
  const roundTrip = Math.max(0, received.uptime - sent.uptime)
  return {
    offset: Math.round(hubNow + roundTrip / 2 - received.wall),
    skew: received.wall - received.uptime,
    roundTrip,
  }
}

/** The offset, while the clock it was measured on still runs; null: it was set since, or never measured. */
export function offsetNow(
  measure: ClockMeasure | null,
  now: { readonly wall: number; readonly uptime: number },
): number | null {
  if (measure === null || Math.abs(now.wall - now.uptime - measure.skew) > SLACK_MS) return null
  return measure.offset
}

/** How far a measure must lie from the one kept before it is written: its own uncertainty, and at least this, ms. */
export const worthKeeping = ({ roundTrip }: ClockMeasure): number => Math.max(50, roundTrip)
