/** So much at a time to begin with, and never less. */
export const FIRST_STEP = 100
const LEAST = 25
/** How long the fetching of a page shall take at most, ms: on a slow line people see that it goes on. */
export const FETCH_MS = 1_000

/**
 * How much to do in the next step, when the last one did `size` in `took` ms and a step shall last `turnMs`: twice as much
 * at most, so that one quick step does not make a slow one.
 */
export function nextStep(size: number, took: number, turnMs: number, most: number): number {
  const wanted = took <= 0 ? size * 2 : Math.min(size * 2, Math.floor((size * turnMs) / took))
  return Math.max(LEAST, Math.min(most, wanted))
}
