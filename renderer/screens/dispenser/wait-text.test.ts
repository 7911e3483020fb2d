import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../i18n/words'
import { countersText, notNowText, rangeText, waitText } from './wait-text'

const id = wordsOf('id', 'Asia/Jakarta')
const en = wordsOf('en', 'Asia/Jakarta')
const at = (time: string, day = 14) => Date.parse(`2026-10-${day}T${time}:00+07:00`)
const minutes = (from: number, to: number) => ({ from: from * 60_000, to: to * 60_000 })
const loket = (number: number) => ({ id: `Loket ${number}`, en: `Counter ${number}` })
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('a wait', () => {
  it('is a range of minutes', () => {
    expect(plain(rangeText(id, minutes(20, 30)))).toBe('20–30 menit')
    expect(plain(rangeText(en, minutes(20, 30)))).toBe('20–30 min')
  })

  it('that may be over at once has only its longer end', () => {
    expect(plain(rangeText(id, minutes(0, 5)))).toBe('di bawah 5 menit')
  })

  it('of more than two hours is told in hours, never too short at its end', () => {
    expect(plain(rangeText(id, minutes(100, 130)))).toBe('1–3 jam')
    expect(plain(rangeText(id, minutes(90, 120)))).toBe('90–120 menit')
  })
})

describe('the line of a service', () => {
  it('is free when nobody is in front and a counter waits', () => {
    expect(waitText(id, { ahead: 0, estimate: minutes(0, 5) })).toMatchObject({ isFree: true, big: 'Tanpa antre' })
  })

  it('is not free while its counters are busy', () => {
    expect(waitText(id, { ahead: 0, estimate: minutes(5, 10) })).toMatchObject({
      isFree: false,
      small: 'Anda berikutnya',
    })
  })

  it('says how many people stand there when no estimate would be honest', () => {
    expect(waitText(id, { ahead: 4, estimate: null })).toMatchObject({ lead: null, big: '4 orang' })
    expect(waitText(id, { ahead: 0, estimate: null })).toMatchObject({ isFree: false, small: 'belum ada perkiraan' })
  })
})

describe('what is closed', () => {
  it('says when it opens again, with the day when that is not today', () => {
    const quota = (opensAt: number | null) => plain(notNowText(id, { why: 'quota', opensAt }, at('15:00')))
    expect(quota(at('08:00', 15))).toBe('Kuota habis, buka besok 08.00')
    expect(quota(at('08:00', 16))).toBe('Kuota habis, buka Jumat, 16 Oktober, 08.00')
    expect(quota(null)).toBe('Kuota habis')
    expect(notNowText(en, { why: 'closed', opensAt: at('08:00') }, at('07:00'))).toBe('Opens 08:00')
  })

  it('says the reason of a break', () => {
    const reason = { id: 'Salat Jumat', en: 'Friday prayer' }
    expect(notNowText(id, { why: 'break', reason, until: at('13:00') }, at('11:40'))).toBe(
      'Buka lagi 13.00: Salat Jumat',
    )
    expect(notNowText(id, { why: 'break', reason, until: null }, at('11:40'))).toBe('Sebentar lagi buka: Salat Jumat')
  })
})

describe('names of counters', () => {
  it('that count up are told by their ends', () => {
    expect(countersText(id, [3, 4, 5, 6].map(loket))).toBe('Loket 3 sampai 6')
    expect(countersText(en, [1, 2, 3, 8].map(loket))).toBe('Counter 1 to 3 and 8')
    expect(countersText(id, [6, 5].map(loket))).toBe('Loket 5 dan 6')
    expect(countersText(id, [loket(7)])).toBe('Loket 7')
  })

  it('of different kinds are told one by one', () => {
    expect(countersText(id, [loket(1), { id: 'Meja A-K3', en: 'Desk A-K3' }])).toBe('Loket 1 dan Meja A-K3')
  })
})
