/** How much of something one asker may have: `burst` at once, filled again at `perSecond`. */
export interface Allowance {
  readonly burst: number
  readonly perSecond: number
}

/** A station sends batches of hundreds: a hundred requests a second are far more than a venue ever makes. */
export const STATION: Allowance = { burst: 300, perSecond: 100 }
/** Tries without a token or with a bad code, per address: twenty, then one every six seconds. */
export const STRANGER: Allowance = { burst: 20, perSecond: 1 / 6 }

/** Askers that were not seen for so long are forgotten, ms. */
const FORGET_MS = 600_000
const MOST_KEYS = 10_000

/** Counts what askers take. Kept in memory, per process: it guards against floods, it is no book-keeping. */
export class Limits {
  private readonly taken = new Map<string, { left: number; at: number }>()

  constructor(
    private readonly allowance: Allowance,
    private readonly now: () => number,
  ) {}

  /** Takes one; answers 0, or the seconds to wait. */
  take(key: string): number {
    const seconds = this.waitFor(key)
    if (seconds > 0) return seconds
    const entry = this.filled(key)
    this.taken.set(key, { ...entry, left: entry.left - 1 })
    if (this.taken.size > MOST_KEYS) this.forget()
    return 0
  }

  /** Seconds until there is one again; 0: now. */
  waitFor(key: string): number {
    const { left } = this.filled(key)
    return left >= 1 ? 0 : Math.ceil((1 - left) / this.allowance.perSecond)
  }

  private filled(key: string): { left: number; at: number } {
    const now = this.now()
    const entry = this.taken.get(key)
    if (entry === undefined) return { left: this.allowance.burst, at: now }
    const more = (Math.max(0, now - entry.at) / 1000) * this.allowance.perSecond
    return { left: Math.min(this.allowance.burst, entry.left + more), at: now }
  }

  private forget(): void {
    const before = this.now() - FORGET_MS
    for (const [key, { at }] of this.taken) if (at < before) this.taken.delete(key)
    // A flood of addresses: rather count anew than grow without end.
    if (this.taken.size > MOST_KEYS) this.taken.clear()
  }
}
