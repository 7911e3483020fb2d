import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { Persons } from '../search/persons'
import { nameKey, PRESENCES, VisitorDirectory, type DirectoryFilter, type Presence } from './directory'

let directory: VisitorDirectory
beforeEach(() => {
  directory = new VisitorDirectory(new Persons())
})

/** A visitor's id for a letter, and back. */
const id = (letter: string): string => `01981a2b-0000-7000-8000-0000000000${letter.charCodeAt(0).toString(16)}`
const letterOf = (visitor: string): string => String.fromCharCode(Number.parseInt(visitor.slice(-2), 16))
const ids = (letters: string): string[] => Array.from(letters, id)

const all: DirectoryFilter = { list: 'day-1', admits: null, presence: null, category: null, gate: null, found: null }
const shown = (filter: Partial<DirectoryFilter> = {}) =>
  directory.page({ ...all, ...filter }, 0, 100).visitors.map(letterOf)
const counts = (filter: Partial<DirectoryFilter> = {}) => directory.page({ ...all, ...filter }, 0, 0).counts

function three(): void {
  directory.put(id('c'), 'umum', 'Dinas Sosial')
  directory.put(id('a'), 'vip', null)
  directory.put(id('b'), 'umum', 'Universitas Áirlangga')
  directory.rename(id('c'), 'Ani')
  directory.rename(id('a'), 'budi')
  directory.rename(id('b'), 'Ánti')
}

