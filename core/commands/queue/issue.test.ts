import { describe, expect, it } from 'vitest'
import { numberLabel } from '../../queue/ticket'
import { NINE } from '../../testing/builders'
import { aQueueFair, MINUTE, SECOND, TestQueue } from '../../testing/queue-builders'
import { numbersLeased, leaseStream } from '../../events/queue'
import { HERE } from '../../testing/queue-world'
import { LEASES_FROM } from '../../queue/numbers'
import { leaseNumbers } from './lease'
import { bookTicket, checkIn, issueTicket, lapseBooked } from './issue'
import { cancel } from './move'
import { voidUnprinted } from './print'
import { pauseService, resumeService } from './day'

const HOUR = 60 * MINUTE
const visitor = '00000000-0000-7000-8000-0000000000aa'
const DAY = '2026-10-13'

describe('issueTicket', () => {
  it('gives numbers one after the other, each service from 1', () => {
    const queue = new TestQueue()
    const labels = ['tax', 'tax', 'bills', 'tax'].map((service) => queue.issue({ service }))
    expect(labels.map(({ prefix, number }) => numberLabel(prefix, number))).toEqual([
      'A-001',
      'A-002',
      'B-001',
      'A-003',
    ])
    expect(labels[0]).toMatchObject({ state: 'WAITING', day: DAY, eligibleAt: NINE + SECOND, copies: 1, version: 1 })
  })

  it('names the event as the device named the press, so that a second one can be told', () => {
    const queue = new TestQueue()
    const result = issueTicket(queue.reads, queue.anIssue({ requestId: visitor }), queue.ctx)
    expect(result).toMatchObject({ ok: true, value: { events: [{ id: visitor, type: 'ticket.issued' }] } })
  })

  it('begins at 1 again with the next service day, in the fair’s zone', () => {
    const queue = new TestQueue(aQueueFair({ tax: { hours: [{ from: '00:00', to: '24:00' }] } }))
    queue.now = Date.UTC(2026, 9, 13, 16, 59, 58) // 23:59:58 in Surabaya
    expect(queue.issue()).toMatchObject({ number: 1, day: DAY })
    expect(queue.issue()).toMatchObject({ number: 1, day: '2026-10-14' })
  })

  it('lets priority stand as if it had come earlier by its credit', () => {
    const queue = new TestQueue()
    const ticket = queue.issue({ class: 'priority' })
    expect(ticket.sortKey).toBe((ticket.eligibleAt ?? 0) - 20 * MINUTE)
  })

  it('takes priority from staff only where the service says so, and as normal where there is none', () => {
    const queue = new TestQueue(aQueueFair({ tax: { priorityBy: 'staff' }, bills: { priorityMinutes: null } }))
    expect(queue.outcome(issueTicket, queue.anIssue({ class: 'priority' }))).toBe('priority_by_staff')
    expect(queue.outcome(issueTicket, queue.anIssue({ class: 'priority', declaredBy: 'staff' }))).toBe('ok')
    expect(queue.issue({ service: 'bills', class: 'priority' }).class).toBe('normal')
  })

  it('refuses an unknown service', () => {
    const queue = new TestQueue()
    expect(queue.outcome(issueTicket, queue.anIssue({ service: 'visa' }))).toBe('unknown_service')
  })

  it('refuses before opening, saying when it opens, and after closing', () => {
    const queue = new TestQueue()
    queue.now = NINE - 2 * HOUR
    expect(queue.attempt(issueTicket, queue.anIssue())).toMatchObject({
      code: 'service_closed',
      detail: { opensAt: NINE - HOUR },
    })
    queue.now = NINE + 7 * HOUR
    expect(queue.attempt(issueTicket, queue.anIssue())).toMatchObject({
      code: 'service_closed',
      detail: { opensAt: null },
    })
  })

  it('refuses after the last-number time', () => {
    const queue = new TestQueue(aQueueFair({ tax: { lastNumber: '15:00' } }))
    queue.now = NINE + 6 * HOUR - 1
    expect(queue.outcome(issueTicket, queue.anIssue())).toBe('ok')
    queue.now += 1
    expect(queue.outcome(issueTicket, queue.anIssue())).toBe('after_last_number')
  })

  it('quota reaches zero on two dispensers at once: the second is refused, and no number is lost', () => {
    const queue = new TestQueue(aQueueFair({ tax: { quota: 1 } }))
    const [one, two] = [queue.anIssue(), queue.anIssue()]
    expect(queue.outcome(issueTicket, one)).toBe('ok')
    expect(queue.attempt(issueTicket, two)).toMatchObject({
      code: 'quota_used',
      detail: { opensAt: NINE + 23 * HOUR },
    })
  })

  it('a void number frees the quota but is never given again; one that was cancelled in line does not', () => {
    const queue = new TestQueue(aQueueFair({ tax: { quota: 1 } }))
    const lost = queue.issue({ printing: true })
    queue.do(voidUnprinted, { ticket: lost.id })
    const next = queue.issue()
    expect(next.number).toBe(2)
    queue.do(cancel, { ticket: next.id, seen: null, by: 'visitor', reason: null, counter: null })
    expect(queue.outcome(issueTicket, queue.anIssue())).toBe('quota_used')
  })

  it('booth break (Friday prayer) with people waiting: no numbers, and the time it ends', () => {
    const breaks = [{ from: '11:30', to: '13:00', weekdays: ['fri'], reason: 'prayer' }]
    const queue = new TestQueue(aQueueFair({ tax: { breaks }, fair: { days: ['2026-10-15', '2026-10-16'] } }))
    queue.now = Date.UTC(2026, 9, 16, 4, 30)
    expect(queue.attempt(issueTicket, queue.anIssue())).toMatchObject({
      code: 'on_break',
      detail: { reason: 'prayer', until: Date.UTC(2026, 9, 16, 6) },
    })
    queue.now -= 24 * HOUR // Thursday
    expect(queue.outcome(issueTicket, queue.anIssue())).toBe('ok')
  })

  it('gives none in an unplanned break, until its time is over or it is ended', () => {
    const queue = new TestQueue()
    queue.attempt(pauseService, { service: 'tax', reason: 'system', until: NINE + HOUR })
    expect(queue.outcome(issueTicket, queue.anIssue())).toBe('on_break')
    expect(queue.outcome(issueTicket, queue.anIssue({ service: 'bills' }))).toBe('ok')
    queue.wait(HOUR)
    expect(queue.outcome(issueTicket, queue.anIssue())).toBe('ok')
    queue.attempt(pauseService, { service: 'tax', reason: 'system', until: null })
    expect(queue.outcome(issueTicket, queue.anIssue())).toBe('on_break')
    queue.attempt(resumeService, { service: 'tax' })
    expect(queue.outcome(issueTicket, queue.anIssue())).toBe('ok')
  })

  it('gives one visitor one live ticket a service, and says which', () => {
    const queue = new TestQueue()
    const first = queue.issue({ visitor })
    expect(queue.attempt(issueTicket, queue.anIssue({ visitor }))).toMatchObject({
      code: 'already_waiting',
      detail: { number: 'A-001', ticket: first.id },
    })
    expect(queue.outcome(issueTicket, queue.anIssue({ visitor, service: 'bills' }))).toBe('ok')
    queue.do(cancel, { ticket: first.id, seen: null, by: 'visitor', reason: null, counter: null })
    expect(queue.outcome(issueTicket, queue.anIssue({ visitor }))).toBe('ok')
  })

  it('clock set back an hour: who comes after stands after', () => {
    const queue = new TestQueue()
    const before = queue.issue()
    queue.now -= HOUR
    const after = queue.issue()
    const third = queue.issue()
    expect([before.eligibleAt ?? 0, after.eligibleAt ?? 0, third.eligibleAt ?? 0]).toEqual([
      before.eligibleAt,
      (before.eligibleAt ?? 0) + 1,
      (before.eligibleAt ?? 0) + 2,
    ])
    expect(queue.reads.waiting(['tax'], DAY, 9).map(({ number }) => number)).toEqual([1, 2, 3])
  })

  it('two numbers of one millisecond keep their order, whatever their ids', () => {
    const queue = new TestQueue()
    queue.do(issueTicket, queue.anIssue({ ticket: 'ffffffff-0000-7000-8000-000000000001' }))
    queue.do(issueTicket, queue.anIssue({ ticket: '00000000-0000-7000-8000-0000000f0000' }))
    expect(queue.reads.waiting(['tax'], DAY, 9).map(({ number }) => number)).toEqual([1, 2])
  })

  it('goes by the hub’s time, where the station knows how far off its clock is', () => {
    const queue = new TestQueue()
    const result = issueTicket(queue.reads, queue.anIssue(), { ...queue.ctx, offset: 90 * SECOND })
    expect(result).toMatchObject({ value: { events: [{ at: NINE, body: { eligibleAt: NINE + 90 * SECOND } }] } })
  })

  it('999 → 1000', () => {
    expect([numberLabel('A', 999), numberLabel('AB', 1000)]).toEqual(['A-999', 'AB-1000'])
  })
})

