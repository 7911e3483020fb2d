import type { QueueDecision, QueueResult } from '../commands/queue/command'
import { GENESIS_HASH, type LogEvent, type NewEvent } from '../events/envelope'
import { numbersLeased, servicePaused, serviceResumed, ticketCalled } from '../events/queue'
import { foldCounter } from '../projections/counter'
import type { OrderedEvent } from '../projections/order'
import { foldTicket } from '../projections/ticket'
import { NEVER_OPENED, type CounterState } from '../queue/counter'
import { standsBefore } from '../queue/credit'
import { firstInHand } from '../queue/hands'
import { SERIES_FROM, seriesOf } from '../queue/numbers'
import type { QueueReads } from '../queue/reads'
import { isLive, isVoid, type Ticket } from '../queue/ticket'
import type { Fair } from '../setup/fair'

/** Where an event came from; by default this station wrote it and the hub has not seen it. */
export interface Origin {
  readonly station?: string
  readonly hubSeq?: number | null
  /** Milliseconds its author's clock was behind the hub's. */
  readonly offset?: number
}

/** The station that a world is, unless told otherwise. */
export const HERE = '00000000-0000-7000-8000-0000000057a1'

/**
 * The queue of one station in memory: an event log by stream, what is folded from it, and the answers that the commands
 * ask for. For tests, property tests and the simulation; the SQL reads are held to the same answers.
 */
export class QueueWorld {
  readonly reads: QueueReads
  private readonly streams = new Map<string, OrderedEvent[]>()
  private readonly rows = new Map<string, Ticket>()
  private readonly counters = new Map<string, CounterState>()
  private readonly pauses = new Map<string, { reason: string; until: number | null }>()
  private readonly leases: { service: string; day: string; station: string; from: number; to: number }[] = []
  /** Classes of the calls of a service and day, in order. */
  private readonly calls = new Map<string, Ticket['class'][]>()
  private readonly seqOf = new Map<string, number>()
  private readonly index = {
    line: new Groups(),
    counter: new Groups(),
    visitor: new Groups(),
    number: new Groups(),
    typed: new Groups(),
    issued: new Groups(),
    slot: new Groups(),
    booked: new Groups(),
    live: new Groups(),
    touched: new Groups(),
  }
  private seq = 0

  constructor(
    readonly fair: Fair,
    private readonly station: string = HERE,
    /** Its number in the fair, for its own series; null: never enrolled. */
    private readonly ownNumber: number | null = null,
  ) {
    this.reads = this.makeReads()
  }

