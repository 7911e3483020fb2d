import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPeople, similarPeople } from './find'
import { NameIndex } from './name-index'
import { Persons } from './persons'

const id = (n: number): string => `01981a2b-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Names a person anew; null: has no name any more. */
function rename(index: NameIndex, n: number, name: string | null, institution: string | null = null): void {
  const person = index.persons.numberOf(id(n))
  index.persons.setFacts(person, 'umum', institution)
  index.persons.setName(person, name)
  index.put(person)
  index.settle()
}
function anIndex(...names: readonly string[]): NameIndex {
  const index = new NameIndex(new Persons())
  names.forEach((name, n) => rename(index, n, name))
  return index
}
const find = (index: NameIndex, query: string, limit = 10) => findPeople(index, query, limit).map(({ name }) => name)

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
    rename(index, 0, null)
    expect(find(index, 'mahesa')).toEqual([])
    expect(find(index, 'kusumo')).toEqual(['Radite Kusumo'])
    const words = Array.from({ length: index.words.end }, (_, word) => index.words.text(word))
    expect(words.filter((word) => word !== '').sort()).toEqual(['kusumo', 'radite'])
    expect(index.words.matching('mahesa', true).words).toEqual([])
    expect(index.total).toBe(1)
  })

  it('tells who it is that was found', () => {
    const index = anIndex()
    rename(index, 7, 'Mahesa Kusumo', 'Zeni')
    expect(findPeople(index, 'mahesa', 10)).toEqual([
      { visitor: id(7), name: 'Mahesa Kusumo', institution: 'Zeni', category: 'umum' },
    ])
  })

  it('takes any text for what it is', () => {
    const index = anIndex(...HALL)
    for (const text of ['"', 'a" OR "b', '*', 'AND', 'NOT kusumo', '(((', '李明', '😀😀😀', 'x'.repeat(5_000)])
      expect(() => find(index, text)).not.toThrow()
  })
})

describe('many people', () => {
  const names = 'ani budi citra dewi eko fitri galih hadi indah joko'.split(' ')
  const two = (n: number) => `${names[n % 10]} ${names[Math.floor(n / 10) % 10]}${n}`

  it('are found among those that came at first and those that came later', () => {
    const index = new NameIndex(new Persons())
    const put = (n: number, name: string | null) => {
      const person = index.persons.numberOf(id(n))
      index.persons.setName(person, name)
      index.put(person)
    }
    // So many that the tables and the postings are made, and made again.
    for (let n = 0; n < 12_000; n += 1) {
      put(n, two(n))
      if (n % 1_000 === 999) index.settle()
    }
    for (const n of [0, 4_999, 5_001, 11_999]) expect(find(index, two(n))).toContain(two(n))
    put(11_999, 'zulkarnain')
    put(5_001, null)
    index.settle()
    expect(find(index, 'zulkarnian')).toEqual(['zulkarnain'])
    expect(find(index, two(11_999))).not.toContain(two(11_999))
    expect(index.total).toBe(11_999)
    // Renamed again and again: what nobody refers to is left behind.
    for (let round = 0; round < 3; round += 1) for (let n = 0; n < 12_000; n += 1) put(n, two(n + round))
    index.settle()
    expect(find(index, two(2))).toContain(two(2))
    expect(index.total).toBe(12_000)
  })

  it('kept by changes are found as if they had come at once', () => {
    const name = fc.option(
      fc.array(fc.constantFrom('ani', 'anni', 'budi', 'soekarno', 'sukarno', 'karno'), { minLength: 1, maxLength: 3 }),
    )
    const changes = fc.array(fc.record({ n: fc.nat(5), name }), { maxLength: 30 })
    fc.assert(
      fc.property(changes, fc.constantFrom('ani', 'budi', 'sukarno', 'karn', 'ani budi'), (all, query) => {
        const [kept, atOnce] = [anIndex(), anIndex()]
        const last = new Map<number, string | null>()
        for (const { n } of all) kept.persons.numberOf(id(n))
        for (let n = 0; n < 6; n += 1) atOnce.persons.numberOf(id(n))
        for (const change of all) {
          const called = change.name?.join(' ') ?? null
          rename(kept, change.n, called)
          last.set(change.n, called)
        }
        for (const [n, called] of last) rename(atOnce, n, called)
        expect(find(kept, query).sort()).toEqual(find(atOnce, query).sort())
        expect(kept.total).toBe(atOnce.total)
      }),
    )
  })
})

describe('people by number', () => {
  it('keep their numbers, however many come after', () => {
    const persons = new Persons()
    const ids = Array.from({ length: 10_000 }, (_, n) => id(n * 7_919))
    ids.forEach((visitor, n) => expect(persons.numberOf(visitor)).toBe(n))
    ids.forEach((visitor, n) => expect(persons.find(visitor)).toBe(n))
    expect(persons.visitor(1_234)).toBe(ids[1_234])
    expect(persons.find(id(1))).toBe(-1)
    expect(Math.sign(persons.compare(1, 2))).toBe(-1)
  })
})

describe('people registered twice', () => {
  it('have nearly the same name; those of the same institution come first', () => {
    const index = anIndex()
    rename(index, 1, 'Mahesa Kusumo', 'Zeni')
    rename(index, 2, 'Mahessa Kusuma', 'Keripik Sanjai')
    rename(index, 3, 'Mahesa Kusumo Adi', 'Keripik Sanjai')
    rename(index, 4, 'Radite Kusumo')
    const found = similarPeople(index, { name: 'Mahesa Kusumo', institution: 'keripik sanjai' }, 10)
    expect(found.map(({ visitor }) => visitor)).toEqual([id(2), id(1)])
  })
})
