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
  /** Counters open and not paused, of every service. */
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
}

/** The set-up's figure weighs as much as so many servings: enough to begin with, soon outvoted. */
const FALLBACK_WEIGHT = 2
/** How many standard deviations (of the logarithm) the range reaches to either side: a little under 80 %. */
const REACH = 1.25
/** What no figure here knows of: pauses, people who come back, priority that arrives later. Relative. */
const UNKNOWN = 0.15
const MINUTE = 60_000

/**
 * How long until a ticket of a service is called, as a range that should hold about three times in four, in ms from now;
 * null when no counter is open for it. Spoken figures: steps of 5 minutes, of 10 above an hour.
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
  return spoken(middle * Math.exp(-REACH * sigma), middle * Math.exp(REACH * sigma))
}

/** What stands between a counter and its first call for the service. */
interface Line {
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
  return { holdMs: holds === null ? 0 : turnOf(hall, holds.service).goesOn(holds.forMs), others, othersMs }
}

/** The moment by which the counters are expected to have made so many calls, ms from now. */
function timeOfCall(lines: readonly Line[], turnMs: number, calls: number): number {
  let early = 0
  let late = Math.min(...lines.map((line) => line.holdMs + line.othersMs)) + calls * turnMs
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
function callsWithin({ holdMs, othersMs }: Line, turnMs: number, ms: number): number {
  const free = holdMs + othersMs
  if (ms >= free) return 1 + (ms - free) / turnMs
  // It may be free sooner than expected: the chance grows over the last turn before.
  const from = free - Math.min(free, Math.max(holdMs, turnMs))
  return Math.max(0, (ms - from) / (free - from))
}

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
  const low = rounded(from)
  return { from: low, to: Math.max(rounded(to), low + stepAt(low)) }
}

const stepAt = (ms: number): number => (ms >= 60 * MINUTE ? 10 * MINUTE : 5 * MINUTE)
const rounded = (ms: number): number => Math.round(ms / stepAt(ms)) * stepAt(ms)
