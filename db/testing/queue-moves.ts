import fc from 'fast-check'
import { callChosen, callNext, noShow, recall, uncall } from '../../core/commands/queue/call'
import type { QueueResult } from '../../core/commands/queue/command'
import { closeCounter, openCounter, pauseCounter } from '../../core/commands/queue/counter'
import { closeDay, pauseService, resumeService } from '../../core/commands/queue/day'
import { bookTicket, checkIn, issueTicket, lapseBooked } from '../../core/commands/queue/issue'
import { cancel, changeService, reEnter, transfer } from '../../core/commands/queue/move'
import { slipFailed, slipPrinted, slipReprinted, voidUnprinted } from '../../core/commands/queue/print'
import {
  callAndStart,
  finish,
  park,
  resume,
  serveDirect,
  serveSlip,
  setLine,
  start,
} from '../../core/commands/queue/serve'
import { undo } from '../../core/commands/queue/undo'
import type { CommandContext } from '../../core/events/envelope'
import { numbersLeased, leaseStream } from '../../core/events/queue'
import { serviceDay } from '../../core/queue/hours'
import type { QueueReads } from '../../core/queue/reads'
import type { Ticket, TicketState } from '../../core/queue/ticket'
import { ok } from '../../core/result/result'
import { aQueueFair, MINUTE } from '../../core/testing/queue-builders'
import { canonicalIds } from './ids'

/** A fair whose services do everything a service can: slots, a quota, a cap on priority calls. */
export const busyFair = () =>
  aQueueFair({
    tax: { quota: 12, rules: { priorityInARow: 2 }, appointments: { everyMinutes: 30, places: 2 } },
    bills: { rules: { reEntryPlace: 'own', transferPlace: 'end' } },
  })

const visitorId = canonicalIds(0xa11)
/** Four people who take numbers again and again. */
export const VISITORS: readonly string[] = [visitorId(), visitorId(), visitorId(), visitorId()]
export const COUNTERS = ['1', '2', '3'] as const
export const SERVICES = ['tax', 'bills'] as const

/** One thing somebody tries to do. Most of what is tried at random is refused; enough is not. */
export interface Move {
  readonly what: keyof typeof MOVES
  readonly counter: (typeof COUNTERS)[number]
  readonly service: (typeof SERVICES)[number]
  readonly visitor: string | null
  readonly isPriority: boolean
  /** Which ticket, of those there are. */
  readonly pick: number
  /** Time that passes before it, ms. */
  readonly wait: number
}

/** What a move works on; `tickets` are all there are, as this station knows them. */
export interface MoveWorld {
  readonly reads: QueueReads
  readonly tickets: readonly Ticket[]
  readonly ctx: CommandContext
  /** A station that a slip or a lease may come from. */
  readonly station: string
}

export function decideMove(move: Move, world: MoveWorld): QueueResult {
  return MOVES[move.what](move, world, world.tickets[move.pick % Math.max(1, world.tickets.length)])
}

type Play = (move: Move, world: MoveWorld, ticket: Ticket | undefined) => QueueResult

type OnTicket = (ticket: Ticket, move: Move, world: MoveWorld) => QueueResult

/** A move on a ticket of this state, if there is one; else on any, to be refused. */
const onTicket =
  (state: TicketState, play: OnTicket): Play =>
  (move, world, any) => {
    const fitting = world.tickets.filter((ticket) => ticket.state === state)
    const ticket = move.pick % 5 === 0 ? any : (fitting[move.pick % Math.max(1, fitting.length)] ?? any)
    return ticket === undefined ? nothing : play(ticket, move, world)
  }

/** An operator's move on what the counter holds, else on any ticket. */
const onHeld =
  (play: OnTicket): Play =>
  (move, world, any) => {
    const held = world.reads.held(move.counter) ?? any
    return held === undefined ? nothing : play(held, move, world)
  }

const nothing: QueueResult = ok({ events: [], ticket: null, passedOver: null })
const request = ({ ctx }: MoveWorld) => ({ requestId: ctx.newId() })
const operator = (move: Move, world: MoveWorld) => ({ ...request(world), counter: move.counter, operator: 'sari' })
const classOf = ({ isPriority }: Move) => (isPriority ? 'priority' : 'normal')

