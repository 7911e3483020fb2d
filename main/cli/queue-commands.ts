import { labelOf } from '../../core/commands/queue/checks'
import { closeDay } from '../../core/commands/queue/day'
import { cancel, reEnter } from '../../core/commands/queue/move'
import type { QueueError } from '../../core/queue/errors'
import type { Result } from '../../core/result/result'
import { localDate, shiftDays } from '../../core/time/zone'
import { commitQueue, type Committed } from '../commands/queue/commit'
import { bookSlot, checkInBooked, issueNumber } from '../commands/queue/issue'
import { visitorByCode } from '../codes/recognise'
import { waitFor } from '../views/hall'
import type { Command } from './command'
import { done, refused, type Outcome } from './outcome'
import {
  findReason,
  findService,
  findTicket,
  queueRefusal,
  readClass,
  readMoment,
  ticketAnswer,
  withQueue,
  type Found,
  type QueueWorld,
} from './queue-parts'

/** Numbers and what becomes of them, away from any counter. */
export const QUEUE_COMMANDS: readonly Command[] = [
  {
    name: 'issue',
    takes: ['<service>'],
    options: ['class', 'visitor'],
    run: (world, [called = '']) =>
      withQueue(world, (queue) => {
        const asked = readAsked(queue, called)
        if ('refusal' in asked) return asked.refusal
        const issued = issueNumber(queue.folder, {
          requestId: queue.folder.ports.newId(),
          ...asked.found,
          declaredBy: 'staff',
          via: 'command',
          printing: false,
        })
        return numbered(queue, issued)
      }),
  },
  {
    name: 'book',
    takes: ['<service>'],
    options: ['at', 'class', 'visitor'],
    run: (world, [called = '']) =>
      withQueue(world, (queue) => {
        const { at } = world.options
        if (at === undefined) return refused('option_missing', { option: '--at' })
        const asked = readAsked(queue, called)
        if ('refusal' in asked) return asked.refusal
        const slotAt = readMoment(queue, at)
        if ('refusal' in slotAt) return slotAt.refusal
        return answered(
          queue,
          bookSlot(queue.folder, {
            requestId: queue.folder.ports.newId(),
            ...asked.found,
            slotAt: slotAt.found,
          }),
        )
      }),
  },
  {
    name: 'check-in',
    takes: ['<ticket>'],
    options: [],
    run: (world, [called = '']) =>
      withQueue(world, (queue) => {
        const ticket = findTicket(queue, called)
        if ('refusal' in ticket) return ticket.refusal
        const requestId = queue.folder.ports.newId()
        return numbered(queue, checkInBooked(queue.folder, { requestId, ticket: ticket.found.id, printing: false }))
      }),
  },
  {
    name: 're-enter',
    takes: ['<ticket>'],
    options: [],
    run: (world, [called = '']) =>
      withQueue(world, (queue) => {
        const found = findTicket(queue, called)
        if ('refusal' in found) return found.refusal
        const requestId = queue.folder.ports.newId()
        const { id: ticket, version: seen } = found.found
        return answered(
          queue,
          commitQueue(queue.folder, requestId, (reads, ctx) =>
            reEnter(reads, { requestId, ticket, seen, counter: null }, ctx),
          ),
        )
      }),
  },
  {
    name: 'cancel',
    takes: ['<ticket>'],
    options: ['reason'],
    run: (world, [called = '']) =>
      withQueue(world, (queue) => {
        const found = findTicket(queue, called)
        if ('refusal' in found) return found.refusal
        // Without a reason it is the visitor who gives the number back.
        const told = world.options.reason
        const reason = told === undefined ? { found: null } : findReason(queue, 'cancel', told)
        if ('refusal' in reason) return reason.refusal
        const requestId = queue.folder.ports.newId()
        const { id: ticket, version: seen } = found.found
        const by = reason.found === null ? 'visitor' : 'staff'
        return answered(
          queue,
          commitQueue(queue.folder, requestId, (reads, ctx) =>
            cancel(reads, { requestId, ticket, seen, by, reason: reason.found, counter: null }, ctx),
          ),
        )
      }),
  },
  {
    name: 'close-day',
    takes: [],
    options: [],
    run: (world) =>
      withQueue(world, (queue) => {
        const { folder, fair } = queue
        const tomorrow = shiftDays(localDate(folder.ports.wall(), fair.setup.timeZone), 1)
        const closed = commitQueue(folder, folder.ports.newId(), (reads, ctx) =>
          closeDay(reads, { before: tomorrow }, ctx),
        )
        return closed.ok ? done({ closed: closed.value.events.length }) : queueRefusal(queue, closed)
      }),
  },
]

/** What a number is asked for: service, class, and whose it is. */
function readAsked(
  queue: QueueWorld,
  called: string,
): Found<{ service: string; class: 'normal' | 'priority'; visitor: string | null }> {
  const { options } = queue.world
  const service = findService(queue, called)
  if ('refusal' in service) return service
  const kind = readClass(options.class)
  if ('refusal' in kind) return kind
  const visitor = options.visitor === undefined ? null : visitorByCode(queue.folder, options.visitor)
  if (options.visitor !== undefined && visitor === null) return { refusal: refused('unknown_code') }
  return { found: { service: service.found.code, class: kind.found, visitor: visitor?.id ?? null } }
}

type Acted = Result<Committed, QueueError | 'no_fair'>

function answered(queue: QueueWorld, acted: Acted): Outcome {
  if (!acted.ok) return queueRefusal(queue, acted)
  return done(ticketAnswer(queue.reads, acted.value.ticket ?? '', null))
}

/** The answer to a number given: how many stand before it and, when something honest can be said, how long that takes. */
function numbered(queue: QueueWorld, acted: Acted): Outcome {
  if (!acted.ok) return queueRefusal(queue, acted)
  const { folder, fair, reads } = queue
  const ticket = reads.ticket(acted.value.ticket ?? '')
  if (ticket === null) throw new Error('a number was given and is not there')
  const wait = waitFor(folder, fair, ticket.service, ticket, folder.ports.wall())
  return done({
    ticket: ticket.id,
    number: labelOf(ticket),
    state: ticket.state,
    ahead: folder.queue.ahead(ticket),
    estimate: wait === null ? null : { from: Math.round(wait.from / 1000), to: Math.round(wait.to / 1000) },
  })
}
