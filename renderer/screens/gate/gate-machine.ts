import type { Locale } from '../../../core/contract/app'
import type { ScanAnswer } from '../../../core/contract/gate'
import type { WalkInAnswer } from '../../../core/contract/walk-in'
import type { WalkInForm } from '../../../core/contract/walk-in-form'
import { toneOf, type Tone } from '../../../core/contract/tone'
import { assertNever, type Detail } from '../../../core/result/result'
import type { PlainFailure } from '../../api/call'
import { IDLE_MS, STILL_THERE_MS } from '../../parts/patience'
import { beginWalkIn, stepOf, walkStep, type WalkEvent, type WalkState } from './walk-in/walk-in-machine'

/** A scan as it was sent to main; its id stays the same in every retry. */
export interface SentScan {
  readonly scanId: string
  readonly text: string
  readonly length: number
  readonly via: 'camera' | 'wedge' | 'keypad'
  /** When it was read, by the wall clock: what a failure shows, since it has no answer with a time. */
  readonly at: number
}

/** What came of a scan: an answer, or a failure to write it down. */
export type Shown =
  | { readonly ok: true; readonly scan: SentScan; readonly answer: ScanAnswer }
  | { readonly ok: false; readonly scan: SentScan; readonly code: PlainFailure; readonly detail: Detail | undefined }

type Keypad = { readonly at: 'keypad'; readonly typed: string }
type Staff = { readonly at: 'staff' }
/** Staff work here after a PIN; main closes it. */
type Panel = { readonly at: 'panel' }
type WalkIn = { readonly at: 'walk-in'; readonly walk: WalkState }
/** What may be asked "still there?", and goes on where it was. */
type Dialog = Keypad | Staff | WalkIn
export type GateScreen =
  /** `again` (set): until when it says that a code was not read in full. */
  | { readonly at: 'attract'; readonly again: number | null }
  | Dialog
  | Panel
  | { readonly at: 'still-there'; readonly over: Dialog; readonly until: number }
  /** Registered and let in: the code stays long enough to be photographed. */
  | { readonly at: 'registered'; readonly requestId: string; readonly answer: WalkInAnswer; readonly until: number }
  | {
      readonly at: 'result'
      readonly shown: Shown
      readonly since: number
      readonly until: number
      readonly under: WalkIn | null
    }

export interface GateState {
  readonly screen: GateScreen
  /** The language this visitor chose; null: the gate's own. */
  readonly chosen: Locale | null
  /** The newest scan that main has not answered yet. */
  readonly asked: { readonly scan: SentScan; readonly until: number } | null
  /** The last sign of a person. */
  readonly touchedAt: number
  /** The result that left the screen last, while its code may still be held before the camera. */
  readonly last: { readonly shown: Shown; readonly since: number } | null
}

export type GateEvent =
  /** A code was shown anew, typed, or is tried once more. */
  | { readonly type: 'scanned'; readonly scan: SentScan }
  /** The same code is still held before the scanner. */
  | { readonly type: 'held'; readonly text: string }
  | { readonly type: 'answered'; readonly shown: Shown }
  /** The hand scanner typed something that is no code: a part of one, whose rest was lost on the way. */
  | { readonly type: 'stray' }
  | { readonly type: 'typed'; readonly typed: string }
  | { readonly type: 'open-walk-in'; readonly form: WalkInForm; readonly requestId: string }
  | { readonly type: 'walk'; readonly event: WalkEvent }
  | { readonly type: 'registered'; readonly requestId: string; readonly answer: WalkInAnswer; readonly at: number }
  | { readonly type: 'language'; readonly locale: Locale }
  | { readonly type: 'touched' | 'tick' | 'open-keypad' | 'open-staff' | 'open-panel' | 'back' | 'still-here' | 'done' }

export const RESULT_MS: Readonly<Record<'go' | 'other', number>> = { go: 4_000, other: 8_000 }
/** Long enough to take the phone out and photograph the code. */
export const REGISTERED_MS = 45_000
/** How long main may take before the visitor is told so. */
export const ANSWER_MS = 8_000
/** A code that stays in sight keeps its result for a moment more, but not for ever: the ticket may lie there. */
const HELD_MS = 1_500
export const HELD_AT_MOST_MS = 20_000
/** How long a visitor is asked to scan once more. */
export const AGAIN_MS = 8_000

export const START: GateState = {
  screen: { at: 'attract', again: null },
  chosen: null,
  asked: null,
  touchedAt: 0,
  last: null,
}

