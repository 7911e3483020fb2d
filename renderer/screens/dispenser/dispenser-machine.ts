import type { Locale } from '../../../core/contract/app'
import type { IdentifiedVisitor, IssuedTicket } from '../../../core/contract/dispenser'
import type { StaffEntry } from '../../../core/contract/staff'
import type { TicketClass } from '../../../core/events/queue'
import { assertNever, type Detail } from '../../../core/result/result'
import type { FailureCode } from '../../api/call'
import { IDLE_MS, STILL_THERE_MS } from '../../parts/patience'

/** One press for one number, or one "I am here"; the id of a press stays the same in every retry. */
export type Request =
  | {
      readonly is: 'issue'
      readonly requestId: string
      readonly service: string
      readonly class: TicketClass
      readonly visitor: string | null
    }
  | { readonly is: 'check-in'; readonly ticket: string }

/** What became of it. */
export type Outcome =
  | { readonly ok: true; readonly ticket: IssuedTicket }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: Detail | undefined }

type Agencies = { readonly at: 'agencies'; readonly page: number; readonly group: string | null }
type Search = { readonly at: 'search'; readonly typed: string }
type Services = {
  readonly at: 'services'
  readonly agency: string
  readonly page: number
  readonly isPriority: boolean
  readonly from: Agencies | Search
}
/** What somebody who showed a code holds already; `next`: where they were. */
type Visitor = { readonly at: 'visitor'; readonly next: Agencies | Search | Services }
type Staff = { readonly at: 'staff'; readonly wants: 'panel' | 'close'; readonly who: StaffEntry | null }

/** A screen on which a visitor chooses. */
export type Choosing = Agencies | Search | Services | Visitor
export type DispenserScreen =
  | Choosing
  | Staff
  | { readonly at: 'panel' }
  | {
      readonly at: 'number'
      readonly ticket: IssuedTicket
      readonly since: number
      readonly until: number
      /** The slip takes longer than it should. */
      readonly isSlow: boolean
    }
  | {
      readonly at: 'refused'
      readonly request: Request
      readonly code: FailureCode
      readonly detail: Detail | undefined
      readonly back: Choosing
      readonly since: number
      readonly until: number
    }
  | { readonly at: 'still-there'; readonly over: Choosing | Staff; readonly until: number }

/** Something said in passing, above what can be touched. */
export type Notice =
  | { readonly is: 'unknown-code' | 'unread-code' | 'part-of-a-code' }
  /** Somebody touched what is closed: its code. */
  | { readonly is: 'closed'; readonly what: string }

export interface DispenserState {
  readonly screen: DispenserScreen
  /** The language this visitor chose; null: the dispenser's own. */
  readonly chosen: Locale | null
  readonly visitor: IdentifiedVisitor | null
  /** What main has not answered yet. */
  readonly asked: { readonly request: Request; readonly until: number } | null
  /** A press that could not be saved: the next press for the same is the same one. */
  readonly failed: Request | null
  readonly notice: { readonly of: Notice; readonly until: number } | null
  /** The last sign of a person. */
  readonly touchedAt: number
}

export type DispenserEvent =
  | { readonly type: 'agency'; readonly agency: string }
  | { readonly type: 'page'; readonly page: number }
  | { readonly type: 'group'; readonly group: string | null }
  | { readonly type: 'typed'; readonly typed: string }
  | { readonly type: 'priority'; readonly isPriority: boolean }
  | { readonly type: 'asked'; readonly request: Request }
  | { readonly type: 'answered'; readonly request: Request; readonly outcome: Outcome }
  /** How the slip of the number shown comes along. */
  | { readonly type: 'slip'; readonly ticket: IssuedTicket }
  | { readonly type: 'identified'; readonly visitor: IdentifiedVisitor }
  | { readonly type: 'told'; readonly notice: Notice }
  | { readonly type: 'language'; readonly locale: Locale }
  | { readonly type: 'open-staff'; readonly wants: 'panel' | 'close'; readonly who: StaffEntry | null }
  | { readonly type: 'touched' | 'tick' | 'search' | 'go-on' | 'back' | 'another' | 'still-here' | 'done' | 'panel' }

/** How long a number stays, by what its slip does; without a slip there is time to take a picture of it. */
export const NUMBER_MS: Readonly<Record<IssuedTicket['print'], number>> = {
  none: 60_000,
  printing: 60_000,
  printed: 20_000,
  trouble: 60_000,
}
/** After a touch it stays at least this long. */
const NUMBER_TOUCHED_MS = 20_000
/** A slip that is not out by then may not come. */
export const SLOW_SLIP_MS = 15_000
export const REFUSED_MS = 8_000
/** A number that is held already is read, not only understood. */
export const HELD_MS = 20_000
const NOTICE_MS = 10_000
/** How long main may take before the visitor is told so. */
export const ANSWER_MS = 8_000

const AGENCIES: Agencies = { at: 'agencies', page: 0, group: null }
export const START: DispenserState = {
  screen: AGENCIES,
  chosen: null,
  visitor: null,
  asked: null,
  failed: null,
  notice: null,
  touchedAt: 0,
}

