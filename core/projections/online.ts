import type { OnlineBody } from '../events/online'

export interface Present {
  readonly from: number
  readonly to: number
}

/** One visitor at one session, online. Times UTC ms. */
export interface OnlineRow {
  /** Times of presence, in order, none touching another. */
  readonly present: readonly Present[]
  /** Their sum, ms. */
  readonly total: number
  /** How long one has to be present to count, ms. */
  readonly minimum: number
}

/** Folds all events of a row: all presence together, by the rule of the last one. `bodies` in hub order. */
export function foldOnline(bodies: readonly OnlineBody[]): OnlineRow | null {
  const last = bodies.at(-1)
  if (last === undefined) return null
  const present = union(bodies.flatMap(({ joins }) => joins))
  return { present, total: present.reduce((sum, { from, to }) => sum + (to - from), 0), minimum: last.minimum }
}

/** The same times without overlaps: whoever is in by two devices is there once. */
export function union(joins: readonly Present[]): Present[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of joins.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to: Math.max(from, to) })
  }
  return merged
}
