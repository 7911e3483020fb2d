import type { TodayView } from '../../../../core/contract/today'

const QUARTER_MS = 900_000

/** One quarter hour on the axis. */
export interface Slot {
  readonly from: number
  readonly to: number
  /** First entries of the day; null: still to come. */
  readonly people: number | null
  readonly entries: number
  readonly exits: number
  readonly refused: number
  /** The same of the day before; null: there was none. */
  readonly before: number | null
  /** The quarter hour that goes on now. */
  readonly isRunning: boolean
}

/** What the chart of a day shows: the quarter hours from left to right, and the scale. */
export interface Plot {
  readonly slots: readonly Slot[]
  /** Values of the lines behind, without zero, upwards. */
  readonly ticks: readonly number[]
  readonly top: number
  /** The highest quarter hour so far; null: nobody came. */
  readonly peak: number | null
  readonly running: number | null
  /** Capacity as a line; `isAbove`: it lies beyond the scale and is said at its top. */
  readonly capacity: { readonly people: number; readonly isAbove: boolean } | null
}

/** A capacity this many times above all that happened would press the bars flat. */
const FLAT = 2.5
const FEWEST_PEOPLE = 8

/** Lays the quarter hours of a day out. */
export function plotOf({
  doors,
  before,
  hours,
  gateCapacity,
  now,
  isNow,
}: Pick<TodayView, 'doors' | 'before' | 'hours' | 'gateCapacity' | 'now' | 'isNow'>): Plot {
  const counted = new Map(doors.quarters.map((quarter) => [quarter.from, quarter]))
  const earlier = before === null ? null : new Map(before.map(({ from, people }) => [from, people]))
  const slots = Array.from({ length: Math.round((hours.to - hours.from) / QUARTER_MS) }, (_, n): Slot => {
    const from = hours.from + n * QUARTER_MS
    const found = counted.get(from)
    const { people, entries, exits, refused } = found ?? { people: 0, entries: 0, exits: 0, refused: 0 }
    return {
      from,
      to: from + QUARTER_MS,
      people: from > now ? null : people,
      entries,
      exits,
      refused,
      before: earlier === null ? null : (earlier.get(from) ?? 0),
      isRunning: isNow && from <= now && now < from + QUARTER_MS,
    }
  })
  const peak = highest(slots, ({ people }) => people)
  const most = Math.max(FEWEST_PEOPLE, ...slots.flatMap(({ people, before: was }) => [people ?? 0, was ?? 0]))
  const isAbove = gateCapacity !== null && gateCapacity.people > most * FLAT
  const drawn = gateCapacity === null || isAbove ? most : Math.max(most, gateCapacity.people)
  const step = niceStep(drawn)
  const top = drawn * 1.06
  return {
    slots,
    ticks: Array.from({ length: Math.floor(top / step) }, (_, n) => (n + 1) * step),
    top,
    peak: peak === null || (slots[peak]?.people ?? 0) === 0 ? null : peak,
    running: found(slots.findIndex(({ isRunning }) => isRunning)),
    capacity: gateCapacity === null ? null : { people: gateCapacity.people, isAbove },
  }
}

/** The first slot with the highest value; null: no slot has one. */
export function highest(slots: readonly Slot[], valueOf: (slot: Slot) => number | null): number | null {
  let best: number | null = null
  slots.forEach((slot, n) => {
    const value = valueOf(slot)
    if (value === null) return
    const slotBest = best === null ? undefined : slots[best]
    if (slotBest === undefined || value > (valueOf(slotBest) ?? -1)) best = n
  })
  return best
}

/** Three or four lines: 1, 2 or 5 times a power of ten. */
function niceStep(most: number): number {
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? power * 10
  return Math.max(1, Math.round(step))
}

const found = (index: number): number | null => (index < 0 ? null : index)
