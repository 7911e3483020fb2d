import { describe, expect, it } from 'vitest'
import type { IssuedTicket } from '../../../core/contract/dispenser'
import type { TicketBrief } from '../../../core/contract/queue'
import { IDLE_MS, STILL_THERE_MS } from '../../parts/patience'
import {
  ANSWER_MS,
  dispenserStep,
  HELD_MS,
  issueOf,
  nextTick,
  NUMBER_MS,
  REFUSED_MS,
  SLOW_SLIP_MS,
  START,
  type DispenserEvent,
  type DispenserState,
  type Outcome,
  type Request,
} from './dispenser-machine'

const face = {
  code: 'pajak',
  name: { id: 'Pajak', en: 'Tax' },
  prefix: 'A',
  agency: { code: 'bapenda', shortName: 'Bapenda', name: { id: 'Bapenda', en: 'Bapenda' } },
}
const aTicket = (over: Partial<IssuedTicket> = {}): IssuedTicket => ({
  ticket: 'ticket-1',
  label: 'A-047',
  agency: face.agency,
  service: face.name,
  class: 'normal',
  areas: ['Area A'],
  counters: [],
  ahead: 3,
  estimate: null,
  bring: null,
  at: 0,
  qr: 'PDQ1:ABC',
  print: 'printing',
  ...over,
})
const aBrief = (state: TicketBrief['state']): TicketBrief => ({
  id: `brief-${state}`,
  label: 'B-012',
  state,
  class: 'normal',
  service: face,
  counter: null,
})
const someone = (visitor: string, ...tickets: TicketBrief[]): DispenserEvent => ({
  type: 'identified',
  visitor: { visitor, name: visitor, tickets },
})
const request: Request = { is: 'issue', requestId: 'press-1', service: 'pajak', class: 'normal', visitor: null }
const given: Outcome = { ok: true, ticket: aTicket() }
const refused = (code: 'quota_used' | 'already_waiting' | 'database_busy'): Outcome => ({
  ok: false,
  code,
  detail: undefined,
})
const answered = (outcome: Outcome, of: Request = request): DispenserEvent => ({
  type: 'answered',
  request: of,
  outcome,
})

const open: DispenserEvent = { type: 'agency', agency: 'bapenda' }
const ask: DispenserEvent = { type: 'asked', request }
const tick: DispenserEvent = { type: 'tick' }
type Step = readonly [number, DispenserEvent]
const play = (...steps: readonly Step[]): DispenserState => from(START, ...steps)
const from = (state: DispenserState, ...steps: readonly Step[]): DispenserState =>
  steps.reduce((before, [at, event]) => dispenserStep(before, event, at), state)

describe('a number', () => {
  it('is two touches away', () => {
    expect(play([0, open], [1_000, ask], [1_100, answered(given)]).screen).toMatchObject({ at: 'number' })
  })

  it('is asked for once, however often it is pressed', () => {
    const second: Request = { ...request, requestId: 'press-2' }
    const state = play([0, open], [1_000, ask], [1_050, { type: 'asked', request: second }])
    expect(state.asked?.request).toEqual(request)
    expect(from(state, [1_200, answered(given, second)]).screen.at).toBe('services')
  })

  it('keeps its press after a failure, so that trying again is the same ticket', () => {
    const failed = play([0, open], [1_000, ask], [2_000, answered(refused('database_busy'))])
    const again = from(failed, [2_500, { type: 'back' }])
    expect(issueOf(again, 'pajak', 'normal', () => 'press-9')).toEqual(request)
    expect(issueOf(again, 'pajak', 'priority', () => 'press-9')).toMatchObject({ requestId: 'press-9' })
    const fresh = from(again, [3_000, { type: 'done' }])
    expect(issueOf(fresh, 'pajak', 'normal', () => 'press-9')).toMatchObject({ requestId: 'press-9' })
  })

  it('is new after a refusal that was an answer', () => {
    const state = play([0, open], [1_000, ask], [2_000, answered(refused('quota_used'))])
    expect(issueOf(state, 'pajak', 'normal', () => 'press-9')).toMatchObject({ requestId: 'press-9' })
  })

  it('that takes too long is said not to be saved, and shown when it comes after all', () => {
    const late = play([0, open], [1_000, ask], [1_000 + ANSWER_MS, tick])
    expect(late.screen).toMatchObject({ at: 'refused', code: 'database_busy' })
    expect(from(late, [12_000, answered(given)]).screen).toMatchObject({ at: 'number' })
  })

  it('is never shown to the next person', () => {
    const gone = play([0, open], [1_000, ask], [1_000 + ANSWER_MS, tick], [10_000, { type: 'done' }])
    expect(from(gone, [12_000, answered(given)]).screen.at).toBe('agencies')
  })

  it('stays longer without a slip, and goes by itself', () => {
    for (const print of ['none', 'printed'] as const) {
      const state = play([0, open], [0, ask], [0, answered({ ok: true, ticket: aTicket({ print }) })])
      expect(nextTick(state)).toBe(NUMBER_MS[print])
      expect(from(state, [NUMBER_MS[print] - 1, tick]).screen.at).toBe('number')
      expect(from(state, [NUMBER_MS[print], tick])).toMatchObject({ screen: { at: 'agencies' }, visitor: null })
    }
  })

  it('follows its slip, and begins its time anew when that changes', () => {
    const printing = play([0, open], [0, ask], [0, answered(given)])
    const out = from(printing, [5_000, { type: 'slip', ticket: aTicket({ print: 'printed' }) }])
    expect(out.screen).toMatchObject({ ticket: { print: 'printed' }, until: 5_000 + NUMBER_MS.printed })
    const other = from(out, [6_000, { type: 'slip', ticket: aTicket({ ticket: 'other', print: 'trouble' }) }])
    expect(other).toEqual(out)
  })

  it('says when its slip takes too long', () => {
    const state = play([0, open], [0, ask], [0, answered(given)])
    expect(nextTick(state)).toBe(SLOW_SLIP_MS)
    expect(from(state, [SLOW_SLIP_MS, tick]).screen).toMatchObject({ at: 'number', isSlow: true })
  })

  it('gives who touches it more time, and never less', () => {
    const state = play([0, open], [0, ask], [0, answered({ ok: true, ticket: aTicket({ print: 'printed' }) })])
    expect(from(state, [19_000, { type: 'touched' }]).screen).toMatchObject({ until: 39_000 })
    const none = play([0, open], [0, ask], [0, answered({ ok: true, ticket: aTicket({ print: 'none' }) })])
    expect(from(none, [1_000, { type: 'touched' }]).screen).toMatchObject({ until: NUMBER_MS.none })
  })

  it('leads to another one for the same person', () => {
    const state = play([0, someone('ratna')], [10, open], [20, ask], [30, answered(given)], [40, { type: 'another' }])
    expect(state).toMatchObject({ screen: { at: 'agencies' }, visitor: { visitor: 'ratna' } })
  })
})

