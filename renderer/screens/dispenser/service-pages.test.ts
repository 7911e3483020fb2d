import { describe, expect, it } from 'vitest'
import type { OfferedService } from '../../../core/contract/dispenser'
import { servicePage } from './service-pages'

const aService = (code: string, name = 'Pajak tahunan', bring = 'KTP'): OfferedService => ({
  code,
  name: { id: name, en: name },
  prefix: 'A',
  agency: { code: 'a', shortName: 'A', name: { id: 'A', en: 'A' } },
  bring: { id: bring, en: bring },
  areas: [],
  counters: [],
  ahead: 0,
  estimate: null,
  mayDeclarePriority: true,
  notNow: null,
  left: null,
  lastNumberAt: null,
})
const short = (count: number) => Array.from({ length: count }, (_, i) => aService(`s${i}`))
const long = (count: number) =>
  Array.from({ length: count }, (_, i) => aService(`l${i}`, 'n'.repeat(120), 'b'.repeat(400)))
const at = { page: 0, hasSwitch: true, isWide: false, locale: 'id' } as const

describe('pages of services', () => {
  it('are one for five services of common length, upright and lying', () => {
    expect(servicePage(short(5), at)).toMatchObject({ pages: 1, rows: { length: 5 } })
    expect(servicePage(short(5), { ...at, isWide: true }).pages).toBe(1)
  })

  it('show every service once, whatever its length', () => {
    const all = [...short(3), ...long(2), ...short(3)]
    for (const isWide of [true, false]) {
      const { pages } = servicePage(all, { ...at, isWide })
      const seen = Array.from({ length: pages }, (_, page) => servicePage(all, { ...at, isWide, page }).rows)
      expect(seen.flat().map(({ service }) => service.code)).toEqual(all.map(({ code }) => code))
    }
  })

  it('hold the longest service whole', () => {
    const [row] = servicePage(long(8), at).rows
    expect(row?.need).toBeLessThan(984 - 152 - 96)
  })

  it('that are no longer there fall back to the last', () => {
    expect(servicePage(short(5), { ...at, page: 4 }).page).toBe(0)
  })
})
