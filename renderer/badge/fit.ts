/** What a text is fitted by: does it fit its place at this size? */
export type Fits = (size: number) => boolean

/** How finely sizes are told apart, of the size. */
const STEP = 0.96

/**
 * The largest size between the two at which a text fits, in small steps from above; the least when it fits at none. The
 * question is asked of the laid-out page: no table of letter widths knows every script.
 */
export function fitted(most: number, least: number, fits: Fits): number {
  for (let size = most; size > least; size *= STEP) if (fits(size)) return size
  return least
}
