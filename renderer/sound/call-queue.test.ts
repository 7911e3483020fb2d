import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShownCall } from '../../core/contract/display'
import {
  LONG_QUEUE,
  NOTHING_CALLED,
  step,
  TOO_OLD_MS,
  type CallQueue,
  type QueueEffect,
  type QueueInput,
} from './call-queue'

const START = 1_000_000
const NINE = Date.UTC(2026, 9, 13, 2)

function aCall(number: number, change: Partial<ShownCall> = {}): ShownCall {
  return {
    ticket: `ticket-${number}`,
    label: `A-${number}`,
    prefix: 'A',
    number,
    class: 'normal',
    calls: 1,
    at: NINE,
    counter: { code: '4', name: { id: 'Loket 4', en: 'Counter 4' } },
    zone: 'Area A',
    agency: 'Bapenda',
    service: { id: 'Pajak', en: 'Tax' },
    state: 'called',
    ...change,
  }
}

/** A display that reads what it shows, at a time of its own. */
class Display {
  queue: CallQueue = NOTHING_CALLED
  /** Seconds since nine. */
  second = 0
  readonly said: string[] = []

  show(calls: readonly ShownCall[], isOn = true): readonly string[] {
    return this.#take({
      type: 'shown',
      calls,
      now: NINE + this.second * 1000,
      steady: START + this.second * 1000,
      isOn,
    })
  }
  spoken(): readonly string[] {
    return this.#take({ type: 'spoken', steady: START + this.second * 1000 })
  }
  leave(): readonly string[] {
    return this.#take({ type: 'left' })
  }
  /** Lets everything in line be spoken. */
  listen(): readonly string[] {
    while (this.queue.speaking !== null) this.spoken()
    return this.said
  }
  #take(input: QueueInput): readonly string[] {
    const { queue, effects } = step(this.queue, input)
    this.queue = queue
    const told = effects.map(told1)
    this.said.push(...effects.filter((effect) => effect.do === 'speak').map(told1))
    return told
  }
}

const told1 = (effect: QueueEffect) =>
  `${effect.do === 'speak' ? 'speak' : effect.why} ${effect.call.label}${effect.call.calls > 1 ? ` (${effect.call.calls})` : ''}`

/** A display that has been there for a while, with nothing called yet. */
function listening(): Display {
  const display = new Display()
  display.show([])
  return display
}

describe('the calls at one loudspeaker', () => {
  it('are not spoken when they stood on the display before it was opened', () => {
    const display = new Display()
    expect(display.show([aCall(2), aCall(1)])).toEqual([])
    expect(display.show([aCall(3), aCall(2), aCall(1)])).toEqual(['speak A-3'])
  })

  it('are spoken one after the other, the earliest first, and each once', () => {
    const display = listening()
    expect(display.show([aCall(2), aCall(1)])).toEqual(['speak A-1'])
    expect(display.show([aCall(3), aCall(2), aCall(1)])).toEqual([])
    expect(display.show([aCall(3), aCall(2), aCall(1)])).toEqual([])
    expect(display.listen()).toEqual(['speak A-1', 'speak A-2', 'speak A-3'])
    expect(display.spoken()).toEqual([])
  })

  it('are spoken again when they are repeated, and only then', () => {
    const display = listening()
    display.show([aCall(1)])
    display.spoken()
    display.second = 9
    expect(display.show([aCall(1)])).toEqual([])
    expect(display.show([aCall(1, { calls: 2, at: NINE + 9_000 })])).toEqual(['speak A-1 (2)'])
  })

  it('are new ones when the ticket was passed on to another counter, though its calls begin at one again', () => {
    const display = listening()
    display.show([aCall(1, { calls: 2 })])
    display.spoken()
    const elsewhere = { code: '9', name: { id: 'Loket 9', en: 'Counter 9' } }
    expect(display.show([aCall(1, { counter: elsewhere, at: NINE + 2_000 })])).toEqual(['speak A-1'])
  })

  it('are new ones when the person came back to the same counter', () => {
    const display = listening()
    display.show([aCall(1)])
    display.spoken()
    display.second = 100
    expect(display.show([aCall(1, { at: NINE + 100_000 })])).toEqual(['speak A-1'])
  })

  it('are the same when only the clock of their station was put right', () => {
    const display = listening()
    display.show([aCall(1)])
    display.spoken()
    expect(display.show([aCall(1, { at: NINE + 900 })])).toEqual([])
    expect(display.show([aCall(1, { at: NINE - 60_000 })])).toEqual([])
  })

  it('are dropped when they are older than two minutes', () => {
    const display = listening()
    display.second = 121
    expect(display.show([aCall(1)])).toEqual(['too_old A-1'])
  })

  it('are dropped when they waited in line for two minutes', () => {
    const display = listening()
    display.show([aCall(2, { at: NINE + 1 }), aCall(1)])
    display.second = 120.5
    expect(display.spoken()).toEqual(['too_old A-2'])
  })

  it('are not spoken to somebody who is there already', () => {
    const display = listening()
    expect(display.show([aCall(1, { state: 'serving' })])).toEqual(['not_called A-1'])
    display.show([aCall(3), aCall(2)])
    expect(display.show([aCall(3, { state: 'serving' }), aCall(2, { state: 'serving' })])).toEqual(['not_called A-3'])
    expect(display.listen()).toEqual(['speak A-2'])
  })

  it('stay in line when a rush has pushed them off the display', () => {
    const display = listening()
    display.show([aCall(3), aCall(2), aCall(1)])
    display.show([aCall(9), aCall(8), aCall(7)])
    expect(display.listen()).toHaveLength(6)
  })

  it('let first calls go before repeats when many are waiting', () => {
    const display = listening()
    display.show([aCall(1), aCall(50)])
    const repeat = aCall(1, { calls: 2, at: NINE + 6_000 })
    display.show([repeat])
    expect(display.queue.waiting.map(({ call }) => call.calls)).toEqual([2])
    display.show(Array.from({ length: LONG_QUEUE }, (_, i) => aCall(10 + i)).toReversed())
    expect(display.listen()).toEqual(['speak A-50', 'speak A-10', 'speak A-1 (2)', 'speak A-11', 'speak A-12'])
  })

  it('take the place of an earlier call of the same ticket that was not spoken yet', () => {
    const display = listening()
    display.show([aCall(3), aCall(2), aCall(1)])
    expect(display.show([aCall(2, { calls: 2, at: NINE + 6_000 })])).toEqual(['newer A-2'])
    expect(display.listen()).toEqual(['speak A-1', 'speak A-2 (2)', 'speak A-3'])
  })

  it('are not caught up on after the voice was off', () => {
    const display = listening()
    expect(display.show([aCall(1)], false)).toEqual([])
    expect(display.show([aCall(2), aCall(1)])).toEqual(['speak A-2'])
  })

  it('are not cut off when the display goes, and not said again when it comes back', () => {
    const display = listening()
    display.show([aCall(2), aCall(1)])
    display.leave()
    expect(display.queue.speaking?.label).toBe('A-1')
    expect(display.show([aCall(2), aCall(1)])).toEqual([])
    expect(display.listen()).toEqual(['speak A-1'])
  })
})

