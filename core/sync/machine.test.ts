import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HUB_ERRORS, type HubError } from '../hub/errors'
import { isInStep, newMachine, step, type Effect, type Input, type SyncMachine } from './machine'

const LOG = 'log-a'
const start = () => newMachine({ log: LOG, cursor: 0, peopleCursor: 0 })

/** Plays inputs; the exchanges begun, in order. */
function play(
  state: SyncMachine,
  ...inputs: readonly Input[]
): { state: SyncMachine; begun: string[]; effects: Effect[] } {
  const effects: Effect[] = []
  let now = state
  for (const input of inputs) {
    const next = step(now, input)
    now = next.state
    effects.push(...next.effects)
  }
  return {
    state: now,
    effects,
    begun: effects.flatMap((effect) => (effect.do === 'exchange' ? [effect.exchange.do] : [])),
  }
}

const greeted: Input = { in: 'did', log: LOG, head: 10, peopleHead: 5, peopleOut: true, eventsOut: true }
const offline = (random = 0): Input => ({ in: 'failed', code: 'offline', random })

describe('the machine of a station and its hub', () => {
  it('greets first, then sends people, events, and takes people and events in', () => {
    const { begun, state } = play(
      start(),
      { in: 'time' },
      greeted,
      { in: 'did', peopleOut: false },
      { in: 'did', eventsOut: false },
      { in: 'did', peopleCursor: 5 },
      { in: 'did', cursor: 10 },
    )
    expect(begun).toEqual(['hello', 'people_out', 'events_out', 'people_in', 'events_in'])
    expect(isInStep(state)).toBe(true)
  })

  it('neither sends to nor reads from another log before it was probed', () => {
    const { begun, state } = play(start(), { in: 'time' }, { ...greeted, log: 'log-b' })
    expect(begun).toEqual(['hello', 'probe'])
    const probed = play(state, {
      in: 'did',
      log: 'log-b',
      head: 7,
      cursor: 3,
      peopleCursor: 0,
      peopleOut: true,
      eventsOut: true,
    })
    expect(probed.begun).toEqual(['people_out'])
    expect(probed.state).toMatchObject({ log: 'log-b', otherLog: null, cursor: 3, head: 7 })
  })

  it('forgets how far the log before went once it follows another', () => {
    const { begun, state } = play(
      start(),
      { in: 'time' },
      greeted,
      { in: 'heard', log: 'log-b', head: 7 },
      { in: 'did', peopleOut: false },
    )
    expect(begun).toEqual(['hello', 'people_out', 'probe'])
    const probed = play(state, { in: 'did', log: 'log-b', head: 7, cursor: 3, peopleCursor: 0 })
    expect(probed.state).toMatchObject({ log: 'log-b', head: 7, peopleHead: 0 })
  })

  it('asks for a call only when nothing waits to be sent, and sends again when the hub says so', () => {
    const asked: Input = { in: 'asked', claim: 'c' }
    const { begun, state } = play(
      start(),
      { in: 'time' },
      asked,
      greeted,
      { in: 'did', peopleOut: false },
      { in: 'did', eventsOut: false },
    )
    expect(begun).toEqual(['hello', 'people_out', 'events_out', 'claim'])
    const again = play(
      state,
      { in: 'failed', code: 'outbox_first', random: 0 },
      { in: 'did', peopleOut: false },
      { in: 'did', eventsOut: false },
    )
    expect(again.begun).toEqual(['people_out', 'events_out', 'claim'])
    const refused = play(again.state, { in: 'failed', code: 'refused', random: 0 })
    expect(refused.effects).toContainEqual({ do: 'refuse_claim', claim: 'c', code: 'refused' })
    expect(refused.state.link).toEqual({ is: 'up' })
  })

  it('waits longer after each failure, and tries at once when somebody waits for a call', () => {
    const first = play(start(), { in: 'time' }, offline())
    expect(first.effects.at(-1)).toEqual({ do: 'wait', ms: 500 })
    expect(play(first.state, { in: 'written', people: false, events: true }).begun).toEqual([])
    const second = play(first.state, { in: 'time' }, offline(0.999))
    expect(second.effects.at(-1)).toEqual({ do: 'wait', ms: 1999 })
    const asked = play(second.state, { in: 'asked', claim: 'c' }, offline())
    expect(asked.begun).toEqual(['hello'])
    expect(asked.effects).toContainEqual({ do: 'refuse_claim', claim: 'c', code: 'offline' })
  })

  it('is over for good once revoked, and not after a plain “not known here”', () => {
    const unknown = play(start(), { in: 'time' }, { in: 'failed', code: 'unknown_station', random: 0 })
    expect(unknown.effects.map((effect) => effect.do)).toEqual(['exchange', 'wait'])
    const revoked = play(unknown.state, { in: 'time' }, { in: 'failed', code: 'revoked', random: 0 })
    expect(revoked.effects.slice(-2)).toEqual([
      { do: 'tell_revoked' },
      { do: 'exchange', exchange: { do: 'wipe_people' } },
    ])
    // Told without an order: nothing is said.
    expect(
      play(
        revoked.state,
        { in: 'did' },
        { in: 'time' },
        { in: 'heard', log: LOG, head: 99 },
        { in: 'asked', claim: 'c' },
      ).begun,
    ).toEqual([])
  })

  it('says once revoked that its people are wiped, until that is heard, and nothing else', () => {
    const revoked = play(start(), { in: 'time' }, { in: 'failed', code: 'revoked', order: 7, random: 0 })
    expect(revoked.begun).toEqual(['hello', 'wipe_people'])
    const wiped = play(revoked.state, { in: 'did' })
    expect(wiped.effects).toEqual([{ do: 'exchange', exchange: { do: 'say_wiped', order: 7 } }])
    const cut = play(wiped.state, offline())
    expect(cut.effects).toEqual([{ do: 'wait', ms: 500 }])
    expect(play(cut.state, { in: 'written', people: true, events: true }, { in: 'asked', claim: 'c' }).begun).toEqual(
      [],
    )
    const heard = play(cut.state, { in: 'time' }, { in: 'did' }, { in: 'time' }, { in: 'heard', log: LOG, head: 99 })
    expect(heard.begun).toEqual(['say_wiped'])
    // A hub that does not know of it, or is older than the word.
    expect(play(wiped.state, { in: 'failed', code: 'not_found', random: 0 }, { in: 'time' }).begun).toEqual([])
  })

  it('tries again to wipe its people, whatever was in the way, and says it only then', () => {
    const revoked = play(start(), { in: 'time' }, { in: 'failed', code: 'revoked', order: 7, random: 0 })
    let { state } = revoked
    for (const code of Object.keys(HUB_ERRORS) as HubError[]) {
      const failed = play(state, { in: 'failed', code, random: 0 })
      expect(failed.effects).toMatchObject([{ do: 'wait' }])
      expect(failed.state.underWay).toBeNull()
      const again = play(failed.state, { in: 'written', people: true, events: true }, { in: 'time' })
      expect(again.begun).toEqual(['wipe_people'])
      state = again.state
    }
    expect(play(state, { in: 'did' }).begun).toEqual(['say_wiped'])
  })

  it('takes set-up and rows by turns in a first sync, so that neither comes last', () => {
    const far: Input = { ...greeted, head: 50_000, peopleHead: 90_000, peopleOut: false, eventsOut: false }
    const { begun } = play(
      start(),
      { in: 'time' },
      far,
      { in: 'did', peopleCursor: 1_000 },
      { in: 'did', cursor: 1_000 },
      { in: 'did', peopleCursor: 2_000 },
    )
    expect(begun).toEqual(['hello', 'people_in', 'events_in', 'people_in', 'events_in'])
  })

  it('takes the hub’s word on what it has: what it has no more is not asked for again and again', () => {
    const heard: Input = { in: 'heard', log: LOG, head: 50, peopleHead: 9 }
    const rest = { peopleOut: false, eventsOut: false }
    const at = (state: SyncMachine, cursor: number) => ({ ...state, cursor, peopleCursor: 5 })
    const up = play(start(), { in: 'time' }, { ...greeted, ...rest }).state
    // It was put back under the same identity, and greets anew.
    const anew = play(at(up, 10), heard, offline(), { in: 'time' }, { ...greeted, ...rest })
    expect(isInStep(anew.state)).toBe(true)
    // … or the connection never broke: pages bring nothing more.
    const empty = play(
      at({ ...up, underWay: null }, 10),
      heard,
      { in: 'did', peopleCursor: 5, peopleHead: 5 },
      { in: 'did', log: LOG, head: 10, cursor: 10 },
    )
    expect(isInStep(empty.state)).toBe(true)
    // What is heard while it answers is newer than the answer.
    const late = play({ ...at(up, 10), underWay: { do: 'hello' } }, heard, { ...greeted, ...rest })
    expect(late.state).toMatchObject({ head: 50, peopleHead: 9, underWay: { do: 'people_in' } })
    const later = play({ ...at(up, 10), underWay: { do: 'events_in' } }, heard, {
      in: 'did',
      log: LOG,
      head: 10,
      cursor: 10,
    })
    expect(later.state.head).toBe(50)
  })

  it('comes to rest with a hub that has less than was heard of it, whatever was heard and when', () => {
    const told = fc.record({ head: fc.nat({ max: 50 }), peopleHead: fc.nat({ max: 50 }) })
    fc.assert(
      fc.property(told, fc.array(told, { maxLength: 5 }), fc.nat({ max: 20 }), (has, heard, after) => {
        let state = start()
        let rounds = 0
        const feed = (input: Input) => {
          state = step(state, input).state
        }
        feed({ in: 'time' })
        for (; state.underWay !== null && rounds < 200; rounds += 1) {
          if (rounds === after) for (const heads of heard) feed({ in: 'heard', log: LOG, ...heads })
          const what = state.underWay.do
          if (what === 'hello') feed({ in: 'did', log: LOG, ...has, peopleOut: false, eventsOut: false })
          // As the hub pages: ten at a time, never back.
          else if (what === 'people_in')
            feed({
              in: 'did',
              peopleCursor: Math.max(state.peopleCursor, Math.min(has.peopleHead, state.peopleCursor + 10)),
              peopleHead: has.peopleHead,
            })
          else
            feed({
              in: 'did',
              log: LOG,
              cursor: Math.max(state.cursor, Math.min(has.head, state.cursor + 10)),
              head: has.head,
            })
        }
        expect(state.underWay).toBeNull()
        expect(state).toMatchObject({ cursor: has.head, peopleCursor: has.peopleHead })
      }),
    )
  })

  it('has one exchange under way at most, whatever it hears, and loses nothing that was to be done', () => {
    const codes = Object.keys(HUB_ERRORS).filter((code) => code !== 'revoked') as HubError[]
    const anInput: fc.Arbitrary<Input> = fc.oneof(
      fc.record({ in: fc.constant('written' as const), people: fc.boolean(), events: fc.boolean() }),
      fc.record({ in: fc.constant('heard' as const), log: fc.constantFrom(LOG, 'log-b'), head: fc.nat({ max: 50 }) }),
      fc.constant<Input>({ in: 'time' }),
      fc.record({ in: fc.constant('asked' as const), claim: fc.uuid() }),
      fc.record({
        in: fc.constant('failed' as const),
        code: fc.constantFrom(...codes),
        random: fc.double({ min: 0, max: 0.99, noNaN: true }),
      }),
    )
    fc.assert(
      fc.property(fc.array(anInput, { maxLength: 40 }), (inputs) => {
        let state = start()
        let wrote = false
        for (const input of inputs) {
          // Only what is under way can fail.
          if (input.in === 'failed' && state.underWay === null) continue
          const wasBusy = state.underWay !== null && input.in !== 'failed'
          if (input.in === 'written' && input.events) wrote = true
          const next = step(state, input)
          const begun = next.effects.filter((effect) => effect.do === 'exchange')
          expect(begun.length).toBeLessThanOrEqual(wasBusy ? 0 : 1)
          state = next.state
        }
        if (wrote) expect(state.eventsOut).toBe(true)
      }),
    )
  })
})
