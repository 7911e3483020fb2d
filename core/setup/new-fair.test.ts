import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listForGate, openFair } from './fair'
import { FIRST_ORGANIZER, MOST_DAYS, newFairFile, newFairProblem, type NewFair } from './new-fair'
import { FairFile, withoutNames } from './schema'
import { localToEpoch } from '../time/zone'

const ASKED: NewFair = {
  name: { id: 'Pekan Layanan Publik', en: 'Public Service Week' },
  venue: { id: 'Alun-alun', en: 'Town square' },
  city: 'Makassar',
  timeZone: 'Asia/Makassar',
  firstDay: '2026-12-30',
  lastDay: '2027-01-01',
  opens: '08:00',
  closes: '15:30',
  organizer: 'Andi Tenri',
}

describe('a new fair', () => {
  it('has one kind of visitor, one gate, a door for each day and its maker as organizer, and nothing else', () => {
    const file = newFairFile(ASKED)
    expect(file).toMatchObject({
      demo: false,
      code: 'pekan-layanan-publik-2026',
      days: ['2026-12-30', '2026-12-31', '2027-01-01'],
      categories: [{ code: 'umum', number: 1 }],
      gates: [{ code: 'pintu-utama' }],
      staff: [{ code: FIRST_ORGANIZER, name: 'Andi Tenri', role: 'organizer' }],
      services: [],
      counters: [],
      walkIn: null,
    })
    expect(file.lists.map(({ windows }) => windows[0])).toEqual(
      file.days.map((day) => ({ from: `${day}T08:00`, to: `${day}T15:30` })),
    )
  })

  it('serves each day’s own door at its gate', () => {
    const fair = openFair('f', withoutNames(newFairFile(ASKED)).setup)
    const at = (local: string) => listForGate(fair, 'pintu-utama', localToEpoch(local, ASKED.timeZone))?.code
    expect(at('2026-12-31T09:00')).toBe('pintu-hari-2')
    expect(at('2026-12-31T16:00')).toBe('pintu-hari-3')
  })

  it('says what does not fit', () => {
    expect(newFairProblem(ASKED)).toBeNull()
    expect(newFairProblem({ ...ASKED, lastDay: '2026-12-29' })).toBe('days_backwards')
    expect(newFairProblem({ ...ASKED, lastDay: '2027-12-30' })).toBe('too_many_days')
    expect(newFairProblem({ ...ASKED, closes: '08:00' })).toBe('hours_backwards')
  })

  it('is valid whatever it is called, and its code says the year once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), (called) => {
        fc.pre(called.trim() !== '' && called.trim().length <= 120)
        const file = newFairFile({ ...ASKED, name: { id: called, en: called } })
        expect(FairFile.parse(file)).toEqual(file)
      }),
    )
    const codeOf = (id: string) => newFairFile({ ...ASKED, name: { id, en: id } }).code
    expect(codeOf('Pekan 2026')).toBe('pekan-2026')
    expect(codeOf('祭り')).toBe('acara-2026')
    expect(codeOf('Pékan Raya')).toBe('pekan-raya-2026')
    expect(newFairFile({ ...ASKED, lastDay: '2027-01-29' }).days).toHaveLength(MOST_DAYS)
  })
})
