import { Operators } from './simulation-operators'
import {
  Stage,
  type Counts,
  type DayPlan,
  type Person,
  type SimulatedClock,
  type SimulatedHall,
} from './simulation-stage'
import { Visitors } from './simulation-visitors'

/** What came of a simulated day. */
export interface SimulatedDay {
  readonly people: readonly Person[]
  /** Numbers that were refused, by the reason's code. */
  readonly refused: ReadonlyMap<string, number>
  readonly mostWaiting: number
  readonly counts: Readonly<Counts>
}

/**
 * Plays one day: visitors take numbers, operators call, serve, park, pass on and pause, some people do not come, and
 * everything that happens is a real command on the hall. It ends when the last counter has closed.
 */
export function simulateDay(plan: DayPlan, hall: SimulatedHall, clock: SimulatedClock): SimulatedDay {
  const stage = new Stage(plan, hall, clock)
  const visitors = new Visitors(stage, (service) => operators.somebodyWaits(service))
  const operators: Operators = new Operators(stage, visitors)
  stage.play()
  operators.lockUp()
  const { people, refused, mostWaiting } = visitors
  return { people, refused, mostWaiting, counts: stage.counts }
}
