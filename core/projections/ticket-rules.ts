import type { z } from 'zod'
import type { EventType } from '../events/define'
import {
  ticketCalled,
  ticketCancelled,
  ticketCheckedIn,
  ticketDayClosed,
  ticketFinished,
  ticketLapsed,
  ticketLineSet,
  ticketMissed,
  ticketParked,
  ticketPrinted,
  ticketRecalled,
  ticketReEntered,
  ticketResumed,
  ticketServiceChanged,
  ticketStarted,
  ticketTransferred,
  ticketUncalled,
} from '../events/queue'
import { isLive, type Conflict } from '../queue/ticket'
import type { OrderedEvent } from './order'
import { closeLeg, end, enter, openLeg, step, type Row } from './ticket-row'

/** The row after the event; why it has no effect; or null: nothing new and nothing to tell (it is so already). */
type Applied = Row | Conflict['kind'] | null
interface Rule {
  readonly type: EventType
  readonly apply: (row: Row, entry: OrderedEvent) => Applied
}

/** What one event does to a ticket; what leads where is the table of docs/queue.md. */
export function applyTicketEvent(row: Row, entry: OrderedEvent): Applied {
  const rule = RULES.get(entry.event.type)
  return rule === undefined ? 'no_effect' : rule.apply(row, entry)
}

function on<Schema extends z.ZodType>(
  type: EventType<Schema>,
  apply: (row: Row, body: z.output<Schema>, entry: OrderedEvent) => Applied,
): Rule {
  return {
    type,
    apply: (row, entry) => (type.is(entry.event) ? apply(row, entry.event.body, entry) : 'no_effect'),
  }
}

