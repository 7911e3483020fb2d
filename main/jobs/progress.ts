/** How soon progress is told again, ms. */
const TOLD_MS = 150
/** Before that an estimate is a guess, ms. */
const FIRST_GUESS_MS = 1_000

/** Tells that a view changed: at once, or, of one of many changes, only now and then. */
export class PacedTelling {
  #toldAt = -Infinity

  constructor(private readonly changed: () => void) {}

  tell(isOneOfMany: boolean): void {
    const now = performance.now()
    if (isOneOfMany && now - this.#toldAt < TOLD_MS) return
    this.#toldAt = now
    this.changed()
  }
}

/** About how many seconds a work still takes, by how long (`passed`, ms) its part (0…1) took so far; null: nobody knows. */
export function secondsLeft(passed: number, part: number): number | null {
  return passed < FIRST_GUESS_MS || part <= 0 ? null : Math.max(1, Math.round((passed * (1 - part)) / part / 1_000))
}
