import type { LogEvent } from '../events/envelope'
import type { SenderClock } from './wire'

/** A request may be this long under way and its author's own measure still be believed, ms. */
const LONGEST_WAY = 60_000
/** Rounding, and clocks that drift between measure and use, ms. */
const SLACK = 2_000

/**
 * What to add to the clock of who delivers a batch to get the hub's time, ms. The station's own measure (halfway of a
 * round trip) is the better one; that it fits the request itself shows that neither clock was moved since: what was sent
 * cannot have arrived before, nor a minute ago.
 */
export function senderOffset(clock: SenderClock, receivedAt: number): number {
  const seen = receivedAt - clock.sentAt
  const { offset } = clock
  const isPlausible = offset !== null && offset <= seen + SLACK && offset >= seen - LONGEST_WAY
  return isPlausible ? offset : seen
}

/** An event gets its `hubOffset` once: from its own author, and only if that clock ran unchanged ever since. */
export function hubOffsetOf(
  event: Pick<LogEvent, 'station' | 'chain' | 'stationSeq'>,
  deliverer: string,
  clock: SenderClock,
  receivedAt: number,
): number | null {
  const { chain, stationSeq } = clock.since
  const isUnchanged = event.chain === chain && event.stationSeq >= stationSeq
  return event.station === deliverer && isUnchanged ? senderOffset(clock, receivedAt) : null
}
