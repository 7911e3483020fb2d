import { addNoise, addSpecks, develop, lensBlur, map, motionBlur, type Gray, type Pixels } from './canvas'
import { random, type Random } from './random'
import { HEIGHT, WIDTH, drawScene, type Pose, type Print } from './scene'

export type { Pixels } from './canvas'

/** One hard picture: what is drawn on it, and how to draw it (the same bytes at every call). */
export type Picture = { name: string; category: string; text: string; render: () => Pixels }

/** What a category changes; `hard` runs from 0 (nearly everybody reads it) to 1 (nearly nobody does). */
type Effect = {
  place?: (pose: Pose, print: Print, hard: number, rnd: Random, modules: number) => void
  spoil?: (picture: Gray, hard: number, rnd: Random, pose: Pose, modules: number) => Gray | void
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  rotation: {
    place: (pose, _print, hard, rnd, modules) => {
      pose.turn = rnd.between(0.15, Math.PI * 2)
      pose.size = modules * mix(4, 1.7, hard)
    },
    spoil: (picture, hard, rnd) => addNoise(picture, mix(3, 26, hard), rnd),
  },
  'motion blur': {
    spoil: (picture, hard, rnd, pose, modules) =>
      motionBlur(picture, (pose.size / modules) * mix(0.6, 2.3, hard), rnd.between(0, Math.PI)),
  },
  'lens blur': {
    spoil: (picture, hard, _rnd, pose, modules) => lensBlur(picture, (pose.size / modules) * mix(0.35, 1.25, hard)),
  },
  noise: {
    spoil: (picture, hard, rnd) => {
      addNoise(picture, mix(20, 115, hard), rnd)
      if (rnd.next() < 0.4) addSpecks(picture, mix(0.01, 0.12, hard), rnd)
    },
  },
  perspective: {
    place: (pose, _print, hard, rnd) => {
      const lean = mix(0.45, 1.18, hard)
      const way = rnd.between(0, Math.PI * 2)
      pose.tiltX = lean * Math.cos(way)
      pose.tiltY = lean * Math.sin(way)
      pose.turn = rnd.between(-0.5, 0.5)
      pose.distance = mix(3, 1.5, hard)
      pose.size *= 1.1
    },
  },
  'low contrast': {
    place: (_pose, print, hard, rnd) => {
      const middle = rnd.between(60, 190)
      const span = mix(40, 5, hard)
      print.dark = middle - span / 2
      print.light = middle + span / 2
    },
    spoil: (picture, hard, rnd) => {
      const fall = rnd.between(0.1, 0.6) * mix(20, 60, hard)
      const angle = rnd.between(0, Math.PI * 2)
      map(picture, (v, x, y) => v + fall * ((x / WIDTH - 0.5) * Math.cos(angle) + (y / HEIGHT - 0.5) * Math.sin(angle)))
    },
  },
  small: {
    place: (pose, _print, hard, rnd, modules) => {
      pose.size = modules * mix(2.2, 1.1, hard)
      pose.x = rnd.between(150, WIDTH - 150)
      pose.y = rnd.between(120, HEIGHT - 120)
      pose.turn = rnd.between(-0.3, 0.3)
    },
  },
  inverted: {
    place: (pose, print, hard, rnd, modules) => {
      ;[print.dark, print.light] = [print.light - 20, print.dark + 20]
      pose.size = Math.min(pose.size, modules * mix(5, 2.2, hard))
      pose.turn = rnd.between(-0.4, 0.4)
    },
    spoil: (picture, hard, rnd, pose, modules) => {
      addNoise(picture, mix(2, 30, hard), rnd)
      return lensBlur(picture, (pose.size / modules) * mix(0.2, 0.8, hard))
    },
  },
  glare: {
    spoil: (picture, hard, rnd, pose) => {
      const spots = Array.from({ length: 1 + rnd.below(3) }, () => ({
        x: pose.x + rnd.between(-0.45, 0.45) * pose.size,
        y: pose.y + rnd.between(-0.45, 0.45) * pose.size,
        r: pose.size * mix(0.1, 0.34, hard) * rnd.between(0.6, 1.1),
        long: rnd.between(1, 2.6),
        angle: rnd.between(0, Math.PI),
        power: rnd.between(160, 420),
      }))
      map(picture, (v, x, y) => {
        let light = 0
        for (const s of spots) {
          const a = ((x - s.x) * Math.cos(s.angle) + (y - s.y) * Math.sin(s.angle)) / (s.r * s.long)
          const b = (-(x - s.x) * Math.sin(s.angle) + (y - s.y) * Math.cos(s.angle)) / s.r
          light += s.power * Math.exp(-(a * a + b * b) * 1.4)
        }
        return Math.min(255, v * 0.85 + light)
      })
    },
  },
  dirt: {
    spoil: (picture, hard, rnd, pose) => {
      const marks = Array.from({ length: Math.round(mix(3, 22, hard)) }, () => ({
        x: pose.x + rnd.between(-0.55, 0.55) * pose.size,
        y: pose.y + rnd.between(-0.55, 0.55) * pose.size,
        r: pose.size * rnd.between(0.012, 0.06),
        long: rnd.next() < 0.3 ? rnd.between(3, 9) : 1,
        angle: rnd.between(0, Math.PI),
        gray: rnd.next() < 0.6 ? rnd.between(20, 90) : rnd.between(170, 240),
        cover: rnd.between(0.5, 1),
      }))
      map(picture, (v, x, y) => {
        for (const m of marks) {
          const a = ((x - m.x) * Math.cos(m.angle) + (y - m.y) * Math.sin(m.angle)) / (m.r * m.long)
          const b = (-(x - m.x) * Math.sin(m.angle) + (y - m.y) * Math.cos(m.angle)) / (m.long > 1 ? m.r * 0.35 : m.r)
          const inside = Math.min(1, Math.max(0, (1 - Math.hypot(a, b)) * 4)) * m.cover
          v += (m.gray - v) * inside
        }
        return v
      })
    },
  },
  curved: {
    place: (pose, _print, hard, rnd) => {
      pose.bend = mix(1.1, 0.52, hard)
      pose.turn = rnd.between(-0.5, 0.5)
      pose.tiltX = rnd.between(-0.3, 0.3)
    },
    spoil: (picture, hard, _rnd, pose) => {
      // A tin is dark at its sides.
      map(picture, (v, x) => v * (1 - mix(0.2, 0.7, hard) * Math.min(1, ((x - pose.x) / (pose.size * 0.6)) ** 2)))
    },
  },
  moiré: {
    spoil: (picture, hard, rnd) => {
      // The light of a screen's own raster beats with the sensor's: fine bars, wide bands, and the band of its refresh.
      const fine = (Math.PI * 2) / rnd.between(2.1, 4.5)
      const wide = (Math.PI * 2) / rnd.between(14, 45)
      const [a1, a2] = [rnd.between(0, Math.PI), rnd.between(0, Math.PI)]
      const depth = mix(0.12, 0.62, hard)
      const band = rnd.between(0, HEIGHT)
      map(picture, (v, x, y) => {
        const one = Math.sin(fine * (x * Math.cos(a1) + y * Math.sin(a1)))
        const two = Math.sin(wide * (x * Math.cos(a2) + y * Math.sin(a2)) + one * 0.7)
        const refresh = Math.exp(-(((y - band) / 70) ** 2))
        return v * (1 - depth * (0.5 + 0.3 * one + 0.35 * two) - 0.25 * depth * refresh) + 18 * depth
      })
    },
  },
}

