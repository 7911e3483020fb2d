import type { HubError } from '../hub/errors'
import { assertNever } from '../result/result'
import { backoffMs } from './backoff'

/**
 * How a station talks to its hub: a pure machine, (state, input) → (state, effects). What the effects do is written in
 * main/sync/engine.ts; this decides only what comes next. Invariants, each with its test beside the file:
 *
 * 1. At most one exchange is under way. What it did comes back as one `did` or one `failed`.
 * 2. Nothing is sent to, and no page is taken from, a log with another identity than the folder's: first `probe` finds
 *    what both have in common, and what lies after it is offered again.
 * 3. Own events go out only when the people rows written before them are out.
 * 4. A claim is asked only when nothing waits in the outbox.
 * 5. After a failure nothing is asked before the pause is over, but a claim: somebody waits for its answer.
 * 6. A revoked station asks for nothing more: it tells its screens, wipes its people, again and again until that is done,
 *    and says so, again and again until that is heard.
 * 7. A failure loses nothing: what was to be done is still to be done.
 * 8. What the hub was once heard to have, and says it has not, is not asked for again and again.
 */
export interface SyncMachine {
  /** Identity of the log that the folder's sequence numbers mean; null: no hub met yet. */
  readonly log: string | null
  /** Identity that the hub showed and the folder does not follow yet. */
  readonly otherLog: string | null
  readonly link: Link
  readonly underWay: Exchange | null
  /** Is there something to send, as far as is known? */
  readonly peopleOut: boolean
  readonly eventsOut: boolean
  /** The hub's heads as last heard, and how far each was looked at. */
  readonly head: number
  readonly cursor: number
  readonly peopleHead: number
  readonly peopleCursor: number
  /** The highest heads heard since the exchange under way began: its answer may be older than they are. */
  readonly meanwhile: Heads
  /** What was done last, so that neither way starves the other. */
  readonly last: Exchange['do'] | null
  readonly claims: readonly string[]
}

interface Heads {
  readonly head: number
  readonly peopleHead: number
}
const NO_HEADS: Heads = { head: 0, peopleHead: 0 }

/** How the hub is reached. */
export type Link =
  /** Not greeted yet: the first exchange is a greeting. */
  | {
      readonly is: 'ungreeted'
      readonly failures: number
      readonly pausing: boolean
      readonly problem: HubError | null
    }
  | { readonly is: 'up' }
  /** `revoked`: for good. `left` null: the people are wiped, and the hub has heard it, or will not hear it. */
  | { readonly is: 'over'; readonly left: LastWork | null }

/** What a revoked station still has to do: to wipe, then to say so. */
export interface LastWork {
  readonly do: 'wipe_people' | 'say_wiped'
  /** `at` of the order to wipe; null: it was told without one, so nothing is said. */
  readonly order: number | null
  readonly failures: number
  readonly pausing: boolean
}

export type Exchange =
  | { readonly do: 'hello' }
  | { readonly do: 'probe' }
  | { readonly do: 'people_out' }
  | { readonly do: 'events_out' }
  | { readonly do: 'people_in' }
  | { readonly do: 'events_in' }
  | { readonly do: 'claim'; readonly claim: string }
  | { readonly do: 'wipe_people' }
  | { readonly do: 'say_wiped'; readonly order: number }

export type Input =
  /** Something was written to this folder. */
  | { readonly in: 'written'; readonly people: boolean; readonly events: boolean }
  /** The hub tells of itself: in its greeting, over SSE, beside an answer. */
  | { readonly in: 'heard'; readonly log: string; readonly head?: number; readonly peopleHead?: number }
  /** The pause after a failure is over, or it is time to look again. */
  | { readonly in: 'time' }
  | { readonly in: 'asked'; readonly claim: string }
  /** Nobody waits for that answer any more. */
  | { readonly in: 'gave_up'; readonly claim: string }
  /** The exchange under way is done: what is known now. */
  | {
      readonly in: 'did'
      readonly log?: string
      readonly head?: number
      readonly peopleHead?: number
      readonly cursor?: number
      readonly peopleCursor?: number
      readonly peopleOut?: boolean
      readonly eventsOut?: boolean
    }
  /** The exchange under way failed. `random` in [0, 1) spreads the pauses; `order`: of a revocation. */
  | {
      readonly in: 'failed'
      readonly code: HubError
      readonly log?: string | null
      readonly order?: number
      readonly random: number
    }

export type Effect =
  | { readonly do: 'exchange'; readonly exchange: Exchange }
  /** Give a `time` after so many ms; a newer one replaces it. */
  | { readonly do: 'wait'; readonly ms: number }
  /** The hub cannot be asked now: the claim is to be decided by the rules for being cut off. */
  | { readonly do: 'refuse_claim'; readonly claim: string; readonly code: HubError }
  /** Screens show no names any more, whatever becomes of the wiping. */
  | { readonly do: 'tell_revoked' }

/** With nothing heard, the hub is asked this often, ms: the fallback when no SSE gets through. */
export const POLL_MS = 5_000

