import { describe, expect, it } from 'vitest'
import { aPeopleStore } from './a-people-store'

const ANN = '00000000-0000-7000-8000-0000000000a1'

describe('people rows on their way', () => {
  it('wait until the hub has that very version', () => {
    const { store } = aPeopleStore()
    store.put([{ visitor: ANN, group: 'greet', fields: { name: 'Ann' } }])
    const sent = store.outbox.unsent(10)
    expect(sent).toMatchObject([{ visitor: ANN, group: 'greet', version: 1 }])
    store.put([{ visitor: ANN, group: 'greet', fields: { name: 'Anna' } }])
    store.outbox.settle(sent.map((row) => ({ row, isRefused: false })))
    expect(store.outbox.unsent(10)).toMatchObject([{ version: 2 }])
    store.outbox.settle(store.outbox.unsent(10).map((row) => ({ row, isRefused: false })))
    expect(store.outbox.count()).toBe(0)
  })

  it('of others wait for nobody, until a hub with another log has to be filled', () => {
    const [{ store: from }, { store: to }] = [aPeopleStore(), aPeopleStore()]
    from.put([{ visitor: ANN, group: 'greet', fields: { name: 'Ann' } }])
    to.putReceived(from.outbox.unsent(10), () => to.outbox.advance(7))
    expect([to.outbox.count(), to.outbox.cursor()]).toEqual([0, 7])
    expect(to.outbox.offerAll('', 10)).toBeNull()
    expect([to.outbox.count(), to.outbox.cursor()]).toEqual([1, 0])
  })

  it('of a large fair are offered to it turn by turn, each person with all rows', () => {
    const [{ store: from }, { store: to }] = [aPeopleStore(), aPeopleStore()]
    const visitors = Array.from({ length: 9 }, (_, n) => `00000000-0000-7000-8000-00000000000${n}`)
    for (const visitor of visitors)
      from.put([
        { visitor, group: 'greet', fields: { name: 'Ann' } },
        { visitor, group: 'contact', fields: { phone: '+62811223344' } },
      ])
    to.putReceived(from.outbox.unsent(100), () => to.outbox.advance(7))
    const counts: number[] = []
    for (let after: string | null = ''; after !== null;) {
      after = to.outbox.offerAll(after, 5)
      counts.push(to.outbox.count())
    }
    expect(counts).toEqual([6, 12, 18, 18])
    expect(to.outbox.cursor()).toBe(0)
    // Whoever was cut off begins anew.
    expect(to.outbox.offerAll('', 100)).toBeNull()
    expect(to.outbox.count()).toBe(18)
  })

  it('that the hub will not have are not offered again', () => {
    const { store } = aPeopleStore()
    store.put([{ visitor: ANN, group: 'greet', fields: { name: 'Ann' } }])
    store.outbox.settle(store.outbox.unsent(10).map((row) => ({ row, isRefused: true })))
    expect(store.outbox.count()).toBe(0)
  })

  it('carry with a tombstone what the roster row is known again by', () => {
    const [{ store: from }, { store: to }] = [aPeopleStore(), aPeopleStore()]
    const hash = Buffer.alloc(32, 9)
    from.put([{ visitor: ANN, group: 'greet', fields: { name: 'Ann' } }])
    from.tombstone(ANN, { groups: ['greet'], keepHash: hash })
    const [row] = from.outbox.unsent(10)
    expect(row).toMatchObject({ sealed: null, keep: hash })
    to.putReceived(from.outbox.unsent(10))
    expect(to.isErased(hash)).toBe(true)
  })

  it('are wiped, whoever wrote them', () => {
    const { store } = aPeopleStore()
    store.put([{ visitor: ANN, group: 'greet', fields: { name: 'Ann' } }])
    store.outbox.wipe()
    expect(store.read(ANN, 'greet')).toMatchObject({ ok: false, code: 'absent' })
    expect(store.counts().greet).toEqual({ rows: 0, tombstones: 0 })
  })
})
