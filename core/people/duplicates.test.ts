import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apartOf, registeredAt, sameGroups, type SameBy } from './duplicates'

const alone = (visitor: string) => visitor

describe('who may be one person', () => {
  it('is whoever is reached over a phone, an e-mail or a name, with every reason told', () => {
    const found = { phone: [['a', 'b']], email: [['b', 'c']], name: [['x', 'y']] }
    expect(sameGroups(found, alone)).toEqual([
      { why: ['name'], visitors: ['x', 'y'] },
      { why: ['phone', 'email'], visitors: ['a', 'b', 'c'] },
    ])
  })

  it('leaves out who was merged already, and keeps whom a merge left over', () => {
    const found = {
      phone: [
        ['a', 'b'],
        ['c', 'd', 'e'],
      ],
      email: [],
      name: [],
    }
    const merged = new Map([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(sameGroups(found, (visitor) => merged.get(visitor) ?? visitor)).toEqual([
      { why: ['phone'], visitors: ['c', 'd', 'e'] },
    ])
  })

  it('leaves out two who are two people, but not who may be either of them', () => {
    const two = { phone: [['a', 'b']], email: [], name: [['b', 'a']] }
    const three = { phone: [['a', 'b', 'c']], email: [], name: [] }
    const apart = apartOf([['a', 'b']], alone)
    expect(sameGroups(two, alone, apart)).toEqual([])
    expect(sameGroups(three, alone, apart)).toEqual([{ why: ['phone'], visitors: ['a', 'b', 'c'] }])
    const more = apartOf(
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      alone,
    )
    expect(sameGroups(three, alone, more)).toEqual([{ why: ['phone'], visitors: ['a', 'c'] }])
  })

  it('keeps apart all that a person is, and forgets it of two who were merged nevertheless', () => {
    const found = { phone: [['a', 'b']], email: [['b', 'c']], name: [] }
    const personOf = (visitor: string) => (visitor === 'a' ? 'c' : visitor)
    expect(sameGroups(found, personOf, apartOf([['a', 'b']], personOf))).toEqual([])
    expect(apartOf([['a', 'c']], personOf)).toEqual(new Map())
  })

  it('puts two into one group only where a row of undecided pairs leads from one to the other', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f']
    const pair = fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people)).filter(([a, b]) => a < b)
    const group = fc.subarray(people, { minLength: 2 })
    fc.assert(
      fc.property(fc.array(group, { maxLength: 4 }), fc.array(pair), (phone, pairs) => {
        const apart = apartOf(pairs, alone)
        const linked = (a: string, b: string) =>
          phone.some((row) => row.includes(a) && row.includes(b)) && apart.get(a)?.has(b) !== true
        // Plain: whoever is reached step by step.
        const reached = (from: string): string[] => {
          const seen = [from]
          for (const at of seen) seen.push(...people.filter((one) => !seen.includes(one) && linked(at, one)))
          return seen.toSorted()
        }
        const plain = new Set(people.map((one) => reached(one).join()).filter((row) => row.includes(',')))
        const found = sameGroups({ phone, email: [], name: [] }, alone, apart)
        expect(new Set(found.map(({ visitors }) => visitors.join()))).toEqual(plain)
        expect(found).toHaveLength(plain.size)
      }),
    )
  })

  it('shows the group with the newest registration first', () => {
    const found = {
      phone: [
        ['1', '2'],
        ['3', '9'],
        ['4', '5'],
      ],
      email: [],
      name: [],
    }
    expect(sameGroups(found, alone).map(({ visitors }) => visitors.at(-1))).toEqual(['9', '5', '2'])
  })

  it('is the same in any order: nobody is in two groups, and who shares anything is together', () => {
    const group = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), {
      minLength: 2,
      maxLength: 4,
    })
    const groups = fc.record({ phone: fc.array(group), email: fc.array(group), name: fc.array(group) })
    fc.assert(
      fc.property(groups, (found) => {
        const one = sameGroups(found, alone)
        const turned = Object.fromEntries(
          Object.entries(found).map(([by, list]) => [by, list.map((row) => row.toReversed()).toReversed()]),
        ) as Record<SameBy, string[][]>
        expect(sameGroups(turned, alone)).toEqual(one)
        const all = one.flatMap(({ visitors }) => visitors)
        expect(new Set(all).size).toBe(all.length)
        for (const row of [...found.phone, ...found.email, ...found.name]) {
          if (new Set(row).size < 2) continue
          expect(one.some(({ visitors }) => row.every((visitor) => visitors.includes(visitor)))).toBe(true)
        }
      }),
    )
  })

  it('reads the time of registration from the id', () => {
    expect(registeredAt('0199c5a8-1c00-7000-8000-000000000000')).toBe(0x0199c5a81c00)
    expect(registeredAt('0199c5a8-1c00-4000-8000-000000000000')).toBe(0)
  })
})
