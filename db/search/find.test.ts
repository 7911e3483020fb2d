import { describe, expect, it } from 'vitest'
import { findPeople, similarPeople } from './find'
import { SearchIndex, type IndexedPerson } from './search-index'

const person = (name: string, n: number, more: Partial<IndexedPerson> = {}): IndexedPerson => ({
  visitor: `v${String(n).padStart(6, '0')}`,
  name,
  institution: null,
  category: 'umum',
  ...more,
})
function anIndex(...names: readonly string[]): SearchIndex {
  const index = new SearchIndex()
  index.put(names.map((name, n) => person(name, n)))
  return index
}
const find = (index: SearchIndex, query: string, limit = 10) => findPeople(index, query, limit).map(({ name }) => name)

const HALL = [
  'Kusuma Wardhani Larasati',
  'Mahesa Kusumo',
  'Raden Ayu Siti Kusumaningtyas Prawirodirdjo',
  'Radite Kusumo',
  'Budi Santoso',
  'Budi Santosa',
  'Rudi Santoso',
  'Soekarno Djojohadikusumo',
  'Achmad Tjahjono',
  'Nur’aini Hidayat',
]

describe('finding people by name', () => {
  it('finds by the beginning of a word, from three letters', () => {
    const index = anIndex(...HALL)
    expect(find(index, 'kusu')).toEqual(
      expect.arrayContaining(['Mahesa Kusumo', 'Radite Kusumo', 'Kusuma Wardhani Larasati']),
    )
    expect(find(index, 'ku')).toEqual([])
    expect(find(index, 'k s')).toEqual([])
  })

  it('finds letters within a word', () => {
    expect(find(anIndex(...HALL), 'tyas')).toEqual(['Raden Ayu Siti Kusumaningtyas Prawirodirdjo'])
  })

  it.each([
    ['sukarno', 'Soekarno Djojohadikusumo'],
    ['joyohadikusumo', 'Soekarno Djojohadikusumo'],
    ['akhmad cahyono', 'Achmad Tjahjono'],
    ['nur aini', 'Nur’aini Hidayat'],
    ['nuraini', 'Nur’aini Hidayat'],
    ['hidyat', 'Nur’aini Hidayat'],
    ['mahsea', 'Mahesa Kusumo'],
    ['mahessa kusumi', 'Mahesa Kusumo'],
  ])('forgives: %s', (typed, meant) => {
    expect(find(anIndex(...HALL), typed)[0]).toBe(meant)
  })

  it('puts the exact name first, and still shows whom a slip may have meant', () => {
    const index = anIndex(...HALL, ...Array.from({ length: 30 }, () => 'Rudi Santoso'))
    const found = find(index, 'rudi santoso')
    expect(found.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => 'Rudi Santoso'))
    expect(found.slice(7)).toContain('Budi Santoso')
  })

  it('shows one of each name that is only like the typed one before a second', () => {
    const index = anIndex(...Array.from({ length: 20 }, () => 'Budi Santoso'), 'Badi Santoso')
    expect(new Set(find(index, 'bidi santoso').slice(0, 2))).toEqual(new Set(['Budi Santoso', 'Badi Santoso']))
  })

  it('forgets who is taken out, with the words that nobody else has', () => {
    const index = anIndex('Mahesa Kusumo', 'Radite Kusumo')
    index.remove(['v000000'])
    expect(find(index, 'mahesa')).toEqual([])
    expect(find(index, 'kusumo')).toEqual(['Radite Kusumo'])
    expect(index.db.prepare('SELECT word FROM word ORDER BY word').pluck().all()).toEqual(['kusumo', 'radite'])
    expect(index.wordsLike('mahesa')).toEqual([])
    expect(index.total).toBe(1)
  })

  it('takes any text for what it is', () => {
    const index = anIndex(...HALL)
    for (const text of ['"', 'a" OR "b', '*', 'AND', 'NOT kusumo', '(((', '李明', '😀😀😀', 'x'.repeat(5_000)])
      expect(() => find(index, text)).not.toThrow()
  })
})

describe('the whole list', () => {
  const index = new SearchIndex()
  index.put([
    person('Citra', 3, { institution: 'Apotek', category: 'vip' }),
    person('Ani', 1, { institution: 'Zeni' }),
    person('Budi', 2),
    person('Ani', 4, { institution: 'Apotek' }),
  ])
  const visitors = (request: Partial<Parameters<SearchIndex['page']>[0]>) => {
    const { total, people } = index.page({ sort: 'name', from: 0, limit: 10, ...request })
    return [total, people.map(({ visitor }) => Number(visitor.slice(1)))]
  }

  it('comes in parts, sorted by name or institution, always in the same order', () => {
    expect(visitors({})).toEqual([4, [1, 4, 2, 3]])
    expect(visitors({ from: 1, limit: 2 })).toEqual([4, [4, 2]])
    expect(visitors({ sort: 'institution' })).toEqual([4, [2, 4, 3, 1]])
  })

  it('can be held to a category, or to some people', () => {
    expect(visitors({ filter: { category: 'umum' } })).toEqual([3, [1, 4, 2]])
    expect(visitors({ filter: { ids: ['v000003', 'v000004', 'nobody'] } })).toEqual([2, [4, 3]])
    expect(visitors({ filter: { ids: [] } })).toEqual([0, []])
  })
})

describe('people registered twice', () => {
  it('have nearly the same name; those of the same institution come first', () => {
    const index = new SearchIndex()
    index.put([
      person('Mahesa Kusumo', 1, { institution: 'Zeni' }),
      person('Mahessa Kusuma', 2, { institution: 'Keripik Sanjai' }),
      person('Mahesa Kusumo Adi', 3, { institution: 'Keripik Sanjai' }),
      person('Radite Kusumo', 4),
    ])
    const found = similarPeople(index, { name: 'Mahesa Kusumo', institution: 'keripik sanjai' }, 10)
    expect(found.map(({ visitor }) => visitor)).toEqual(['v000002', 'v000001'])
  })
})
