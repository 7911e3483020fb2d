/** A stream of repeatable random numbers; the same seed gives the same pictures on every machine. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [from, to). */
  between(from: number, to: number): number
  /** Whole number in [0, count). */
  below(count: number): number
  /** About normal with mean 0 and deviation 1 (sum of four uniforms: quick, and good enough for camera noise). */
  normal(): number
  /** One of the two signs. */
  sign(): 1 | -1
}

/** The mulberry32 generator. */
export function random(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    below: (count) => Math.floor(next() * count),
    normal: () => (next() + next() + next() + next() - 2) * 1.7320508,
    sign: () => (next() < 0.5 ? -1 : 1),
  }
}