describe('the directory of visitors', () => {
  it('is in the order of names, whatever their case and marks', () => {
    three()
    expect(shown()).toEqual(['c', 'b', 'a'])
  })

  it('is in that order also for names in other letters, and for those that begin alike', () => {
    const names = ['Muhammad B', 'Muhammad A', 'Muham', 'đa', 'đb', '李明', '李', 'ẞa', 'Zz']
    names.forEach((name, n) => directory.rename(id('abcdefghi'.charAt(n)), name))
    const sorted = names.map(nameKey).sort()
    expect(shown().map((letter) => nameKey(names['abcdefghi'.indexOf(letter)] ?? ''))).toEqual(sorted)
  })

  it('shows who has no name last, the earlier registered first', () => {
    three()
    directory.put(id('e'), 'umum', null)
    directory.put(id('d'), 'umum', null)
    expect(shown()).toEqual(['c', 'b', 'a', 'd', 'e'])
  })

  it('moves somebody who was renamed', () => {
    three()
    expect(shown()).toEqual(['c', 'b', 'a'])
    directory.rename(id('c'), 'Zaki')
    expect(shown()).toEqual(['b', 'a', 'c'])
  })

  it('gives any part of the list, and how long it is', () => {
    three()
    expect(directory.page(all, 1, 1)).toMatchObject({ visitors: ids('b'), total: 3 })
    expect(directory.page(all, 5, 1)).toMatchObject({ visitors: [], total: 3 })
  })

  it('counts who is not here, inside and gone, and shows one of the three', () => {
    three()
    directory.setList('day-1', [
      { visitor: id('a'), presence: 'inside', gate: 'north' },
      { visitor: id('b'), presence: 'left', gate: 'north' },
    ])
    expect(counts()).toEqual({ all: 3, not_here: 1, inside: 1, left: 1 })
    expect(shown({ presence: 'inside' })).toEqual(['a'])
    expect(counts({ presence: 'inside' })).toEqual({ all: 3, not_here: 1, inside: 1, left: 1 })
    directory.setPresence('day-1', id('a'), { presence: 'left', gate: 'north' })
    expect(shown({ presence: 'left' })).toEqual(['b', 'a'])
  })

  it('expects nobody whom the list does not admit, and shows those who came all the same', () => {
    three()
    directory.setList('day-1', [])
    const admits = new Set(['umum'])
    expect(shown({ admits })).toEqual(['c', 'b'])
    directory.setPresence('day-1', id('a'), { presence: 'inside', gate: null })
    expect(shown({ admits })).toEqual(['c', 'b', 'a'])
  })

  it('keeps to who came through one gate, and follows who came through another since', () => {
    three()
    directory.setList('day-1', [
      { visitor: id('a'), presence: 'inside', gate: 'north' },
      { visitor: id('b'), presence: 'left', gate: 'south' },
    ])
    expect(shown({ gate: 'north' })).toEqual(['a'])
    expect(counts({ gate: 'south' })).toEqual({ all: 1, not_here: 0, inside: 0, left: 1 })
    expect(shown({ gate: 'nowhere' })).toEqual([])
    directory.setPresence('day-1', id('a'), { presence: 'inside', gate: 'south' })
    expect(shown({ gate: 'north' })).toEqual([])
    expect(shown({ gate: 'south' })).toEqual(['b', 'a'])
  })

  it('keeps to one category', () => {
    three()
    expect(shown({ category: 'vip' })).toEqual(['a'])
    expect(counts({ category: 'vip' })).toMatchObject({ all: 1 })
  })

  it('shows what was found in the order of the find, also whom the list does not admit', () => {
    three()
    expect(shown({ found: ids('azc'), admits: new Set() })).toEqual(['a', 'c'])
  })

  it('finds by a part of the institution', () => {
    three()
    expect(directory.ofInstitution('airlangga', 10)).toEqual(ids('b'))
    expect(directory.ofInstitution('  ', 10)).toEqual([])
  })

  it('knows who was let in by a signed code and stands in no roster', () => {
    three()
    directory.setList('day-1', [{ visitor: id('x'), presence: 'inside', gate: null }])
    expect(shown({ admits: new Set(['umum']) })).toEqual(['c', 'b', 'x'])
  })

  it('kept by changes says what one filled at once says', () => {
    const move = fc.record({
      id: fc.constantFrom(...ids('abcdef')),
      name: fc.option(fc.constantFrom('Ani', 'ani', 'Budi', 'Citra', '')),
      category: fc.constantFrom('umum', 'vip'),
      presence: fc.constantFrom<Presence>(...PRESENCES),
      gate: fc.constantFrom(null, 'north', 'south'),
      asks: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const kept = new VisitorDirectory(new Persons())
        kept.setList('day-1', [])
        const last = new Map<string, (typeof moves)[number]>()
        for (const one of moves) {
          kept.put(one.id, one.category, null)
          kept.rename(one.id, one.name)
          kept.setPresence('day-1', one.id, one)
          if (one.asks) kept.page(all, 0, 3)
          last.set(one.id, one)
        }
        const key = ({ name }: { name: string | null }) => (name === null ? '' : nameKey(name)) || '\uffff'
        const expected = [...last.values()].sort((a, b) =>
          key(a) === key(b) ? (a.id < b.id ? -1 : 1) : key(a) < key(b) ? -1 : 1,
        )
        for (const presence of [null, ...PRESENCES]) {
          const of = expected.filter((one) => presence === null || one.presence === presence)
          expect(kept.page({ ...all, presence }, 0, 100).visitors).toEqual(of.map(({ id }) => id))
        }
      }),
    )
  })
})

describe('visitors with the same name', () => {
  it('are together when their institution is the same too, however it is written; one word alone is not enough', () => {
    const put = (letter: string, name: string, institution: string | null) => {
      directory.put(id(letter), 'umum', institution)
      directory.rename(id(letter), name)
    }
    put('a', 'Siti Aminah', 'Dinas Sosial')
    put('b', 'siti  aminah', 'DINAS SOSIAL')
    put('c', 'Siti Aminah', 'Dinas Kesehatan')
    put('d', 'Siti Aminah', null)
    put('e', 'SITI AMINAH', null)
    put('f', 'Budi', null)
    put('g', 'Budi', null)
    put('h', 'Budi', 'PT Maju')
    put('i', 'Budi', 'PT Maju')
    const groups = directory.sameNames().map((group) => group.map(letterOf).join(''))
    expect(groups.toSorted()).toEqual(['ab', 'de', 'hi'])
    // Only a scan of theirs is known: nobody registered them.
    directory.rename(id('j'), 'Siti Aminah')
    expect(directory.sameNames()).toHaveLength(3)
  })
})
