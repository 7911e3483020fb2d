import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommandContext } from '../../events/envelope'
import type { QueueReads } from '../../queue/reads'
import { isLive, type Ticket } from '../../queue/ticket'
import { foldTicket } from '../../projections/ticket'
import { aQueueFair, MINUTE, TestQueue } from '../../testing/queue-builders'
import { callChosen, callNext, noShow, recall, uncall } from './call'
import type { QueueResult } from './command'
import { closeCounter, openCounter, pauseCounter } from './counter'
import { closeDay } from './day'
import { bookTicket, checkIn, issueTicket, lapseBooked } from './issue'
import { cancel, changeService, reEnter, transfer } from './move'
import { slipFailed, slipPrinted, slipReprinted, voidUnprinted } from './print'
import { callAndStart, finish, park, resume, serveDirect, serveSlip, setLine, start } from './serve'
import { undo } from './undo'

/** Random people at random screens: what no rule may let happen, never happens. */

const COUNTERS = ['1', '2', '3'] as const
const SERVICES = ['tax', 'bills'] as const
const VISITORS = Array.from({ length: 12 }, (_, i) => `00000000-0000-7000-8000-0000000000${(i + 160).toString(16)}`)

/** Which state may lead where by which event; undo goes back to any, and is checked by what must always hold. */
const LEADS: Readonly<Record<string, readonly string[]>> = {
  'ticket.issued': ['none>ISSUING', 'none>WAITING'],
  'ticket.booked': ['none>BOOKED'],
  'ticket.served_directly': ['none>SERVING'],
  'ticket.checked_in': ['BOOKED>WAITING', 'BOOKED>ISSUING'],
  'ticket.lapsed': ['BOOKED>EXPIRED'],
  'ticket.printed': ['ISSUING>WAITING'],
  'ticket.print_failed': ['ISSUING>ISSUING'],
  'ticket.reprinted': ['WAITING', 'CALLED', 'SERVING', 'PARKED', 'MISSED'].map((state) => `${state}>${state}`),
  'ticket.called': ['WAITING>CALLED'],
  'ticket.recalled': ['CALLED>CALLED'],
  'ticket.started': ['none', 'ISSUING', 'WAITING', 'MISSED', 'CALLED'].map((state) => `${state}>SERVING`),
  'ticket.missed': ['CALLED>MISSED'],
  'ticket.re_entered': ['MISSED>WAITING'],
  'ticket.uncalled': ['CALLED>WAITING'],
  'ticket.parked': ['SERVING>PARKED'],
  'ticket.resumed': ['PARKED>SERVING'],
  'ticket.transferred': ['CALLED>WAITING', 'SERVING>WAITING'],
  'ticket.service_changed': ['WAITING>WAITING'],
  'ticket.line_set': ['SERVING>SERVING'],
  'ticket.finished': ['SERVING>DONE', 'PARKED>DONE'],
  'ticket.cancelled': ['BOOKED', 'ISSUING', 'WAITING', 'MISSED'].map((state) => `${state}>CANCELLED`),
  'ticket.day_closed': ['BOOKED>EXPIRED', 'ISSUING>EXPIRED', 'WAITING>EXPIRED', 'MISSED>EXPIRED'].concat(
    ['CALLED', 'SERVING', 'PARKED'].map((state) => `${state}>DONE`),
  ),
}

/** How often each is tried. */
const OPS = {
  call: 3,
  start: 2,
  finish: 2,
  issue: 3,
  look: 2,
  open: 2,
  pause: 1,
  close: 1,
  chosen: 1,
  callAndStart: 1,
  recall: 1,
  uncall: 1,
  noShow: 2,
  direct: 1,
  slip: 1,
  unknownSlip: 1,
  park: 1,
  resume: 1,
  line: 1,
  transfer: 1,
  change: 1,
  reEnter: 1,
  cancel: 1,
  undo: 2,
  printed: 1,
  failed: 1,
  void: 1,
  reprint: 1,
  book: 1,
  checkIn: 1,
  lapse: 1,
  night: 1,
}
type Op = keyof typeof OPS
const OFTEN = (Object.keys(OPS) as Op[]).flatMap((op) => Array.from({ length: OPS[op] }, () => op))

