import { describe, expect, it } from 'vitest'
import type { ScanAnswer } from '../../../core/contract/gate'
import { IDLE_MS, STILL_THERE_MS } from '../../parts/patience'
import {
  AGAIN_MS,
  ANSWER_MS,
  gateStep,
  HELD_AT_MOST_MS,
  lastsOf,
  nextTick,
  START,
  toneOfShown,
  type GateEvent,
  type GateState,
  type SentScan,
  type Shown,
} from './gate-machine'

const aScan = (text: string, scanId = `scan-${text}`): SentScan => ({
  scanId,
  text,
  length: text.length,
  via: 'camera',
  at: 0,
})
const anAnswer = (over: Partial<ScanAnswer> = {}): ScanAnswer => ({
  scanId: '',
  outcome: 'admitted',
  reason: null,
  direction: 'entry',
  at: 0,
  visitor: { name: 'Ratna', category: { id: 'Umum', en: 'Public' } },
  seen: null,
  window: null,
  places: null,
  admits: [],
  open: 0,
  list: { id: 'Pintu', en: 'Door' },
  gate: null,
  sign: null,
  ...over,
})
const admitted = (text: string): Shown => ({ ok: true, scan: aScan(text), answer: anAnswer() })
const unknown = (text: string): Shown => ({
  ok: true,
  scan: aScan(text),
  answer: anAnswer({ outcome: 'refused', reason: 'invalid', visitor: null }),
})
const unsaved = (text: string): Shown => ({ ok: false, scan: aScan(text), code: 'disk_full', detail: undefined })

/** Plays events, each at its time (ms). */
const play = (...steps: readonly (readonly [number, GateEvent])[]): GateState =>
  steps.reduce((state, [now, event]) => gateStep(state, event, now), START)
const scanned = (text: string): GateEvent => ({ type: 'scanned', scan: aScan(text) })
const shows = (shown: Shown): GateEvent => ({ type: 'answered', shown })
const tick: GateEvent = { type: 'tick' }

describe('a result', () => {
  it('lasts 4 s when admitted and 8 s when not, then the screen is fresh', () => {
    const green = play([0, scanned('A')], [10, shows(admitted('A'))])
    expect(nextTick(green)).toBe(4_010)
    expect(gateStep(green, tick, 4_009).screen.at).toBe('result')
    expect(gateStep(green, tick, 4_010).screen.at).toBe('attract')
    const red = play([0, scanned('A')], [10, shows(unknown('A'))])
    expect(nextTick(red)).toBe(8_010)
  })

  it('gives way at once to the next scan', () => {
    const state = play([0, scanned('A')], [10, shows(admitted('A'))], [500, scanned('B')], [510, shows(unknown('B'))])
    expect(state.screen).toMatchObject({ at: 'result', shown: unknown('B'), until: 8_510 })
  })

  it('is not replaced by the late answer to an older scan', () => {
    const state = play([0, scanned('A')], [5, scanned('B')], [10, shows(admitted('B'))], [20, shows(admitted('A'))])
    expect(state.screen).toMatchObject({ at: 'result', shown: admitted('B') })
  })

  it('comes over the keypad, the question and the staff dialog alike', () => {
    for (const open of ['open-keypad', 'open-staff'] as const) {
      const idle = play([0, { type: open }], [IDLE_MS, tick])
      expect(idle.screen.at).toBe('still-there')
      const state = gateStep(gateStep(idle, scanned('A'), 21_000), shows(admitted('A')), 21_010)
      expect(state.screen.at).toBe('result')
      expect(gateStep(state, tick, 30_000).screen).toEqual(START.screen)
    }
  })
})

describe('a scan that could not be saved', () => {
  it('is never green', () => {
    expect(toneOfShown(unsaved('A'))).toBe('attention')
    expect(lastsOf(unsaved('A'))).toBe(8_000)
  })

  it('is told when main says nothing, and the late answer still comes', () => {
    const waiting = play([0, scanned('A')])
    expect(nextTick(waiting)).toBe(ANSWER_MS)
    const told = gateStep(waiting, tick, ANSWER_MS)
    expect(told.screen).toMatchObject({ at: 'result', shown: { ok: false, code: 'database_busy' } })
    expect(gateStep(told, shows(admitted('A')), 9_000).screen).toMatchObject({ shown: admitted('A') })
  })

  it('is not answered to the next person once the screen is fresh', () => {
    const told = play([0, scanned('A')], [ANSWER_MS, tick], [ANSWER_MS + 8_000, tick])
    expect(told.screen.at).toBe('attract')
    expect(gateStep(told, shows(admitted('A')), 20_000).screen.at).toBe('attract')
  })
})

describe('a code that is held still', () => {
  it('keeps its result a moment longer', () => {
    const state = play([0, scanned('A')], [0, shows(admitted('A'))], [3_900, { type: 'held', text: 'A' }])
    expect(gateStep(state, tick, 4_500).screen.at).toBe('result')
    expect(gateStep(state, tick, 5_400).screen.at).toBe('attract')
  })

  it('brings the same result back when it had just left', () => {
    const gone = play([0, scanned('A')], [0, shows(admitted('A'))], [4_000, tick])
    expect(gateStep(gone, { type: 'held', text: 'B' }, 4_100).screen.at).toBe('attract')
    expect(gateStep(gone, { type: 'held', text: 'A' }, 4_100).screen).toMatchObject({ at: 'result', since: 0 })
  })

  it('does not keep it for ever', () => {
    let state = play([0, scanned('A')], [0, shows(admitted('A'))])
    for (let now = 100; now < 60_000; now += 100) {
      state = gateStep(gateStep(state, { type: 'held', text: 'A' }, now), tick, now)
      if (now > HELD_AT_MOST_MS) expect(state.screen.at).toBe('attract')
    }
    expect(state.last).toBeNull()
  })

  it('does not disturb the keypad', () => {
    const state = play([0, scanned('A')], [0, shows(unknown('A'))], [1_000, { type: 'open-keypad' }])
    expect(gateStep(state, { type: 'held', text: 'A' }, 1_100)).toEqual(state)
  })
})

