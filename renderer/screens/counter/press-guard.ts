/** What was pressed at this counter so far. */
export interface Presses {
  /** A press that main has not answered yet. */
  readonly isWaiting: boolean
  /** When the last press was taken, ms on a clock that nobody sets. */
  readonly lastAt: number
}

export const NO_PRESS: Presses = { isWaiting: false, lastAt: -Infinity }

/** A double click is over after this many ms; its second half must not do the next thing. */
const DOUBLE_MS = 450

/**
 * Whether a press counts. One act is under way at a time, and the second half of a double click is never a new wish:
 * after a quick answer it would start, or finish, whom the first half has just called. Steppers (`isStep`) may go fast.
 */
export function mayPress(presses: Presses, at: number, isStep: boolean): boolean {
  return !presses.isWaiting && (isStep || at - presses.lastAt >= DOUBLE_MS)
}
