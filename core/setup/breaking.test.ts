import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NINE } from '../testing/builders'
import { aQueueFair } from '../testing/queue-builders'
import { breaksOf, type FairFacts } from './breaking'
import { FairFile } from './schema'

const HOUR = 3_600_000
const file = FairFile.parse({
  ...aQueueFair().setup,
  staff: [
    { code: 'dyah', name: 'Dyah', role: 'organizer' },
    { code: 'sari', name: 'Sari', role: 'operator' },
  ],
})
const [tax, bills] = file.services as [FairFile['services'][number], FairFile['services'][number]]
const [day1, day2] = file.lists as [FairFile['lists'][number], FairFile['lists'][number]]

/** A fair in which nothing has happened, but what is told. */
const facts = (more: Partial<FairFacts> = {}): FairFacts => ({
  now: NINE,
  actor: 'dyah',
  live: () => 0,
  waiting: () => 0,
  issued: () => 0,
  operatorAt: () => null,
  isOpen: () => false,
  inside: () => 0,
  entered: () => 0,
  scans: () => 0,
  visitors: () => 0,
  ...more,
})
/** A fair in full swing: everything that can be counted is 5. */
const BUSY = facts({
  live: () => 5,
  waiting: () => 5,
  issued: () => 5,
  operatorAt: () => 'sari',
  isOpen: () => true,
  inside: () => 5,
  entered: () => 5,
  scans: () => 5,
  visitors: () => 5,
})
const whys = (after: Partial<FairFile>, what: FairFacts = BUSY) =>
  breaksOf(file, { ...file, ...after }, what).map(({ why, name, values }) => [why, name?.id ?? null, values])

describe('what a change breaks', () => {
  it('of services: numbers that are out, and people who wait', () => {
    expect(whys({ services: [bills] })).toEqual([['service_gone', 'tax', { live: 5, issued: 5 }]])
    expect(whys({ services: [{ ...tax, prefix: 'K' }, bills] })).toEqual([
      ['service_prefix', 'tax', { from: 'A', to: 'K', n: 5 }],
    ])
    expect(whys({ services: [{ ...tax, quota: 4 }, bills] })).toEqual([['service_quota', 'tax', { quota: 4, n: 5 }]])
    expect(whys({ services: [{ ...tax, quota: 6 }, bills] })).toEqual([])
    const later = [{ from: '10:00', to: '16:00' }]
    expect(whys({ services: [{ ...tax, hours: later }, bills] })).toEqual([['service_closes', 'tax', { n: 5 }]])
    expect(whys({ services: [{ ...tax, hours: later }, bills] }, { ...BUSY, now: NINE + HOUR })).toEqual([])
    expect(whys({ counters: file.counters.filter(({ code }) => code !== '3' && code !== '2') })).toEqual([
      ['service_unserved', 'bills', { n: 5 }],
      ['counter_open', 'Loket 2', {}],
      ['counter_open', 'Loket 3', {}],
    ])
  })

  it('of staff: a counter they work at, and the right to come back here', () => {
    expect(whys({ staff: file.staff.slice(0, 1) })).toEqual([
      ['counter_staff', 'Loket 1', {}],
      ['counter_staff', 'Loket 2', {}],
      ['counter_staff', 'Loket 3', {}],
    ])
    expect(whys({ staff: [{ code: 'dyah', name: 'Dyah', role: 'supervisor' }, file.staff[1] as never] })).toEqual([
      ['own_role', null, {}],
    ])
  })

  it('of doors: gates and lists in use, and people inside', () => {
    expect(whys({ gates: [] })).toEqual([['gate_used', 'Pintu Utara', { n: 5 }]])
    expect(whys({ lists: [day2] })).toEqual([['list_gone', 'Hari 1', { inside: 5, n: 5 }]])
    expect(whys({ lists: [{ ...day1, capacity: 4 }, day2] })).toEqual([['list_full', 'Hari 1', { capacity: 4, n: 5 }]])
    expect(whys({ lists: [{ ...day1, capacity: 4, countOnly: true }, day2] })).toEqual([])
    expect(whys({ lists: [{ ...day1, categories: ['vip'] }, day2] })).toEqual([['list_category', 'Hari 1', { n: 5 }]])
    const shut = { ...day1, windows: [{ from: '2026-10-13T13:00', to: '2026-10-13T16:00' }] }
    expect(whys({ lists: [shut, day2] })).toEqual([['list_closes', 'Hari 1', { n: 5 }]])
  })

  it('of the fair: categories with visitors, days and zone after check-ins', () => {
    expect(whys({ categories: file.categories.slice(0, 1) })).toEqual([['category_used', 'VIP', { n: 5 }]])
    expect(whys({ days: ['2026-10-13'] })).toEqual([['day_gone', null, { days: '2026-10-14', n: 10 }]])
    expect(whys({ days: [...file.days, '2026-10-15'] })).toEqual([])
    expect(whys({ timeZone: 'Asia/Makassar' }).map(([why]) => why)).toEqual(['zone_changes'])
  })

  it('is nothing while nothing is under way', () => {
    const bare = { services: [], counters: [], gates: [], lists: [], categories: [], days: [] }
    // But that the doors open now would be shut.
    expect(breaksOf(file, { ...file, ...bare }, facts({ now: NINE - 2 * HOUR }))).toEqual([])
  })
})

describe('for any change', () => {
  const part = <T>(rows: readonly T[]) => fc.subarray([...rows])
  const after = fc
    .record({
      services: part(file.services),
      counters: part(file.counters),
      gates: part(file.gates),
      lists: part(file.lists),
      categories: part(file.categories),
      staff: part(file.staff),
      days: part(file.days),
    })
    .map((parts): FairFile => ({ ...file, ...parts }))

  it('what stays as it is breaks nothing, and what is added breaks nothing', () => {
    fc.assert(
      fc.property(after, (fewer) => {
        expect(breaksOf(fewer, fewer, BUSY)).toEqual([])
        expect(breaksOf(fewer, file, BUSY).filter(({ why }) => why !== 'own_role')).toEqual([])
      }),
    )
  })

  it('every row in use that is gone is named', () => {
    fc.assert(
      fc.property(after, (fewer) => {
        const whyOf = breaksOf(file, fewer, BUSY).map(({ why }) => why)
        const n = (why: string) => whyOf.filter((one) => one === why).length
        expect(n('service_gone')).toBe(file.services.length - fewer.services.length)
        expect(n('counter_open')).toBe(file.counters.length - fewer.counters.length)
        expect(n('gate_used')).toBe(file.gates.length - fewer.gates.length)
        expect(n('list_gone')).toBe(file.lists.length - fewer.lists.length)
        expect(n('category_used')).toBe(file.categories.length - fewer.categories.length)
      }),
    )
  })
})