const RULES: ReadonlyMap<string, Rule> = new Map(
  [
    on(ticketCheckedIn, (row, { number, eligibleAt, sortKey, promised, printing }, entry) => {
      if (row.state !== 'BOOKED') return 'no_effect'
      const moved = openLeg(step(row, entry, null), row.service, 'issue')
      const here: Row = { ...moved, number, promised, firstEligibleAt: eligibleAt, eligibleAt, sortKey }
      return printing ? enter(here, 'ISSUING', null, null) : enter(here, 'WAITING', 'WAIT', null)
    }),
    on(ticketLapsed, (row, _body, entry) => {
      if (row.state === 'EXPIRED') return null
      return row.state === 'BOOKED' ? end(step(row, entry, null), 'EXPIRED', 'expired') : 'no_effect'
    }),
    on(ticketPrinted, (row, _body, entry) =>
      row.state === 'ISSUING' ? enter(step(row, entry, null), 'WAITING', 'WAIT', null) : 'no_effect',
    ),

    on(ticketCalled, (row, body, entry) => {
      // The hub called it here and its answer was lost, so the counter called it once more by itself: it is so already.
      if ((row.state === 'CALLED' || row.state === 'SERVING') && row.counter === body.counter) return null
      if (row.state !== 'WAITING') return taken(row)
      const { at } = step(row, entry, body.counter).last
      const called = enter(step(row, entry, body.counter), 'CALLED', 'CALL', body)
      return {
        ...called,
        calls: row.calls + 1,
        calledAt: at,
        lastCallAt: at,
        isOutOfOrder: row.isOutOfOrder || body.outOfOrder,
      }
    }),
    on(ticketRecalled, (row, body, entry) => {
      if (!isHeld(row, 'CALLED', body.counter)) return taken(row)
      const next = step(row, entry, body.counter)
      return { ...next, calls: row.calls + 1, lastCallAt: next.last.at }
    }),
    on(ticketUncalled, (row, body, entry) =>
      isHeld(row, 'CALLED', body.counter)
        ? enter(step(row, entry, body.counter), 'WAITING', 'WAIT', null)
        : 'no_effect',
    ),
    on(ticketMissed, (row, body, entry) => {
      if (!isHeld(row, 'CALLED', body.counter)) return 'no_effect'
      const next = step(row, entry, body.counter)
      return { ...closeLeg(enter(next, 'MISSED', 'MISS', null), 'missed'), missedAt: next.last.at }
    }),

    on(ticketStarted, (row, body, entry) => {
      const isCalledHere = isHeld(row, 'CALLED', body.counter)
      // A slip in the hand is out; and whoever did not come stands there now.
      const mayStartDirectly = row.state === 'WAITING' || row.state === 'ISSUING' || row.state === 'MISSED'
      if (!isCalledHere && !(body.direct && mayStartDirectly)) return taken(row)
      const next = step(row, entry, body.counter)
      const here =
        row.state === 'MISSED'
          ? { ...openLeg(next, row.service, 're_entry'), missedAt: null, reEntries: row.reEntries + 1 }
          : next
      return {
        ...enter(here, 'SERVING', 'SERVE', body),
        startedAt: next.last.at,
        isOutOfOrder: row.isOutOfOrder || body.outOfOrder,
        lines: withOwnLine(row),
      }
    }),
    on(ticketParked, (row, body, entry) => {
      if (!isHeld(row, 'SERVING', body.counter)) return 'no_effect'
      const next = step(row, entry, body.counter)
      return { ...enter(next, 'PARKED', 'PARK', body), parkedAt: next.last.at, parkReason: body.reason }
    }),
    on(ticketResumed, (row, body, entry) => {
      if (row.state !== 'PARKED') return taken(row)
      const next = step(row, entry, body.counter)
      return { ...enter(next, 'SERVING', 'SERVE', body), startedAt: next.last.at, parkedAt: null, parkReason: null }
    }),
    on(ticketLineSet, (row, body, entry) => {
      if (!isHeld(row, 'SERVING', body.counter) && !isHeld(row, 'PARKED', body.counter)) return 'no_effect'
      return { ...step(row, entry, body.counter), lines: withLine(row, body.service, body.quantity) }
    }),
    on(ticketFinished, (row, body, entry) => {
      if (!isLive(row.state)) return row.state === 'DONE' && row.outcome === body.outcome ? null : 'ended_twice'
      if (!isHeld(row, 'SERVING', body.counter) && !isHeld(row, 'PARKED', body.counter)) return taken(row)
      return { ...end(step(row, entry, body.counter), 'DONE', body.outcome), outcome: body.outcome, parkedAt: null }
    }),

    on(ticketTransferred, (row, body, entry) => {
      const { counter, to, eligibleAt, sortKey } = body
      if (!isHeld(row, 'CALLED', counter) && !isHeld(row, 'SERVING', counter)) return 'no_effect'
      const next = step(row, entry, counter)
      const passed = enter(openLeg(closeLeg(next, 'transferred'), to, 'transfer'), 'WAITING', 'WAIT', null)
      const note = body.note === null ? null : { id: body.note, counter, at: next.last.at }
      return { ...passed, firstEligibleAt: row.firstEligibleAt ?? eligibleAt, eligibleAt, sortKey, note }
    }),
    on(ticketServiceChanged, (row, { to, eligibleAt, sortKey, counter }, entry) => {
      if (row.state !== 'WAITING') return 'no_effect'
      const legs = row.legs.map((leg) => (leg.closedAt === null ? { ...leg, service: to } : leg))
      return { ...step(row, entry, counter), service: to, eligibleAt, sortKey, legs }
    }),
    on(ticketReEntered, (row, { eligibleAt, sortKey, counter }, entry) => {
      if (row.state !== 'MISSED') return 'no_effect'
      const back = enter(openLeg(step(row, entry, counter), row.service, 're_entry'), 'WAITING', 'WAIT', null)
      return { ...back, eligibleAt, sortKey, missedAt: null, reEntries: row.reEntries + 1 }
    }),
    on(ticketCancelled, (row, { counter }, entry) => {
      if (row.state === 'CANCELLED') return null
      if (!isLive(row.state)) return 'ended_twice'
      if (row.counter !== null) return 'no_effect'
      return end(step(row, entry, counter), 'CANCELLED', 'cancelled')
    }),
    on(ticketDayClosed, (row, _body, entry) => {
      if (!isLive(row.state)) return null
      const next = step(row, entry, null)
      // Somebody stood before a counter when the day ended unsaid: served, but nobody knows for how long.
      return row.counter === null
        ? end(next, 'EXPIRED', 'expired')
        : { ...end(next, 'DONE', null), isTimeAccurate: false }
    }),
  ].map((rule) => [rule.type.type, rule]),
)

/** Why an act of calling or serving came to nothing: somebody else has, or had, the ticket; or it was not in line. */
const taken = (row: Row): Conflict['kind'] => (row.counter !== null || !isLive(row.state) ? 'lost_call' : 'no_effect')

const isHeld = (row: Row, state: Row['state'], counter: string): boolean =>
  row.state === state && row.counter === counter

/** The service it is served at stands first, with one item until somebody says more. */
function withOwnLine(row: Row): Row['lines'] {
  const own = row.lines.find((line) => line.service === row.service) ?? { service: row.service, quantity: 1 }
  return [own, ...row.lines.filter((line) => line !== own)]
}

function withLine(row: Row, service: string, quantity: number): Row['lines'] {
  const isKnown = row.lines.some((line) => line.service === service)
  const lines = isKnown
    ? row.lines.map((line) => (line.service === service ? { service, quantity } : line))
    : [...row.lines, { service, quantity }]
  return lines.filter((line) => line.quantity > 0)
}