/** How long a refusal stays. */
export const refusedLasts = (code: FailureCode): number => (code === 'already_waiting' ? HELD_MS : REFUSED_MS)

/** Failures that may be over at the next try; the others are answers. */
export const isPassing = (code: FailureCode): boolean =>
  code === 'database_busy' || code === 'internal' || code === 'disk_full' || code === 'folder_read_only'

/** The request of a press; the same as before when that one failed and nothing about it has changed. */
export function issueOf(
  { failed, visitor }: DispenserState,
  service: string,
  of: TicketClass,
  newId: () => string,
): Request {
  const holder = visitor?.visitor ?? null
  const isSame =
    failed?.is === 'issue' && failed.service === service && failed.class === of && failed.visitor === holder
  return isSame ? failed : { is: 'issue', requestId: newId(), service, class: of, visitor: holder }
}

/** One step of the dispenser; pure, the time comes in. */
export function dispenserStep(state: DispenserState, event: DispenserEvent, now: number): DispenserState {
  const { screen } = state
  const show = (next: DispenserScreen): DispenserState => ({ ...state, screen: next, notice: null, touchedAt: now })
  switch (event.type) {
    case 'agency':
      if (screen.at !== 'agencies' && screen.at !== 'search') return state
      return show({ at: 'services', agency: event.agency, page: 0, isPriority: false, from: screen })
    case 'page':
      return screen.at === 'agencies' || screen.at === 'services' ? show({ ...screen, page: event.page }) : state
    case 'group':
      return screen.at === 'agencies' ? show({ at: 'agencies', page: 0, group: event.group }) : state
    case 'search':
      return screen.at === 'agencies' ? show({ at: 'search', typed: '' }) : state
    case 'typed':
      return screen.at === 'search' ? show({ at: 'search', typed: event.typed }) : state
    case 'priority':
      return screen.at === 'services' ? show({ ...screen, isPriority: event.isPriority }) : state
    case 'asked':
      if (state.asked !== null) return state
      return { ...state, asked: { request: event.request, until: now + ANSWER_MS }, notice: null, touchedAt: now }
    case 'answered':
      return answered(state, event.request, event.outcome, now)
    case 'slip':
      return slip(state, event.ticket, now)
    case 'identified':
      return identified(state, event.visitor, now)
    case 'told':
      return told(state, event.notice, now)
    case 'language':
      return { ...touched(state, now), chosen: event.locale }
    case 'touched':
      return touched(state, now)
    case 'go-on':
      return screen.at === 'visitor' ? show(screen.next) : state
    case 'back':
      return back(state, now)
    case 'another':
      return { ...fresh(state), chosen: state.chosen, visitor: state.visitor, touchedAt: now }
    case 'still-here':
      return screen.at === 'still-there' ? show(screen.over) : state
    case 'open-staff':
      return show({ at: 'staff', wants: event.wants, who: event.who })
    case 'panel':
      return { ...fresh(state), chosen: state.chosen, screen: { at: 'panel' } }
    case 'done':
      return fresh(state)
    case 'tick':
      return tick(state, now)
    default:
      return assertNever(event)
  }
}

/** When the next `tick` is due; null: nothing will happen by itself. */
export function nextTick(state: DispenserState): number | null {
  const { screen } = state
  const due = [state.asked?.until ?? Infinity, state.notice?.until ?? Infinity]
  switch (screen.at) {
    case 'number':
      due.push(screen.until)
      if (waitsForSlip(screen)) due.push(screen.since + SLOW_SLIP_MS)
      break
    case 'refused':
    case 'still-there':
      due.push(screen.until)
      break
    case 'panel': // main closes it
      break
    default:
      if (!isFresh(state)) due.push(state.touchedAt + IDLE_MS)
  }
  const first = Math.min(...due)
  return first === Infinity ? null : first
}

function answered(state: DispenserState, request: Request, outcome: Outcome, now: number): DispenserState {
  // An answer that came after we had given up still helps, as long as the same person stands there.
  const isOurs = isSame(state.asked?.request, request) || (outcome.ok && isSame(state.failed, request))
  if (!isOurs) return state
  const after = { ...state, asked: null, notice: null, touchedAt: now }
  if (outcome.ok) return { ...after, failed: null, screen: numberScreen(outcome.ticket, now) }
  return {
    ...after,
    failed: isPassing(outcome.code) ? request : null,
    screen: {
      at: 'refused',
      request,
      code: outcome.code,
      detail: outcome.detail,
      back: choosing(state.screen),
      since: now,
      until: now + refusedLasts(outcome.code),
    },
  }
}

function slip(state: DispenserState, ticket: IssuedTicket, now: number): DispenserState {
  const { screen } = state
  if (screen.at !== 'number' || screen.ticket.ticket !== ticket.ticket) return state
  if (screen.ticket.print === ticket.print) return { ...state, screen: { ...screen, ticket } }
  return { ...state, screen: numberScreen(ticket, now) }
}

