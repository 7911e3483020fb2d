/** How far a serving has come: within its target, over it, or over one and a half times it. */
export type Lateness = 0 | 1 | 2

/** How far a time stands against its target. */
export function latenessOf(ms: number, targetMs: number): Lateness {
  if (ms <= targetMs) return 0
  return ms <= targetMs * VERY_LATE ? 1 : 2
}

export interface RulerTick {
  /** Per cent of the ruler's width. */
  readonly at: number
  readonly minute: number
  readonly isLong: boolean
  /** Its number is written beneath: not beside the target's, which has its own. */
  readonly isNamed: boolean
}

/** The minute ruler, all lengths in per cent of its width. */
export interface Ruler {
  readonly ticks: readonly RulerTick[]
  readonly target: number
  readonly targetMinutes: number
  /** Minutes at its right end. */
  readonly minutes: number
  /** From zero: what lies within the target. */
  readonly within: number
  /** From the target: what lies over it, up to one and a half times. */
  readonly over: { readonly from: number; readonly width: number } | null
  /** What lies beyond that. */
  readonly beyond: { readonly from: number; readonly width: number } | null
}

const MINUTE = 60_000
const VERY_LATE = 1.5
/** Minutes between two long marks; the first that gives no more than MOST_STEPS of them. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 960] as const
const MOST_STEPS = 7
/** A number this near to the target's own, in per cent of the width, would touch it. */
const TOO_NEAR = 9

/** The ruler of a serving: it ends at one and a half times the target, and grows when the serving outlasts that. */
export function rulerOf(elapsedMs: number, targetMs: number): Ruler {
  const elapsed = Math.max(0, elapsedMs) / MINUTE
  const target = targetMs / MINUTE
  const wanted = Math.max(1, target * VERY_LATE, elapsed * 1.05)
  const step = STEPS.find((size) => wanted / size <= MOST_STEPS) ?? Math.ceil(wanted / MOST_STEPS)
  const minutes = Math.ceil(wanted / step) * step
  const share = (minute: number) => (minute / minutes) * 100
  const span = (from: number, to: number) => (to > from ? { from: share(from), width: share(to - from) } : null)
  const late = target * VERY_LATE
  return {
    ticks: ticksOf(minutes, step, share(target)),
    target: share(target),
    targetMinutes: target,
    minutes,
    within: share(Math.min(elapsed, target)),
    over: span(target, Math.min(elapsed, late)),
    beyond: span(late, elapsed),
  }
}

function ticksOf(minutes: number, step: number, target: number): RulerTick[] {
  const count = (minutes / step) * 2
  return Array.from({ length: count + 1 }, (_, i) => {
    const minute = (i * step) / 2
    const at = (minute / minutes) * 100
    const isLong = i % 2 === 0
    return { at, minute, isLong, isNamed: isLong && Math.abs(at - target) >= TOO_NEAR }
  })
}