describe('whatever happens', () => {
  const shown = fc.record({
    number: fc.integer({ min: 1, max: 12 }),
    calls: fc.integer({ min: 1, max: 4 }),
    counter: fc.constantFrom('1', '2'),
    second: fc.integer({ min: 0, max: 300 }),
    state: fc.constantFrom('called', 'called', 'serving', 'over' as const),
  })
  const happening = fc.oneof(
    fc.uniqueArray(shown, { maxLength: 7, selector: ({ number }) => number }).map((calls) => ({ calls })),
    fc.constant('spoken' as const),
    fc.integer({ min: 1, max: 90 }).map((seconds) => ({ seconds })),
  )

  it('one at a time, no call twice, none too old, and nothing is left when all has been said', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        const display = listening()
        const heard: string[] = []
        const listen = (input: QueueInput) => {
          const before = display.queue
          const { queue, effects } = step(before, input)
          display.queue = queue
          const spoken = effects.filter((effect) => effect.do === 'speak')
          expect(spoken.length).toBeLessThanOrEqual(before.speaking === null || input.type === 'spoken' ? 1 : 0)
          for (const { call } of spoken) {
            expect(NINE + display.second * 1000 - call.at).toBeLessThanOrEqual(TOO_OLD_MS)
            heard.push(`${call.ticket} ${call.counter.code} ${call.calls} ${call.at}`)
          }
        }
        const steady = () => START + display.second * 1000
        for (const what of happenings) {
          if (what === 'spoken') {
            if (display.queue.speaking !== null) listen({ type: 'spoken', steady: steady() })
          } else if ('seconds' in what) display.second += what.seconds
          else {
            const calls = what.calls.map(({ number, calls, counter, second, state }) =>
              aCall(number, {
                calls,
                state,
                at: NINE + second * 1000,
                counter: { code: counter, name: { id: counter, en: counter } },
              }),
            )
            listen({ type: 'shown', calls, now: NINE + display.second * 1000, steady: steady(), isOn: true })
            listen({ type: 'shown', calls, now: NINE + display.second * 1000, steady: steady(), isOn: true })
          }
        }
        while (display.queue.speaking !== null) listen({ type: 'spoken', steady: steady() })
        expect(display.queue.waiting).toEqual([])
        // The same call in two readings is one call; only another one between them makes it new.
        expect(heard.filter((key, i) => key === heard[i - 1])).toEqual([])
      }),
    )
  })
})
