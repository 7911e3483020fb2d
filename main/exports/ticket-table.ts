import { countedWait, measuresOf } from '../../core/queue/measures'
import { numberLabel, type Ticket } from '../../core/queue/ticket'
import type { FairFolder } from '../folder/fair-folder'
import { targetMsOf } from '../views/parts'
import { columnsOf, type ExportTable, type Line, type Value } from './table'
import type { Words } from './words'

/** Spans are whole seconds. `counted`: whether this wait is one of those that the figures are made of. */
const KINDS = {
  number: 'text',
  day: 'date',
  agency: 'word',
  service: 'word',
  issueService: 'word',
  class: 'word',
  state: 'word',
  outcome: 'word',
  counter: 'word',
  operator: 'word',
  via: 'word',
  issuedAt: 'time',
  slotAt: 'time',
  eligibleAt: 'time',
  calledAt: 'time',
  startedAt: 'time',
  endedAt: 'time',
  calls: 'number',
  noShows: 'number',
  reEntries: 'number',
  transfers: 'number',
  wait: 'number',
  counted: 'word',
  response: 'number',
  serving: 'number',
  stay: 'number',
  withinTarget: 'word',
  promisedFrom: 'time',
  promisedTo: 'time',
  lines: 'text',
  direct: 'word',
  outOfOrder: 'word',
  timeAccurate: 'word',
  conflicts: 'number',
  category: 'word',
  institution: 'text',
  visitor: 'text',
  ticket: 'text',
} as const
type Key = keyof typeof KINDS
const KEYS = Object.keys(KINDS) as Key[]

/** Every ticket, by the time it was made. Waiting counts until now for those who still wait. */
export function ticketTable(folder: FairFolder, words: Words, days: readonly string[] | null): ExportTable {
  return {
    what: 'tickets',
    columns: columnsOf(KINDS),
    count: () => folder.exports.ticketCount(days),
    *rows(): Generator<Line> {
      const now = folder.ports.wall()
      for (const ticket of folder.queue.tickets(days)) {
        const visitor = ticket.visitor === null ? null : folder.checkin.visitor(ticket.visitor)
        const values: Record<Key, Value> = {
          ...factsOf(ticket, words),
          ...measured(words, ticket, now),
          category: words.category(visitor?.category ?? null),
          institution: visitor?.institution ?? null,
        }
        yield { visitor: ticket.visitor, values: KEYS.map((key) => values[key]) }
      }
    },
  }
}

type Measured = 'wait' | 'counted' | 'response' | 'serving' | 'stay' | 'withinTarget'

function factsOf(ticket: Ticket, words: Words): Omit<Record<Key, Value>, Measured | 'category' | 'institution'> {
  const last = ticket.intervals.findLast((interval) => interval.counter !== null)
  return {
    number: numberLabel(ticket.prefix, ticket.number ?? ticket.typedNumber),
    day: ticket.day,
    agency: words.agencyOf(ticket.service),
    service: words.service(ticket.service),
    issueService: words.service(ticket.issueService),
    class: ticket.class,
    state: ticket.state,
    outcome: ticket.outcome,
    counter: words.counter(ticket.counter ?? last?.counter ?? null),
    operator: ticket.operator ?? last?.operator ?? null,
    via: ticket.via,
    issuedAt: ticket.issuedAt,
    slotAt: ticket.slotAt,
    eligibleAt: ticket.eligibleAt,
    calledAt: ticket.calledAt,
    startedAt: ticket.startedAt,
    endedAt: ticket.endedAt,
    calls: ticket.calls,
    noShows: ticket.legs.filter((leg) => leg.outcome === 'missed').length,
    reEntries: ticket.reEntries,
    transfers: ticket.legs.filter((leg) => leg.outcome === 'transferred').length,
    promisedFrom: ticket.promised?.from ?? null,
    promisedTo: ticket.promised?.to ?? null,
    lines: ticket.lines.map((line) => `${line.quantity} × ${words.service(line.service)}`).join('; '),
    direct: words.yesNo(ticket.isDirect),
    outOfOrder: words.yesNo(ticket.isOutOfOrder),
    timeAccurate: words.yesNo(ticket.isTimeAccurate),
    conflicts: ticket.conflicts.length,
    visitor: ticket.visitor,
    ticket: ticket.id,
  }
}

function measured(words: Words, ticket: Ticket, now: number): Record<Measured, Value> {
  const { wait, response, service, stay } = measuresOf(ticket, now)
  const target = targetMsOf(words.fair, ticket.service)
  return {
    wait: seconds(wait),
    counted: words.yesNo(countedWait(ticket) !== null),
    response: seconds(response),
    serving: seconds(service),
    stay: seconds(stay),
    withinTarget: wait === null || target === null ? null : words.yesNo(wait <= target),
  }
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000))
