import { describe, expect, it } from 'vitest'
import { counterSign } from './counter-name'

describe('the sign of a counter', () => {
  it.each([
    ['Loket 4', 'Loket', '4'],
    ['Loket Prioritas 12', 'Loket Prioritas', '12'],
    ['Loket A-K3-01', 'Loket', 'A-K3-01'],
    ['A-K3-01', '', 'A-K3-01'],
    ['Meja B', 'Meja', 'B'],
    ['Meja Informasi', 'Meja Informasi', ''],
    ['  Kasir ', 'Kasir', ''],
    ['Loket 3 (lansia)', 'Loket 3 (lansia)', ''],
  ])('%s', (name, word, mark) => {
    expect(counterSign(name)).toEqual({ word, mark })
  })
})
