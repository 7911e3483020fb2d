import { describe, expect, it } from 'vitest'
import { numberLabel, readLabel, seriesOf } from './numbers'

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

  it('is read as people type it', () => {
    for (const text of ['A-047', 'a47', 'A047']) expect(readLabel(text)).toEqual({ prefix: 'A', number: 47 })
    for (const station of [1, 12, 255])
      for (const number of [1, 99, 100].map((n) => seriesOf(station).from - 1 + n))
        expect(readLabel(numberLabel('AB', number))).toEqual({ prefix: 'AB', number })
    for (const text of ['A', '47', 'A-000', 'ABC-1', 'A-K3', '', '0199']) expect(readLabel(text)).toBeNull()
  })

  it('of any station fits the three bytes of a slip, and belongs to one', () => {
    expect(seriesOf(255).to).toBeLessThan(0xff_ff_ff)
    expect(seriesOf(4).from).toBeGreaterThan(seriesOf(3).to)
  })
})
