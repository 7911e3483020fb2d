import type { QueueReads } from '../queue/reads'

/** Under a new log identity numbers may have been given that nobody here knows: a service goes on so far above. */
export const GAP = 100

/** The furthest that a day on earth begins before the same day in UTC. */
const FIRST_ZONE_MS = 14 * 3_600_000

/** The number that counts as given at least, and the identity of the log under which it was made. */
export interface Floor {
  readonly generation: number
  readonly floor: number
}

/**
 * The floor of a service and day under a log identity that is not the first: on a day that had begun before it, a hundred
 * above the highest known when the service gives its first number again. To be kept, so that the gap is made once.
 * @param kept as it was kept before, under this identity or an earlier one
 * @param highest the highest number of the common sequence
 */
export function floorUnder(
  identity: { readonly generation: number; readonly renewedAt: number },
  kept: Floor | null,
  day: string,
  highest: number,
): Floor {
  const { generation, renewedAt } = identity
  if (kept?.generation === generation) return kept
  const before = kept?.floor ?? 0
  // A day that began after it everywhere on earth lost no numbers.
  const isLater = day > new Date(renewedAt + FIRST_ZONE_MS).toISOString().slice(0, 10)
  return { generation, floor: isLater ? before : Math.max(highest, before) + GAP }
}

/** What is asked of numbers, as if all up to the floor were given. */
export function above(floor: number, reads: QueueReads): QueueReads {
  if (floor === 0) return reads
  return {
    ...reads,
    lastNumber(service, day) {
      const last = reads.lastNumber(service, day)
      return { number: Math.max(last?.number ?? 0, floor), eligibleAt: last?.eligibleAt ?? 0 }
    },
  }
}