/** The tone of what is shown. A scan that could not be saved is never green. */
export const toneOfShown = (shown: Shown): Tone =>
  shown.ok ? toneOf(shown.answer.outcome, shown.answer.reason) : 'attention'

/** How long it is shown, ms. */
export const lastsOf = (shown: Shown): number => (toneOfShown(shown) === 'go' ? RESULT_MS.go : RESULT_MS.other)

/** Is the visitor being asked to scan once more? */
export const isAskedAgain = ({ screen }: GateState): boolean => screen.at === 'attract' && screen.again !== null

/** One step of the gate; pure, the time comes in. */
export function gateStep(state: GateState, event: GateEvent, now: number): GateState {
  switch (event.type) {
    case 'scanned':
      return scanned(state, event.scan, now)
    case 'held':
      return held(state, event.text, now)
    case 'answered':
      return answered(state, event.shown, now)
    case 'stray':
      return stray(state, now)
    case 'typed':
      return state.screen.at === 'keypad'
        ? { ...state, screen: { at: 'keypad', typed: event.typed }, touchedAt: now }
        : state
    case 'open-walk-in':
      return {
        ...state,
        screen: { at: 'walk-in', walk: beginWalkIn(event.form, event.requestId) },
        touchedAt: now,
        last: null,
      }
    case 'walk':
      return walked(state, event.event, now)
    case 'registered':
      return registered(state, event, now)
    case 'language':
      return { ...state, chosen: event.locale, touchedAt: now }
    case 'touched':
      return { ...state, touchedAt: now }
    case 'open-keypad':
      return { ...state, screen: { at: 'keypad', typed: '' }, touchedAt: now, last: null }
    case 'open-staff':
      return { ...state, screen: { at: 'staff' }, touchedAt: now, last: null }
    case 'open-panel':
      return { ...state, screen: { at: 'panel' }, touchedAt: now, last: null }
    case 'still-here':
      return state.screen.at === 'still-there' ? { ...state, screen: state.screen.over, touchedAt: now } : state
    case 'back':
      // Whoever goes back is still there, and keeps the language.
      return { ...fresh(state), chosen: state.chosen, touchedAt: now }
    case 'done':
      return fresh(state)
    case 'tick':
      return tick(state, now)
    default:
      return assertNever(event)
  }
}

/** When the next `tick` is due; null: nothing will happen by itself. */
export function nextTick(state: GateState): number | null {
  const due = [state.asked?.until ?? Infinity]
  const { screen } = state
  if (screen.at === 'result' || screen.at === 'still-there' || screen.at === 'registered') due.push(screen.until)
  else if (screen.at === 'attract' && screen.again !== null) due.push(screen.again)
  else if (screen.at !== 'panel' && (screen.at !== 'attract' || state.chosen !== null))
    due.push(state.touchedAt + patience(screen))
  if (state.last !== null) due.push(state.last.since + HELD_AT_MOST_MS)
  const first = Math.min(...due)
  return first === Infinity ? null : first
}

function scanned(state: GateState, scan: SentScan, now: number): GateState {
  // Who was let in, or sent on, has left: the next code is another person, and greeted in the gate's own language.
  const another =
    state.screen.at === 'result' && !staysOn(state.screen.shown) && state.screen.shown.scan.text !== scan.text
  return {
    ...state,
    chosen: another ? null : state.chosen,
    asked: { scan, until: now + ANSWER_MS },
    touchedAt: now,
    last: null,
  }
}

function answered(state: GateState, shown: Shown, now: number): GateState {
  const { asked, screen } = state
  const isNewest = asked?.scan.scanId === shown.scan.scanId
  // An answer that came after we had given up still helps whoever stands before that very failure.
  const isLate = asked === null && screen.at === 'result' && screen.shown.scan.scanId === shown.scan.scanId
  if (!isNewest && !isLate) return state
  // It is in the panel's list of last scans; staff are not sent away from their work.
  if (screen.at === 'panel') return { ...state, asked: null }
  // Who is registering and whose camera saw some other code goes on; whoever was let in leaves nothing behind.
  const under = screen.at === 'walk-in' && toneOfShown(shown) !== 'go' ? screen : null
  return {
    ...state,
    screen: { at: 'result', shown, since: now, until: now + lastsOf(shown), under },
    asked: null,
    touchedAt: now,
    last: null,
  }
}