describe('numbers while cut off', () => {
  const leased = (queue: TestQueue, station: string, from: number, to: number) =>
    queue.world.append(
      numbersLeased.make(leaseStream(queue.id()), { service: 'tax', day: DAY, station, from, to }, queue.ctx),
    )

  it('leased block runs out offline: it is used up in order, then no number is given', () => {
    const queue = new TestQueue()
    leased(queue, HERE, 21, 22)
    expect([queue.issue({ numbering: 'leased' }).number, queue.issue({ numbering: 'leased' }).number]).toEqual([21, 22])
    expect(queue.outcome(issueTicket, queue.anIssue({ numbering: 'leased' }))).toBe('numbers_out')
  })

  it('goes on in the station’s own series, which nobody else can give', () => {
    const queue = new TestQueue(aQueueFair(), 3)
    leased(queue, HERE, 21, 21)
    const numbers = [1, 2, 3].map(() => queue.issue({ numbering: 'cut_off' }))
    expect(numbers.map(({ prefix, number }) => numberLabel(prefix, number))).toEqual(['A-021', 'A-K3-01', 'A-K3-02'])
    // Neither block nor series moves the common sequence.
    expect(queue.issue().number).toBe(1)
  })

  it('closes a service with a quota there when its block is used up, for a promised slot it does not', () => {
    const fair = aQueueFair({ tax: { quota: 50, appointments: { everyMinutes: 30, places: 1 } } })
    const queue = new TestQueue(fair, 3)
    leased(queue, HERE, 21, 21)
    const booked = queue.do(bookTicket, {
      ticket: queue.id(),
      service: 'tax',
      class: 'normal' as const,
      visitor: null,
      slotAt: NINE + HOUR,
    })
    expect(queue.issue({ numbering: 'cut_off' }).number).toBe(21)
    expect(queue.outcome(issueTicket, queue.anIssue({ numbering: 'cut_off' }))).toBe('numbers_out')
    const here = { ticket: booked.id, printing: false, numbering: 'cut_off' as const, promised: null }
    const { prefix, number } = queue.do(checkIn, here)
    expect(numberLabel(prefix, number)).toBe('A-K3-01')
  })

  it('uses no block of another station, and gives no number of any block itself', () => {
    const queue = new TestQueue()
    leased(queue, '00000000-0000-7000-8000-0000000000ee', 1, 20)
    expect(queue.outcome(issueTicket, queue.anIssue({ numbering: 'leased' }))).toBe('numbers_out')
    expect(queue.issue().number).toBe(21)
  })
})