const MOVES = {
  open: (move, world) => openCounter(world.reads, operator(move, world), world.ctx),
  pause: (move, world) =>
    pauseCounter(world.reads, { ...operator(move, world), reason: 'meal', until: null }, world.ctx),
  close: (move, world) => closeCounter(world.reads, { ...operator(move, world), leaveParked: true }, world.ctx),
  issue: (move, world) =>
    issueTicket(
      world.reads,
      {
        ...request(world),
        ticket: world.ctx.newId(),
        service: move.service,
        class: classOf(move),
        declaredBy: 'staff',
        visitor: move.visitor,
        via: 'dispenser',
        printing: move.pick % 4 === 0,
        numbering: move.pick % 9 === 0 ? 'leased' : move.pick % 7 === 0 ? 'cut_off' : 'own',
        promised: null,
      },
      world.ctx,
    ),
  book: (move, world) =>
    bookTicket(
      world.reads,
      {
        ...request(world),
        ticket: world.ctx.newId(),
        service: 'tax',
        class: classOf(move),
        visitor: move.visitor,
        slotAt: Math.floor(world.ctx.now / (30 * MINUTE)) * 30 * MINUTE + (1 + (move.pick % 3)) * 30 * MINUTE,
      },
      world.ctx,
    ),
  checkIn: onTicket('BOOKED', (ticket, _move, world) =>
    checkIn(
      world.reads,
      { ...request(world), ticket: ticket.id, printing: false, numbering: 'own', promised: null },
      world.ctx,
    ),
  ),
  lapse: (_move, world) => lapseBooked(world.reads, {}, world.ctx),
  printed: onTicket('ISSUING', (ticket, _move, world) =>
    slipPrinted(world.reads, { ...request(world), ticket: ticket.id, by: 'printer' }, world.ctx),
  ),
  printFailed: onTicket('ISSUING', (ticket, _move, world) =>
    slipFailed(world.reads, { ...request(world), ticket: ticket.id, trouble: 'paper_out' }, world.ctx),
  ),
  void: onTicket('ISSUING', (ticket, _move, world) =>
    voidUnprinted(world.reads, { ...request(world), ticket: ticket.id }, world.ctx),
  ),
  reprint: onTicket('WAITING', (ticket, _move, world) =>
    slipReprinted(world.reads, { ...request(world), ticket: ticket.id }, world.ctx),
  ),
  callNext: (move, world) => callNext(world.reads, operator(move, world), world.ctx),
  callChosen: onTicket('WAITING', (ticket, move, world) =>
    callChosen(world.reads, { ...operator(move, world), ticket: ticket.id, seen: null }, world.ctx),
  ),
  recall: onHeld((ticket, move, world) =>
    recall(world.reads, { ...operator(move, world), ticket: ticket.id }, world.ctx),
  ),
  uncall: onHeld((ticket, move, world) =>
    uncall(world.reads, { ...operator(move, world), ticket: ticket.id, seen: null, reason: 'wrong-number' }, world.ctx),
  ),
  noShow: onHeld((ticket, move, world) =>
    noShow(world.reads, { ...operator(move, world), ticket: ticket.id, seen: null, reason: 'left' }, world.ctx),
  ),
  start: onHeld((ticket, move, world) =>
    start(world.reads, { ...operator(move, world), ticket: ticket.id, seen: null }, world.ctx),
  ),
  callAndStart: onTicket('WAITING', (ticket, move, world) =>
    callAndStart(world.reads, { ...operator(move, world), ticket: ticket.id, seen: null }, world.ctx),
  ),
  serveDirect: (move, world) =>
    serveDirect(
      world.reads,
      {
        ...operator(move, world),
        ticket: world.ctx.newId(),
        service: move.service,
        class: classOf(move),
        visitor: move.visitor,
        number: move.pick % 2 === 0 ? (move.pick % 30) + 1 : null,
      },
      world.ctx,
    ),
  serveSlip: (move, world) => {
    const sortKey = world.ctx.now - move.pick * 1000
    const facts = {
      service: move.service,
      day: serviceDay(world.reads.fair, world.ctx.now),
      prefix: 'A',
      number: 900 + (move.pick % 50),
      class: classOf(move),
      sortKey,
    } as const
    return serveSlip(world.reads, { ...operator(move, world), ticket: world.ctx.newId(), facts }, world.ctx)
  },
  park: onHeld((ticket, move, world) =>
    park(world.reads, { ...operator(move, world), ticket: ticket.id, seen: null, reason: 'copy' }, world.ctx),
  ),
  resume: (move, world, ticket) => {
    const parked = world.reads.parked(move.counter)[0] ?? ticket
    if (parked === undefined) return nothing
    return resume(world.reads, { ...operator(move, world), ticket: parked.id, seen: null }, world.ctx)
  },
  finish: onHeld((ticket, move, world) =>
    finish(world.reads, { ...operator(move, world), ticket: ticket.id, seen: null, outcome: 'solved' }, world.ctx),
  ),
  setLine: onHeld((ticket, move, world) =>
    setLine(
      world.reads,
      { ...operator(move, world), ticket: ticket.id, service: move.service, quantity: move.pick % 4 },
      world.ctx,
    ),
  ),
  transfer: onHeld((ticket, move, world) =>
    transfer(
      world.reads,
      { ...operator(move, world), ticket: ticket.id, seen: null, to: move.service, place: null, note: null },
      world.ctx,
    ),
  ),
  changeService: onTicket('WAITING', (ticket, move, world) =>
    changeService(
      world.reads,
      { ...operator(move, world), ticket: ticket.id, seen: null, to: move.service },
      world.ctx,
    ),
  ),
  reEnter: onTicket('MISSED', (ticket, _move, world) =>
    reEnter(world.reads, { ...request(world), ticket: ticket.id, seen: null, counter: null }, world.ctx),
  ),
  cancel: onTicket('WAITING', (ticket, _move, world) =>
    cancel(
      world.reads,
      { ...request(world), ticket: ticket.id, seen: null, by: 'visitor', reason: null, counter: null },
      world.ctx,
    ),
  ),
  undo: (move, world) => undo(world.reads, operator(move, world), world.ctx),
  pauseService: (move, world) =>
    pauseService(
      world.reads,
      { ...request(world), service: move.service, reason: 'prayer', until: world.ctx.now + 3 * MINUTE },
      world.ctx,
    ),
  resumeService: (move, world) => resumeService(world.reads, { ...request(world), service: move.service }, world.ctx),
  lease: (move, world) => {
    const lease = world.ctx.newId()
    const day = serviceDay(world.reads.fair, world.ctx.now)
    const from = 100 + (move.pick % 10) * 3
    const body = { service: move.service, day, station: world.station, from, to: from + 2 }
    return ok({
      events: [numbersLeased.make(leaseStream(lease), body, world.ctx, { id: lease })],
      ticket: null,
      passedOver: null,
    })
  },
  closeDay: (_move, world) => closeDay(world.reads, { before: serviceDay(world.reads.fair, world.ctx.now) }, world.ctx),
} satisfies Record<string, Play>

const COMMON = [
  'issue',
  'issue',
  'issue',
  'callNext',
  'callNext',
  'start',
  'finish',
  'open',
  'noShow',
  'park',
  'resume',
  'undo',
  'uncall',
  'transfer',
] as const
const ALL = Object.keys(MOVES) as (keyof typeof MOVES)[]

/** Moves as a busy hall makes them; now and then the clock goes back, or a night passes. */
export const aMove: fc.Arbitrary<Move> = fc.record({
  what: fc.oneof(fc.constantFrom(...COMMON), fc.constantFrom(...ALL)),
  counter: fc.constantFrom(...COUNTERS),
  service: fc.constantFrom(...SERVICES),
  visitor: fc.option(fc.constantFrom(...VISITORS)),
  isPriority: fc.boolean(),
  pick: fc.nat(59),
  wait: fc.oneof(
    { weight: 100, arbitrary: fc.integer({ min: 0, max: 4 * MINUTE }) },
    { weight: 1, arbitrary: fc.constantFrom(-60 * MINUTE, 24 * 60 * MINUTE) },
  ),
})
