import { callChosen, callNext, noShow, recall } from '../commands/queue/call'
import { closeCounter, openCounter, pauseCounter } from '../commands/queue/counter'
import { transfer } from '../commands/queue/move'
import { finish, park, resume, start } from '../commands/queue/serve'
import type { Counter } from '../setup/schema'
import type { QueueReads } from './reads'
import { HABITS, OUTCOMES } from './simulation-habits'
import { DAY, PRAYER } from './simulation-load'
import type { Person, Stage } from './simulation-stage'
import type { Visitors } from './simulation-visitors'

interface Break {
  readonly from: number
  readonly until: number
  readonly reason: string
}

interface Desk {
  readonly counter: Counter
  readonly at: { readonly counter: string; readonly operator: string }
  state: 'closed' | 'open' | 'paused'
  holds: Person | null
  /** A hand is on its way to the button. */
  isAboutToCall: boolean
  /** Still to come. */
  rest: Break | null
  /** How many are parked here and away. */
  away: number
  /** Parked here and back. */
  readonly back: Person[]
}

/** Those who serve: one at each counter. */
export class Operators {
  private readonly desks: readonly Desk[]
  private readonly desksOf = new Map<string, Desk[]>()
  private readonly closesAt: number

  constructor(
    private readonly stage: Stage,
    private readonly visitors: Visitors,
  ) {
    this.closesAt = stage.moment(DAY.to)
    this.desks = stage.hall.fair.setup.counters.map((counter, n) => ({
      counter,
      at: { counter: counter.code, operator: `op-${n + 1}` },
      state: 'closed',
      holds: null,
      isAboutToCall: false,
      rest: this.breakOf(n),
      away: 0,
      back: [],
    }))
    for (const desk of this.desks) {
      for (const code of desk.counter.services) this.desksOf.set(code, [...(this.desksOf.get(code) ?? []), desk])
      stage.at(stage.moment(DAY.from) + stage.between(HABITS.opens) * 1_000, () => this.open(desk))
      if (desk.rest !== null) stage.at(desk.rest.from, () => this.goOn(desk))
      stage.at(this.closesAt, () => this.goOn(desk))
    }
  }

  /** Somebody stands in this line: an operator with an empty one looks up. */
  somebodyWaits(service: string): void {
    const idle = (this.desksOf.get(service) ?? []).filter(
      (desk) => desk.state === 'open' && desk.holds === null && !desk.isAboutToCall,
    )
    if (idle.length > 0) this.pressSoon(this.stage.chance.pick(idle), HABITS.notices)
  }

  /** At the end of the day: closes what stayed open for somebody who never came. */
  lockUp(): void {
    for (const desk of this.desks) if (desk.state !== 'closed') this.close(desk)
  }

  private breakOf(n: number): Break {
    const { stage } = this
    const meal = HABITS.mealMinutes * 60_000
    if (!stage.plan.isFriday) {
      // Neighbours take turns.
      const from = stage.moment('12:00') + (n % 3) * meal + stage.between(HABITS.opens) * 1_000
      return { from, until: Math.round(from + meal), reason: 'meal' }
    }
    const [from, until] = [stage.moment(PRAYER.from), stage.moment(PRAYER.to)]
    return stage.chance.happens(HABITS.prays)
      ? { from, until, reason: 'prayer' }
      : { from: until, until: until + meal, reason: 'meal' }
  }

  private open(desk: Desk): void {
    this.stage.must((requestId) => (reads, ctx) => openCounter(reads, { requestId, ...desk.at }, ctx), true)
    desk.state = 'open'
    this.goOn(desk)
  }

  /** With empty hands: a break when it is time, else somebody parked who is back, else the next one. */
  private goOn(desk: Desk): void {
    const { stage } = this
    if (desk.state !== 'open' || desk.holds !== null) return
    const { rest } = desk
    if (rest !== null && rest.from <= stage.now) {
      desk.rest = null
      if (rest.until > stage.now) return this.pause(desk, rest)
    }
    if (!this.resumed(desk)) this.call(desk)
  }

  /** Goes on with somebody who was parked and is back, unless another counter has that person just now. */
  private resumed(desk: Desk): boolean {
    const { stage } = this
    const back = desk.back.shift()
    if (back === undefined) return false
    const done = stage.commit(
      (requestId) => (reads, ctx) => resume(reads, { requestId, ...desk.at, ticket: back.id, seen: null }, ctx),
    )
    if (!done.ok) {
      if (done.code !== 'served_elsewhere') throw new Error(done.code)
      desk.away += 1
      stage.after(HABITS.looksAgain, () => this.isBack(desk, back))
      return false
    }
    desk.holds = back
    this.visitors.isBusy(back)
    this.serve(desk, back)
    return true
  }

  private pause(desk: Desk, { until, reason }: Break): void {
    this.stage.must((requestId) => (reads, ctx) => pauseCounter(reads, { requestId, ...desk.at, reason, until }, ctx))
    desk.state = 'paused'
    this.stage.at(until, () => this.open(desk))
  }

  private call(desk: Desk): void {
    const { stage, visitors } = this
    const picks = stage.chance.happens(HABITS.picksByHand)
    const called = stage.commit((requestId) => (reads, ctx) => {
      const chosen = picks ? this.secondInLine(reads, desk) : null
      return chosen === null
        ? callNext(reads, { requestId, ...desk.at }, ctx)
        : callChosen(reads, { requestId, ...desk.at, ticket: chosen, seen: null }, ctx)
    })
    if (called.ok) {
      const person = visitors.person(called.value.ticket)
      visitors.leavesLine(person)
      visitors.isBusy(person)
      desk.holds = person
      stage.counts.calls += 1
      person.calledAt ??= stage.now
      person.calledAs ??= stage.counts.calls
      if (picks) person.wasMoved = true
      return this.expect(desk, person)
    }
    // Nobody, or only people who are at other counters: they wake this desk when they are free.
    if (called.code !== 'nobody_waiting' && called.code !== 'served_elsewhere') throw new Error(called.code)
    if (called.code === 'nobody_waiting' && stage.now >= this.closesAt && desk.away === 0) this.close(desk)
  }

