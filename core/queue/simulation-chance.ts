/** Repeatable chance: the same seed gives the same day on every machine. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [from, to). */
  between(from: number, to: number): number
  /** True so often, of 1. */
  happens(share: number): boolean
  /** e to the power of a normal with this mean and deviation. */
  lognormal(mu: number, sigma: number): number
  /** One of them, each as likely as its weight says; there must be one. */
  pick<T>(from: readonly T[], weightOf?: (item: T) => number): T
  /** A stream of its own, so that what one part of the day draws does not move the others. */
  fork(name: string): Chance
}

/** The mulberry32 generator, seeded with a word. */
export function chanceOf(seed: string): Chance {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    happens: (share) => next() < share,
    // Box and Muller: two uniforms make a normal.
    lognormal: (mu, sigma) =>
      Math.exp(mu + sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    pick: (from, weightOf = () => 1) => {
      let left = next() * from.reduce((sum, item) => sum + weightOf(item), 0)
      const chosen = from.find((item) => (left -= weightOf(item)) < 0) ?? from.at(-1)
      if (chosen === undefined) throw new Error('nothing to choose from')
      return chosen
    },
    fork: (name) => chanceOf(`${seed}/${name}`),
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0
  return h
}