interface Step {
  readonly op: Op
  readonly counter: (typeof COUNTERS)[number]
  readonly service: (typeof SERVICES)[number]
  readonly pick: number
  readonly visitor: string | null
  /** Acts on what the screen showed when it last looked. */
  readonly isStale: boolean
  readonly wait: number
}

const aStep: fc.Arbitrary<Step> = fc.record({
  op: fc.constantFrom(...OFTEN),
  counter: fc.constantFrom(...COUNTERS),
  service: fc.constantFrom(...SERVICES),
  pick: fc.nat(9999),
  visitor: fc.option(fc.constantFrom(...VISITORS)),
  isStale: fc.boolean(),
  wait: fc.constantFrom(0, 1, 900, 6000, 61_000, 400_000),
})

class Play {
  readonly queue = new TestQueue(
    aQueueFair({
      tax: {
        hours: [{ from: '00:00', to: '24:00' }],
        appointments: { everyMinutes: 15, places: 2 },
        rules: { priorityInARow: 2 },
      },
      bills: { hours: [{ from: '00:00', to: '24:00' }], rules: { reEntryPlace: 'own', transferPlace: 'first' } },
      counter: { parkLimit: 2 },
    }),
  )
  readonly made = new Set<string>()
  /** How often each type of event took place. */
  readonly done = new Map<string, number>()
  private readonly numbers = new Set<string>()
  private readonly screens = new Map<string, ReadonlyMap<string, Ticket>>()

  constructor() {
    this.queue.open(...COUNTERS)
  }

  step(step: Step): void {
    const { queue } = this
    queue.wait(step.wait)
    if (step.op === 'look') {
      this.screens.set(step.counter, new Map(queue.world.tickets().map((ticket) => [ticket.id, ticket])))
      return
    }
    if (step.op === 'night') {
      // Rare, or no day would ever be long enough for anything.
      if (step.pick % 20 !== 0) return
      queue.wait(24 * 60 * MINUTE)
    }
    const result = this.decide(step)(queue.reads, queue.ctx)
    if (result.ok) this.write(result.value)
  }

  private write(decision: Extract<QueueResult, { ok: true }>['value']): void {
    const { world } = this.queue
    for (const event of decision.events) {
      const [kind, id = ''] = event.stream.split(':')
      if (kind !== 'ticket') {
        world.append(event)
        continue
      }
      const before = world.reads.ticket(id)
      world.append(event)
      this.made.add(id)
      this.done.set(event.type, (this.done.get(event.type) ?? 0) + 1)
      const after = world.ticket(id)
      const lead = `${before?.state ?? 'none'}>${after.state}`
      if (event.type !== 'ticket.undone' && !LEADS[event.type]?.includes(lead))
        throw new Error(`${event.type} led ${lead}`)
      expect(after.conflicts).toEqual([])
      if (before?.number !== after.number && after.number !== null) this.claimNumber(after)
      if (after.counter !== null) this.expectOneInHand(after.counter)
    }
  }

  private claimNumber({ issueService, day, number, via }: Ticket): void {
    if (via === 'slip') return // its number was given elsewhere
    const key = `${issueService} ${day} ${number}`
    if (this.numbers.has(key)) throw new Error(`number given twice: ${key}`)
    this.numbers.add(key)
  }

  private expectOneInHand(counter: string): void {
    const held = this.queue.world
      .tickets()
      .filter((one) => one.counter === counter && (one.state === 'CALLED' || one.state === 'SERVING'))
    if (held.length > 1) throw new Error(`counter ${counter} holds ${held.map(({ id }) => id).join(' and ')}`)
  }

  /** A ticket to act on: mostly one this act could fit, as the operator's screen shows it. */
  private choose(step: Step, ...states: Ticket['state'][]): { ticket: string; seen: number | null } {
    const shown = this.screens.get(step.counter)
    const known = step.isStale && shown !== undefined ? [...shown.values()] : this.queue.world.tickets()
    const fitting = known.filter(({ state }) => states.includes(state))
    const from = fitting.length > 0 && step.pick % 10 > 0 ? fitting : known
    const ticket = from[step.pick % Math.max(1, from.length)]
    return ticket === undefined
      ? { ticket: 'ffffffff-0000-7000-8000-000000000000', seen: 1 }
      : { ticket: ticket.id, seen: step.pick % 7 === 0 ? null : ticket.version }
  }