describe('a refusal', () => {
  it('goes back to where the visitor chose, language kept', () => {
    const state = play(
      [0, { type: 'language', locale: 'en' }],
      [1, open],
      [2, ask],
      [10, answered(refused('quota_used'))],
      [10 + REFUSED_MS, tick],
    )
    expect(state).toMatchObject({ screen: { at: 'services', agency: 'bapenda' }, chosen: 'en' })
  })

  it('that shows a number held already stays longer', () => {
    const state = play([0, open], [0, ask], [0, answered(refused('already_waiting'))])
    expect(nextTick(state)).toBe(HELD_MS)
  })
})

describe('a code', () => {
  it('greets, and shows what that person holds', () => {
    const state = play([0, someone('ratna', aBrief('BOOKED'))])
    expect(state).toMatchObject({ screen: { at: 'visitor' }, visitor: { visitor: 'ratna' } })
    expect(from(state, [1_000, { type: 'go-on' }]).screen.at).toBe('agencies')
  })

  it('shown in the middle of choosing leaves the visitor there', () => {
    expect(play([0, open], [1_000, someone('ratna')]).screen).toMatchObject({ at: 'services', agency: 'bapenda' })
  })

  it('of somebody else begins afresh, in the dispenser’s own language', () => {
    const state = play([0, { type: 'language', locale: 'en' }], [1, someone('ratna')], [2, open], [3, someone('budi')])
    expect(state).toMatchObject({ screen: { at: 'agencies' }, chosen: null, visitor: { visitor: 'budi' } })
  })

  it('shown to a finished number is the next person’s', () => {
    const state = play([0, open], [0, ask], [0, answered(given)], [3_000, someone('budi')])
    expect(state).toMatchObject({ screen: { at: 'agencies' }, visitor: { visitor: 'budi' } })
  })

  it('that is unknown is said kindly and holds nobody up', () => {
    const state = play([0, open], [1_000, { type: 'told', notice: { is: 'unknown-code' } }])
    expect(state).toMatchObject({ screen: { at: 'services' }, notice: { of: { is: 'unknown-code' } } })
    expect(from(state, [11_000, tick])).toMatchObject({ notice: null })
  })

  it('does nothing while staff are at work', () => {
    const state = play([0, { type: 'open-staff', wants: 'panel', who: null }])
    expect(from(state, [1_000, someone('ratna')])).toEqual(state)
  })
})

describe('silence', () => {
  it('asks whether anybody is still there, then is fresh for the next person', () => {
    const asked = play([0, someone('ratna')], [1_000, open], [1_000 + IDLE_MS, tick])
    expect(asked.screen).toMatchObject({ at: 'still-there', over: { at: 'services' } })
    const yes = from(asked, [22_000, { type: 'still-here' }])
    expect(yes).toMatchObject({ screen: { at: 'services' }, visitor: { visitor: 'ratna' } })
    const gone = from(asked, [1_000 + IDLE_MS + STILL_THERE_MS, tick])
    expect(gone).toMatchObject({ screen: START.screen, visitor: null, chosen: null, failed: null, notice: null })
  })

  it('on the first screen only takes the language back', () => {
    const state = play([0, { type: 'language', locale: 'en' }], [IDLE_MS, tick])
    expect(state).toMatchObject({ screen: START.screen, chosen: null })
    expect(nextTick(state)).toBeNull()
  })
})

describe('the way back', () => {
  it('leads to the page the visitor came from', () => {
    const state = play([0, { type: 'page', page: 2 }], [1, open], [2, { type: 'back' }])
    expect(state.screen).toEqual({ at: 'agencies', page: 2, group: null })
    const found = play([0, { type: 'search' }], [1, { type: 'typed', typed: 'ktp' }], [2, open], [3, { type: 'back' }])
    expect(found.screen).toEqual({ at: 'search', typed: 'ktp' })
  })
})
