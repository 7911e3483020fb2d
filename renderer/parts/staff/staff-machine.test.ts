import { describe, expect, it } from 'vitest'
import type { StaffEntry } from '../../../core/contract/staff'
import { requestOf, STAFF_START, staffStep, type StaffEvent, type StaffState } from './staff-machine'

const person = (code: string, hasPin: boolean): StaffEntry => ({ code, name: code, role: 'operator', hasPin })
const [dyah, galih] = [person('dyah', true), person('galih', false)]
const play = (...events: readonly StaffEvent[]): StaffState => events.reduce(staffStep, STAFF_START)
const chose = (staff: StaffEntry): StaffEvent => ({ type: 'chose', staff })
const typed = (digits: string): StaffEvent => ({ type: 'typed', digits })
const entered = (firstPin = false): StaffEvent => ({ type: 'entered', firstPin })
const failed = (code: 'wrong_pin' | 'pin_weak' | 'voucher_needed' | 'staff_erased'): StaffEvent => ({
  type: 'failed',
  code,
  detail: undefined,
})

describe('a PIN', () => {
  it('asks for the PIN of who has one', () => {
    const state = play(chose(dyah), typed('7319'))
    expect(state.step.at).toBe('pin')
    expect(requestOf(state, false)).toEqual({ call: 'enter', input: { staff: 'dyah', pin: '7319' } })
  })

  it('sends nothing before four digits, and takes no letter', () => {
    const state = play(chose(dyah), typed('7x31'))
    expect(state.digits).toBe('731')
    expect(requestOf(state, false)).toBeNull()
  })

  it('empties the field after a wrong PIN', () => {
    const state = play(chose(dyah), typed('0000'), { type: 'sent' }, failed('wrong_pin'))
    expect(state).toMatchObject({ step: { at: 'pin' }, digits: '', isBusy: false, trouble: { code: 'wrong_pin' } })
  })
})

describe('a first PIN', () => {
  it('is typed twice and needs nobody when it is the first of all', () => {
    const state = play(chose(galih), typed('7319'), entered(true), typed('7319'), entered(true))
    expect(requestOf(state, true)).toEqual({
      call: 'staff.setPin',
      input: { staff: 'galih', pin: '7319', voucher: null },
    })
  })

  it('begins again when the two differ', () => {
    const state = play(chose(galih), typed('7319'), entered(), typed('7318'), entered())
    expect(state).toMatchObject({ step: { at: 'new' }, digits: '', trouble: { is: 'differs' } })
  })

  it('is vouched for by a colleague otherwise', () => {
    const state = play(chose(galih), typed('7319'), entered(), typed('7319'), entered(), chose(dyah), typed('5927'))
    expect(requestOf(state, false)).toEqual({
      call: 'staff.setPin',
      input: { staff: 'galih', pin: '7319', voucher: { staff: 'dyah', pin: '5927' } },
    })
    const saved = staffStep(state, { type: 'saved' })
    expect(requestOf(saved, false)).toEqual({ call: 'enter', input: { staff: 'galih', pin: '7319' } })
  })

  it('is chosen anew when it is too simple', () => {
    expect(play(chose(galih), typed('1234'), entered(true), typed('1234'), failed('pin_weak')).step.at).toBe('new')
  })

  it('asks for a name again when that one’s data are erased for good', () => {
    const state = play(chose(galih), typed('7319'), entered(true), typed('7319'), failed('staff_erased'))
    expect(state).toMatchObject({ step: { at: 'who' }, trouble: { code: 'staff_erased' } })
  })

  it('keeps the new PIN when a voucher turns out to be needed', () => {
    const state = play(chose(galih), typed('7319'), entered(true), typed('7319'), failed('voucher_needed'))
    expect(state.step).toMatchObject({ at: 'voucher', pin: '7319' })
  })
})

it('forgets everything on the way back', () => {
  expect(play(chose(dyah), typed('7319'), { type: 'back' })).toEqual(STAFF_START)
})
