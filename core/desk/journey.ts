import type { Reason, ScanDirection, Via } from '../events/checkin'
import type { TicketClass } from '../events/queue'
import type { Interval, Leg, Ticket } from '../queue/ticket'

/** One scan of a person at a door, at its effective time (UTC ms). */
export interface JourneyScan {
  readonly at: number
  readonly list: string
  readonly gate: string | null
  readonly direction: ScanDirection
  readonly outcome: 'admitted' | 'refused' | 'incomplete'
  readonly reason: Reason | null
  readonly via: Via
}

/** What happened at one moment. Places and services go by their codes; whoever shows them knows their names. */
export type JourneyEvent =
  | {
      readonly is: 'entered'
      readonly again: boolean
      readonly gate: string | null
      readonly list: string
      readonly via: Via
    }
  | { readonly is: 'exited'; readonly gate: string | null; readonly list: string; readonly via: Via }
  | { readonly is: 'refused'; readonly reason: Reason | null; readonly gate: string | null }
  | { readonly is: 'taken'; readonly ticket: string; readonly class: TicketClass; readonly service: string }
  | { readonly is: 'transferred'; readonly ticket: string; readonly service: string }
  | { readonly is: 'returned'; readonly ticket: string }
  | { readonly is: 'called'; readonly ticket: string; readonly counter: string | null }
  | {
      readonly is: 'served'
      readonly ticket: string
      readonly counter: string | null
      readonly waitedMs: number | null
    }
  | { readonly is: 'parked'; readonly ticket: string; readonly counter: string | null }
  | { readonly is: 'missed'; readonly ticket: string; readonly counter: string | null }
  | {
      readonly is: 'ended'
      readonly ticket: string
      readonly outcome: Leg['outcome']
      readonly servedMs: number | null
    }
  /** The present moment: how long what goes on has gone on. */
  | {
      readonly is: 'now'
      readonly doing: 'served' | 'called' | 'waiting' | 'inside'
      readonly sinceMs: number
      readonly targetMs: number | null
    }

/** What a lane's line looks like between two moments: inside, waiting, being served, served for longer than it should take. */
export type Stroke = 'in' | 'wait' | 'serve' | 'over'

/** A lane at one moment: the line that comes down to it, its mark, the line that leaves it. */
export interface Lane {
  readonly up: Stroke | null
  /** open: goes on · ink: begins to wait · full: ends. */
  readonly dot: 'open' | 'ink' | 'full' | null
  readonly down: Stroke | null
}

export interface JourneyStep {
  readonly at: number
  readonly what: JourneyEvent
  readonly door: Lane
  readonly queue: Lane
}

export interface Journey {
  readonly steps: readonly JourneyStep[]
  /** How long the person was inside, ms; null: never. */
  readonly insideMs: number | null
}

export interface JourneyInput {
  readonly scans: readonly JourneyScan[]
  readonly tickets: readonly Ticket[]
  /** How long serving at a service should take, ms; null: not known. */
  readonly targetOf: (service: string) => number | null
  /** Effective UTC ms; null: the day is over, nothing goes on. */
  readonly now: number | null
}

interface Moment {
  readonly at: number
  readonly what: JourneyEvent
  /** What the door's lane is after it; undefined: it is no moment of that lane. */
  readonly inside?: boolean
  /** What one ticket does after it. */
  readonly doing?: Interval['kind'] | null
}

/** A person's day as one order of time in two lanes, the door and the queue; made of what was folded, never of a guess. */
export function journeyOf({ scans, tickets, targetOf, now }: JourneyInput): Journey {
  const moments = [...doorMoments(scans), ...tickets.flatMap(ticketMoments)].sort((a, b) => a.at - b.at)
  const steps: JourneyStep[] = []
  const doing = new Map<string, Interval['kind']>()
  let inside = false
  let since = 0
  let insideMs = 0
  let wasInside = false
  for (const { at, what, inside: after, doing: next } of moments) {
    const before = { door: doorStroke(inside), queue: strokeOf(doing) }
    if (after !== undefined && after !== inside) {
      if (after) since = at
      else insideMs += at - since
      inside = after
      wasInside ||= after
    }
    if (next !== undefined && 'ticket' in what) {
      if (next === null) doing.delete(what.ticket)
      else doing.set(what.ticket, next)
    }
    const door = {
      up: before.door,
      dot: after === undefined ? null : dotOf(doorStroke(inside)),
      down: doorStroke(inside),
    }
    const stroke = strokeOf(doing)
    steps.push({
      at,
      what,
      door,
      queue: { up: before.queue, dot: next === undefined ? null : dotOf(stroke), down: stroke },
    })
  }
  if (now === null) return { steps: ended(steps), insideMs: wasInside ? insideMs : null }
  if (inside) insideMs += Math.max(0, now - since)
  return { steps: withNow(steps, { now, inside, since, tickets, targetOf }), insideMs: wasInside ? insideMs : null }
}

function doorMoments(scans: readonly JourneyScan[]): Moment[] {
  const ordered = scans.toSorted((a, b) => a.at - b.at)
  let entered = false
  return ordered.flatMap(({ at, list, gate, direction, outcome, reason, via }): Moment[] => {
    if (outcome !== 'admitted') return [{ at, what: { is: 'refused', reason, gate } }]
    if (direction === 'exit') return [{ at, what: { is: 'exited', gate, list, via }, inside: false }]
    const again = entered
    entered = true
    return [{ at, what: { is: 'entered', again, gate, list, via }, inside: true }]
  })
}