  /** Writes what was decided and gives the decision back; a refusal is a mistake of the test. */
  play(result: QueueResult, origin: Origin = {}): QueueDecision {
    if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.detail ?? {})}`)
    for (const event of result.value.events) this.append(event, origin)
    return result.value
  }

  /** Takes one event into the log and folds what it touches. */
  append(event: NewEvent, { station = this.station, hubSeq = null, offset = 0 }: Origin = {}): LogEvent {
    this.seq += 1
    const logged: LogEvent = {
      ...event,
      offset,
      station,
      chain: station,
      stationSeq: this.seq,
      prevHash: GENESIS_HASH,
    }
    const stream = this.streams.get(event.stream) ?? []
    this.streams.set(event.stream, stream)
    stream.push({ event: logged, hubSeq, seq: this.seq, at: event.at + offset })
    this.seqOf.set(event.id, this.seq)
    this.fold(logged, stream)
    return logged
  }

  /** All tickets, as folded. */
  tickets(): readonly Ticket[] {
    return [...this.rows.values()]
  }

  ticket(id: string): Ticket {
    const ticket = this.rows.get(id)
    if (ticket === undefined) throw new Error(`no ticket ${id}`)
    return ticket
  }

  /** Every event, in order of arrival. */
  events(): readonly OrderedEvent[] {
    return [...this.streams.values()].flat().sort((a, b) => a.seq - b.seq)
  }

  private fold(event: LogEvent, stream: readonly OrderedEvent[]): void {
    const [kind, key = ''] = event.stream.split(/:(.*)/s)
    if (kind === 'ticket') this.foldTicket(key, event, stream)
    else if (kind === 'counter') this.counters.set(key, foldCounter(key, stream))
    else if (servicePaused.is(event)) this.pauses.set(key, { reason: event.body.reason, until: event.body.until })
    else if (serviceResumed.is(event)) this.pauses.delete(key)
    else if (numbersLeased.is(event)) this.leases.push(event.body)
  }

  private foldTicket(id: string, event: LogEvent, stream: readonly OrderedEvent[]): void {
    const before = this.rows.get(id)
    const ticket = foldTicket(stream)
    if (before !== undefined) this.place(before, false)
    if (ticket === null) return
    this.rows.set(id, ticket)
    this.place(ticket, true)
    if (ticketCalled.is(event) && ticket.last.id === event.id) {
      const key = `${ticket.service} ${ticket.day}`
      this.calls.set(key, [...(this.calls.get(key) ?? []).slice(-20), ticket.class])
    }
  }

  /** Puts a ticket into the indexes, or takes it out of them. */
  private place(ticket: Ticket, isIn: boolean): void {
    const { id, state, day, service, issueService, number, typedNumber, slotAt, visitor, counter, last } = ticket
    const at = (groups: Groups, key: string) => groups.move(key, id, isIn)
    if (state === 'WAITING') at(this.index.line, `${service} ${day}`)
    if (counter !== null) at(this.index.counter, counter)
    if (visitor !== null && isLive(state)) at(this.index.visitor, visitor)
    if (number !== null) at(this.index.number, `${issueService} ${day} ${number}`)
    if (number !== null) at(this.index.issued, `${issueService} ${day}`)
    if (typedNumber !== null && state !== 'CANCELLED') at(this.index.typed, `${issueService} ${day} ${typedNumber}`)
    if (slotAt !== null && state !== 'CANCELLED' && state !== 'EXPIRED')
      at(this.index.slot, `${issueService} ${slotAt}`)
    if (state === 'BOOKED') at(this.index.booked, '')
    if (isLive(state)) at(this.index.live, day)
    if (last.counter !== null) at(this.index.touched, last.counter)
  }

  private all(groups: Groups, key: string): Ticket[] {
    return [...groups.get(key)].map((id) => this.ticket(id))
  }

  private inLine(services: readonly string[], day: string): Ticket[] {
    return services
      .flatMap((service) => this.all(this.index.line, `${service} ${day}`))
      .filter(
        ({ issueService, number }) =>
          number === null || this.index.typed.get(`${issueService} ${day} ${number}`).size === 0,
      )
      .sort((a, b) => (standsBefore(a, b) ? -1 : 1))
  }

  private isElsewhere({ visitor }: Ticket): boolean {
    if (visitor === null) return false
    return this.all(this.index.visitor, visitor).some(({ state }) => state === 'CALLED' || state === 'SERVING')
  }

  private makeReads(): QueueReads {
    const { index } = this
    const byId = (tickets: readonly Ticket[]) => tickets.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return {
      fair: this.fair,
      ticket: (id) => this.rows.get(id) ?? null,
      byNumber: (service, day, number) => byId(this.all(index.number, `${service} ${day} ${number}`))[0] ?? null,
      counter: (code) => this.counters.get(code) ?? NEVER_OPENED(code),
      held: (code) => firstInHand(this.all(index.counter, code).filter(({ state }) => state !== 'PARKED')),
      parked: (code) => byId(this.all(index.counter, code).filter(({ state }) => state === 'PARKED')),
      liveOf: (visitor) => byId(this.all(index.visitor, visitor)),
      waiting: (services, day, limit, only) =>
        this.inLine(services, day)
          .filter((ticket) => (only === undefined || ticket.class === only) && !this.isElsewhere(ticket))
          .slice(0, limit),
      deferred: (services, day) => this.inLine(services, day).find((ticket) => this.isElsewhere(ticket)) ?? null,
      lastNumber: (service, day) => {
        const given = this.all(index.issued, `${service} ${day}`)
        if (given.length === 0) return null
        return {
          number: Math.max(
            0,
            ...given.flatMap(({ number }) =>
              number !== null && number < SERIES_FROM && this.blockWith(service, day, number) === undefined
                ? number
                : [],
            ),
          ),
          eligibleAt: Math.max(
            0,
            ...given.map(({ slotAt, firstEligibleAt }) => (slotAt === null ? (firstEligibleAt ?? 0) : 0)),
          ),
        }
      },
      issuedCount: (service, day) =>
        this.all(index.issued, `${service} ${day}`).filter((ticket) => !isVoid(ticket)).length,
      leasedUpTo: (service, day) =>
        Math.max(0, ...this.leases.filter((one) => one.service === service && one.day === day).map(({ to }) => to)),
      ownLeaseNext: (service, day) => {
        const own = this.leases.filter((one) => one.service === service && one.day === day)
        for (const { station, from, to } of own.toSorted((a, b) => a.from - b.from)) {
          for (let number = from; station === this.station && number <= to; number += 1)
            if (index.number.get(`${service} ${day} ${number}`).size === 0) return number
        }
        return null
      },
      outsideLeases: (service, day, number) => {
        let free = number
        for (;;) {
          const block = this.blockWith(service, day, free)
          if (block === undefined) return free
          free = block.to + 1
        }
      },
      nextInSeries: (service, day) => {
        if (this.ownNumber === null) return null
        const { from, to } = seriesOf(this.ownNumber)
        const given = this.all(index.issued, `${service} ${day}`).flatMap(({ number }) => number ?? [])
        return Math.max(from - 1, ...given.filter((number) => from <= number && number <= to)) + 1
      },
      servicePause: (service) => this.pauses.get(service) ?? null,
      priorityRun: (service, day) => {
        const calls = this.calls.get(`${service} ${day}`) ?? []
        return calls.length - 1 - calls.lastIndexOf('normal')
      },
      slotTaken: (service, slotAt) => index.slot.get(`${service} ${slotAt}`).size,
      lastTouched: (code) =>
        this.all(index.touched, code).reduce<Ticket | null>(
          (newest, ticket) => (newest === null || this.seqOfLast(ticket) > this.seqOfLast(newest) ? ticket : newest),
          null,
        ),
      leftOver: (day) =>
        index.live
          .keys()
          .filter((one) => one < day)
          .sort()
          .flatMap((one) => byId(this.all(index.live, one))),
      bookedBefore: (at) =>
        byId(this.all(index.booked, '').filter(({ slotAt }) => slotAt !== null && slotAt < at)).sort(
          (a, b) => (a.slotAt ?? 0) - (b.slotAt ?? 0),
        ),
    }
  }

  private blockWith(service: string, day: string, number: number) {
    return this.leases.find(
      (one) => one.service === service && one.day === day && one.from <= number && number <= one.to,
    )
  }

  private seqOfLast({ last }: Ticket): number {
    return this.seqOf.get(last.id) ?? 0
  }
}

/** Ids by key; what is asked for by the thousand must not look through all tickets. */
class Groups {
  private readonly groups = new Map<string, Set<string>>()

  get(key: string): ReadonlySet<string> {
    return this.groups.get(key) ?? NOBODY
  }

  keys(): string[] {
    return [...this.groups.keys()]
  }

  move(key: string, id: string, isIn: boolean): void {
    const group = this.groups.get(key) ?? new Set()
    if (isIn) group.add(id)
    else group.delete(id)
    if (group.size > 0) this.groups.set(key, group)
    else this.groups.delete(key)
  }
}

const NOBODY: ReadonlySet<string> = new Set()
