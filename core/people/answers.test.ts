import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEmail, readName, readPhone, readText } from './answers'

const value = (read: ReturnType<typeof readName>) => (read.ok ? read.value : read.problem)

describe('a name', () => {
  it('may be short, long, hyphenated, with titles, apostrophes, and of any script', () => {
    for (const name of [
      'Li',
      'Ni Wayan Suryani',
      'Moh. Fathur Rozi',
      "Anne-Marie de l'Isle",
      'R.Ay. Kartini, S.H.',
      '李明',
      'Ayu2',
    ])
      expect(value(readName(name))).toBe(name)
    expect(value(readName('Ja’far Nu`man'))).toBe("Ja'far Nu'man")
  })

  it('loses spaces that nobody meant', () => {
    expect(value(readName('  Siti   Aminah '))).toBe('Siti Aminah')
    expect(value(readName('Siti\u200b\tAminah\n'))).toBe('Siti Aminah')
  })

  it('is none with one letter, without any, or with two hundred', () => {
    expect(value(readName(' '))).toBe('empty')
    expect(value(readName('S'))).toBe('too_short')
    expect(value(readName('12 34'))).toBe('not_a_name')
    expect(value(readName('a'.repeat(200)))).toBe('too_long')
    expect(value(readName('a'.repeat(120)))).toBe('a'.repeat(120))
  })

  it('read once is read the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 140 }), (typed) => {
        const once = readName(typed)
        if (once.ok) expect(readName(once.value)).toEqual(once)
      }),
    )
  })
})

describe('a phone number', () => {
  it('is kept in one form, however it is written', () => {
    for (const typed of [
      '081234567890',
      '0812-3456-7890',
      '+62 812 3456 7890',
      '62 812 3456 7890',
      '(0812) 3456.7890',
      '0062 812 3456 7890',
    ])
      expect(value(readPhone(typed)), typed).toBe('+6281234567890')
    expect(value(readPhone('+65 6123 4567'))).toBe('+6561234567')
    expect(value(readPhone('031 847 1234'))).toBe('+62318471234')
  })

  it('is none with letters, too few or too many digits', () => {
    for (const typed of ['0812', 'nol delapan', '0812345', '0812x345678', '+', '1234567890123456'])
      expect(value(readPhone(typed)), typed).toBe('not_a_phone')
    expect(value(readPhone(''))).toBe('empty')
  })
})

describe('an e-mail address', () => {
  it('is checked gently and kept without capitals', () => {
    expect(value(readEmail(' Siti.Aminah+fair@Example.CO.ID '))).toBe('siti.aminah+fair@example.co.id')
    expect(value(readEmail("o'neil@example.com"))).toBe("o'neil@example.com")
  })

  it('is none without an @, a domain, or with a space', () => {
    for (const typed of [
      'siti',
      'siti@',
      '@example.com',
      'siti@example',
      'si ti@example.com',
      'a@b@c.id',
      'siti@example..id',
    ])
      expect(value(readEmail(typed)), typed).toBe('not_an_email')
  })
})

describe('any other answer', () => {
  it('is taken as it is, up to its length', () => {
    expect(value(readText('Dinas PU & Tata Ruang'))).toBe('Dinas PU & Tata Ruang')
    expect(value(readText('x'.repeat(201)))).toBe('too_long')
    expect(value(readText('  '))).toBe('empty')
  })
})