/** The moments of a number, told by its intervals; a call that led to serving is part of that. */
function ticketMoments({ id, class: kind, issueService, legs, intervals, endedAt }: Ticket): Moment[] {
  const moments: Moment[] = []
  intervals.forEach((interval, n) => {
    const leg = legs[interval.leg]
    const before = intervals[n - 1]
    const { from: at, kind: does, counter } = interval
    const add = (what: JourneyEvent) => moments.push({ at, what, doing: does })
    if (does === 'WAIT') {
      if (before === undefined) add({ is: 'taken', ticket: id, class: kind, service: issueService })
      else if (before.leg !== interval.leg && leg?.openedBy === 'transfer')
        add({ is: 'transferred', ticket: id, service: leg.service })
      else add({ is: 'returned', ticket: id })
    } else if (does === 'SERVE') {
      if (before === undefined)
        moments.push({ at, what: { is: 'taken', ticket: id, class: kind, service: issueService } })
      add({ is: 'served', ticket: id, counter, waitedMs: waitedBefore(intervals, n) })
    } else if (does === 'PARK') add({ is: 'parked', ticket: id, counter })
    else if (does === 'MISS') add({ is: 'missed', ticket: id, counter })
    else if (n === intervals.length - 1) add({ is: 'called', ticket: id, counter })
  })
  const last = intervals.at(-1)
  const outcome = legs.at(-1)?.outcome ?? null
  if (endedAt !== null && outcome !== null && last !== undefined) {
    const servedMs = last.kind === 'SERVE' ? endedAt - last.from : null
    moments.push({ at: endedAt, what: { is: 'ended', ticket: id, outcome, servedMs }, doing: null })
  }
  return moments
}

/** How long the waiting lasted that ended with this serving; null: none stands before it. */
function waitedBefore(intervals: readonly Interval[], n: number): number | null {
  const before = intervals.slice(0, n).findLast(({ kind }) => kind !== 'CALL')
  return before?.kind === 'WAIT' && before.to !== null ? before.to - before.from : null
}

const doorStroke = (inside: boolean): Stroke | null => (inside ? 'in' : null)

/** The lane of several numbers shows the one that is furthest. */
function strokeOf(doing: ReadonlyMap<string, Interval['kind']>): Stroke | null {
  const kinds = [...doing.values()]
  if (kinds.includes('SERVE')) return 'serve'
  return kinds.some((kind) => kind !== 'MISS') ? 'wait' : null
}

const dotOf = (after: Stroke | null): Lane['dot'] => (after === null ? 'full' : after === 'wait' ? 'ink' : 'open')

/** A day that is over: nothing leads out of its last moment. */
function ended(steps: readonly JourneyStep[]): readonly JourneyStep[] {
  const last = steps.at(-1)
  if (last === undefined) return steps
  const closed = { ...last, door: { ...last.door, down: null }, queue: { ...last.queue, down: null } }
  return [...steps.slice(0, -1), closed]
}

function withNow(
  steps: readonly JourneyStep[],
  at: { now: number; inside: boolean; since: number; tickets: readonly Ticket[]; targetOf: JourneyInput['targetOf'] },
): readonly JourneyStep[] {
  const last = steps.at(-1)
  const goesOn = last !== undefined && (last.door.down !== null || last.queue.down !== null)
  if (!goesOn) return steps
  const { now, inside, since, tickets, targetOf } = at
  const running = runningOf(tickets)
  const what: JourneyEvent =
    running === null
      ? { is: 'now', doing: 'inside', sinceMs: Math.max(0, now - since), targetMs: null }
      : {
          is: 'now',
          doing: running.kind === 'SERVE' ? 'served' : running.kind === 'CALL' ? 'called' : 'waiting',
          sinceMs: Math.max(0, now - running.from),
          targetMs: running.kind === 'SERVE' ? targetOf(running.service) : null,
        }
  const isOver = what.doing === 'served' && what.targetMs !== null && what.sinceMs > what.targetMs
  const queue = isOver ? ('over' as const) : last.queue.down
  // From where the serving began on: the line says that it takes too long.
  const from = isOver ? steps.findLastIndex(({ what: one }) => one.is === 'served') : steps.length
  const lines = steps.map((step, n): JourneyStep => {
    if (n < from) return step
    const up = n === from ? step.queue.up : over(step.queue.up)
    return { ...step, queue: { ...step.queue, up, down: over(step.queue.down) } }
  })
  const door: Lane = { up: doorStroke(inside), dot: null, down: null }
  return [...lines, { at: now, what, door, queue: { up: queue, dot: null, down: null } }]
}

const over = (stroke: Stroke | null): Stroke | null => (stroke === 'serve' ? 'over' : stroke)

/** What a person does just now: being served comes before being called, that before waiting, the longest first. */
function runningOf(tickets: readonly Ticket[]): { kind: Interval['kind']; from: number; service: string } | null {
  const ranks: readonly Interval['kind'][] = ['SERVE', 'CALL', 'WAIT', 'PARK']
  const open = tickets.flatMap(({ intervals, service, endedAt }) => {
    const last = intervals.at(-1)
    return last === undefined || last.to !== null || endedAt !== null || !ranks.includes(last.kind)
      ? []
      : [{ kind: last.kind, from: last.from, service }]
  })
  return open.toSorted((a, b) => ranks.indexOf(a.kind) - ranks.indexOf(b.kind) || a.from - b.from)[0] ?? null
}
