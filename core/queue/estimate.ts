import type { WaitRange } from '../contract/queue'

/**
 * What is known of the lines at one moment. It is the same for every service, so a screen that shows all of them asks
 * once; for one ticket only `ahead` differs, by its place.
 */
export interface HallFigures {
  /**
   * By service: WAITING tickets of today that would be called before this one, that is with a smaller (sortKey, id). For
   * somebody of the normal class who takes a number now: all who wait. A service without an entry has nobody.
   */
  readonly ahead: ReadonlyMap<string, number>
  /** Counters of every service that are open, and those in a pause whose end is known. */
  readonly counters: readonly OpenCounter[]
  /**
   * By service: how long the last tickets held their counter, ms, newest first, at most 50: their CALL and SERVE
   * intervals added up. Those who did not come count too, since they took a counter's time. Earlier days count as well.
   */
  readonly recent: ReadonlyMap<string, readonly number[]>
  /** By service: `serviceMinutes` of the set-up in ms, what one serving should take. Stands in until there are servings. */
  readonly fallbackMs: (service: string) => number
}

export interface OpenCounter {
  readonly services: readonly string[]
  /** What it holds CALLED or SERVING, and for how long it has (now − calledAt, or − startedAt where nobody was called). */
  readonly holds: { readonly service: string; readonly forMs: number } | null
  /** Ms until a pause ends (its `until` − now; 0 when that is over); 0 without a pause. */
  readonly backInMs: number
}

/** The set-up's figure weighs as much as so many servings: enough to begin with, soon outvoted. */
const FALLBACK_WEIGHT = 2
/**
 * How many standard deviations (of the logarithm) the range reaches below and above its middle. Less above: waits have a
 * long tail there, and holding it too would make the range wide for everybody.
 */
const REACH = { early: 1.5, late: 1.1 }
/** What no figure here knows of: pauses, people who come back, priority that arrives later. Relative. */
const UNKNOWN = 0.2
const MINUTE = 60_000
/** Minutes as people say them, ms: one or two, then fives, and tens above an hour; nobody is told more than a day. */
const SPOKEN = [0, 1, 2, ...steps(5, 60, 5), ...steps(70, 1_440, 10)].map((minutes) => minutes * MINUTE)

/**
 * How long until a ticket of a service is called, as a range that should hold about three times in four, in ms from now;
 * null when no counter is open for it or known to be back. Steps of 5 minutes, of 10 above an hour; an idle counter is
 * 0–1 minutes away.
 *
 * Each open counter is expected to make so many calls for this service within a time: none while it finishes what it
 * holds and takes those of other services who stand before, then one per mean turn. It is this ticket's turn when the
 * counters together made one call more than there are tickets ahead. The more turns lie before it, the better long and
 * short ones even out, so the range gets relatively narrower by their square root (docs/decisions/0014-estimate.md).
 */
export function estimateWait(hall: HallFigures, service: string): WaitRange | null {
  const counters = hall.counters.filter((counter) => counter.services.includes(service))
  if (counters.length === 0) return null
  const calls = (hall.ahead.get(service) ?? 0) + 1
  const turn = turnOf(hall, service)
  const lines = counters.map((counter) => lineAt(hall, counter, service))
  const expected = timeOfCall(lines, turn.mean, calls)
  const turns = calls + lines.reduce((sum, line) => sum + line.others, 0)
  const spread = turn.spread / turns + turn.spread / turn.weight + UNKNOWN ** 2
  const sigma = Math.sqrt(Math.log(1 + spread))
  const middle = expected / Math.sqrt(1 + spread)
  return spoken(middle * Math.exp(-REACH.early * sigma), middle * Math.exp(REACH.late * sigma))
}

/** What stands between a counter and its first call for the service. */
interface Line {
  readonly backInMs: number
  /** Expected ms until it is done with what it holds. */
  readonly holdMs: number
  /** Tickets of its other services that it takes before, and their expected time. */
  readonly others: number
  readonly othersMs: number
}

