/** So much at a time to begin with, and never less. */
export const FIRST_STEP = 100
const LEAST = 25
/** How long a page or a batch shall be on its way at most, ms: on a slow line people see that it goes on. */
export const FETCH_MS = 1_000

/**
 * How much to do in the next step, when the last one did `size` in `took` ms and a step shall last `turnMs`: twice as much
 * at most, so that one quick step does not make a slow one.
 */
export function nextStep(size: number, took: number, turnMs: number, most: number): number {
  const wanted = took <= 0 ? size * 2 : Math.min(size * 2, Math.floor((size * turnMs) / took))
  return Math.max(LEAST, Math.min(most, wanted))
}

/** How much to try after so much did not come through: a line that breaks carries little at a time. */
export const smaller = (size: number): number => (size > FIRST_STEP ? FIRST_STEP : LEAST)

/**
 * How much to send at a time, once `count` of at most `size` were sent in `took` ms. Few that were quick tell nothing of
 * how many fit.
 */
export function nextBatch(
  size: number,
  sent: { readonly count: number; readonly took: number; readonly isTaken: boolean },
  most: number,
): number {
  const { count, took, isTaken } = sent
  if (!isTaken) return smaller(size)
  return count >= size || took > FETCH_MS ? nextStep(count, took, FETCH_MS, most) : size
}
