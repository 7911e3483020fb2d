import { describe, expect, it } from 'vitest'
import { listText, momentText, windowText } from './windows'
import { wordsOf } from './words'

const id = wordsOf('id', 'Asia/Jakarta')
const en = wordsOf('en', 'Asia/Jakarta')
/** A time in Surabaya, 14 October 2026 unless told otherwise. */
const at = (time: string, day = 14) => Date.parse(`2026-10-${day}T${time}:00+07:00`)
/** In sentences time and its word stay on one line; that is not what these tests are about. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('a window', () => {
  const window = { from: at('08:00'), to: at('16:00') }

  it('is named by its day and hours, in the zone of the fair', () => {
    expect(plain(windowText(id, window, at('12:00', 13)))).toBe('Rabu, 14 Oktober, pukul 08.00–16.00')
    expect(plain(windowText(en, window, at('12:00', 13)))).toBe('Wednesday, 14 October, 08:00–16:00')
  })

  it('of today says so', () => {
    expect(plain(windowText(id, window, at('07:00')))).toBe('hari ini, pukul 08.00–16.00')
  })

  it('of a whole day needs no hours', () => {
    const whole = { from: at('00:00'), to: at('00:00', 15) }
    expect(windowText(id, whole, at('12:00', 13))).toBe('Rabu, 14 Oktober, sepanjang hari')
    expect(windowText(en, whole, at('12:00'))).toBe('today, all day')
  })

  it('that ends at midnight ends at 24.00', () => {
    expect(plain(windowText(id, { from: at('18:00'), to: at('00:00', 15) }, at('12:00')))).toBe(
      'hari ini, pukul 18.00–24.00',
    )
  })

  it('over several days names both', () => {
    expect(plain(windowText(id, { from: at('08:00', 13), to: at('17:00', 15) }, at('12:00')))).toBe(
      'Selasa, 13 Oktober, pukul 08.00 sampai Kamis, 15 Oktober, pukul 17.00',
    )
  })
})

describe('a moment', () => {
  it('has its day only when that is another one', () => {
    expect(plain(momentText(id, at('08:56'), at('09:42')))).toBe('pukul 08.56')
    expect(plain(momentText(id, at('23:59', 13), at('00:01')))).toBe('Selasa, 13 Oktober, pukul 23.59')
    expect(plain(momentText(en, at('08:56'), at('09:42')))).toBe('at 08:56')
  })
})

it('joins names as people do', () => {
  expect(listText(id, ['ASN'])).toBe('ASN')
  expect(listText(id, ['ASN', 'Media', 'VIP'])).toBe('ASN, Media dan VIP')
  expect(listText(en, ['Media', 'VIP'])).toBe('Media and VIP')
})
