/**
 * What tells a hand scanner from a hand: the rules, as a pure reducer.
 *
 * A scanner in keyboard-wedge mode types its code and then, usually, Enter or Tab. Keys belong to one burst while no
 * two of them are more than GAP_MS apart, by the time at which the system got them: how long we were busy meanwhile
 * does not count. A burst is a scan when
 *   - it ends in Enter or Tab and has at least MIN_MARKED characters, or it ends in silence and has MIN_UNMARKED; and
 *   - if the focus is in a text field, or it is shorter than MIN_UNMARKED, it also came faster than fingers: SURE
 *     characters in a row, or no more than FAST_MS between keys on average. A quick typist rolls over three or four
 *     keys at 80 ms; nobody keeps that up for eight.
 *
 * Nobody can tell at its first key what a burst will be. So no printable key reaches the page at once: it is held, and
 * given back (`replay`) at the moment the burst turns out to be a person's, at the latest GAP_MS after the key. This
 * includes Space: a scan may begin with one, and it must not press the button that has the focus; a person's Space
 * presses it 100 ms later. Enter and Tab are never a scan's first key: after silence they are a person's and pass at
 * once, in a burst they are its end mark. Arrows, Escape, function keys and shortcuts pass.
 *
 * After a scan, Enter and Tab are swallowed for GUARD_MS: scanners end with CR LF, or send their end mark late.
 *
 * A cable, a driver or a busy system may stop in the middle of a code. On a public screen, where nobody types outside a
 * text field, what began faster than fingers and shows no end (an end mark, or the form of a whole code) therefore waits
 * PATIENCE_MS for its rest. And what is given back there outside a text field is called `stray`: it was no person's, so
 * a code went astray, and the screen must say so.
 *
 * Invariants (each is a property in wedge-core.test.ts): every key held is either replayed or dropped, once; a key of
 * a scan is never replayed; typing with gaps over GAP_MS never makes a scan; text is never split or doubled.
 */
import { isWholeCode } from '../../core/codes/whole'
import { assertNever } from '../../core/result/result'
import { MAX_SCAN_LENGTH } from './scanner'

/** Two keys further apart than this (milliseconds) are not one burst. */
export const GAP_MS = 100
/** A burst with at most this between its keys on average is too fast for fingers. */
export const FAST_MS = 50
/** This many characters, all within GAP_MS of each other, are a scan even in a text field. */
export const SURE = 8
/** Fewest characters of a scan that ends in Enter or Tab. */
export const MIN_MARKED = 2
/** Fewest characters of a scan that ends in silence. */
export const MIN_UNMARKED = 4
/** How long after a scan Enter and Tab are still taken for the scanner's. */
export const GUARD_MS = 200
/** How long the rest of a code that a machine began may keep a public screen waiting. */
export const PATIENCE_MS = 500

/** Who stands before the screen: `public`, where nobody types outside a text field, or `staff`, who press letters. */
export type WedgePlace = 'public' | 'staff'

/** A burst in the making; `IDLE` when there is none. */
export type WedgeState = {
  readonly text: string
  /** Characters so far; `text` stops growing at MAX_SCAN_LENGTH, this does not. */
  readonly length: number
  readonly startedAt: number
  readonly lastAt: number
  readonly inField: boolean
  /** Its beginning came faster than fingers: what slowed down later is a machine's all the same. */
  readonly isFast: boolean
  /** Until when Enter and Tab are swallowed. */
  readonly guardUntil: number
}

export const IDLE: WedgeState = {
  text: '',
  length: 0,
  startedAt: 0,
  lastAt: 0,
  inField: false,
  isFast: false,
  guardUntil: -Infinity,
}

/** What happened, at a time in milliseconds on the events' own clock. */
export type WedgeInput =
  | { kind: 'character'; at: number; character: string; inField: boolean; repeat: boolean }
  /** Enter or Tab. */
  | { kind: 'mark'; at: number }
  /** A key that says nothing but that keys are coming: Shift, a dead key, one the system cannot name. */
  | { kind: 'alive'; at: number }
  /** A control character spelled as a shortcut (Ctrl+J is LF): the scanner's within a burst or the guard, else a person's. */
  | { kind: 'control'; at: number }
  /** Any other key: arrows, Escape, function keys, shortcuts. */
  | { kind: 'other'; at: number }
  /** No key; time has passed. */
  | { kind: 'time'; at: number }

