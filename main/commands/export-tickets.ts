import { measuresOf } from '../../core/queue/measures'
import { numberLabel, type Ticket } from '../../core/queue/ticket'
import { targetMsOf } from '../views/parts'
import type { Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import type { Line, Words } from './export-words'
import type { Cell } from './write-csv'

/** Columns of the tickets' export: one row a ticket; times ISO, spans in seconds. */
export const TICKET_COLUMNS = [
  'number',
  'day',
  'agency',
  'service',
  'issueService',
  'class',
  'state',
  'outcome',
  'counter',
  'operator',
  'via',
  'issuedAt',
  'slotAt',
  'eligibleAt',
  'calledAt',
  'startedAt',
  'endedAt',
  'calls',
  'reEntries',
  'transfers',
  'wait',
  'response',
  'serving',
  'stay',
  'withinTarget',
  'promisedFrom',
  'promisedTo',
  'lines',
  'direct',
  'outOfOrder',
  'timeAccurate',
  'conflicts',
  'category',
  'institution',
  'visitor',
  'ticket',
] as const

type Column = (typeof TICKET_COLUMNS)[number]

/** Every ticket, by the time it was made. Waiting counts until now for those who still wait. */
export function* ticketTable(folder: FairFolder, fair: Fair, words: Words): Generator<Line> {
  const now = folder.ports.wall()
  for (const ticket of folder.queue.tickets()) {
    const visitor = ticket.visitor === null ? null : folder.checkin.visitor(ticket.visitor)
    const cells: Record<Column, Cell> = {
      ...ticketCells(ticket, words),
      ...measureCells(fair, ticket, words, now),
      category: words.category(visitor?.category ?? null),
      institution: visitor?.institution ?? null,
    }
    yield { visitor: ticket.visitor, cells: TICKET_COLUMNS.map((column) => cells[column]) }
  }
}

function ticketCells(
  ticket: Ticket,
  words: Words,
): Omit<Record<Column, Cell>, MeasureColumn | 'category' | 'institution'> {
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
    issuedAt: words.time(ticket.issuedAt),
    slotAt: words.time(ticket.slotAt),
    eligibleAt: words.time(ticket.eligibleAt),
    calledAt: words.time(ticket.calledAt),
    startedAt: words.time(ticket.startedAt),
    endedAt: words.time(ticket.endedAt),
    calls: ticket.calls,
    reEntries: ticket.reEntries,
    transfers: ticket.legs.filter((leg) => leg.outcome === 'transferred').length,
    promisedFrom: words.time(ticket.promised?.from ?? null),
    promisedTo: words.time(ticket.promised?.to ?? null),
    lines: ticket.lines.map((line) => `${line.quantity} × ${words.service(line.service)}`).join('; '),
    direct: words.yesNo(ticket.isDirect),
    outOfOrder: words.yesNo(ticket.isOutOfOrder),
    timeAccurate: words.yesNo(ticket.isTimeAccurate),
    conflicts: ticket.conflicts.length,
    visitor: ticket.visitor,
    ticket: ticket.id,
  }
}

type MeasureColumn = 'wait' | 'response' | 'serving' | 'stay' | 'withinTarget'

function measureCells(fair: Fair, ticket: Ticket, words: Words, now: number): Record<MeasureColumn, Cell> {
  const { wait, response, service, stay } = measuresOf(ticket, now)
  const target = targetMsOf(fair, ticket.service)
  return {
    wait: seconds(wait),
    response: seconds(response),
    serving: seconds(service),
    stay: seconds(stay),
    withinTarget: wait === null || target === null ? null : words.yesNo(wait <= target),
  }
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000))
