import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Texts } from './texts'

it('gives each text back by its number, and nothing for any other', () => {
  const many = fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 3_000, size: 'max' })
  fc.assert(
    fc.property(many, (given) => {
      const texts = new Texts()
      for (const text of given) texts.add(text)
      expect(given.map((_text, number) => texts.at(number))).toEqual(given)
      for (const none of [given.length, given.length + 1_024, -1, 0.5, NaN]) expect(texts.at(none)).toBeUndefined()
    }),
    { numRuns: 20 },
  )
})
