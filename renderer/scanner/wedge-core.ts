/**
 * What tells a hand scanner from a hand: the rules, as a pure reducer.
 *
 * A scanner in keyboard-wedge mode types its code and then, usually, Enter or Tab. Keys belong to one burst while no
 * two of them are more than GAP_MS apart. A burst is a scan when
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
 * Invariants (each is a property in wedge-core.test.ts): every key held is either replayed or dropped, once; a key of
 * a scan is never replayed; typing with gaps over GAP_MS never makes a scan; text is never split or doubled.
 */
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

/** A burst in the making; `IDLE` when there is none. */
export type WedgeState = {
  readonly text: string
  /** Characters so far; `text` stops growing at MAX_SCAN_LENGTH, this does not. */
  readonly length: number
  readonly startedAt: number
  readonly lastAt: number
  readonly inField: boolean
  /** Until when Enter and Tab are swallowed. */
  readonly guardUntil: number
}

export const IDLE: WedgeState = {
  text: '',
  length: 0,
  startedAt: 0,
  lastAt: 0,
  inField: false,
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
}

/** One step; never throws. Times that run backwards count as no time. */
export function step(before: WedgeState, input: WedgeInput): WedgeStep {
  const over = before.length > 0 && input.at - before.lastAt > GAP_MS
  const closed = over ? close(before, false, before.lastAt + GAP_MS) : unchanged(before)
  const now = handle(closed.state, input)
  // A key that comes after the gap meets an empty burst, so at most one of the two steps has a scan or held keys.
  return {
    state: now.state,
    held: over ? closed.held : now.held,
    key: now.key,
    ...((closed.scan ?? now.scan) ? { scan: (closed.scan ?? now.scan)! } : {}),
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
  return {
    text: state.text.length < MAX_SCAN_LENGTH ? state.text + key.character : state.text,
    length: state.length + key.character.length,
    startedAt: first ? key.at : state.startedAt,
    lastAt: key.at,
    // Focus may move while a burst runs; what matters is where its first key would have gone.
    inField: first ? key.inField : state.inField,
    guardUntil: state.guardUntil,
  }
}

/** Ends the burst at `at`: a scan, or keys to give back. The key that ended it, if any, passes. */
function close(state: WedgeState, marked: boolean, at: number): WedgeStep {
  if (!isScan(state, marked, at))
    return { state: { ...IDLE, guardUntil: state.guardUntil }, held: 'replay', key: 'pass' }
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