/** What to do now: first with the keys held so far, then with this key, then report the scan. */
export type WedgeStep = {
  state: WedgeState
  held: 'keep' | 'replay' | 'drop'
  /** `hold`: keep from the page, may be replayed; `swallow`: keep from the page for good; `pass`: not ours. */
  key: 'hold' | 'swallow' | 'pass'
  scan?: { text: string; length: number }
  /** Characters were given back that would have gone to no text field. */
  stray?: true
}

/** How long after its last key a burst is over (milliseconds). */
export function waitOf(state: WedgeState, place: WedgePlace): number {
  const mayGoOn = place === 'public' && state.isFast && !state.inField && !isWholeCode(state.text)
  return mayGoOn ? PATIENCE_MS : GAP_MS
}

/** One step; never throws. Times that run backwards count as no time. */
export function step(before: WedgeState, input: WedgeInput, place: WedgePlace): WedgeStep {
  const silence = input.at - before.lastAt
  const over = before.length > 0 && silence > GAP_MS && silence > waitOf(before, place)
  const closed = over ? close(before, false, before.lastAt + waitOf(before, place)) : unchanged(before)
  const now = handle(closed.state, input)
  // A key that comes after the gap meets an empty burst, so at most one of the two steps has a scan or held keys.
  const { held, scan, stray } = over ? closed : now
  return {
    state: now.state,
    held,
    key: now.key,
    ...(scan === undefined ? {} : { scan }),
    ...(stray === undefined ? {} : { stray }),
  }
}

function handle(state: WedgeState, input: WedgeInput): WedgeStep {
  const busy = state.length > 0
  switch (input.kind) {
    case 'time':
      return unchanged(state)
    case 'alive':
      return busy ? { ...unchanged(state), state: { ...state, lastAt: input.at } } : unchanged(state)
    case 'control': {
      if (busy) return { ...unchanged({ ...state, lastAt: input.at }), key: 'swallow' }
      return { ...unchanged(state), key: input.at <= state.guardUntil ? 'swallow' : 'pass' }
    }
    case 'character':
      // A key held down repeats only after a quarter of a second: never within a burst unless a machine lost a key-up.
      if (input.repeat && !busy) return unchanged(state)
      return { state: grow(state, input), held: 'keep', key: 'hold' }
    case 'mark': {
      if (busy) {
        const end = close(state, true, input.at)
        return end.scan ? { ...end, key: 'swallow' } : end
      }
      return { ...unchanged(state), key: input.at <= state.guardUntil ? 'swallow' : 'pass' }
    }
    case 'other': {
      if (!busy) return unchanged(state)
      const end = close(state, false, input.at)
      return end.scan ? { ...end, key: 'swallow' } : end
    }
    default:
      return assertNever(input)
  }
}

function grow(state: WedgeState, key: { at: number; character: string; inField: boolean }): WedgeState {
  const first = state.length === 0
  const startedAt = first ? key.at : state.startedAt
  return {
    text: state.text.length < MAX_SCAN_LENGTH ? state.text + key.character : state.text,
    length: state.length + key.character.length,
    startedAt,
    lastAt: key.at,
    // Focus may move while a burst runs; what matters is where its first key would have gone.
    inField: first ? key.inField : state.inField,
    isFast: !first && (state.isFast || key.at - startedAt <= state.length * FAST_MS),
    guardUntil: state.guardUntil,
  }
}

/** Ends the burst at `at`: a scan, or keys to give back. The key that ended it, if any, passes. */
function close(state: WedgeState, marked: boolean, at: number): WedgeStep {
  if (!isScan(state, marked, at))
    return {
      state: { ...IDLE, guardUntil: state.guardUntil },
      held: 'replay',
      key: 'pass',
      // A Space alone presses a button.
      ...(state.inField || state.text.trim() === '' ? {} : { stray: true }),
    }
  return {
    state: { ...IDLE, guardUntil: at + GUARD_MS },
    held: 'drop',
    key: 'pass',
    scan: { text: state.text, length: state.length },
  }
}

function isScan(state: WedgeState, marked: boolean, at: number): boolean {
  if (state.length < (marked ? MIN_MARKED : MIN_UNMARKED)) return false
  if (!state.inField && state.length >= MIN_UNMARKED) return true
  if (state.length >= SURE) return true
  const gaps = marked ? state.length : state.length - 1
  const took = (marked ? at : state.lastAt) - state.startedAt
  return took <= gaps * FAST_MS
}

const unchanged = (state: WedgeState): WedgeStep => ({ state, held: 'keep', key: 'pass' })
