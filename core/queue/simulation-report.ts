import type { TicketClass } from '../events/queue'
import { measuresOf, percentiles } from './measures'
import type { SimulatedDay } from './simulation'
import type { Counts, Person, SimulatedHall } from './simulation-stage'
import type { TicketState } from './ticket'

/** How good the ranges were that people were told. Minutes. */
export interface EstimateFigures {
  readonly tickets: number
  /** Share of the tickets that were called within what they were told. */
  readonly held: number
  readonly meanWidth: number
  readonly meanWait: number
  /** Mean absolute error: of the middle of the range, of people ahead × mean serving, and of that ÷ open counters. */
  readonly error: { readonly range: number; readonly simple: number; readonly simpleByCounters: number }
  /** By how much the middle errs less than people ahead × mean serving, of 1. */
  readonly gain: number
  readonly gainByCounters: number
}

export interface SimulationReport {
  readonly tickets: number
  readonly refused: Readonly<Record<string, number>>
  readonly mostWaiting: number
  /** From the line to the counter, seconds; as reports measure it. */
  readonly wait: Readonly<Record<TicketClass, { readonly tickets: number; readonly p50: number; readonly p90: number }>>
  readonly fairness: {
    /** Longest head start of a normal ticket that a priority one overtook all the same, seconds; 0: none did. */
    readonly mostOvertaken: number
    /** What may be overtaken at most, seconds. */
    readonly credit: number
    /** Overtakings beyond that. */
    readonly beyond: number
    /** Share of calls that did not take the head. */
    readonly outOfOrder: number
  }
  readonly noShows: number
  readonly counts: Readonly<Counts>
  /** How the tickets stand at the end. */
  readonly ended: Readonly<Partial<Record<TicketState, number>>>
  readonly estimate: EstimateFigures
  /** The same of those only who found somebody ahead of them. */
  readonly estimateInLine: EstimateFigures
}

/** What the days came to, from what was said and from the tickets as the hall has them. */
export function reportOf(days: readonly SimulatedDay[], hall: SimulatedHall): SimulationReport {
  const people = days.flatMap((day) => day.people)
  const counts = sumUp(days.map((day) => day.counts)) as Counts
  const ended: Partial<Record<TicketState, number>> = {}
  const waits: Record<TicketClass, number[]> = { normal: [], priority: [] }
  let outOfOrder = 0
  for (const person of people) {
    const ticket = hall.ticket(person.id)
    if (ticket === null) throw new Error('a ticket that was given is lost')
    ended[ticket.state] = (ended[ticket.state] ?? 0) + 1
    if (ticket.isOutOfOrder) outOfOrder += 1
    const { wait } = measuresOf(ticket, ticket.endedAt ?? 0)
    if (wait !== null && ticket.state === 'DONE') waits[ticket.class].push(wait)
  }
  const spread = (ms: readonly number[]) => {
    const { p50, p90 } = percentiles(ms) ?? { p50: 0, p90: 0 }
    return { tickets: ms.length, p50: seconds(p50), p90: seconds(p90) }
  }
  return {
    tickets: people.length,
    refused: sumUp(days.map((day) => Object.fromEntries(day.refused))),
    mostWaiting: Math.max(0, ...days.map((day) => day.mostWaiting)),
    wait: { normal: spread(waits.normal), priority: spread(waits.priority) },
    fairness: { ...overtaking(days, hall), outOfOrder: share(outOfOrder, counts.calls) },
    noShows: share(counts.noShows, counts.calls),
    counts,
    ended,
    estimate: judge(people),
    estimateInLine: judge(people.filter(({ said }) => said !== null && said.ahead > 0)),
  }
}

/** Holds what was said against when people were called for the first time. */
function judge(people: readonly Person[]): EstimateFigures {
  const cases = people.flatMap(({ said, calledAt, issuedAt, wasElsewhere }) =>
    said === null || calledAt === null || wasElsewhere ? [] : [{ ...said, wait: calledAt - issuedAt }],
  )
  type Case = (typeof cases)[number]
  const mean = (of: (one: Case) => number) => cases.reduce((sum, one) => sum + of(one), 0) / Math.max(1, cases.length)
  const minutes = (ms: number) => Math.round(ms / 600) / 100
  const error = {
    range: minutes(mean(({ range, wait }) => Math.abs((range.from + range.to) / 2 - wait))),
    simple: minutes(mean(({ ahead, meanMs, wait }) => Math.abs(ahead * meanMs - wait))),
    simpleByCounters: minutes(
      mean(({ ahead, meanMs, counters, wait }) => Math.abs((ahead * meanMs) / counters - wait)),
    ),
  }
  return {
    tickets: cases.length,
    held: share(cases.filter(({ range, wait }) => range.from <= wait && wait <= range.to).length, cases.length),
    meanWidth: minutes(mean(({ range }) => range.to - range.from)),
    meanWait: minutes(mean(({ wait }) => wait)),
    error,
    gain: share(error.simple - error.range, error.simple),
    gainByCounters: share(error.simpleByCounters - error.range, error.simpleByCounters),
  }
}

/** For each service and day: how long before a priority ticket somebody had come who was called after it. */
function overtaking(
  days: readonly SimulatedDay[],
  hall: SimulatedHall,
): { mostOvertaken: number; credit: number; beyond: number } {
  const credits = new Map(
    hall.fair.setup.services.map(({ code, priorityMinutes }) => [code, (priorityMinutes ?? 0) * 60]),
  )
  let mostOvertaken = 0
  let beyond = 0
  for (const day of days) {
    // From the last call backwards: who was called later, and of them the one who had come first.
    const first = new Map<string, number>()
    const called = day.people
      .filter(({ calledAs, wasMoved, wasElsewhere }) => calledAs !== null && !wasMoved && !wasElsewhere)
      .sort((a, b) => (b.calledAs ?? 0) - (a.calledAs ?? 0))
    for (const { service, class: its, issuedAt } of called) {
      if (its === 'normal') first.set(service, Math.min(first.get(service) ?? Infinity, issuedAt))
      else {
        const headStart = seconds(issuedAt - (first.get(service) ?? Infinity))
        mostOvertaken = Math.max(mostOvertaken, headStart)
        if (headStart > (credits.get(service) ?? 0)) beyond += 1
      }
    }
  }
  return { mostOvertaken, credit: Math.max(0, ...credits.values()), beyond }
}

function sumUp(tables: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const table of tables) for (const [name, n] of Object.entries(table)) sums[name] = (sums[name] ?? 0) + n
  return sums
}

const seconds = (ms: number): number => Math.round(ms / 1_000)
const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 1_000)
