import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LARGEST_NUMBER, numberLabel, readNumber, seriesOf } from './numbers'

describe('a number', () => {
  it('is written with its letters, a station’s own with the station’s', () => {
    const { from, to } = seriesOf(3)
    expect([numberLabel('A', 47), numberLabel('AB', 1_000), numberLabel('A', null)]).toEqual(['A-047', 'AB-1000', 'A'])
    expect([numberLabel('A', from), numberLabel('AB', from + 99), numberLabel('A', to)]).toEqual([
      'A-K3-01',
      'AB-K3-100',
      'A-K3-9999',
    ])
  })

  const read = (typed: string, prefixes = ['A', 'AB']) => readNumber(typed, prefixes)
  const own = (station: number, nth: number) => seriesOf(station).from - 1 + nth

  it('is read as people type it', () => {
    for (const typed of ['A-047', 'a47', 'A047', ' a 47 ', 'A.47', 'A\u201347'])
      expect(read(typed)).toEqual({ is: 'number', prefix: 'A', number: 47 })
    expect(read('047')).toEqual({ is: 'number', prefix: null, number: 47 })
    for (const typed of ['', '  ', '-']) expect(read(typed)).toEqual({ is: 'none' })
    for (const typed of [
      'A',
      'A-000',
      'A-K3',
      '12B',
      '123456',
      'A-K0-1',
      'A-K256-1',
      'A-K3-0',
      'A-K3-10000',
      'A-K3-1-2',
    ])
      expect(read(typed), typed).toEqual({ is: 'not_a_number' })
    expect(read('X-12')).toEqual({ is: 'unknown_prefix', prefix: 'X' })
    expect(read('X-K3-01')).toEqual({ is: 'unknown_prefix', prefix: 'X' })
  })

  it('of a station’s own series is read in every writing that leaves no doubt', () => {
    for (const typed of ['A-K3-01', 'a-k3-1', 'A K3 1', 'a k 3 01', 'AK3-1', 'AK301', 'ak31', 'A-K301', 'A – K3 – 01'])
      expect(read(typed), typed).toEqual({ is: 'number', prefix: 'A', number: own(3, 1) })
    expect(read('K3-01')).toEqual({ is: 'number', prefix: null, number: own(3, 1) })
    expect(read('AK3100')).toEqual({ is: 'number', prefix: 'A', number: own(3, 100) })
    expect(read('AK2551')).toEqual({ is: 'either', labels: ['A-K2-551', 'A-K25-51'] })
    expect(read('A-K25-51')).toEqual({ is: 'number', prefix: 'A', number: own(25, 51) })
  })

  it('may be of a service whose letters end in K: then as it is written, or asked again', () => {
    const both = ['A', 'AK', 'K']
    expect(read('AK301', both)).toEqual({ is: 'either', labels: ['AK-301', 'A-K3-01'] })
    expect(read('K31', both)).toEqual({ is: 'either', labels: ['K-031', 'K3-01'] })
    expect(read('AK-301', both)).toEqual({ is: 'number', prefix: 'AK', number: 301 })
    expect(read('A-K3-01', both)).toEqual({ is: 'number', prefix: 'A', number: own(3, 1) })
    expect(read('AK301', ['AK'])).toEqual({ is: 'number', prefix: 'AK', number: 301 })
  })

  it('is never read as another one than what stands on the slip', () => {
    const letters = fc.constantFrom('A', 'K', 'AK', 'KK')
    const number = fc.oneof(
      fc.integer({ min: 1, max: 99_999 }),
      fc.tuple(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 1, max: 9_999 })).map(([of, nth]) => own(of, nth)),
    )
    fc.assert(
      fc.property(letters, number, fc.constantFrom('-', ' ', ''), (prefix, wanted, between) => {
        const label = numberLabel(prefix, wanted)
        expect(readNumber(label, ['A', 'K', 'AK', 'KK'])).toEqual({ is: 'number', prefix, number: wanted })
        const typed = readNumber(label.toLowerCase().replaceAll('-', between), [prefix])
        if (typed.is === 'either') expect(typed.labels).toHaveLength(2)
        else expect(typed).toEqual({ is: 'number', prefix, number: wanted })
      }),
    )
  })

  it('of any station fits the three bytes of a slip, and belongs to one', () => {
    expect(seriesOf(255).to).toBe(LARGEST_NUMBER)
    expect(LARGEST_NUMBER).toBeLessThan(0xff_ff_ff)
    expect(seriesOf(4).from).toBeGreaterThan(seriesOf(3).to)
  })
})