describe('leaseNumbers', () => {
  const lease = (queue: TestQueue, more: object = {}) => {
    const command = { service: 'tax', station: HERE, dispensers: 2, gap: 0, ...more }
    const decided = leaseNumbers(queue.reads, { requestId: queue.id(), ...command }, queue.ctx)
    if (!decided.ok) return decided.code
    const { from, to } =
      queue.world.play(decided).events.map(({ body }) => body as { from: number; to: number })[0] ?? {}
    return [from, to]
  }

  it('sets blocks aside far above the day’s sequence, each after the one before', () => {
    const queue = new TestQueue()
    queue.issue()
    expect([lease(queue), lease(queue)]).toEqual([
      [LEASES_FROM, LEASES_FROM + 19],
      [LEASES_FROM + 20, LEASES_FROM + 39],
    ])
    expect(queue.issue().number).toBe(2)
  })

  it('shares half of what a quota has left among the machines', () => {
    const queue = new TestQueue(aQueueFair({ tax: { quota: 12 } }))
    expect(lease(queue)).toEqual([LEASES_FROM, LEASES_FROM + 2])
    for (let n = 0; n < 11; n += 1) queue.issue()
    expect(lease(queue)).toEqual([LEASES_FROM + 3, LEASES_FROM + 3])
    queue.issue()
    expect(lease(queue)).toBe('quota_used')
  })
})

