import type { QueueResult } from '../commands/queue/command'
import type { WaitRange } from '../contract/queue'
import type { CommandContext } from '../events/envelope'
import type { TicketClass } from '../events/queue'
import type { Fair } from '../setup/fair'
import { localToEpoch } from '../time/zone'
import type { HallFigures } from './estimate'
import type { QueueReads } from './reads'
import { Agenda } from './simulation-agenda'
import type { Chance } from './simulation-chance'
import type { Visit } from './simulation-load'
import type { Ticket } from './ticket'

/** The moment everybody in a simulation lives in, UTC ms. */
export interface SimulatedClock {
  now: number
}

type Decide = (reads: QueueReads, ctx: CommandContext) => QueueResult

/** Where simulated commands go: a real data folder, or a world in memory. Its time is the simulation's clock. */
export interface SimulatedHall {
  readonly fair: Fair
  /** Runs one command for good. `opensDay`: it gives a number or opens a counter. */
  commit(requestId: string, decide: Decide, opensDay: boolean): QueueResult
  /** What an estimate for a service needs; only tickets with a sort key smaller than `before` count as ahead. */
  figures(service: string, before: number): HallFigures
  ticket(id: string): Ticket | null
  newId(): string
}

export interface DayPlan {
  /** `2026-10-16`, in the fair's zone. */
  readonly day: string
  readonly isFriday: boolean
  readonly visits: readonly Visit[]
  readonly chance: Chance
}

/** One ticket: what was said when it was given, and what came of it. */
export interface Person {
  readonly id: string
  readonly service: string
  readonly class: TicketClass
  readonly visitor: string | null
  readonly issuedAt: number
  /** Null: nothing was said, since no counter was open. */
  readonly said: Said | null
  calledAt: number | null
  /** Its first call was the day's so-manieth: two counters may call within one millisecond. */
  calledAs: number | null
  /** Its place was changed by hand, by a transfer, or by coming back. */
  wasMoved: boolean
  /** It was passed over while its visitor stood at another counter: neither places nor promises speak of that. */
  wasElsewhere: boolean
  /** Whose line it stands in now. */
  queue: string
  isWaiting: boolean
  isAtCounter: boolean
  /** Ms of serving still to come; null: not begun. */
  restMs: number | null
}

export interface Said {
  readonly range: WaitRange
  readonly ahead: number
  /** Mean of the last servings, ms: for the simple figure that the range is held against. */
  readonly meanMs: number
  readonly counters: number
}

const COUNTED = ['calls', 'noShows', 'returned', 'transfers', 'parks', 'cancelled', 'printFailures'] as const
export type Counts = Record<(typeof COUNTED)[number], number>

/** What visitors and operators of one day share: the time, what is still to happen, and the hall they act on. */
export class Stage {
  readonly counts = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Counts
  readonly chance: Chance
  private readonly agenda = new Agenda()

  constructor(
    readonly plan: DayPlan,
    readonly hall: SimulatedHall,
    private readonly clock: SimulatedClock,
  ) {
    this.chance = plan.chance.fork('people')
  }

  get now(): number {
    return this.clock.now
  }

  /** UTC ms of a time of this day, as `08:00`. */
  moment(time: string): number {
    return localToEpoch(`${this.plan.day}T${time}`, this.hall.fair.setup.timeZone)
  }

  at(moment: number, run: () => void): void {
    this.agenda.add(Math.round(moment), run)
  }

  after(seconds: number, run: () => void): void {
    this.at(this.now + seconds * 1_000, run)
  }

  /** So many seconds, between two bounds. */
  between([from, to]: readonly [number, number]): number {
    return this.chance.between(from, to)
  }

  /** Lets everything happen, until nothing is left to. */
  play(): void {
    for (let next = this.agenda.take(); next !== null; next = this.agenda.take()) {
      this.clock.now = next.at
      next.run()
    }
  }

  commit(make: (requestId: string) => Decide, opensDay = false): QueueResult {
    const requestId = this.hall.newId()
    return this.hall.commit(requestId, make(requestId), opensDay)
  }

  /** For what cannot be refused here: a refusal would be a fault of the simulation or of the queue. */
  must(make: (requestId: string) => Decide, opensDay = false): void {
    const done = this.commit(make, opensDay)
    if (!done.ok) throw new Error(`a simulated day met a refusal: ${done.code} ${JSON.stringify(done.detail ?? {})}`)
  }
}
