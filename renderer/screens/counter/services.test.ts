import { describe, expect, it } from 'vitest'
import { seriesOf } from '../../../core/queue/numbers'
import { wordsOf } from '../../i18n/words'
import { aService } from './a-counter-view'
import { matchServices, mistakeText, readTypedNumber } from './services'

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
    ['a k3 1', seriesOf(3).from, 'tax'],
    ['BCK301', seriesOf(3).from, 'akta'],
    ['K3-01', seriesOf(3).from, null],
  ])('%j is read', (typed, number, service) => {
    expect(readTypedNumber(typed, both)).toEqual({ is: 'number', number, service })
  })

  it('may be left out', () => {
    for (const typed of [' ', '-']) expect(readTypedNumber(typed, both)).toEqual({ is: 'none' })
  })

  it('that is none is asked for again, with what to write', () => {
    const said = (typed: string) => mistakeText(readTypedNumber(typed, both), 'A', wordsOf('en', 'Asia/Jakarta'))
    for (const typed of ['A', 'A-0', '12B', '123456', 'A-K3']) expect(said(typed)).toContain('A-047 or A-K3-01')
    expect(said('X-K3-1')).toContain('X')
    expect(said('AK2551')).toContain('A-K2-551 or A-K25-51')
    expect(said('A-047')).toBeNull()
  })
})
