import { describe, expect, it } from 'vitest'
import { answersOf, EMPTY_DRAFT, missingOf, type Draft } from './register-draft'

const text = { id: 'x', en: 'x' }
const walkIn: Parameters<typeof missingOf>[1] = {
  categories: [
    { code: 'umum', name: text, color: null },
    { code: 'vip', name: text, color: null },
  ],
  fields: [
    { kind: 'name', required: true },
    { kind: 'phone', required: false },
    { kind: 'question', code: 'town', text, choices: [], required: false },
  ],
  purposes: [
    { code: 'attendance', name: text, text, version: 2, required: true },
    { code: 'news', name: text, text, version: 1, required: false },
  ],
  hasBadge: false,
}
const whole: Draft = {
  category: 'umum',
  texts: { name: 'Siti', town: 'Malang' },
  consents: { attendance: { version: 2, given: true }, news: { version: 1, given: false } },
}

describe('the form of a registration', () => {
  it('asks for a category, a name, and an answer to every purpose, in this order', () => {
    expect(missingOf(EMPTY_DRAFT, walkIn)?.field).toBe('category')
    expect(missingOf({ ...whole, texts: {} }, walkIn)?.field).toBe('name')
    const unasked = { ...whole, consents: { attendance: { version: 2, given: true } } }
    expect(missingOf(unasked, walkIn)).toEqual({ field: 'news', message: 'register.missing.consent' })
    expect(missingOf(whole, walkIn)).toBeNull()
  })

  it('is not sent without a yes to a required purpose; a no to another one is fine', () => {
    const no = { ...whole.consents, attendance: { version: 2, given: false } }
    expect(missingOf({ ...whole, consents: no }, walkIn)).toEqual({
      field: 'attendance',
      message: 'register.missing.yes',
    })
  })

  it('names each answer to a purpose with the version of its text', () => {
    expect(answersOf(whole)).toMatchObject({
      name: 'Siti',
      phone: '',
      questions: { town: 'Malang' },
      consents: [
        { purpose: 'attendance', version: 2, given: true },
        { purpose: 'news', version: 1, given: false },
      ],
    })
  })
})
