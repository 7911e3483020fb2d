import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortCode } from '../../core/codes/short-code'
import { MAX_SCAN_LENGTH } from './scanner'
import {
  FAST_MS,
  GAP_MS,
  GUARD_MS,
  IDLE,
  MIN_MARKED,
  MIN_UNMARKED,
  PATIENCE_MS,
  SURE,
  step,
  type WedgeInput,
  type WedgePlace,
} from './wedge-core'

type Key = { key: string; gap: number }
type Playing = { inField?: boolean; silence?: number; place?: WedgePlace }

/** Plays keys through the reducer, lets silence follow, and tells what became of each. */
function play(keys: Key[], { inField = false, silence = 1000, place = 'staff' }: Playing = {}) {
  let state = IDLE
  let at = 5000
  let held = 0
  const scans: { text: string; length: number }[] = []
  const result = { scans, held: 0, replayed: 0, dropped: 0, passed: [] as string[], strays: 0 }
  const take = (input: WedgeInput, key = ''): void => {
    const done = step(state, input, place)
    state = done.state
    if (done.held === 'replay') result.replayed += held
    if (done.held === 'drop') result.dropped += held
    if (done.held !== 'keep') held = 0
    if (done.key === 'hold') {
      held++
      result.held++
    }
    if (done.key === 'pass' && key) result.passed.push(key)
    if (done.scan) result.scans.push(done.scan)
    if (done.stray) result.strays++
  }
  for (const { key, gap } of keys) {
    at += gap
    if (key === 'Enter' || key === 'Tab') take({ kind: 'mark', at }, key)
    else if (key === 'Shift') take({ kind: 'alive', at })
    else if (key.length > 1) take({ kind: 'other', at }, key)
    else take({ kind: 'character', at, character: key, inField, repeat: false })
  }
  take({ kind: 'time', at: at + silence })
  return result
}

const typed = (text: string, gap: number, end: string[] = []): Key[] =>
  [...text.split(''), ...end].map((key, i) => ({ key, gap: i === 0 ? 1000 : gap }))

/** Printable text, spaces and ECI backslashes included. */
const text = (minLength: number, maxLength = 60) =>
  fc.string({ unit: fc.constantFrom(...'ABCXYZ0189-:$%*+./\\ abc'.split('')), minLength, maxLength })
const end = fc.constantFrom<string[]>(['Enter'], ['Tab'], ['Enter', 'Enter'], ['Tab', 'Enter'])

