import { describe, expect, it } from 'vitest'
import { newFairProblem, NewFair } from '../../../core/setup/new-fair'
import { askedOf, emptyDraft, keepTrouble, whatTrouble, whoTrouble, type Draft } from './new-fair-draft'

const FULL: Draft = {
  ...emptyDraft('2026-10-13', 'Europe/Berlin'),
  nameId: ' Pekan Layanan ',
  venueId: 'Balai Kota',
  city: 'Surabaya',
  organizer: 'Dyah',
  pin: '7319',
  pinAgain: '7319',
}

describe('the form of a new fair', () => {
  it('begins with an Indonesian zone, and with today', () => {
    expect(emptyDraft('2026-10-13', 'Europe/Berlin')).toMatchObject({ timeZone: 'Asia/Jakarta', lastDay: '2026-10-13' })
    expect(emptyDraft('2026-10-13', 'Asia/Jayapura').timeZone).toBe('Asia/Jayapura')
  })

  it('asks main for both languages, the same where one text serves both', () => {
    const asked = askedOf(FULL)
    expect(asked.name).toEqual({ id: 'Pekan Layanan', en: 'Pekan Layanan' })
    expect(NewFair.safeParse(asked).success).toBe(true)
    expect(newFairProblem(asked)).toBeNull()
    expect(askedOf({ ...FULL, isSame: false, nameEn: 'Service Week', venueEn: 'City Hall' }).name.en).toBe(
      'Service Week',
    )
  })

  it('names every field that is still empty', () => {
    expect(whatTrouble({ ...FULL, city: ' ', isSame: false })).toEqual({
      is: 'missing',
      fields: ['begin.name.en', 'begin.venue.en', 'begin.city'],
    })
    expect(whatTrouble(FULL)).toBeNull()
  })

  it('takes no PIN or passphrase that was typed differently twice, or is easily guessed', () => {
    expect(whoTrouble(FULL)).toBeNull()
    expect(whoTrouble({ ...FULL, pinAgain: '7318' })).toEqual({ is: 'sentence', text: 'begin.differ.pin' })
    expect(whoTrouble({ ...FULL, pin: '1234', pinAgain: '1234' })).toEqual({ is: 'sentence', text: 'failure.pin_weak' })
    const keep = { kind: 'passphrase', passphrase: 'kuda hijau lampu', again: 'kuda hijau lampu' } as const
    expect(keepTrouble(keep)).toBeNull()
    expect(keepTrouble({ ...keep, again: 'kuda hijau' })).toEqual({ is: 'sentence', text: 'begin.differ.passphrase' })
    expect(keepTrouble({ kind: 'keychain', passphrase: '', again: '' })).toBeNull()
  })
})