const MIXTURES: readonly (readonly [string, string])[] = [
  ['rotation', 'motion blur'],
  ['perspective', 'noise'],
  ['low contrast', 'lens blur'],
  ['small', 'noise'],
  ['glare', 'perspective'],
  ['dirt', 'curved'],
  ['moiré', 'rotation'],
  ['inverted', 'motion blur'],
]

/** Every kind of spoiling there is, in the order of the set. */
export const CATEGORIES: readonly string[] = [...Object.keys(EFFECTS), 'mixed']

const PER_CATEGORY = 14
const PER_MIXTURE = 3

/**
 * The set of hard pictures, 640 × 480: 14 of each of the twelve categories and 24 mixtures, 192 in all.
 *
 * Difficulty climbs evenly within a category, from what every decoder reads to what hardly any does. The ranges were
 * set by looking at the pictures and at the other decoders, never by what ours can read.
 */
export function pictures(seed = 20251): Picture[] {
  const all: Picture[] = []
  let index = 0
  const add = (category: string, effects: readonly Effect[], hard: number, number: number): void => {
    const own = seed + index * 7919
    const text = payload(index, random(own))
    const name = `${category} ${String(number + 1).padStart(2, '0')}`
    all.push({ name, category, text, render: () => render(text, effects, hard, random(own + 1)) })
    index++
  }
  for (const [category, effect] of Object.entries(EFFECTS))
    for (let i = 0; i < PER_CATEGORY; i++) add(category, [effect], i / (PER_CATEGORY - 1), i)
  let mixed = 0
  for (const names of MIXTURES)
    for (let i = 0; i < PER_MIXTURE; i++) {
      // Two things at once: each about half as bad as alone.
      const effects = names.map((name) => EFFECTS[name]!)
      add('mixed', effects, 0.1 + (0.5 * i) / (PER_MIXTURE - 1), mixed++)
    }
  return all
}

function render(text: string, effects: readonly Effect[], hard: number, rnd: Random): Pixels {
  const modules = text.length < 20 ? 21 : text.length < 150 ? 45 : 61
  const print: Print = {
    text,
    level: 'M',
    dark: rnd.between(15, 45),
    light: rnd.between(205, 240),
    quiet: rnd.between(2.5, 4),
  }
  const pose: Pose = {
    size: rnd.between(210, 300),
    turn: rnd.between(-0.12, 0.12),
    tiltX: rnd.between(-0.08, 0.08),
    tiltY: rnd.between(-0.08, 0.08),
    distance: 4,
    x: WIDTH / 2 + rnd.between(-40, 40),
    y: HEIGHT / 2 + rnd.between(-25, 25),
    bend: 0,
  }
  for (const effect of effects) effect.place?.(pose, print, hard, rnd, modules)
  let picture = drawScene(print, pose, rnd)
  for (const effect of effects) picture = effect.spoil?.(picture, hard, rnd, pose, modules) ?? picture
  // No real camera is sharper or quieter than this.
  picture = lensBlur(picture, 0.6)
  addNoise(picture, 2, rnd)
  return develop(picture, [rnd.between(0.94, 1), rnd.between(0.94, 1), rnd.between(0.9, 1)])
}

/** The three kinds of text a gate meets: a typed-size code, a signed code, and a long foreign ticket. */
function payload(index: number, rnd: Random): string {
  const pick = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => alphabet[rnd.below(alphabet.length)]).join('')
  const kind = index % 3
  if (kind === 0) {
    const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    return `${pick(crockford, 4)}-${pick(crockford, 4)}`
  }
  if (kind === 1) return `PDP1:${pick('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:', 124).trim()}`
  return pick('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 196)
}

const mix = (from: number, to: number, hard: number): number => from + (to - from) * hard