  private secondInLine(reads: QueueReads, desk: Desk): string | null {
    return reads.waiting(desk.counter.services, this.stage.plan.day, 2)[1]?.id ?? null
  }

  /** Called: the person comes at once, at the second call, or never. */
  private expect(desk: Desk, person: Person): void {
    const { stage } = this
    const again = (seconds: number) =>
      stage.after(seconds, () =>
        stage.must((requestId) => (reads, ctx) => recall(reads, { requestId, ...desk.at, ticket: person.id }, ctx)),
      )
    const walk = stage.between(HABITS.walk)
    if (stage.chance.happens(HABITS.noShow)) {
      again(HABITS.betweenCalls)
      again(2 * HABITS.betweenCalls)
      stage.after(2 * HABITS.betweenCalls + HABITS.afterTheLastCall, () => this.miss(desk, person))
    } else if (stage.chance.happens(HABITS.hearsTheSecondCall)) {
      again(HABITS.betweenCalls)
      stage.after(HABITS.betweenCalls + walk, () => this.begin(desk, person))
    } else stage.after(walk, () => this.begin(desk, person))
  }

  private miss(desk: Desk, person: Person): void {
    const about = { ...desk.at, ticket: person.id, seen: null, reason: null }
    this.stage.must((requestId) => (reads, ctx) => noShow(reads, { requestId, ...about }, ctx))
    this.stage.counts.noShows += 1
    this.letGo(desk, person)
    this.visitors.missed(person)
  }

  private begin(desk: Desk, person: Person): void {
    const about = { ...desk.at, ticket: person.id, seen: null }
    this.stage.must((requestId) => (reads, ctx) => start(reads, { requestId, ...about }, ctx))
    person.restMs = this.stage.chance.lognormal(HABITS.serving.mu, HABITS.serving.sigma) * 1_000
    this.serve(desk, person)
  }

  private serve(desk: Desk, person: Person): void {
    const { stage } = this
    const seconds = (person.restMs ?? 0) / 1_000
    const to = stage.chance.happens(HABITS.transfer) ? this.otherService(person.queue) : null
    const hasRoom = desk.away + desk.back.length < desk.counter.parkLimit
    if (to !== null) stage.after(seconds * HABITS.transferAt, () => this.passOn(desk, person, to))
    else if (hasRoom && stage.chance.happens(HABITS.park)) stage.after(seconds / 2, () => this.park(desk, person))
    else stage.after(seconds, () => this.finish(desk, person))
  }

  private finish(desk: Desk, person: Person): void {
    const { outcome } = this.stage.chance.pick(OUTCOMES, ({ weight }) => weight)
    const about = { ...desk.at, ticket: person.id, seen: null, outcome }
    this.stage.must((requestId) => (reads, ctx) => finish(reads, { requestId, ...about }, ctx))
    this.letGo(desk, person)
  }

  private passOn(desk: Desk, person: Person, to: string): void {
    const about = { ...desk.at, ticket: person.id, seen: null, to, place: null, note: null }
    const done = this.stage.commit((requestId) => (reads, ctx) => transfer(reads, { requestId, ...about }, ctx))
    if (!done.ok) {
      if (done.code !== 'already_waiting') throw new Error(done.code)
      return this.finish(desk, person) // The visitor has a number there already.
    }
    this.stage.counts.transfers += 1
    person.wasMoved = true
    person.queue = to
    this.letGo(desk, person)
    this.visitors.standsInLine(person)
  }

  private park(desk: Desk, person: Person): void {
    const { stage } = this
    const about = { ...desk.at, ticket: person.id, seen: null, reason: null }
    stage.must((requestId) => (reads, ctx) => park(reads, { requestId, ...about }, ctx))
    stage.counts.parks += 1
    person.restMs = (person.restMs ?? 0) / 2
    desk.away += 1
    stage.after(stage.chance.lognormal(HABITS.awayFor.mu, HABITS.awayFor.sigma), () => this.isBack(desk, person))
    this.letGo(desk, person)
  }

  private isBack(desk: Desk, person: Person): void {
    desk.away -= 1
    desk.back.push(person)
    if (!desk.isAboutToCall) this.goOn(desk)
  }

  private letGo(desk: Desk, person: Person): void {
    desk.holds = null
    this.pressSoon(desk, HABITS.gap)
    this.visitors.isFree(person)
  }

  private pressSoon(desk: Desk, within: readonly [number, number]): void {
    desk.isAboutToCall = true
    this.stage.after(this.stage.between(within), () => {
      desk.isAboutToCall = false
      this.goOn(desk)
    })
  }

  private close(desk: Desk): void {
    this.stage.must(
      (requestId) => (reads, ctx) => closeCounter(reads, { requestId, ...desk.at, leaveParked: false }, ctx),
    )
    desk.state = 'closed'
  }

  /** Another service of the same agency with somebody at a counter; null: there is none. */
  private otherService(from: string): string | null {
    const { services } = this.stage.hall.fair.setup
    const agency = services.find(({ code }) => code === from)?.agency
    const others = services.filter(
      (service) =>
        service.agency === agency &&
        service.code !== from &&
        this.desksOf.get(service.code)?.some(({ state }) => state === 'open') === true,
    )
    return others.length === 0 ? null : this.stage.chance.pick(others).code
  }
}