/** Asks for the code once more, unless one is being checked or somebody is busy with something else. */
function stray(state: GateState, now: number): GateState {
  const { screen, asked } = state
  const isWaiting = screen.at === 'attract' || (screen.at === 'result' && screen.under === null)
  if (!isWaiting || asked !== null) return state
  // Who was let in has left: these keys are the next person's.
  const another = screen.at === 'result' && !staysOn(screen.shown)
  return {
    ...state,
    screen: { at: 'attract', again: now + AGAIN_MS },
    chosen: another ? null : state.chosen,
    touchedAt: now,
    last: null,
  }
}

function held(state: GateState, text: string, now: number): GateState {
  const { screen, last } = state
  if (screen.at === 'result' && screen.shown.scan.text === text) {
    const until = Math.min(now + HELD_MS, screen.since + HELD_AT_MOST_MS)
    return until > screen.until ? { ...state, screen: { ...screen, until } } : state
  }
  if (screen.at === 'attract' && state.asked === null && last?.shown.scan.text === text) {
    if (now >= last.since + HELD_AT_MOST_MS) return state
    return { ...state, screen: { at: 'result', ...last, until: now + HELD_MS, under: null }, last: null }
  }
  return state
}

function tick(state: GateState, now: number): GateState {
  const { asked, screen, last } = state
  if (asked !== null && now >= asked.until) {
    return answered(state, { ok: false, scan: asked.scan, code: 'database_busy', detail: undefined }, now)
  }
  if (last !== null && now >= last.since + HELD_AT_MOST_MS) return tick({ ...state, last: null }, now)
  switch (screen.at) {
    case 'result':
      if (now < screen.until) return state
      if (screen.under !== null) return { ...state, screen: screen.under, touchedAt: now }
      return {
        ...fresh(state),
        chosen: staysOn(screen.shown) ? state.chosen : null,
        touchedAt: now,
        last: { shown: screen.shown, since: screen.since },
      }
    case 'still-there':
    case 'registered':
      return now < screen.until ? state : fresh(state)
    case 'keypad':
    case 'staff':
    case 'walk-in':
      if (now < state.touchedAt + patience(screen)) return state
      return { ...state, screen: { at: 'still-there', over: screen, until: now + STILL_THERE_MS } }
    case 'panel':
      return state
    case 'attract':
      if (screen.again !== null) return now < screen.again ? state : { ...state, screen: START.screen, touchedAt: now }
      return now < state.touchedAt + IDLE_MS ? state : { ...state, chosen: null }
    default:
      return assertNever(screen)
  }
}

function walked(state: GateState, event: WalkEvent, now: number): GateState {
  const { screen } = state
  if (screen.at === 'still-there' && screen.over.at === 'walk-in')
    return { ...state, screen: { ...screen, over: { at: 'walk-in', walk: walkStep(screen.over.walk, event) } } }
  if (screen.at === 'result' && screen.under !== null)
    return { ...state, screen: { ...screen, under: { at: 'walk-in', walk: walkStep(screen.under.walk, event) } } }
  if (screen.at !== 'walk-in') return state
  return { ...state, screen: { at: 'walk-in', walk: walkStep(screen.walk, event) }, touchedAt: now }
}

/** What came of a registration; whom the list does not let in sees why, as with a code. */
function registered(
  state: GateState,
  { requestId, answer, at }: Extract<GateEvent, { type: 'registered' }>,
  now: number,
): GateState {
  if (answer.scan.outcome === 'admitted')
    return {
      ...fresh(state),
      chosen: state.chosen,
      screen: { at: 'registered', requestId, answer, until: now + REGISTERED_MS },
      touchedAt: now,
    }
  const scan: SentScan = { scanId: requestId, text: '', length: 0, via: 'keypad', at }
  const shown: Shown = { ok: true, scan, answer: answer.scan }
  return {
    ...fresh(state),
    chosen: state.chosen,
    screen: { at: 'result', shown, since: now, until: now + lastsOf(shown), under: null },
    touchedAt: now,
  }
}

/** How long a screen waits in silence: a text that is asked about must be read first. */
function patience(screen: GateScreen): number {
  return screen.at === 'walk-in' && stepOf(screen.walk).is === 'purpose' ? 2 * IDLE_MS : IDLE_MS
}

/** Whether the visitor will still stand there afterwards: a code we could not read or save is tried again. */
const staysOn = (shown: Shown): boolean => !shown.ok || toneOfShown(shown) === 'refused'

/** For the next person: nothing of the last one remains but a scan that is still under way. */
const fresh = (state: GateState): GateState => ({ ...START, asked: state.asked, touchedAt: state.touchedAt })
