import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { err, ok } from '../../core/result/result'
import { aPeopleStore } from './a-people-store'
import { keysForRoles, lookupHmac, makeFairKeys } from './keys'
import { createSealer } from './seal'
import type { SealedRow } from './store'

const opened: { close: () => void }[] = []
const aStore = (options: Parameters<typeof aPeopleStore>[0] = {}) => {
  const made = aPeopleStore(options)
  opened.push(made)
  return made
}
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
})
const greet = (visitor: string, name: string, lookup?: { phone?: string | null; email?: string | null }) => ({
  visitor,
  group: 'greet' as const,
  fields: { name },
  ...(lookup && { lookup }),
})

const grave = (visitor: string): SealedRow => ({
  visitor,
  group: 'greet',
  version: 0,
  sealed: null,
  phone: null,
  email: null,
})

describe('a written row', () => {
  it('is read again, each time with the next version', () => {
    const { store } = aStore()
    expect(store.put([greet('v1', 'Siti'), greet('v1', 'Siti R.'), greet('v2', 'Budi')])).toEqual([
      { version: 1 },
      { version: 2 },
      { version: 1 },
    ])
    expect(store.read('v1', 'greet')).toEqual(ok({ name: 'Siti R.' }))
    expect(store.read('v1', 'note')).toEqual(err('absent'))
    expect(store.names(['v1', 'v2', 'v3'])).toEqual(
      new Map([
        ['v1', { name: 'Siti R.' }],
        ['v2', { name: 'Budi' }],
      ]),
    )
  })

  it('stands wholly or not at all', () => {
    const { store } = aStore({ keys: keysForRoles(makeFairKeys(), ['dispenser']) })
    const rows = [{ visitor: 'v1', group: 'contact' as const, fields: { phone: '1' } }, greet('v1', 'Siti')]
    expect(() => store.put(rows)).toThrow('no key for greet')
    expect(store.read('v1', 'contact')).toEqual(err('absent'))
  })

  it('is found by phone and e-mail however they are written', () => {
    const { store } = aStore()
    store.put([greet('v1', 'Siti', { phone: '0812-111', email: 'Siti@contoh.id' }), greet('v2', 'Budi')])
    expect(store.findByPhone('+62 812 111')).toEqual(['v1'])
    expect(store.findByEmail('siti@CONTOH.id ')).toEqual(['v1'])
    expect(store.findByPhone('')).toEqual([])
  })

  it('is found by a number that came as a number, in folders of earlier versions too, which hashed it as it came', () => {
    const { store, keys } = aStore()
    store.put([greet('v1', 'Siti', { phone: '81234567890' })])
    const sealed = createSealer(keys).seal({ visitor: 'v2', group: 'greet', version: 1 }, { name: 'Budi' })
    const phone = lookupHmac(keys, 'phone', '81234567890')
    store.putReceived([{ visitor: 'v2', group: 'greet', version: 1, sealed, phone, email: null }])
    for (const typed of ['081234567890', '+62 812-3456-7890', '6281234567890', '81234567890'])
      expect(store.findByPhone(typed), typed).toEqual(['v1', 'v2'])
  })

  it('keeps its look-ups when only the name changes, and loses them when told', () => {
    const { store } = aStore()
    store.put([greet('v1', 'Siti', { phone: '0812', email: 'a@b' })])
    store.put([greet('v1', 'Siti R.', { email: null })])
    expect(store.findByPhone('0812')).toEqual(['v1'])
    expect(store.findByEmail('a@b')).toEqual([])
  })

  it('is shown to a pass over all names, but not by a station without the key', () => {
    const { store, db, keys } = aStore()
    const visitors = Array.from({ length: 2_500 }, (_, i) => `v${String(i).padStart(5, '0')}`)
    store.put(visitors.map((visitor) => greet(visitor, `name of ${visitor}`)))
    const seen: string[] = []
    expect(store.forEachGreet(({ name }) => seen.push(name))).toEqual({ read: 2_500, unreadable: 0 })
    expect(seen).toEqual(visitors.map((visitor) => `name of ${visitor}`))
    const display = new (store.constructor as typeof import('./store').PeopleStore)(db, {
      keys: keysForRoles(keys, ['display']),
      now: () => 0,
    })
    expect(display.forEachGreet(() => seen.push('!'))).toEqual({ read: 0, unreadable: 2_500 })
    expect(seen).not.toContain('!')
  })
})