describe('wedge core', () => {
  it('takes a fast text ending in Enter, Tab or silence as one scan', () => {
    for (const mark of [['Enter'], ['Tab'], []])
      expect(play(typed('7K3M-Q9TX', 8, mark)).scans).toEqual([{ text: '7K3M-Q9TX', length: 9 }])
  })

  it('gives back a few keys that a person rolled over', () => {
    const { scans, replayed, passed } = play(typed('abc', 90, []), { inField: true })
    expect({ scans, replayed, passed }).toEqual({ scans: [], replayed: 3, passed: [] })
  })

  it('leaves a quick typist in a text field alone, Enter included', () => {
    const { scans, replayed, passed } = play(typed('siti', 80, ['Enter']), { inField: true })
    expect({ scans, replayed, passed }).toEqual({ scans: [], replayed: 4, passed: ['Enter'] })
  })

  it('still takes a scan in a text field: it is faster than fingers', () => {
    expect(play(typed('A12B', 20, ['Enter']), { inField: true }).scans).toHaveLength(1)
    expect(play(typed('7K3M-Q9TX', 99, ['Enter']), { inField: true }).scans).toHaveLength(1)
  })

  it('lets a lone Enter, Tab or arrow pass at once', () => {
    for (const key of ['Enter', 'Tab', 'ArrowDown', 'Escape', 'F2'])
      expect(play([{ key, gap: 1000 }])).toMatchObject({ passed: [key], held: 0, scans: [] })
  })

  it('swallows what follows the end mark: LF, a second Enter, a late one', () => {
    expect(play(typed('7K3M-Q9TX', 8, ['Enter', 'Enter', 'Tab'])).passed).toEqual([])
    const late = [...typed('7K3M-Q9TX', 8), { key: 'Enter', gap: GAP_MS + 30 }]
    expect(play(late)).toMatchObject({ passed: [], scans: [{ text: '7K3M-Q9TX' }] })
  })

  it('lets a person press Enter again once the guard is over', () => {
    const keys = [...typed('7K3M-Q9TX', 8, ['Enter']), { key: 'Enter', gap: GUARD_MS + 1 }]
    expect(play(keys).passed).toEqual(['Enter'])
  })

  it('waits for a slow Shift: it counts as a sign of life', () => {
    const keys = 'ABCDEFGH'.split('').flatMap((key) => [
      { key: 'Shift', gap: 70 },
      { key, gap: 70 },
    ])
    expect(play(keys).scans).toEqual([{ text: 'ABCDEFGH', length: 8 }])
  })

  it('keeps the text of a huge code short and its length true', () => {
    const [scan] = play(typed('x'.repeat(10_240), 1, ['Enter'])).scans
    expect(scan?.length).toBe(10_240)
    expect(scan?.text).toHaveLength(MAX_SCAN_LENGTH)
  })

  it('reads any text typed with gaps up to 100 ms whole and once, whatever ends it', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: GAP_MS }), { minLength: 70, maxLength: 70 })
    fc.assert(
      fc.property(text(MIN_UNMARKED), gaps, fc.option(end, { nil: [] }), (value, waits, mark) => {
        const keys = [...value.split(''), ...mark].map((key, i) => ({ key, gap: i === 0 ? 1000 : waits[i % 70]! }))
        const { scans, replayed, passed, held, dropped } = play(keys)
        expect(scans).toEqual([{ text: value, length: value.length }])
        expect({ replayed, passed, dropped }).toEqual({ replayed: 0, passed: [], dropped: held })
      }),
    )
  })

  it('reads the same in a text field when it has eight characters or is fast', () => {
    const burst = fc.oneof(
      fc.tuple(text(SURE), fc.integer({ min: 0, max: GAP_MS })),
      fc.tuple(text(MIN_UNMARKED), fc.integer({ min: 0, max: FAST_MS })),
    )
    fc.assert(
      fc.property(burst, fc.option(end, { nil: [] }), ([value, gap], mark) => {
        const { scans, replayed, passed } = play(typed(value, gap, mark), { inField: true })
        expect({ scans, replayed, passed }).toEqual({
          scans: [{ text: value, length: value.length }],
          replayed: 0,
          passed: [],
        })
      }),
    )
  })

  it('reads short codes with an end mark when they are fast', () => {
    fc.assert(
      fc.property(text(MIN_MARKED, 3), end, fc.boolean(), (value, mark, inField) => {
        expect(play(typed(value, 20, mark), { inField }).scans).toEqual([{ text: value, length: value.length }])
      }),
    )
  })

  it('keeps two scans apart that follow each other at once', () => {
    fc.assert(
      fc.property(text(MIN_UNMARKED), text(MIN_UNMARKED), end, fc.integer({ min: 0, max: 40 }), (a, b, mark, gap) => {
        const keys = [...typed(a, gap, mark), ...typed(b, gap, mark).map((key) => ({ ...key, gap }))]
        expect(play(keys).scans.map((scan) => scan.text)).toEqual([a, b])
      }),
    )
  })

  it('never makes a scan of keys more than 100 ms apart, and gives every one back', () => {
    const key = fc.constantFrom(...'abc123 -'.split(''), 'Enter', 'Tab', 'ArrowLeft', 'Escape', 'Backspace')
    const human = fc.array(fc.record({ key, gap: fc.integer({ min: GAP_MS + 1, max: 700 }) }))
    fc.assert(
      fc.property(human, fc.boolean(), (keys, inField) => {
        const { scans, held, replayed, passed } = play(keys, { inField })
        expect(scans).toEqual([])
        expect(held).toBe(replayed)
        expect(passed).toEqual(keys.map(({ key: name }) => name).filter((name) => name.length > 1))
      }),
    )
  })

  it('replays or drops each held key exactly once, for any mixture of keys and gaps', () => {
    const key = fc.constantFrom(...'ab1 -'.split(''), 'Enter', 'Tab', 'Shift', 'Escape')
    fc.assert(
      fc.property(
        fc.array(fc.record({ key, gap: fc.integer({ min: 0, max: 700 }) })),
        fc.boolean(),
        fc.constantFrom<WedgePlace>('public', 'staff'),
        (keys, inField, place) => {
          const { scans, held, replayed, dropped } = play(keys, { inField, place })
          expect(replayed + dropped).toBe(held)
          expect(scans.reduce((sum, scan) => sum + scan.length, 0)).toBe(dropped)
        },
      ),
    )
  })

  describe('on a public screen', () => {
    const place = 'public'

    it('joins a code that stopped in the middle for less than half a second, wherever', () => {
      const stop = fc.integer({ min: GAP_MS + 1, max: PATIENCE_MS })
      const value = text(MIN_UNMARKED)
      fc.assert(
        fc.property(value, fc.double({ min: 0, max: 1, noNaN: true }), stop, end, (code, part, gap, mark) => {
          const keys = typed(code, 8, mark)
          // After two keys it is known to be no hand; the end mark may be what is late.
          const at = 2 + Math.floor(part * (code.length - 2))
          keys[at] = { ...keys[at]!, gap }
          expect(play(keys, { place })).toMatchObject({
            scans: [{ text: code, length: code.length }],
            replayed: 0,
            passed: [],
            strays: 0,
          })
        }),
      )
    })

    it('takes a code of ours after 100 ms of silence, and waits for the rest of any other', () => {
      const scansAfter = (code: string, silence: number) => play(typed(code, 8), { place, silence }).scans.length
      expect(scansAfter('7K3M-Q9T', GAP_MS + 1)).toBe(0)
      expect(scansAfter('7K3M-Q9T', PATIENCE_MS + 1)).toBe(1)
      expect(scansAfter(shortCode([7, 19, 3, 20, 22, 9, 25]), GAP_MS + 1)).toBe(1)
    })

    it('calls stray what is given back outside of a text field, and nothing else', () => {
      expect(play(typed('7K3', 8), { place })).toMatchObject({ scans: [], replayed: 3, strays: 1 })
      expect(play(typed('7K3M', 150, ['Enter']), { place })).toMatchObject({ scans: [], replayed: 4, strays: 4 })
      expect(play(typed(' ', 8), { place }).strays).toBe(0)
      expect(play(typed('abc', 90), { place, inField: true }).strays).toBe(0)
      expect(play(typed('7K3M-Q9TX', 8, ['Enter']), { place }).strays).toBe(0)
    })

    it('lets a hand type as anywhere: letters more than 100 ms apart wait for nothing', () => {
      expect(play(typed('ab', 150), { place, silence: GAP_MS + 1 }).replayed).toBe(2)
    })
  })

  it('waits for no rest where staff press letters', () => {
    expect(play(typed('7K3M', 8), { silence: GAP_MS + 1 }).scans).toHaveLength(1)
  })
})