describe('silence', () => {
  it('asks after 20 s and is fresh 10 s later', () => {
    const typing = play([0, { type: 'open-keypad' }], [1_000, { type: 'typed', typed: '7K' }])
    expect(nextTick(typing)).toBe(1_000 + IDLE_MS)
    const asking = gateStep(typing, tick, 21_000)
    expect(asking.screen).toMatchObject({ at: 'still-there', until: 21_000 + STILL_THERE_MS })
    expect(gateStep(asking, tick, 31_000).screen).toEqual(START.screen)
  })

  it('gives back what was typed to who is still there', () => {
    const asking = play([0, { type: 'open-keypad' }], [0, { type: 'typed', typed: '7K' }], [IDLE_MS, tick])
    expect(gateStep(asking, { type: 'still-here' }, 25_000)).toMatchObject({
      screen: { at: 'keypad', typed: '7K' },
      touchedAt: 25_000,
    })
  })

  it('begins anew with every touch', () => {
    const state = play([0, { type: 'open-staff' }], [19_000, { type: 'touched' }])
    expect(gateStep(state, tick, IDLE_MS).screen.at).toBe('staff')
    expect(nextTick(state)).toBe(19_000 + IDLE_MS)
  })
})

describe('the language', () => {
  const english: GateEvent = { type: 'language', locale: 'en' }

  it('is kept for the visitor who chose it, and for nobody else', () => {
    const state = play([0, english], [100, scanned('A')], [110, shows(admitted('A'))])
    expect(state.chosen).toBe('en')
    expect(gateStep(state, tick, 5_000).chosen).toBeNull()
    expect(gateStep(state, scanned('B'), 1_000).chosen).toBeNull()
  })

  it('stays for who tries a second time', () => {
    const state = play([0, english], [100, scanned('A')], [110, shows(unknown('A'))], [8_110, tick])
    expect(state).toMatchObject({ screen: { at: 'attract' }, chosen: 'en' })
    expect(gateStep(state, tick, 8_110 + IDLE_MS).chosen).toBeNull()
  })

  it('is forgotten when its visitor walks away or is done, not on the way back', () => {
    expect(gateStep(play([0, english]), tick, IDLE_MS).chosen).toBeNull()
    const typing = play([0, { type: 'open-keypad' }], [1, english])
    expect(gateStep(typing, { type: 'back' }, 2).chosen).toBe('en')
    expect(gateStep(typing, { type: 'done' }, 2).chosen).toBeNull()
  })
})

describe('the staff panel', () => {
  const opened = play([0, scanned('A')], [10, { type: 'open-panel' }])

  it('is left by nobody but staff and main: not by idling, nor by an answer that was under way', () => {
    expect(gateStep(opened, shows(admitted('A')), 20)).toMatchObject({ screen: { at: 'panel' }, asked: null })
    const quiet = gateStep(opened, shows(admitted('A')), 20)
    expect(nextTick(quiet)).toBeNull()
    expect(gateStep(quiet, tick, 10 * IDLE_MS).screen.at).toBe('panel')
  })

  it('leaves a fresh screen behind', () => {
    expect(gateStep(opened, { type: 'done' }, 30).screen.at).toBe('attract')
  })
})

it('waits for nothing on the waiting screen', () => {
  expect(nextTick(START)).toBeNull()
})

describe('part of a code', () => {
  const stray: GateEvent = { type: 'stray' }

  it('asks the waiting visitor to scan once more, for a while', () => {
    const state = play([0, { type: 'language', locale: 'en' }], [100, stray])
    expect(state).toMatchObject({ screen: { at: 'attract', again: 100 + AGAIN_MS }, chosen: 'en' })
    expect(nextTick(state)).toBe(100 + AGAIN_MS)
    expect(gateStep(state, tick, 100 + AGAIN_MS)).toMatchObject({ screen: START.screen, chosen: 'en' })
  })

  it('takes the result of the person before from the screen, and their language', () => {
    const welcomed = play([0, { type: 'language', locale: 'en' }], [1, scanned('A')], [10, shows(admitted('A'))])
    expect(gateStep(welcomed, stray, 900)).toMatchObject({ screen: { at: 'attract', again: 8_900 }, chosen: null })
  })

  it('disturbs neither a code that is being checked nor whoever types or registers', () => {
    const asked = play([0, scanned('A')])
    expect(gateStep(asked, stray, 10)).toBe(asked)
    const typing = play([0, { type: 'open-keypad' }])
    expect(gateStep(typing, stray, 10)).toBe(typing)
  })

  it('gives way to the next scan', () => {
    expect(play([0, stray], [10, scanned('A')], [20, shows(admitted('A'))]).screen).toMatchObject({ at: 'result' })
  })
})