describe('bookings', () => {
  const fair = () => aQueueFair({ tax: { appointments: { everyMinutes: 30, places: 1 } } })
  const slotAt = NINE + HOUR
  const booking = (queue: TestQueue, more: object = {}) => ({
    ticket: queue.id(),
    service: 'tax',
    class: 'normal' as const,
    visitor: null,
    slotAt,
    ...more,
  })
  const arrival = (ticket: string) => ({ ticket, printing: false, numbering: 'own' as const, promised: null })

  it('reserves a slot that begins on the grid of the opening hours and is free', () => {
    const queue = new TestQueue(fair())
    expect(queue.do(bookTicket, booking(queue))).toMatchObject({ state: 'BOOKED', number: null, slotAt })
    expect(queue.outcome(bookTicket, booking(queue))).toBe('slot_taken')
    expect(queue.outcome(bookTicket, booking(queue, { slotAt: slotAt + MINUTE }))).toBe('bad_slot')
    expect(queue.outcome(bookTicket, booking(queue, { slotAt: NINE + 7 * HOUR }))).toBe('bad_slot')
    expect(queue.outcome(bookTicket, booking(queue, { slotAt: NINE - HOUR }))).toBe('bad_slot')
    expect(queue.outcome(bookTicket, booking(queue, { service: 'bills' }))).toBe('no_appointments')
    expect(queue.outcome(bookTicket, booking(queue, { service: 'visa' }))).toBe('unknown_service')
  })

  it('counts a booking as the visitor’s live ticket of that day only', () => {
    const queue = new TestQueue(fair())
    queue.do(bookTicket, booking(queue, { visitor, slotAt: slotAt + 24 * HOUR }))
    expect(queue.outcome(issueTicket, queue.anIssue({ visitor }))).toBe('ok')
    expect(queue.outcome(bookTicket, booking(queue, { visitor }))).toBe('already_waiting')
  })

  it('lets who is early wait from the slot’s time, and holds nobody up who comes after', () => {
    const queue = new TestQueue(fair())
    const { id } = queue.do(bookTicket, booking(queue))
    expect(queue.do(checkIn, arrival(id))).toMatchObject({ state: 'WAITING', number: 1, eligibleAt: slotAt })
    expect(queue.issue()).toMatchObject({ number: 2, eligibleAt: NINE + SECOND })
  })

  it('lets who is late wait from now, and a quarter of an hour later not at all', () => {
    const queue = new TestQueue(fair())
    const { id } = queue.do(bookTicket, booking(queue))
    queue.now = slotAt + 15 * MINUTE - 1
    expect(queue.outcome(lapseBooked, {})).toBe('ok')
    expect(queue.do(checkIn, arrival(id))).toMatchObject({ state: 'WAITING', eligibleAt: queue.now })
    expect(queue.outcome(checkIn, arrival(id))).toBe('wrong_state')

    const { id: other } = queue.do(bookTicket, booking(queue, { slotAt: slotAt + HOUR }))
    queue.now = slotAt + HOUR + 15 * MINUTE
    expect(queue.outcome(checkIn, arrival(other))).toBe('wrong_state')
    expect(queue.outcome(lapseBooked, {})).toBe('ok')
    expect(queue.world.ticket(other).state).toBe('EXPIRED')
  })

  it('takes a check-in on the slot’s day only', () => {
    const queue = new TestQueue(fair())
    const { id } = queue.do(bookTicket, booking(queue, { slotAt: slotAt + 24 * HOUR }))
    expect(queue.outcome(checkIn, arrival(id))).toBe('not_today')
  })

  it('a cancelled booking frees its slot', () => {
    const queue = new TestQueue(fair())
    const { id } = queue.do(bookTicket, booking(queue))
    queue.do(cancel, { ticket: id, seen: null, by: 'visitor', reason: null, counter: null })
    expect(queue.outcome(bookTicket, booking(queue))).toBe('ok')
  })
})