describe('rows of other stations', () => {
  const keys = makeFairKeys()
  const sealer = createSealer(keys)
  const received = (visitor: string, version: number, name: string): SealedRow => ({
    visitor,
    group: 'greet',
    version,
    sealed: sealer.seal({ visitor, group: 'greet', version }, { name }),
    phone: lookupHmac(keys, 'phone', name),
    email: null,
  })
  const pool = [
    ...['a', 'b', 'c'].flatMap((name) => [1, 2, 3].map((version) => received('v1', version, name))),
    ...['a', 'b'].flatMap((name) => [1, 2].map((version) => received('v2', version, name))),
    grave('v2'),
    received('v3', 1, 'a'),
    grave('v3'),
  ]

  it('come to the same state in any order, however often and in whatever portions', () => {
    const arrivals = fc
      .subarray(pool, { minLength: 1 })
      .chain((rows) =>
        fc.tuple(
          fc.shuffledSubarray(rows, { minLength: rows.length }),
          fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }),
          fc.nat(rows.length),
        ),
      )
    fc.assert(
      fc.property(arrivals, ([one, other, cut]) => {
        const a = aStore({ keys })
        const b = aStore({ keys })
        a.store.putReceived(one)
        b.store.putReceived(other.slice(0, cut))
        b.store.putReceived(other.slice(cut))
        for (const visitor of ['v1', 'v2', 'v3']) {
          expect(b.store.sealedRows(visitor)).toEqual(a.store.sealedRows(visitor))
        }
        for (const store of opened.splice(0)) store.close()
      }),
      { numRuns: 150 },
    )
  })

  it('say how many changed something', () => {
    const { store } = aStore({ keys })
    const row = received('v1', 1, 'Siti')
    expect([store.putReceived([row]), store.putReceived([row]), store.putReceived([grave('v1'), row])]).toEqual([
      1, 0, 1,
    ])
  })

  it('lose against a row of this station with a higher version', () => {
    const { store } = aStore({ keys })
    store.put([greet('v1', 'one'), greet('v1', 'two')])
    store.putReceived([received('v1', 1, 'theirs')])
    expect(store.read('v1', 'greet')).toEqual(ok({ name: 'two' }))
    store.putReceived([received('v1', 3, 'theirs')])
    expect(store.read('v1', 'greet')).toEqual(ok({ name: 'theirs' }))
    expect(store.put([greet('v1', 'four')])).toEqual([{ version: 4 }])
  })
})

describe('a tombstone', () => {
  it('stays, whatever is written or arrives later', () => {
    const { store } = aStore()
    store.put([greet('v1', 'Siti', { phone: '0812' })])
    const [before] = store.sealedRows('v1')
    store.tombstone('v1')
    expect(store.put([greet('v1', 'Siti')])).toEqual(['erased'])
    store.putReceived([{ ...before!, version: 99 }])
    expect(store.read('v1', 'greet')).toEqual(err('erased'))
    expect(store.findByPhone('0812')).toEqual([])
    expect(store.counts()).toMatchObject({
      greet: { rows: 0, tombstones: 1 },
      identity: { rows: 0, tombstones: 1 },
    })
  })

  it('of one group leaves the others', () => {
    const { store } = aStore()
    store.put([greet('v1', 'Siti'), { visitor: 'v1', group: 'note', fields: { text: 'kursi roda' } }])
    store.tombstone('v1', { groups: ['note'] })
    expect(store.read('v1', 'greet').ok).toBe(true)
    expect(store.read('v1', 'note')).toEqual(err('erased'))
  })

  it('knows the code of the erased person again, and no other', () => {
    const { store, keys } = aStore()
    store.tombstone('v1', { keepHash: lookupHmac(keys, 'code', 'K-1') })
    expect(store.isErased(lookupHmac(keys, 'code', 'K-1'))).toBe(true)
    expect(store.isErased(lookupHmac(keys, 'code', 'K-2'))).toBe(false)
    expect(store.isErased(lookupHmac(keys, 'row', 'K-1'))).toBe(false)
  })
})

describe('sweeping orphans', () => {
  const DAY = 86_400_000
  it('takes old rows of this station that no event names, and nothing else', () => {
    let now = 0
    const { store, keys } = aStore({ now: () => now })
    const other = aStore({ keys })
    other.store.put([greet('received', 'R'), greet('touched', 'T')])
    store.put([greet('named', 'N'), greet('orphan', 'O'), greet('erased', 'E')])
    store.put([{ visitor: 'staff-1', group: 'staff', fields: { name: 'S', verifier: null } }])
    store.put([{ visitor: 'note-1', group: 'note', fields: { text: 'why' } }])
    store.putReceived([...other.store.sealedRows('received'), ...other.store.sealedRows('touched')])
    store.put([greet('touched', 'T2')])
    store.tombstone('erased')
    now = DAY
    store.put([greet('young', 'Y')])
    expect(store.sweepOrphans({ isNamed: (visitor) => visitor === 'named', olderThan: DAY })).toBe(1)
    expect(store.read('orphan', 'greet')).toEqual(err('absent'))
    expect(store.read('erased', 'greet')).toEqual(err('erased'))
    expect([...store.names(['named', 'young', 'received', 'touched']).keys()]).toHaveLength(4)
    expect(store.read('staff-1', 'staff').ok).toBe(true)
    expect(store.read('note-1', 'note').ok).toBe(true)
  })
})

describe('a row taken back', () => {
  it('leaves nothing of a person whose event did not come to be, and touches nobody else', () => {
    const { store } = aStore()
    store.put([greet('v1', 'Siti', { phone: '081234567890' }), greet('v2', 'Budi', { phone: '081234567890' })])
    store.takeBack('v1')
    expect(store.read('v1', 'greet')).toEqual(err('absent'))
    expect(store.findByPhone('081234567890')).toEqual(['v2'])
    store.takeBack('v1')
  })
})
