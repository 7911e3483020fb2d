import { describe, expect, it } from 'vitest'
import { aService } from './a-counter-view'
import { matchServices, readTypedNumber } from './services'

const tax = aService()
const birth = aService({ code: 'akta', prefix: 'BC', name: { id: 'Akta kelahiran', en: 'Birth certificate' } })
const both = [tax, birth]
const inIndonesian = (text: { id: string }) => text.id

describe('searching services', () => {
  it('shows all before anything is typed', () => {
    expect(matchServices(both, '  ', inIndonesian)).toEqual(both)
  })

  it('finds by part of the name, by letters, by agency, in any order', () => {
    expect(matchServices(both, 'lahir', inIndonesian)).toEqual([birth])
    expect(matchServices(both, 'bc', inIndonesian)).toEqual([birth])
    expect(matchServices(both, 'bapenda tahunan', inIndonesian)).toEqual([tax])
    expect(matchServices(both, 'tahunan akta', inIndonesian)).toEqual([])
  })
})

describe('a number as it is typed', () => {
  it.each([
    ['47', 47, null],
    ['047', 47, null],
    [' A-047 ', 47, 'tax'],
    ['bc 12', 12, 'akta'],
    ['A1000', 1000, 'tax'],
    ['A-K3-01', 1_030_001, 'tax'],
    ['bc k12 105', 1_120_105, 'akta'],
  ])('%j is read', (typed, number, service) => {
    expect(readTypedNumber(typed, both)).toEqual({ is: 'number', number, service })
  })

  it('may be left out', () => {
    expect(readTypedNumber(' ', both)).toEqual({ is: 'none' })
  })

  it.each(['A', 'X-12', 'X-K3-01', 'A-0', '12B', '123456', '-'])('%j is a mistake', (typed) => {
    expect(readTypedNumber(typed, both).is).toBe(typed === '-' ? 'none' : 'mistake')
  })
})