function lineAt(hall: HallFigures, counter: OpenCounter, service: string): Line {
  let others = 0
  let othersMs = 0
  for (const other of counter.services) {
    const ahead = other === service ? 0 : (hall.ahead.get(other) ?? 0)
    if (ahead === 0) continue
    // The counters open for that service share its tickets.
    const share = ahead / hall.counters.filter((one) => one.services.includes(other)).length
    others += share
    othersMs += share * turnOf(hall, other).mean
  }
  const { holds } = counter
  const holdMs = holds === null ? 0 : turnOf(hall, holds.service).goesOn(holds.forMs)
  return { backInMs: counter.backInMs, holdMs, others, othersMs }
}

/** The moment by which the counters are expected to have made so many calls, ms from now. */
function timeOfCall(lines: readonly Line[], turnMs: number, calls: number): number {
  let early = 0
  let late = Math.min(...lines.map(freeIn)) + calls * turnMs
  if (lines.reduce((sum, line) => sum + callsWithin(line, turnMs, 0), 0) >= calls) return 0
  while (late - early > 1_000) {
    const middle = (early + late) / 2
    const made = lines.reduce((sum, line) => sum + callsWithin(line, turnMs, middle), 0)
    if (made < calls) early = middle
    else late = middle
  }
  return late
}

/** Expected calls of one counter within `ms`: its first comes some time around when it is free, then one a turn. */
function callsWithin(line: Line, turnMs: number, ms: number): number {
  const free = freeIn(line)
  if (ms >= free) return 1 + (ms - free) / turnMs
  // It may be free sooner than expected: the chance grows over the last turn before.
  const from = free - Math.min(free - line.backInMs, Math.max(line.holdMs, turnMs))
  return Math.max(0, (ms - from) / (free - from))
}

const freeIn = ({ backInMs, holdMs, othersMs }: Line): number => backInMs + holdMs + othersMs

interface Turn {
  /** Expected ms one ticket holds a counter. */
  readonly mean: number
  /** Variance over the mean squared. */
  readonly spread: number
  /** How many servings stand behind these figures. */
  readonly weight: number
  /** Expected ms that one goes on which has lasted so long: as those of the recent ones did that lasted longer. */
  goesOn(forMs: number): number
}

function turnOf(hall: HallFigures, service: string): Turn {
  const recent = hall.recent.get(service) ?? []
  const fallback = hall.fallbackMs(service)
  const weight = recent.length + FALLBACK_WEIGHT
  const sum = (of: (ms: number) => number) => recent.reduce((total, ms) => total + of(ms), 0)
  const mean = (sum((ms) => ms) + FALLBACK_WEIGHT * fallback) / weight
  // A serving of unknown length is taken to vary as much as it is long, which is about what real ones do.
  const squares = (sum((ms) => ms * ms) + FALLBACK_WEIGHT * 2 * fallback * fallback) / weight
  return {
    mean,
    spread: squares / (mean * mean) - 1,
    weight,
    goesOn: (forMs) => {
      const longer = recent.filter((ms) => ms > forMs)
      const rest = longer.reduce((total, ms) => total + ms - forMs, 0)
      return (rest + FALLBACK_WEIGHT * mean) / (longer.length + FALLBACK_WEIGHT)
    },
  }
}

/** Rounds a range the way people say it; at least one step wide. */
function spoken(from: number, to: number): WaitRange {
  const low = Math.min(nearest(from), SPOKEN.at(-2) ?? 0)
  return { from: low, to: Math.max(nearest(to), ...SPOKEN.filter((ms) => ms > low).slice(0, 1)) }
}

const nearest = (ms: number): number =>
  SPOKEN.reduce((best, one) => (Math.abs(one - ms) < Math.abs(best - ms) ? one : best), 0)

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, n) => from + n * by)
}
