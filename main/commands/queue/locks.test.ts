import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QueueDecision } from '../../../core/commands/queue/command'
import { ticketCalled, ticketIssued, ticketStream } from '../../../core/events/queue'
import type { NewEvent } from '../../../core/events/envelope'
import { ok } from '../../../core/result/result'
import { QueueFolder } from './a-queue-folder'
import { commitQueue } from './commit'

let queue: QueueFolder
beforeEach(async () => {
  queue = await QueueFolder.make()
})
afterEach(() => queue.remove())

/** Writes an event whose command looked at nothing: only the lock stands in its way. */
function blindly(make: (ctx: { now: number; newId: () => string }) => NewEvent) {
  return commitQueue(queue.folder, queue.id(), (_reads, ctx) => {
    const decision: QueueDecision = { events: [make(ctx)], ticket: null, passedOver: null }
    return ok(decision)
  })
}

const issued = (more: { number: number; visitor?: string }) => {
  const ticket = queue.id()
  const now = queue.ports.wall()
  const body = {
    ticket,
    service: 'tax',
    day: '2026-10-13',
    prefix: 'A',
    class: 'normal',
    visitor: null,
    eligibleAt: now,
    sortKey: now,
    printing: false,
    via: 'command',
    promised: null,
    ...more,
  } as const
  return blindly((ctx) => ticketIssued.make(ticketStream(ticket), body, ctx))
}

describe('the lock', () => {
  it('of a counter is held by one called ticket, and is free again when that is done', () => {
    const [first, second] = [queue.number(), queue.number()]
    queue.open()
    const call = (ticket: string) =>
      blindly((ctx) =>
        ticketCalled.make(ticketStream(ticket), { counter: '1', operator: 'cli', outOfOrder: false }, ctx),
      )
    expect(call(first.id).ok).toBe(true)
    expect(call(second.id)).toMatchObject({ code: 'ticket_in_hand', detail: { number: 'A-001' } })
    expect(queue.ticket(second.id).state).toBe('WAITING')
    queue.do({ do: 'undo' })
    expect(call(second.id).ok).toBe(true)
  })

  it('of a number is never given again, not even when the number is void', () => {
    const ticket = queue.number()
    expect(issued({ number: 1 })).toMatchObject({ code: 'changed', detail: { number: 'A-001' } })
    queue.do({ do: 'cancel', ticket: ticket.id, seen: ticket.version, reason: 'left' })
    expect(issued({ number: 1 })).toMatchObject({ code: 'changed' })
    expect(issued({ number: 2 }).ok).toBe(true)
  })

  it('of a visitor is one live ticket of a service', () => {
    const visitor = queue.id()
    expect(issued({ number: 1, visitor }).ok).toBe(true)
    expect(issued({ number: 2, visitor })).toMatchObject({ code: 'already_waiting', detail: { number: 'A-001' } })
  })
})