function identified(state: DispenserState, visitor: IdentifiedVisitor, now: number): DispenserState {
  if (isStaff(state.screen) || state.asked !== null) return state
  const isAnother = state.visitor !== null && state.visitor.visitor !== visitor.visitor
  const base = isAnother || isOver(state.screen) ? fresh(state) : state
  const here = choosing(base.screen)
  const next = here.at === 'visitor' ? here.next : here
  return {
    ...base,
    visitor,
    notice: null,
    touchedAt: now,
    screen: visitor.tickets.length > 0 ? { at: 'visitor', next } : next,
  }
}

function told(state: DispenserState, notice: Notice, now: number): DispenserState {
  if (isStaff(state.screen)) return state
  const base = isOver(state.screen) ? fresh(state) : state
  return {
    ...base,
    screen: choosing(base.screen),
    notice: { of: notice, until: now + NOTICE_MS },
    touchedAt: now,
  }
}

/** A touch gives whoever reads a number, or a refusal, time to go on reading. */
function touched(state: DispenserState, now: number): DispenserState {
  const { screen } = state
  const base = { ...state, touchedAt: now }
  if (screen.at !== 'number' && screen.at !== 'refused') return base
  const until = now + (screen.at === 'number' ? NUMBER_TOUCHED_MS : REFUSED_MS)
  return until <= screen.until ? base : { ...base, screen: { ...screen, since: now, until } }
}

function back(state: DispenserState, now: number): DispenserState {
  const { screen } = state
  const show = (next: DispenserScreen): DispenserState => ({ ...state, screen: next, notice: null, touchedAt: now })
  switch (screen.at) {
    case 'services':
      return show(screen.from)
    case 'search':
      return show(AGENCIES)
    case 'refused':
      return show(screen.back)
    case 'staff':
      return { ...fresh(state), chosen: state.chosen, touchedAt: now }
    case 'agencies':
    case 'visitor':
    case 'number':
    case 'panel':
    case 'still-there':
      return fresh(state)
    default:
      return assertNever(screen)
  }
}

function tick(state: DispenserState, now: number): DispenserState {
  const { screen, asked, notice } = state
  if (asked !== null && now >= asked.until) {
    return answered(state, asked.request, { ok: false, code: 'database_busy', detail: undefined }, now)
  }
  if (notice !== null && now >= notice.until) return tick({ ...state, notice: null }, now)
  switch (screen.at) {
    case 'number':
      if (now >= screen.until) return fresh(state)
      return waitsForSlip(screen) && now >= screen.since + SLOW_SLIP_MS
        ? { ...state, screen: { ...screen, isSlow: true } }
        : state
    case 'refused':
      return now < screen.until ? state : { ...state, screen: screen.back, touchedAt: now }
    case 'still-there':
      return now < screen.until ? state : fresh(state)
    case 'panel':
      return state
    case 'agencies':
    case 'search':
    case 'services':
    case 'visitor':
    case 'staff':
      if (now < state.touchedAt + IDLE_MS) return state
      // Whoever only looked at the first screen, or changed its language, has left nothing to lose.
      if (screen.at === 'agencies' && state.visitor === null) return fresh(state)
      return { ...state, screen: { at: 'still-there', over: screen, until: now + STILL_THERE_MS } }
    default:
      return assertNever(screen)
  }
}

const numberScreen = (ticket: IssuedTicket, now: number): DispenserScreen => ({
  at: 'number',
  ticket,
  since: now,
  until: now + NUMBER_MS[ticket.print],
  isSlow: false,
})

const waitsForSlip = (screen: Extract<DispenserScreen, { at: 'number' }>): boolean =>
  screen.ticket.print === 'printing' && !screen.isSlow

const isStaff = (screen: DispenserScreen): boolean =>
  screen.at === 'staff' || screen.at === 'panel' || (screen.at === 'still-there' && screen.over.at === 'staff')

/** Whoever had this is served: what comes next is somebody else. */
const isOver = (screen: DispenserScreen): boolean => screen.at === 'number'

/** Where a visitor goes on choosing from here. */
function choosing(screen: DispenserScreen): Choosing {
  switch (screen.at) {
    case 'agencies':
    case 'search':
    case 'services':
    case 'visitor':
      return screen
    case 'refused':
      return screen.back
    case 'still-there':
      return screen.over.at === 'staff' ? AGENCIES : screen.over
    case 'number':
    case 'staff':
    case 'panel':
      return AGENCIES
    default:
      return assertNever(screen)
  }
}

function isSame(a: Request | null | undefined, b: Request): boolean {
  if (a?.is === 'issue' && b.is === 'issue') return a.requestId === b.requestId
  return a?.is === 'check-in' && b.is === 'check-in' && a.ticket === b.ticket
}

/** Whether nothing of a person is on the first screen. */
const isFresh = ({ screen, chosen, visitor }: DispenserState): boolean =>
  screen.at === 'agencies' && screen.page === 0 && screen.group === null && chosen === null && visitor === null

/** For the next person: nothing of the last one remains but a request that is still under way. */
const fresh = (state: DispenserState): DispenserState => ({ ...START, asked: state.asked, touchedAt: state.touchedAt })