/** So many people rows behind is a first sync, not a moment's work. */
const CATCH_UP = 1_000

export function newMachine(known: {
  readonly log: string | null
  readonly cursor: number
  readonly peopleCursor: number
}): SyncMachine {
  return {
    ...known,
    otherLog: null,
    link: { is: 'ungreeted', failures: 0, pausing: false, problem: null },
    underWay: null,
    // Not known yet: looked at once greeted.
    peopleOut: true,
    eventsOut: true,
    ...NO_HEADS,
    meanwhile: NO_HEADS,
    last: null,
    claims: [],
  }
}

export function step(state: SyncMachine, input: Input): { state: SyncMachine; effects: readonly Effect[] } {
  const { state: next, effects } = take(state, input)
  const exchange = next.underWay === null ? nextExchange(next) : null
  if (exchange === null) {
    const isIdle = next.underWay === null && next.link.is === 'up' && !effects.some((effect) => effect.do === 'wait')
    return { state: next, effects: isIdle ? [...effects, { do: 'wait', ms: POLL_MS }] : effects }
  }
  return {
    state: { ...next, underWay: exchange, meanwhile: NO_HEADS },
    effects: [...effects, { do: 'exchange', exchange }],
  }
}

/** Everything known is sent, taken in and answered. */
export const isInStep = (state: SyncMachine): boolean =>
  state.link.is === 'up' && state.underWay === null && nextExchange(state) === null

function take(state: SyncMachine, input: Input): { state: SyncMachine; effects: readonly Effect[] } {
  const plain = (next: SyncMachine, ...effects: Effect[]) => ({ state: next, effects })
  switch (input.in) {
    case 'written':
      return plain({
        ...state,
        peopleOut: state.peopleOut || input.people,
        eventsOut: state.eventsOut || input.events,
      })
    case 'heard':
      return plain(heard(state, input))
    case 'time':
      if (state.link.is === 'ungreeted') return plain({ ...state, link: { ...state.link, pausing: false } })
      if (state.link.is === 'over') return plain({ ...state, link: over(state.link.left, { pausing: false }) })
      // Looked for again on both sides: another process may have written, and an SSE may have been lost.
      return plain(
        state.underWay === null && state.link.is === 'up'
          ? { ...state, link: { is: 'ungreeted', failures: 0, pausing: false, problem: null } }
          : state,
      )
    case 'asked':
      return state.link.is === 'over'
        ? plain(state, { do: 'refuse_claim', claim: input.claim, code: 'revoked' })
        : plain({ ...state, claims: [...state.claims, input.claim] })
    case 'gave_up':
      return plain({ ...state, claims: state.claims.filter((claim) => claim !== input.claim) })
    case 'did':
      return plain(did(state, input))
    case 'failed':
      return failed(state, input)
    default:
      return assertNever(input)
  }
}

function heard(state: SyncMachine, { log, ...told }: { readonly log: string } & Partial<Heads>): SyncMachine {
  const isOther = state.log !== null && log !== state.log
  // Heads of another log are places of another sequence.
  if (isOther) return { ...state, otherLog: log }
  return {
    ...state,
    log,
    ...higher(state, told),
    meanwhile: higher(state.meanwhile, told),
  }
}

const higher = (known: Heads, { head = 0, peopleHead = 0 }: Partial<Heads>): Heads => ({
  head: Math.max(known.head, head),
  peopleHead: Math.max(known.peopleHead, peopleHead),
})

/**
 * The heads that the hub has by its own word. A greeting tells both; a page that brought nothing tells its own. Whatever
 * was heard before may be of a hub that was put back since under the same identity.
 */
function byItsWord(state: SyncMachine, { log, head, peopleHead, ...did }: Did): Partial<Heads> {
  const { underWay, meanwhile } = state
  if (log !== undefined && state.log !== null && log !== state.log) return {}
  const isGreeting = underWay?.do === 'hello'
  const isLastPage = underWay?.do === 'events_in' && (did.cursor ?? 0) <= state.cursor
  const isLastRows = underWay?.do === 'people_in' && (did.peopleCursor ?? 0) <= state.peopleCursor
  return {
    ...((isGreeting || isLastPage) && head !== undefined && { head: Math.max(meanwhile.head, head) }),
    ...((isGreeting || isLastRows) &&
      peopleHead !== undefined && { peopleHead: Math.max(meanwhile.peopleHead, peopleHead) }),
  }
}

type Did = Extract<Input, { in: 'did' }>

