import { labelOf } from '../../core/commands/queue/checks'
import { undoable } from '../../core/commands/queue/undo'
import type { Locale } from '../../core/contract/app'
import type { CounterView } from '../../core/contract/counter'
import {
  ticketCalled,
  ticketLineSet,
  ticketRecalled,
  ticketResumed,
  ticketStarted,
  ticketStream,
} from '../../core/events/queue'
import type { StationNotice } from '../../core/contract/gate'
import type { Link, WaitingRow } from '../../core/contract/queue'
import { headOf } from '../../core/queue/head'
import { breakAt, serviceDay } from '../../core/queue/hours'
import { RECALL_SECONDS } from '../../core/queue/limits'
import { measuresOf, percentile } from '../../core/queue/measures'
import type { QueueReads } from '../../core/queue/reads'
import type { Ticket } from '../../core/queue/ticket'
import type { Fair } from '../../core/setup/fair'
import type { Counter, Text } from '../../core/setup/schema'
import { localToEpoch } from '../../core/time/zone'
import type { InLine } from '../../db/queries/queue'
import { fairTitle } from '../app/station'
import { staffName } from '../commands/staff'
import type { FairFolder } from '../folder/fair-folder'
import {
  counterName,
  counterOf,
  heldTicket,
  isUnconfirmed,
  noteOf,
  reasonName,
  serviceFace,
  serviceOf,
  targetMsOf,
} from './parts'

/** Rows of the waiting list that are shown; the count beside it is of all. */
const WAITING_SHOWN = 200
/** Servings behind the tally's bars. */
const SERVINGS_SHOWN = 40
/** More than any counter serves in a day. */
const SERVINGS_COUNTED = 2_000
/** Waiting so many times the target is very late. */
const VERY_LATE = 1.5

export interface CounterWindow {
  readonly counter: string
  /** All counters of this window. */
  readonly counters: readonly string[]
  /** Staff code of who signed in at it. */
  readonly signedIn: string | null
  readonly locale: Locale
  readonly notices: readonly StationNotice[]
  readonly link: Link
}

/** What an operator sees at one counter; null: the set-up has no such counter. */
export function counterView(folder: FairFolder, fair: Fair, window: CounterWindow): CounterView | null {
  const counter = counterOf(fair, window.counter)
  if (counter === null) return null
  const { queue } = folder
  const now = folder.ports.wall()
  const day = serviceDay(fair, now)
  const reads = queue.reads(fair)
  const state = reads.counter(counter.code)
  const held = reads.held(counter.code)
  const days = new Map(queue.serviceDays(day).map((row) => [row.service, row]))
  const line = queue.line(counter.services, day, WAITING_SHOWN)
  const length = queue.lineLength(counter.services, day)
  const undo = undoable(reads, counter.code, now)
  const rules = serviceOf(fair, held?.service ?? counter.services[0] ?? '')?.rules
  return {
    fair: fairTitle(fair),
    locale: window.locale,
    link: window.link,
    counter: { code: counter.code, name: counter.name, zone: counter.zone },
    counters: window.counters.map((code) => {
      const there = reads.held(code)
      return { code, name: counterName(fair, code), held: there === null ? null : labelOf(there) }
    }),
    services: counter.services.map((code) => {
      const service = serviceOf(fair, code)
      const pause = service === null ? null : breakAt(reads, service, now)
      return {
        ...serviceFace(fair, code),
        waiting: days.get(code)?.waiting ?? 0,
        pause: pause === null ? null : { reason: reasonName(fair, pause.reason), until: pause.until },
      }
    }),
    allServices: fair.setup.services.map(({ code }) => serviceFace(fair, code)),
    allCounters: fair.setup.counters.map(({ code, name }) => ({ code, name })),
    status: state.status,
    since: state.since,
    pause: state.pause === null ? null : { reason: reasonName(fair, state.pause.reason), until: state.pause.until },
    signedIn: window.signedIn === null ? null : { code: window.signedIn, name: staffName(folder, window.signedIn) },
    operator:
      state.status === 'closed' || state.operator === null || state.operator === window.signedIn
        ? null
        : { code: state.operator, name: staffName(folder, state.operator) },
    alsoAt: alsoAt(folder, fair, counter, window.signedIn ?? state.operator),
    isOpenTwice: state.isOpenTwice,
    held: held === null ? null : heldTicket(folder, reads, held, now),
    alsoCalled: queue
      .atCounter(counter.code)
      .slice(1)
      .map((ticket) => heldTicket(folder, reads, ticket, now)),
    lost: lostAt(folder, reads, counter.code, held),
    next: nextOf(folder, reads, counter, day, now),
    parked: reads.parked(counter.code).map((ticket) => heldTicket(folder, reads, ticket, now)),
    missed: queue.missed(counter.services, day).map((ticket) => heldTicket(folder, reads, ticket, now)),
    waiting: line.map((row) => waitingRow(fair, row, now)),
    waitingCount: length.count,
    longestSince: length.longestSince,
    parkLimit: counter.parkLimit,
    idleSince: held === null && state.status === 'open' ? idleSince(folder, reads, counter.code) : null,
    tally: tallyOf(folder, reads, counter, day),
    undo:
      undo === null ? null : { what: undo.type.replace('ticket.', ''), label: labelOf(undo.ticket), until: undo.until },
    rules: {
      noShowCalls: rules?.noShowCalls ?? 0,
      noShowSeconds: rules?.noShowSeconds ?? 0,
      recallSeconds: RECALL_SECONDS,
    },
    reasons: fair.setup.reasons,
    unprinted: queue
      .unconfirmed()
      .filter((ticket) => counter.services.includes(ticket.service) && isUnconfirmed(fair, ticket, now))
      .map((ticket) => ({ ticket: ticket.id, label: labelOf(ticket), at: ticket.issuedAt ?? now })),
    notices: window.notices,
  }
}

