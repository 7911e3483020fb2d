import type { CounterView } from '../../../core/contract/counter'

type Serving = CounterView['tally']['servings'][number]

/** A bar of today's chart: x in per cent of the width, y and heights in px. */
export interface DayBar {
  readonly x: number
  readonly width: number
  readonly within: { readonly y: number; readonly height: number }
  /** What lies over its target; null: nothing. */
  readonly over: { readonly y: number; readonly height: number } | null
  readonly at: number
}

export interface DayBars {
  readonly bars: readonly DayBar[]
  /** The target's height, when all servings share one. */
  readonly target: { readonly y: number; readonly ms: number } | null
  /** The longest, when it was over its target: its time is written beside it, on the side that has room. */
  readonly longest: {
    readonly ms: number
    readonly x: number
    readonly y: number
    readonly side: 'left' | 'right'
  } | null
  readonly late: number
}

/** Where the bars stand, px from the chart's top. */
export const BASELINE = 84
const HIGHEST = 72
/** A usual day's target stands here, so that the bars of two days look alike. */
const TARGET_HEIGHT = 48
/** Fewer servings leave the right side empty instead of growing fat. */
const PLACES = 20
const BAR_SHARE = 0.576

/** Today's servings as bars, oldest first, on one scale from zero. */
export function dayBars(servings: readonly Serving[]): DayBars {
  if (servings.length === 0) return { bars: [], target: null, longest: null, late: 0 }
  const targetMs = Math.max(...servings.map((serving) => serving.targetMs))
  const longestMs = Math.max(...servings.map((serving) => serving.ms))
  const scale = Math.min(TARGET_HEIGHT / targetMs, HIGHEST / Math.max(1, longestMs))
  const step = 100 / (Math.max(PLACES, servings.length) - 1 + BAR_SHARE)
  const width = step * BAR_SHARE
  const bars = servings.map((serving, i) => barOf(serving, { x: i * step, width }, scale))
  const isShared = servings.every((serving) => serving.targetMs === targetMs)
  const late = servings.filter((serving) => serving.ms > serving.targetMs)
  const top = late.toSorted((a, b) => b.ms - a.ms)[0]
  const x = top === undefined ? 0 : servings.indexOf(top) * step
  return {
    bars,
    target: isShared ? { y: BASELINE - targetMs * scale, ms: targetMs } : null,
    longest:
      top === undefined
        ? null
        : x < 85
          ? { ms: top.ms, x: x + width + 0.7, y: BASELINE - top.ms * scale + 13, side: 'right' }
          : { ms: top.ms, x: x - 0.7, y: BASELINE - top.ms * scale + 13, side: 'left' },
    late: late.length,
  }
}

function barOf(serving: Serving, place: { x: number; width: number }, scale: number): DayBar {
  const height = Math.min(serving.ms, serving.targetMs) * scale
  const over = Math.max(0, serving.ms - serving.targetMs) * scale
  return {
    ...place,
    at: serving.at,
    within: { y: BASELINE - height, height },
    over: over === 0 ? null : { y: BASELINE - height - over, height: over },
  }
}