  private decide(step: Step): (reads: QueueReads, ctx: CommandContext) => QueueResult {
    const { queue } = this
    const { counter, service, pick, visitor } = step
    const requestId = queue.id()
    const at = { requestId, counter, operator: 'sari' }
    const held = () => this.queue.reads.held(counter)
    const mine = (...states: Ticket['state'][]) => {
      const own = held()
      const isOwn = own !== null && !step.isStale && pick % 5 > 0
      return { ...at, ...(isOwn ? { ticket: own.id, seen: own.version } : this.choose(step, ...states)) }
    }
    const ticketClass = pick % 3 === 0 ? 'priority' : 'normal'
    const slipOf = (ticket: Ticket | null) => ({
      service: ticket?.service ?? service,
      day: ticket?.day ?? '2026-10-13',
      prefix: ticket?.prefix ?? 'A',
      number: ticket?.number ?? 500 + (pick % 400),
      class: ticket?.class ?? 'normal',
      sortKey: ticket?.sortKey ?? queue.now,
    })
    const plays: Record<Exclude<Op, 'look'>, (reads: QueueReads, ctx: CommandContext) => QueueResult> = {
      call: (reads, ctx) => callNext(reads, at, ctx),
      chosen: (reads, ctx) => callChosen(reads, { ...at, ...this.choose(step, 'WAITING') }, ctx),
      callAndStart: (reads, ctx) => callAndStart(reads, { ...at, ...this.choose(step, 'WAITING') }, ctx),
      recall: (reads, ctx) => recall(reads, mine('CALLED'), ctx),
      uncall: (reads, ctx) => uncall(reads, { ...mine('CALLED'), reason: 'other' }, ctx),
      noShow: (reads, ctx) => noShow(reads, { ...mine('CALLED'), reason: pick % 2 === 0 ? 'left' : null }, ctx),
      start: (reads, ctx) => start(reads, mine('CALLED'), ctx),
      finish: (reads, ctx) => finish(reads, { ...mine('SERVING', 'PARKED'), outcome: 'solved' }, ctx),
      park: (reads, ctx) => park(reads, { ...mine('SERVING'), reason: null }, ctx),
      resume: (reads, ctx) => resume(reads, { ...at, ...this.choose(step, 'PARKED') }, ctx),
      line: (reads, ctx) => setLine(reads, { ...mine('SERVING'), service, quantity: pick % 4 }, ctx),
      transfer: (reads, ctx) =>
        transfer(reads, { ...mine('CALLED', 'SERVING'), to: service, place: null, note: null }, ctx),
      change: (reads, ctx) => changeService(reads, { ...at, ...this.choose(step, 'WAITING'), to: service }, ctx),
      reEnter: (reads, ctx) => reEnter(reads, { ...at, ...this.choose(step, 'MISSED') }, ctx),
      cancel: (reads, ctx) =>
        cancel(reads, { ...at, ...this.choose(step, 'WAITING', 'MISSED', 'BOOKED'), by: 'staff', reason: 'left' }, ctx),
      direct: (reads, ctx) =>
        serveDirect(
          reads,
          {
            ...at,
            ticket: queue.id(),
            service,
            class: ticketClass,
            visitor,
            number: pick % 2 === 0 ? null : pick % 30,
          },
          ctx,
        ),
      slip: (reads, ctx) => {
        const { ticket } = this.choose(step, 'WAITING', 'MISSED', 'ISSUING')
        return serveSlip(reads, { ...at, ticket, facts: slipOf(reads.ticket(ticket)) }, ctx)
      },
      unknownSlip: (reads, ctx) => serveSlip(reads, { ...at, ticket: queue.id(), facts: slipOf(null) }, ctx),
      undo: (reads, ctx) => undo(reads, at, ctx),
      open: (reads, ctx) => openCounter(reads, at, ctx),
      pause: (reads, ctx) => pauseCounter(reads, { ...at, reason: 'meal', until: null }, ctx),
      close: (reads, ctx) => closeCounter(reads, { ...at, leaveParked: pick % 2 === 0 }, ctx),
      issue: (reads, ctx) =>
        issueTicket(reads, queue.anIssue({ service, class: ticketClass, visitor, printing: pick % 4 === 0 }), ctx),
      printed: (reads, ctx) => slipPrinted(reads, { ...at, ...this.choose(step, 'ISSUING'), by: 'printer' }, ctx),
      failed: (reads, ctx) => slipFailed(reads, { ...at, ...this.choose(step, 'ISSUING'), trouble: 'paper_out' }, ctx),
      void: (reads, ctx) => voidUnprinted(reads, { ...at, ...this.choose(step, 'ISSUING') }, ctx),
      reprint: (reads, ctx) => slipReprinted(reads, { ...at, ...this.choose(step, 'WAITING') }, ctx),
      book: (reads, ctx) => {
        const slotAt = (Math.floor(queue.now / (15 * MINUTE)) + 1 + (pick % 3)) * 15 * MINUTE
        return bookTicket(
          reads,
          { requestId, ticket: queue.id(), service: 'tax', class: ticketClass, visitor, slotAt },
          ctx,
        )
      },
      checkIn: (reads, ctx) => {
        const { ticket } = this.choose(step, 'BOOKED')
        return checkIn(reads, { requestId, ticket, printing: pick % 2 === 0, numbering: 'own', promised: null }, ctx)
      },
      lapse: (reads, ctx) => lapseBooked(reads, {}, ctx),
      night: (reads, ctx) =>
        closeDay(reads, { before: new Date(queue.now + 7 * 60 * MINUTE).toISOString().slice(0, 10) }, ctx),
    }
    if (step.op === 'look') throw new Error('looking decides nothing')
    return plays[step.op]
  }

