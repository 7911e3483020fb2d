/** First and longest pause between tries, ms (docs/protocol.md, "The station's side"). */
const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/**
 * How long to wait before the next try, ms: doubled at each failure from 1 s up to 30 s, then somewhere in the upper half
 * of it, so that twenty stations do not come back in the same moment. `random` in [0, 1).
 */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(full / 2 + (full / 2) * random)
}
