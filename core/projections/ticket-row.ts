import { ticketBooked, ticketIssued, ticketServedDirectly, ticketStarted } from '../events/queue'
import type { Interval, Leg, Ticket, TicketState } from '../queue/ticket'
import type { OrderedEvent } from './order'

/** What events do to a ticket; paper, conflicts and the version are kept beside it, since an undo must not touch them. */
export type Row = Omit<Ticket, 'copies' | 'printTrouble' | 'conflicts' | 'version'>

/** The row as the event that made the ticket leaves it; null: it is no such event. */
export function madeRow({ event, at }: OrderedEvent, isSlipOut: boolean): Row | null {
  if (ticketIssued.is(event)) {
    const { service, printing, number, via, promised, eligibleAt, sortKey } = event.body
    const state = printing && !isSlipOut ? 'ISSUING' : 'WAITING'
    const row: Row = {
      ...emptyRow(event.body, service),
      state,
      number,
      via,
      issuedAt: at,
      promised,
      firstEligibleAt: eligibleAt,
      eligibleAt,
      sortKey,
      legs: [issueLeg(service, at)],
      last: { id: event.id, type: event.type, at, counter: null },
    }
    return state === 'WAITING' ? { ...row, intervals: [interval(row, 'WAIT', at)] } : row
  }
  if (ticketBooked.is(event)) {
    const { service, slotAt } = event.body
    return {
      ...emptyRow(event.body, service),
      state: 'BOOKED',
      via: 'command',
      issuedAt: at,
      slotAt,
      last: { id: event.id, type: event.type, at, counter: null },
    }
  }
  if (ticketServedDirectly.is(event)) {
    const { service, counter, operator, typedNumber } = event.body
    const row: Row = {
      ...emptyRow(event.body, service),
      state: 'SERVING',
      typedNumber,
      via: 'counter',
      issuedAt: at,
      counter,
      operator,
      startedAt: at,
      lines: [{ service, quantity: 1 }],
      isDirect: true,
      legs: [issueLeg(service, at)],
      last: { id: event.id, type: event.type, at, counter },
    }
    return { ...row, intervals: [interval(row, 'SERVE', at)] }
  }
  return null
}

/** The row as its slip alone tells it: in line, making unknown. When the issue arrives it takes this row's place. */
export function slipRow(entry: OrderedEvent | undefined): Row | null {
  if (entry === undefined || !ticketStarted.is(entry.event) || entry.event.body.slip === null) return null
  const { event, at } = entry
  const { service, number, sortKey, ...slip } = entry.event.body.slip
  // Without credit the place in line is the time itself; a priority ticket's time comes with its issue.
  const eligibleAt = slip.class === 'normal' ? sortKey : null
  const began = eligibleAt ?? at
  const row: Row = {
    ...emptyRow({ ticket: event.stream.slice(event.stream.indexOf(':') + 1), ...slip, visitor: null }, service),
    state: 'WAITING',
    number,
    via: 'slip',
    firstEligibleAt: eligibleAt,
    eligibleAt,
    sortKey,
    legs: [issueLeg(service, began)],
    last: { id: event.id, type: event.type, at: began, counter: null },
  }
  return { ...row, intervals: [interval(row, 'WAIT', began)] }
}

/** A ticket served without a queue that an undo takes back: nothing stood before it, so its row ends. */
export function voided(row: Row, entry: OrderedEvent): Row {
  return end(step(row, entry, null), 'CANCELLED', 'cancelled')
}

/**
 * Moves the ticket's own clock to an event and notes it as the last one. Time never runs backwards on one ticket: a
 * negative span counts as nothing, and its times are not to be trusted any more.
 */
export function step(row: Row, { event, at }: OrderedEvent, counter: string | null): Row {
  const isBehind = at < row.last.at
  return {
    ...row,
    isTimeAccurate: row.isTimeAccurate && !isBehind,
    last: { id: event.id, type: event.type, at: isBehind ? row.last.at : at, counter },
  }
}

/** Ends the interval that runs and, unless the ticket rests, begins another. */
export function enter(
  row: Row,
  state: TicketState,
  kind: Interval['kind'] | null,
  place: { counter: string; operator: string } | null,
): Row {
  const at = row.last.at
  const closed = row.intervals.map((one) => (one.to === null ? { ...one, to: at } : one))
  const holder = { counter: place?.counter ?? null, operator: place?.operator ?? null }
  const next = { ...row, state, ...holder }
  return { ...next, intervals: kind === null ? closed : [...closed, interval(next, kind, at)] }
}

export function openLeg(row: Row, service: string, openedBy: Leg['openedBy']): Row {
  const leg: Leg = { service, openedBy, openedAt: row.last.at, closedAt: null, outcome: null }
  return { ...row, service, legs: [...row.legs, leg], calls: 0, calledAt: null, lastCallAt: null }
}

export function closeLeg(row: Row, outcome: Leg['outcome']): Row {
  const legs = row.legs.map((leg) => (leg.closedAt === null ? { ...leg, closedAt: row.last.at, outcome } : leg))
  return { ...row, legs }
}

/** The end of a ticket: nothing runs on, no counter holds it. */
export function end(row: Row, state: 'DONE' | 'CANCELLED' | 'EXPIRED', outcome: Leg['outcome']): Row {
  return { ...closeLeg(enter(row, state, null, null), outcome), endedAt: row.last.at }
}

const issueLeg = (service: string, at: number): Leg => ({
  service,
  openedBy: 'issue',
  openedAt: at,
  closedAt: null,
  outcome: null,
})

const interval = (row: Row, kind: Interval['kind'], from: number): Interval => ({
  leg: row.legs.length - 1,
  kind,
  counter: row.counter,
  operator: row.operator,
  from,
  to: null,
})

function emptyRow(
  made: { ticket: string; day: string; prefix: string; class: Ticket['class']; visitor: string | null },
  service: string,
): Row {
  return {
    id: made.ticket,
    state: 'WAITING',
    service,
    issueService: service,
    day: made.day,
    prefix: made.prefix,
    number: null,
    typedNumber: null,
    class: made.class,
    visitor: made.visitor,
    via: 'counter',
    issuedAt: null,
    promised: null,
    slotAt: null,
    firstEligibleAt: null,
    eligibleAt: null,
    sortKey: null,
    counter: null,
    operator: null,
    calls: 0,
    calledAt: null,
    lastCallAt: null,
    startedAt: null,
    parkedAt: null,
    parkReason: null,
    missedAt: null,
    reEntries: 0,
    endedAt: null,
    outcome: null,
    lines: [],
    note: null,
    isDirect: false,
    isOutOfOrder: false,
    isTimeAccurate: true,
    legs: [],
    intervals: [],
    last: { id: '', type: '', at: 0, counter: null },
  }
}