  /** Nobody was lost: each ticket stands where its state says, and the night ends them all. */
  finish(): void {
    const { world, reads } = { world: this.queue.world, reads: this.queue.reads }
    expect(world.tickets().length).toBe(this.made.size)
    const typed = new Set(
      world
        .tickets()
        .filter(({ typedNumber, state }) => typedNumber !== null && state !== 'CANCELLED')
        .map(({ issueService, day, typedNumber }) => `${issueService} ${day} ${typedNumber}`),
    )
    for (const ticket of world.tickets()) {
      const { id, state, service, day, counter, visitor, issueService, number } = ticket
      if (state === 'WAITING' && !typed.has(`${issueService} ${day} ${number}`)) {
        const isInLine = reads.waiting([service], day, 9999).some((one) => one.id === id)
        const isDeferred = reads
          .liveOf(visitor ?? '')
          .some((other) => other.state === 'CALLED' || other.state === 'SERVING')
        expect([id, isInLine !== isDeferred]).toEqual([id, true])
      }
      if (state === 'CALLED' || state === 'SERVING') expect(reads.held(counter ?? '')?.id).toBe(id)
      if (state === 'PARKED') expect(reads.parked(counter ?? '').map((one) => one.id)).toContain(id)
      expect(foldTicket(world.events().filter(({ event }) => event.stream === `ticket:${id}`))).toEqual(ticket)
    }
    world.play(closeDay(reads, { before: '2027-01-01' }, this.queue.ctx))
    expect(world.tickets().filter(({ state }) => isLive(state))).toEqual([])
  }
}

describe('random people at random screens', () => {
  it('100 000 commands: no double call, no number twice, no illegal state, no lost ticket, one in hand', () => {
    let commands = 0
    const done = new Map<string, number>()
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 500, maxLength: 500, size: 'max' }), (steps) => {
        const play = new Play()
        for (const step of steps) play.step(step)
        play.finish()
        commands += steps.length
        for (const [type, times] of play.done) done.set(type, (done.get(type) ?? 0) + times)
      }),
      { numRuns: 200 },
    )
    expect(commands).toBeGreaterThanOrEqual(100_000)
    // Refusals alone would prove nothing: everything that can happen did.
    expect([...done.keys()].sort()).toEqual([...Object.keys(LEADS), 'ticket.undone'].sort())
    expect(Math.min(...done.values())).toBeGreaterThan(10)
  })
})
