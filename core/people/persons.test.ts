import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personsOf } from './persons'

describe('who is whom', () => {
  it('goes by the visitor that the others lead to', () => {
    expect(
      Object.fromEntries(
        personsOf(
          new Map([
            ['a', 'b'],
            ['b', 'c'],
            ['x', 'y'],
          ]),
        ),
      ),
    ).toEqual({
      a: 'c',
      b: 'c',
      c: 'c',
      x: 'y',
      y: 'y',
    })
  })

  it('is the same in any order, also round in a circle, and one for all who are connected', () => {
    const visitor = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(visitor, visitor), { selector: ([from]) => from }), (merges) => {
        const persons = personsOf(new Map(merges))
        expect(personsOf(new Map(merges.toReversed()))).toEqual(persons)
        for (const [from, to] of merges) expect(persons.get(from)).toBe(persons.get(to))
        for (const person of persons.values()) expect(persons.get(person)).toBe(person)
      }),
    )
  })
})
