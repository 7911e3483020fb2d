import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldName, isNear, lookupKeys, soundOf } from './spelling'

const aWord = fc.string({ unit: fc.constantFrom(...'abcdehijkorstuy'.split('')), minLength: 4, maxLength: 9 })

describe('names as they are compared', () => {
  it('are without capitals, marks, apostrophes and titles’ dots', () => {
    expect(foldName('  Dr. Nur’aini  Sjafi-Éi, M.Si ')).toBe('dr nuraini sjafi ei m si')
    expect(foldName('…')).toBe('')
  })

  it.each([
    ['soekarno', 'sukarno'],
    ['djoko', 'joko'],
    ['tjahja', 'cahya'],
    ['achmad', 'akhmad'],
    ['widjaja', 'wijaya'],
  ])('sound alike in the old and the new spelling: %s, %s', (old, now) => {
    expect(soundOf(old)).toBe(soundOf(now))
  })
})

describe('one letter', () => {
  it.each([
    ['wrong', 'santoso', 'santosu'],
    ['missing', 'santoso', 'sanoso'],
    ['doubled', 'santoso', 'santtoso'],
    ['swapped', 'santoso', 'snatoso'],
    ['wrong within an old spelling', 'soekarno', 'soakarno'],
  ])('that is %s is forgiven', (_what, meant, typed) => {
    expect(isNear(meant, typed)).toBe(true)
    expect([...lookupKeys(meant)].some((key) => lookupKeys(typed).has(key))).toBe(true)
  })

  it('is forgiven, two are not', () => {
    expect(isNear('santoso', 'sontosu')).toBe(false)
    expect(isNear('santoso', 'snatosoo')).toBe(false)
    expect(isNear('budi', 'iudb')).toBe(false)
  })

  it('always leaves a key that both words share', () => {
    fc.assert(
      fc.property(aWord, fc.nat(), fc.constantFrom('wrong', 'missing', 'doubled', 'swapped'), (word, place, what) => {
        const at = place % (word.length - 1)
        const [head, a = '', b = '', tail] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
        const typed = {
          wrong: `${head}z${b}${tail}`,
          missing: head + b + tail,
          doubled: head + a + a + b + tail,
          swapped: head + b + a + tail,
        }[what]
        expect(isNear(word, typed)).toBe(true)
        expect([...lookupKeys(word)].some((key) => lookupKeys(typed).has(key))).toBe(true)
      }),
    )
  })
})