function did(state: SyncMachine, input: Did): SyncMachine {
  const done = state.underWay
  const { log, head, peopleHead } = input
  let next: SyncMachine = { ...state, underWay: null, last: done?.do ?? null }
  if (done?.do === 'probe' && log !== undefined) {
    // The folder follows the new log from here: heads of the old one mean nothing.
    next = { ...next, log, otherLog: null, head: 0, peopleHead: 0 }
  }
  if (log !== undefined)
    next = heard(next, { log, ...(head !== undefined && { head }), ...(peopleHead !== undefined && { peopleHead }) })
  if (done?.do === 'hello') next = { ...next, link: { is: 'up' } }
  if (done?.do === 'wipe_people') next = { ...next, link: wiped(next.link) }
  if (done?.do === 'say_wiped') next = { ...next, link: over(null) }
  if (done?.do === 'claim') next = { ...next, claims: next.claims.filter((claim) => claim !== done.claim) }
  return {
    ...next,
    ...byItsWord(state, input),
    cursor: input.cursor ?? next.cursor,
    peopleCursor: input.peopleCursor ?? next.peopleCursor,
    peopleOut: input.peopleOut ?? next.peopleOut,
    eventsOut: input.eventsOut ?? next.eventsOut,
  }
}

function failed(
  state: SyncMachine,
  { code, log, order, random }: Extract<Input, { in: 'failed' }>,
): { state: SyncMachine; effects: readonly Effect[] } {
  const done = state.underWay
  const waiting = state.claims.map((claim): Effect => ({ do: 'refuse_claim', claim, code }))
  const free: SyncMachine = { ...state, underWay: null, last: null }
  if (state.link.is === 'over') {
    const { left } = state.link
    // A hub that is older than this word, or was put back to a time before the revocation, will never hear it.
    if (left === null || (left.do === 'say_wiped' && !LINK_TROUBLE.has(code)))
      return { state: { ...free, link: over(null) }, effects: [] }
    const failures = left.failures + 1
    return {
      state: { ...free, link: over(left, { failures, pausing: true }) },
      effects: [{ do: 'wait', ms: backoffMs(failures, random) }],
    }
  }
  if (code === 'revoked') {
    const left = { do: 'wipe_people', order: order ?? null, failures: 0, pausing: false } as const
    return { state: { ...free, link: over(left), claims: [] }, effects: [...waiting, { do: 'tell_revoked' }] }
  }
  if (code === 'log_changed') {
    // Greeted anew: its answer says which log it is, and the probe follows.
    const link: Link = { is: 'ungreeted', failures: 0, pausing: false, problem: null }
    return {
      state: { ...free, link, ...(typeof log === 'string' && log !== state.log && { otherLog: log }) },
      effects: [],
    }
  }
  if (done?.do === 'claim' && !LINK_TROUBLE.has(code)) {
    // The hub decided against it, or wants the outbox first: that is an answer, not a broken link.
    if (code === 'outbox_first') return { state: { ...free, peopleOut: true, eventsOut: true }, effects: [] }
    return {
      state: { ...free, claims: free.claims.filter((claim) => claim !== done.claim) },
      effects: [{ do: 'refuse_claim', claim: done.claim, code }],
    }
  }
  const failures = (state.link.is === 'ungreeted' ? state.link.failures : 0) + 1
  return {
    state: { ...free, claims: [], link: { is: 'ungreeted', failures, pausing: true, problem: code } },
    effects: [...waiting, { do: 'wait', ms: backoffMs(failures, random) }],
  }
}

const over = (left: LastWork | null, moved: Partial<LastWork> = {}): Link => ({
  is: 'over',
  left: left === null ? null : { ...left, ...moved },
})

/** Wiped: said next, if there was an order. */
function wiped(link: Link): Link {
  if (link.is !== 'over' || link.left === null || link.left.order === null) return over(null)
  return over(link.left, { do: 'say_wiped', failures: 0, pausing: false })
}

/** After these the hub counts as out of reach; anything else is an answer. */
const LINK_TROUBLE: ReadonlySet<HubError> = new Set([
  'offline',
  'not_our_hub',
  'strange_answer',
  'aborted',
  'unavailable',
  'internal',
  'too_many',
  'unknown_station',
  'other_fair',
])

function nextExchange(state: SyncMachine): Exchange | null {
  const [claim] = state.claims
  if (state.link.is === 'over') {
    const { left } = state.link
    if (left === null || left.pausing) return null
    return left.do === 'wipe_people' || left.order === null
      ? { do: 'wipe_people' }
      : { do: 'say_wiped', order: left.order }
  }
  if (state.link.is === 'ungreeted') {
    // A person waits: one try, whatever the pause.
    return state.link.pausing && claim === undefined ? null : { do: 'hello' }
  }
  if (state.otherLog !== null) return { do: 'probe' }
  if (state.peopleOut) return { do: 'people_out' }
  const isBehind = state.cursor < state.head
  if (state.eventsOut && !(state.last === 'events_out' && isBehind && claim === undefined)) return { do: 'events_out' }
  if (claim !== undefined) return { do: 'claim', claim }
  const rows = state.peopleHead - state.peopleCursor
  // Rows before the events that name them; but in a long catch-up by turns, so that the set-up does not come last.
  if (rows > 0 && !(isBehind && rows > CATCH_UP && state.last === 'people_in')) return { do: 'people_in' }
  if (isBehind) return { do: 'events_in' }
  return null
}
