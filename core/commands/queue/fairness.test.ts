import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standsBefore } from '../../queue/credit'
import type { Ticket } from '../../queue/ticket'
import { aQueueFair, MINUTE, TestQueue } from '../../testing/queue-builders'
import { callNext } from './call'
import { bookTicket, checkIn, issueTicket } from './issue'
import { finish, start } from './serve'

/** Exactly what docs/decisions/0011-priority-bound.md states, over random days. */

const CREDIT = 20 * MINUTE
const COUNTERS = ['1', '2', '3'] as const

/** What happens next: somebody comes, somebody with a slot comes, or a counter is done and calls. */
const aStep = fc.record({
  wait: fc.oneof(fc.nat(2000), fc.nat(5 * MINUTE), fc.constant(-60 * MINUTE)),
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('issue', 'book') },
    { weight: 2, arbitrary: fc.constantFrom(...COUNTERS) },
  ),
  service: fc.constantFrom('tax', 'bills'),
  class: fc.constantFrom('normal' as const, 'priority' as const, 'priority' as const),
  visitor: fc.option(fc.constantFrom('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2')),
})

type Step = typeof aStep extends fc.Arbitrary<infer S> ? S : never
const wishOf = ({ service, class: wanted, visitor }: Step) => ({ service, class: wanted, visitor })

interface Call {
  readonly called: Ticket
  /** Who stood in line for the same service and could have been called. */
  readonly waiting: readonly Ticket[]
}

/** Plays a day of calls by the button only: nobody is moved by hand. */
function play(steps: readonly Step[], rules: object): Call[] {
  const queue = new TestQueue(
    aQueueFair({ tax: { rules, appointments: { everyMinutes: 5, places: 99 } }, bills: { rules } }),
  )
  queue.open(...COUNTERS)
  const calls: Call[] = []
  for (const step of steps) {
    // The clock may be set back, but not before the doors open.
    queue.now = Math.max(queue.now + step.wait, Date.UTC(2026, 9, 13, 1))
    if (step.act === 'issue') {
      queue.attempt(issueTicket, { ...queue.anIssue(), ...wishOf(step) })
    } else if (step.act === 'book') {
      const slotAt = (Math.floor(queue.now / (5 * MINUTE)) + 2) * 5 * MINUTE
      const booked = queue.attempt(bookTicket, { ...wishOf(step), service: 'tax', ticket: queue.id(), slotAt })
      if (booked.ok && booked.value.ticket !== null)
        queue.do(checkIn, { ticket: booked.value.ticket, printing: false, numbering: 'own', promised: null })
    } else {
      const counter = step.act
      const held = queue.reads.held(counter)
      if (held !== null) {
        queue.do(start, { counter, ticket: held.id, seen: null })
        queue.do(finish, { counter, ticket: held.id, seen: null, outcome: 'solved' })
      }
      const before = (service: string) => queue.reads.waiting([service], '2026-10-13', 9999)
      const lines = new Map(['tax', 'bills'].map((service) => [service, before(service)]))
      const result = queue.attempt(callNext, { counter })
      if (!result.ok || result.value.ticket === null) continue
      const called = queue.world.ticket(result.value.ticket)
      calls.push({ called, waiting: (lines.get(called.service) ?? []).filter(({ id }) => id !== called.id) })
    }
  }
  return calls
}

/** Without the cap, and with it. */
const RULES = [{}, { priorityInARow: 2 }]
const steps = fc.array(aStep, { minLength: 40, maxLength: 160, size: 'max' })
const came = (ticket: Ticket): number => ticket.eligibleAt ?? NaN

describe('the priority bound', () => {
  it.each(RULES)('no priority ticket overtakes a normal one that came more than the credit earlier (%o)', (rules) => {
    let overtakings = 0
    fc.assert(
      fc.property(steps, (day) => {
        for (const { called, waiting } of play(day, rules)) {
          if (called.class !== 'priority') continue
          for (const normal of waiting.filter((one) => one.class === 'normal')) {
            if (came(normal) < came(called)) overtakings += 1
            expect(came(called) - came(normal)).toBeLessThanOrEqual(CREDIT)
          }
        }
      }),
      { numRuns: 150 },
    )
    expect(overtakings).toBeGreaterThan(0)
  })

  it('no normal ticket is called before a priority one that came up to the credit later', () => {
    fc.assert(
      fc.property(steps, (day) => {
        for (const { called, waiting } of play(day, {})) {
          if (called.class !== 'normal') continue
          for (const priority of waiting.filter((one) => one.class === 'priority'))
            expect(came(priority) - came(called)).toBeGreaterThanOrEqual(CREDIT)
        }
      }),
      { numRuns: 150 },
    )
  })

  it.each(RULES)('within a class, first come is first called (%o)', (rules) => {
    fc.assert(
      fc.property(steps, (day) => {
        for (const { called, waiting } of play(day, rules)) {
          const earlier = waiting.filter((one) => one.class === called.class && standsBefore(one, called))
          expect(earlier).toEqual([])
          expect(waiting.every((one) => one.class !== called.class || came(one) >= came(called))).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('the cap', () => {
  it.each([1, 2, 3])('of %i: never one more priority call in a row while a normal ticket waits', (cap) => {
    let reached = 0
    fc.assert(
      fc.property(steps, (day) => {
        const run = new Map<string, number>()
        for (const { called, waiting } of play(day, { priorityInARow: cap })) {
          const before = run.get(called.service) ?? 0
          if (before >= cap && called.class === 'priority')
            expect(waiting.filter((one) => one.class === 'normal')).toEqual([])
          if (before >= cap && called.class === 'normal') reached += 1
          run.set(called.service, called.class === 'priority' ? before + 1 : 0)
        }
      }),
      { numRuns: 100 },
    )
    expect(reached).toBeGreaterThan(0)
  })
})
