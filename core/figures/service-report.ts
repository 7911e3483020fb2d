import { countedWait, isMeasured, measuresOf, percentiles, shareWithin, type Percentiles } from '../queue/measures'
import { isVoid, type Interval, type Ticket } from '../queue/ticket'

/** Figures of a set of tickets. Times in ms; shares 0–1; null: there was nothing to measure. */
export interface TicketFigures {
  /** Tickets made, void ones left out; those served directly are among them. */
  readonly tickets: number
  /** Ended at a counter: solved, pending, refused or referred. */
  readonly done: number
  /** Of `done` those served without waiting in line. */
  readonly direct: number
  /** Times somebody was called and did not come; share of those and the served tickets together. */
  readonly noShows: number
  readonly noShowRate: number | null
  /** Times somebody who had not come stood in line again; share of the no-shows. */
  readonly reEntries: number
  readonly reEntryRate: number | null
  /** Waited, and left or were left unserved: cancelled or expired. Share of all tickets. */
  readonly abandoned: number
  readonly abandonedRate: number | null
  /** Measures of tickets that are served from the line, at times that can be trusted (core/queue/measures.ts). */
  readonly wait: Percentiles | null
  readonly inTarget: number | null
  readonly response: Percentiles | null
  readonly service: Percentiles | null
  readonly stay: Percentiles | null
}

/** Service report of one agency, or of all: the same figures by what they can be looked at by, each key in order. */
export interface ServiceReport {
  readonly all: TicketFigures
  readonly services: ReadonlyMap<string, TicketFigures>
  readonly days: ReadonlyMap<string, TicketFigures>
  /** By the hour (0–23, the fair's zone) in which the number was given; tickets without such a time are left out. */
  readonly hours: ReadonlyMap<number, TicketFigures>
  /** By the counter, and by the operator, that served last; no-shows by the one that called. */
  readonly counters: ReadonlyMap<string, TicketFigures>
  readonly operators: ReadonlyMap<string, TicketFigures>
}

/** What the report must know of the fair. */
export interface ReportRules {
  readonly targetMs: (service: string) => number | null
  readonly hourOf: (at: number) => number
}

/** Reads tickets one at a time; of each only a few numbers stay in memory. */
export function serviceReport(tickets: Iterable<Ticket>, rules: ReportRules): ServiceReport {
  const tally = serviceTally(rules)
  for (const ticket of tickets) tally.add(ticket)
  return tally.report()
}

/** The figures of no ticket. */
export const NO_TICKETS: TicketFigures = {
  tickets: 0,
  done: 0,
  direct: 0,
  noShows: 0,
  noShowRate: null,
  reEntries: 0,
  reEntryRate: null,
  abandoned: 0,
  abandonedRate: null,
  wait: null,
  inTarget: null,
  response: null,
  service: null,
  stay: null,
}

/** A service report that is added to ticket by ticket, so that one pass can make several. */
export function serviceTally(rules: ReportRules): { add: (ticket: Ticket) => void; report: () => ServiceReport } {
  const all = new Group()
  const groups = {
    services: new Groups<string>(),
    days: new Groups<string>(),
    hours: new Groups<number>(),
    counters: new Groups<string>(),
    operators: new Groups<string>(),
  }
  const groupsAt = (at: Interval | undefined): Group[] => [
    ...(at === undefined || at.counter === null ? [] : [groups.counters.of(at.counter)]),
    ...(at === undefined || at.operator === null ? [] : [groups.operators.of(at.operator)]),
  ]
  const add = (ticket: Ticket): void => {
    if (isVoid(ticket) || ticket.state === 'BOOKED') return
    const target = rules.targetMs(ticket.service)
    const served = ticket.intervals.findLast(({ kind }) => kind === 'SERVE')
    const into = [all, groups.services.of(ticket.service), groups.days.of(ticket.day)]
    if (ticket.issuedAt !== null) into.push(groups.hours.of(rules.hourOf(ticket.issuedAt)))
    into.push(...groupsAt(served))
    for (const group of into) group.add(ticket, target)
    // Somebody who did not come counts where they were called, also when they were passed on afterwards.
    ticket.legs.forEach(({ service, outcome }, n) => {
      if (outcome !== 'missed') return
      const call = ticket.intervals.findLast(({ leg, counter }) => leg === n && counter !== null)
      const at = [all, groups.services.of(service), groups.days.of(ticket.day)]
      if (ticket.issuedAt !== null) at.push(groups.hours.of(rules.hourOf(ticket.issuedAt)))
      at.push(...groupsAt(call))
      for (const group of at) group.addNoShow()
    })
  }
  const report = (): ServiceReport => ({
    all: all.figures(),
    services: groups.services.figures(),
    days: groups.days.figures(),
    hours: groups.hours.figures(),
    counters: groups.counters.figures(),
    operators: groups.operators.figures(),
  })
  return { add, report }
}

class Groups<Key extends string | number> {
  readonly #groups = new Map<Key, Group>()

  of(key: Key): Group {
    const group = this.#groups.get(key) ?? new Group()
    this.#groups.set(key, group)
    return group
  }

  figures(): ReadonlyMap<Key, TicketFigures> {
    return new Map(
      [...this.#groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, group]) => [key, group.figures()]),
    )
  }
}

class Group {
  readonly #counts = { tickets: 0, done: 0, direct: 0, served: 0, noShows: 0, reEntries: 0, abandoned: 0 }
  readonly #measures = { wait: [] as number[], response: [] as number[], service: [] as number[], stay: [] as number[] }
  /** 0 for each measured wait within its target, 1 for one beyond: services differ in what they promise. */
  readonly #beyond: number[] = []

  add(ticket: Ticket, targetMs: number | null): void {
    const counts = this.#counts
    counts.tickets += 1
    counts.done += ticket.state === 'DONE' ? 1 : 0
    counts.direct += ticket.state === 'DONE' && ticket.isDirect ? 1 : 0
    counts.served += ticket.startedAt === null ? 0 : 1
    counts.reEntries += ticket.reEntries
    counts.abandoned += isAbandoned(ticket) ? 1 : 0
    if (!isMeasured(ticket) || ticket.isDirect) return
    const wait = countedWait(ticket)
    const { response, service, stay } = measuresOf(ticket, ticket.startedAt)
    if (wait !== null) {
      this.#measures.wait.push(wait)
      if (targetMs !== null) this.#beyond.push(wait <= targetMs ? 0 : 1)
    }
    if (response !== null) this.#measures.response.push(response)
    // What goes on is no measure yet.
    if (service !== null && ticket.endedAt !== null) this.#measures.service.push(service)
    if (stay !== null) this.#measures.stay.push(stay)
  }

  addNoShow(): void {
    this.#counts.noShows += 1
  }

  figures(): TicketFigures {
    const { tickets, done, direct, served, noShows, reEntries, abandoned } = this.#counts
    const { wait, response, service, stay } = this.#measures
    return {
      tickets,
      done,
      direct,
      noShows,
      noShowRate: share(noShows, noShows + served),
      reEntries,
      reEntryRate: share(reEntries, noShows),
      abandoned,
      abandonedRate: share(abandoned, tickets),
      wait: percentiles(wait),
      inTarget: shareWithin(this.#beyond, 0),
      response: percentiles(response),
      service: percentiles(service),
      stay: percentiles(stay),
    }
  }
}

const isAbandoned = ({ state, startedAt }: Ticket): boolean =>
  (state === 'CANCELLED' || state === 'EXPIRED') && startedAt === null

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