/** So many of this station's own events are looked through for the last act of one of its counters. */
const ACTS_LOOKED_AT = 100
/** After these a counter has somebody. */
const TAKING: ReadonlySet<string> = new Set(
  [ticketCalled, ticketRecalled, ticketStarted, ticketResumed, ticketLineSet].map(({ type }) => type),
)

/**
 * The ticket that a counter believes to have by its own last act, when that act came to nothing: another station had it
 * first. It is told until the counter takes somebody else.
 */
function lostAt(folder: FairFolder, reads: QueueReads, counter: string, held: Ticket | null): CounterView['lost'] {
  const act = folder.queue
    .lastActs(ACTS_LOOKED_AT)
    .find(({ body }) => (body as { counter?: string }).counter === counter)
  if (act === undefined || !TAKING.has(act.type)) return null
  const ticket = reads.ticket(act.stream.slice(ticketStream('').length))
  const isLost = ticket?.conflicts.some(({ event, kind }) => event === act.id && kind === 'lost_call') ?? false
  if (ticket === null || !isLost) return null
  // Called since by the hub, whose events are not this station's own.
  if (held !== null && (held.calledAt ?? held.startedAt ?? 0) >= act.at + act.offset) return null
  const at = ticket.counter ?? ticket.last.counter
  const { id, state, last } = ticket
  return {
    ticket: id,
    label: labelOf(ticket),
    state,
    counter: at === null ? null : counterName(reads.fair, at),
    at: ticket.calledAt ?? last.at,
  }
}

/** Other counters open under the same operator: allowed, but both screens say so. */
function alsoAt(folder: FairFolder, fair: Fair, counter: Counter, operator: string | null): readonly Text[] {
  if (operator === null) return []
  return folder.queue
    .counters()
    .filter((other) => other.code !== counter.code && other.status !== 'closed' && other.operator === operator)
    .map((other) => counterName(fair, other.code))
}

/** Since when the hands are empty: since they were emptied, or since the opening when they held nothing after it. */
function idleSince(folder: FairFolder, reads: QueueReads, counter: string): number | null {
  const { since } = reads.counter(counter)
  const emptied = folder.queue.emptiedAt(counter)
  return since === null || emptied === null ? (since ?? emptied) : Math.max(since, emptied)
}

function nextOf(
  folder: FairFolder,
  reads: QueueReads,
  counter: Counter,
  day: string,
  now: number,
): CounterView['next'] {
  const head = headOf(reads, counter.services, day)
  if (head === null) return null
  const note = noteOf(folder, reads.fair, head)
  return {
    ...waitingRow(reads.fair, { ticket: head, elsewhere: null, twin: null }, now),
    noteText: note?.text ?? null,
    noteFrom: note?.counter ?? null,
  }
}

function waitingRow(fair: Fair, { ticket, elsewhere, twin }: InLine, now: number): WaitingRow {
  const { wait } = measuresOf(ticket, now)
  const target = targetMsOf(fair, ticket.service)
  return {
    id: ticket.id,
    label: labelOf(ticket),
    class: ticket.class,
    service: ticket.service,
    waitingSince: wait === null ? (ticket.eligibleAt ?? now) : now - wait,
    promisedAt: ticket.promised?.to ?? null,
    late: wait === null || target === null ? 0 : latenessOf(wait, target),
    elsewhere: elsewhere === null ? null : counterName(fair, elsewhere),
    twin: twin === null ? null : labelOf(twin),
    version: ticket.version,
    note: ticket.note !== null,
  }
}

function latenessOf(wait: number, target: number): WaitingRow['late'] {
  if (wait <= target) return 0
  return wait <= target * VERY_LATE ? 1 : 2
}

function tallyOf(folder: FairFolder, reads: QueueReads, counter: Counter, day: string): CounterView['tally'] {
  const { fair } = reads
  const since = localToEpoch(`${day}T00:00`, fair.setup.timeZone)
  const servings = folder.queue.servings(counter.code, since, SERVINGS_COUNTED).map(({ service, at, ms }) => ({
    at,
    ms,
    targetMs: (serviceOf(fair, service)?.serviceMinutes ?? 0) * 60_000,
  }))
  const lengths = servings.map(({ ms }) => ms)
  return {
    ...folder.queue.tally(counter.code, since),
    parked: reads.parked(counter.code).length,
    serviceP50: percentile(lengths, 0.5),
    withinTarget: servings.filter(({ ms, targetMs }) => ms <= targetMs).length,
    servings: servings.slice(0, SERVINGS_SHOWN).toReversed(),
  }
}
