import { describe, expect, it } from 'vitest'
import { keyRows, pressShift, shiftAfter, type KeyboardKind } from './key-rows'

const KINDS: readonly KeyboardKind[] = ['search', 'name', 'text', 'email', 'phone', 'address']
const texts = (kind: KeyboardKind, page: 'letters' | 'signs' = 'letters') =>
  keyRows(kind, page)
    .flat()
    .flatMap((key) => (key.is === 'type' ? [key.text] : []))
const acts = (kind: KeyboardKind) =>
  keyRows(kind, 'letters')
    .flat()
    .map((key) => key.is)

describe('the keys', () => {
  it('have every letter of both languages, but for a phone number', () => {
    for (const kind of KINDS.filter((kind) => kind !== 'phone'))
      for (const letter of 'abcdefghijklmnopqrstuvwxyz') expect(texts(kind), kind).toContain(letter)
  })

  it('can take back what was typed, whatever is typed', () => {
    for (const kind of KINDS) expect(acts(kind), kind).toContain('erase')
  })

  it('lead to the digits and back where they do not show them', () => {
    for (const kind of ['name', 'text', 'email'] as const) {
      expect(acts(kind)).toContain('page')
      expect(texts(kind, 'signs')).toEqual(expect.arrayContaining(Array.from('0123456789')))
      expect(keyRows(kind, 'signs').flat()).toContainEqual({ is: 'page' })
    }
  })

  it('write an address by its usual ends, and no space into it', () => {
    expect(texts('email')).toEqual(expect.arrayContaining(['@', '.', '_', '-', '.com', '.id']))
    expect(acts('email')).not.toContain('space')
  })

  it('never show one key twice on a page', () => {
    for (const kind of KINDS)
      for (const page of ['letters', 'signs'] as const)
        expect(new Set(texts(kind, page)).size).toBe(texts(kind, page).length)
  })
})

describe('the shift key', () => {
  it('gives one capital, then capitals, then none', () => {
    expect(pressShift('off')).toBe('once')
    expect(pressShift('once')).toBe('locked')
    expect(pressShift('locked')).toBe('off')
    expect(pressShift('auto')).toBe('off')
  })

  it('is set by itself where a name begins, also behind a hyphen', () => {
    for (const before of ['', 'Siti ', 'Anak-', 'H. ', 'H.'])
      expect(shiftAfter('name', before, 'off'), before).toBe('auto')
    expect(shiftAfter('name', 'Sit', 'once')).toBe('off')
  })

  it('is set in a text at its beginning alone, and never in an address', () => {
    expect(shiftAfter('text', '', 'off')).toBe('auto')
    expect(shiftAfter('text', 'Dinas ', 'off')).toBe('off')
    expect(shiftAfter('email', '', 'off')).toBe('off')
  })

  it('stays locked until it is pressed again', () => {
    expect(shiftAfter('name', 'BPB', 'locked')).toBe('locked')
  })
})
