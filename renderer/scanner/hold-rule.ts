/** How long a code that is out of sight still counts as held before the scanner, in milliseconds. */
export const HOLD_MS = 3000

/** Tells a code that is held still from one that is shown anew. */
export type HoldRule = {
  /** `same` when this text was seen less than HOLD_MS ago, else `new`; either way it counts as seen now. */
  see: (text: string) => 'same' | 'new'
  /** Forgets everything, e.g. when the gate changes its list. */
  clear: () => void
}

/**
 * The hold rule of one gate, shared by its camera and its hand scanner: a code seen again within 3 s is the same
 * person holding still. The window slides: who holds a ticket still for a minute is one person for a minute.
 *
 * `now` gives milliseconds on a clock that never goes back (performance.now). Texts are kept for HOLD_MS at most.
 */
export function holdRule(now: () => number): HoldRule {
  const seen = new Map<string, number>()
  return {
    see: (text) => {
      const at = now()
      // A map keeps the order of insertion, and every sight inserts anew: the oldest come first.
      for (const [old, when] of seen) {
        if (at - when < HOLD_MS) break
        seen.delete(old)
      }
      const verdict = seen.delete(text) ? 'same' : 'new'
      seen.set(text, at)
      return verdict
    },
    clear: () => seen.clear(),
  }
}
