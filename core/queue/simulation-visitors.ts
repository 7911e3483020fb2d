import { issueTicket } from '../commands/queue/issue'
import { cancel, reEnter } from '../commands/queue/move'
import { slipFailed, slipPrinted } from '../commands/queue/print'
import type { TicketClass } from '../events/queue'
import { estimateWait } from './estimate'
import { HABITS } from './simulation-habits'
import { DAY, PRAYER, type Visit } from './simulation-load'
import type { Person, Said, Stage } from './simulation-stage'

/** Those who come: they take numbers, wait, give up, and come back when they missed their call. */
export class Visitors {
  readonly people: Person[] = []
  /** Numbers that were refused, by the reason's code. */
  readonly refused = new Map<string, number>()
  mostWaiting = 0
  private waiting = 0
  private readonly byId = new Map<string, Person>()
  private readonly ofVisitor = new Map<string, Person[]>()
  private readonly closesAt: number

  constructor(
    private readonly stage: Stage,
    /** Told when somebody stands in a line. */
    private readonly onWaiting: (service: string) => void,
  ) {
    this.closesAt = stage.moment(DAY.to)
    const midnight = stage.moment('00:00')
    for (const visit of stage.plan.visits) stage.at(midnight + visit.at, () => this.arrive(visit))
  }

  person(ticket: string | null): Person {
    const person = ticket === null ? undefined : this.byId.get(ticket)
    if (person === undefined) throw new Error('a ticket was called that nobody took')
    return person
  }

  standsInLine(person: Person): void {
    person.isWaiting = true
    if (this.othersOf(person).some((other) => other.isAtCounter)) person.wasElsewhere = true
    this.waiting += 1
    this.mostWaiting = Math.max(this.mostWaiting, this.waiting)
    this.onWaiting(person.queue)
  }

  leavesLine(person: Person): void {
    person.isWaiting = false
    this.waiting -= 1
  }

  /** Did not come; some were only late. */
  missed(person: Person): void {
    const { stage } = this
    if (stage.chance.happens(HABITS.comesBack))
      stage.after(stage.between(HABITS.comesBackAfter), () => this.comeBack(person))
  }

  /** Called to a counter: other numbers of the same person are passed over meanwhile. */
  isBusy(person: Person): void {
    person.isAtCounter = true
    for (const other of this.othersOf(person)) if (other.isWaiting) other.wasElsewhere = true
  }

  /** Free again after a counter: whoever has more numbers may be called elsewhere now. */
  isFree(person: Person): void {
    person.isAtCounter = false
    for (const other of this.othersOf(person)) if (other.isWaiting) this.onWaiting(other.queue)
  }

  private othersOf(person: Person): readonly Person[] {
    if (person.visitor === null) return []
    return (this.ofVisitor.get(person.visitor) ?? []).filter((other) => other !== person)
  }

  private arrive(visit: Visit): void {
    // Somebody with several numbers is known to be one person, so that two counters do not call at once.
    const visitor = visit.services.length > 1 ? this.stage.hall.newId() : null
    visit.services.forEach((service, n) =>
      this.stage.after(n * HABITS.nextNumber, () => this.takeNumber(service, visit.class, visitor)),
    )
  }

  private takeNumber(service: string, wanted: TicketClass, visitor: string | null): void {
    const { stage } = this
    const { hall, now } = stage
    const credit = hall.fair.setup.services.find(({ code }) => code === service)?.priorityMinutes ?? null
    const ticketClass = credit === null ? 'normal' : wanted
    const said = this.say(service, ticketClass === 'priority' ? (credit ?? 0) * 60_000 : 0)
    const promised = said === null ? null : { from: now + said.range.from, to: now + said.range.to }
    const ticket = hall.newId()
    const facts = { ticket, service, class: ticketClass, visitor, promised } as const
    const rest = { declaredBy: 'visitor', via: 'dispenser', printing: true, numbering: 'own' } as const
    const issued = stage.commit(
      (requestId) => (reads, ctx) => issueTicket(reads, { requestId, ...facts, ...rest }, ctx),
      true,
    )
    if (!issued.ok) {
      this.refused.set(issued.code, (this.refused.get(issued.code) ?? 0) + 1)
      // A break ends; the others go home.
      if (issued.code === 'on_break')
        stage.at(stage.moment(PRAYER.to) + stage.between(HABITS.afterPrayer) * 1_000, () =>
          this.takeNumber(service, wanted, visitor),
        )
      return
    }
    const person: Person = {
      id: ticket,
      service,
      class: ticketClass,
      visitor,
      issuedAt: now,
      said,
      calledAt: null,
      calledAs: null,
      wasMoved: false,
      wasElsewhere: false,
      queue: service,
      isWaiting: false,
      isAtCounter: false,
      restMs: null,
    }
    this.people.push(person)
    this.byId.set(ticket, person)
    if (visitor !== null) this.ofVisitor.set(visitor, [...(this.ofVisitor.get(visitor) ?? []), person])
    stage.after(stage.between(HABITS.print), () => this.print(person))
    if (stage.chance.happens(HABITS.givesUp)) stage.after(stage.between(HABITS.givesUpAfter), () => this.giveUp(person))
  }

  private say(service: string, creditMs: number): Said | null {
    const { hall, now } = this.stage
    const figures = hall.figures(service, now - creditMs)
    const range = estimateWait(figures, service)
    if (range === null) return null
    const recent = figures.recent.get(service) ?? []
    return {
      range,
      ahead: figures.ahead.get(service) ?? 0,
      meanMs:
        recent.length === 0 ? figures.fallbackMs(service) : recent.reduce((sum, ms) => sum + ms, 0) / recent.length,
      counters: figures.counters.filter((counter) => counter.services.includes(service)).length,
    }
  }

  private print(person: Person): void {
    const { stage } = this
    if (!stage.chance.happens(HABITS.printFails)) return this.printed(person, 'printer')
    stage.counts.printFailures += 1
    stage.must(
      (requestId) => (reads, ctx) => slipFailed(reads, { requestId, ticket: person.id, trouble: 'paper_out' }, ctx),
    )
    stage.after(HABITS.refill, () => this.printed(person, 'staff'))
  }

  private printed(person: Person, by: 'printer' | 'staff'): void {
    this.stage.must((requestId) => (reads, ctx) => slipPrinted(reads, { requestId, ticket: person.id, by }, ctx))
    this.standsInLine(person)
  }

  private giveUp(person: Person): void {
    if (!person.isWaiting) return
    const facts = { ticket: person.id, seen: null, by: 'visitor', reason: null, counter: null } as const
    this.stage.must((requestId) => (reads, ctx) => cancel(reads, { requestId, ...facts }, ctx))
    this.stage.counts.cancelled += 1
    this.leavesLine(person)
  }

  private comeBack(person: Person): void {
    const { stage } = this
    if (stage.now > this.closesAt) return
    const back = stage.commit(
      (requestId) => (reads, ctx) => reEnter(reads, { requestId, ticket: person.id, seen: null, counter: null }, ctx),
    )
    if (!back.ok) return // Too late, or once too often, by the service's rules: they go home.
    person.wasMoved = true
    stage.counts.returned += 1
    this.standsInLine(person)
  }
}
