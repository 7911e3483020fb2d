import { describe, expect, it } from 'vitest'
import type { StationLine } from '../../../../core/contract/stations'
import { STATION_ALERTS } from '../../../../core/desk/stations'
import { wordsOf } from '../../../i18n/words'
import { alertText, clockText, cutOffTogether, heldText, nameOf, spanText, togetherText } from './station-words'

const id = wordsOf('id', 'Asia/Jakarta')
const en = wordsOf('en', 'Asia/Jakarta')
const NOW = Date.UTC(2026, 9, 13, 3, 33)

const line: StationLine = {
  station: 's',
  number: 9,
  roles: ['counter'],
  live: false,
  enrolledAt: NOW,
  lastSeenAt: NOW - 12 * 60_000,
  revokedAt: null,
  wipedAt: null,
  doubledAt: null,
  forkedAt: null,
  version: '1.3.0',
  pending: 212,
  clockAhead: -192_000,
  printer: 'trouble',
  printerTrouble: { what: 'paper_out', since: NOW - 60_000 },
  camera: 'trouble',
  heldBack: 2,
  keptAside: 1,
  isHere: false,
  names: [{ id: 'Loket 9', en: 'Counter 9' }],
  areas: ['Area C'],
  isOld: true,
  alerts: [],
}

describe('warnings as sentences', () => {
  it('say since when a station is cut off, and what had not been sent', () => {
    expect(alertText(line, 'cut_off', NOW, id).title).toBe(
      'Loket 9 terputus sejak 10.21, 212 catatan belum terkirim waktu itu.',
    )
    expect(alertText({ ...line, pending: 0 }, 'cut_off', NOW, en).title).toBe('Counter 9 has been cut off since 10:21.')
  })

  it('say when a copy of a data folder showed, and what to do about it', () => {
    const forked = { ...line, forkedAt: NOW - 60_000 }
    expect(alertText(forked, 'forked', NOW, en).title).toBe(
      'The data folder of Counter 9 exists twice: at 10:32 records turned up that another copy of it had written.',
    )
    expect(alertText(forked, 'forked', NOW, id).title).toBe(
      'Folder data Loket 9 ada dua: pukul 10.32 ditemukan catatan yang ditulis salinan lainnya.',
    )
  })

  it('say once that many are cut off, the first of them by name', () => {
    const off = (n: number): StationLine[] =>
      Array.from({ length: n }, (_, i) => ({
        ...line,
        names: [{ id: `Loket ${i + 1}`, en: `Counter ${i + 1}` }],
        alerts: ['cut_off'],
      }))
    expect(cutOffTogether([line, ...off(3)])).toEqual([])
    expect(togetherText(cutOffTogether([line, ...off(4)]), en).title).toBe(
      '4 stations are cut off: Counter 1, Counter 2, Counter 3 and Counter 4.',
    )
    expect(togetherText(cutOffTogether(off(19)), id).title).toBe(
      '19 stasiun terputus: Loket 1, Loket 2, Loket 3, Loket 4, Loket 5 dan 14 lainnya.',
    )
  })

  it('say which way a clock is off', () => {
    expect(alertText(line, 'clock', NOW, id).title).toBe('Jam Loket 9 terlambat 3 menit 12 detik.')
    expect(alertText({ ...line, clockAhead: 2 * 3_600_000 }, 'clock', NOW, en).title).toBe(
      'The clock of Counter 9 is 2 h 0 min fast.',
    )
  })

  it('name what a lost station held, and until when it is to be reported', () => {
    const { title, say } = alertText({ ...line, roles: ['gate'], revokedAt: NOW }, 'lost', NOW, en)
    expect(title).toContain('names that visitors are greeted by')
    expect(title).not.toContain('phones')
    expect(say).toContain('16 Oct, 10:33')
  })

  it('say of a lost station whether it was seen since, was told, or has wiped what it held', () => {
    const lost = { ...line, revokedAt: NOW - 60_000 }
    expect(alertText(lost, 'lost', NOW, en).say).toContain('has not been seen since 10:21: treat its data as lost')
    expect(alertText({ ...lost, lastSeenAt: NOW }, 'lost', NOW, en).say).toContain('heard so at 10:33')
    expect(alertText({ ...lost, wipedAt: NOW }, 'wiped', NOW, id).title).toContain('sudah terhapus (10.33)')
  })

  it('are there for everything that can be amiss, also for what a newer station tells', () => {
    for (const words of [id, en])
      for (const alert of STATION_ALERTS) {
        const { title, say } = alertText(line, alert, NOW, words)
        expect(`${title} ${say}`).toContain(words === id ? 'Loket 9' : 'Counter 9')
        expect(say).not.toBe('')
      }
    const strange = { ...line, printerTrouble: { what: 'of_later', since: NOW } }
    expect(alertText(strange, 'printer', NOW, en).title).toContain('in trouble')
  })
})

it('a station without a place of its own goes by role and number', () => {
  expect(nameOf({ ...line, names: [], roles: ['dispenser'], number: 2 }, id)).toBe('Mesin antrean 2')
  expect(nameOf({ ...line, names: [], roles: ['desk'], number: null }, en)).toBe('Organizer’s desk')
})

it('a display opens nothing of visitors, a desk everything', () => {
  expect(heldText(['display'], en)).toBe('names and PIN verifiers of staff')
  expect(heldText(['desk'], id)).toContain('NIK')
})

it('the clock is told in seconds, small ones with a digit', () => {
  expect(clockText(300, 'id')).toBe('0,3')
  expect(clockText(-192_000, 'id')).toBe('−192')
  expect(clockText(-20, 'en')).toBe('0')
  expect(clockText(null, 'en')).toBe('–')
  expect(spanText(-61_000, id)).toBe('1 menit 1 detik')
})
