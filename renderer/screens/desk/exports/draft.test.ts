import { describe, expect, it } from 'vitest'
import { askedOf, NEW_DRAFT, orderOf, toggled, whyNot, type Draft } from './draft'

const LISTS = ['pintu', 'sesi']
const draft = (more: Partial<Draft>): Draft => ({ ...NEW_DRAFT, ...more })

describe('what an export is asked for', () => {
  it('is everything at first', () => {
    expect(orderOf(NEW_DRAFT, LISTS)).toEqual({
      what: 'attendance',
      days: null,
      lists: null,
      format: 'xlsx',
      personal: null,
    })
  })

  it('leaves out the lists that were taken away, and names one day', () => {
    expect(askedOf(draft({ day: '2026-10-13', without: ['sesi'] }), LISTS)).toEqual({
      what: 'attendance',
      days: ['2026-10-13'],
      lists: ['pintu'],
    })
  })

  it('has no lists and days where the data have none', () => {
    const filtered = { day: '2026-10-13', without: ['sesi'] }
    expect(askedOf(draft({ ...filtered, what: 'tickets' }), LISTS)).toMatchObject({ days: ['2026-10-13'], lists: null })
    expect(askedOf(draft({ ...filtered, what: 'visitors' }), LISTS)).toMatchObject({ days: null, lists: ['pintu'] })
  })

  it('takes no personal column into the log', () => {
    const personal = { personal: ['name'], reason: 'sertifikat' } as const
    expect(orderOf(draft({ ...personal, what: 'log' }), LISTS).personal).toBeNull()
    expect(orderOf(draft(personal), LISTS).personal).toEqual({ columns: ['name'], reason: 'sertifikat' })
  })

  it('waits for a reason, a list and a row', () => {
    expect(whyNot(draft({ personal: ['name'], reason: ' x ' }), LISTS, 5)).toBe('exports.why.reason')
    expect(whyNot(draft({ without: LISTS }), LISTS, 5)).toBe('exports.why.lists')
    expect(whyNot(NEW_DRAFT, LISTS, 0)).toBe('exports.why.rows')
    expect([whyNot(NEW_DRAFT, LISTS, 5), whyNot(NEW_DRAFT, LISTS, null)]).toEqual([null, null])
  })

  it('is chosen and taken back by the same touch', () => {
    expect(toggled(toggled(['a'], 'b'), 'b')).toEqual(['a'])
  })
})
