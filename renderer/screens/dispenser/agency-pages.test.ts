import { describe, expect, it } from 'vitest'
import type { OfferedAgency } from '../../../core/contract/dispenser'
import { agencyPage, findAgencies, ONE_PAGE } from './agency-pages'

const text = (id: string, en = id) => ({ id, en })
const anAgency = (code: string, over: Partial<OfferedAgency> = {}): OfferedAgency => ({
  code,
  shortName: code,
  name: text(code),
  subtitle: text('Layanan'),
  icon: 'building',
  group: null,
  areas: [],
  waiting: 0,
  notNow: null,
  services: [],
  ...over,
})
const many = (count: number, group: (i: number) => string | null = () => null) =>
  Array.from({ length: count }, (_, i) => {
    const name = group(i)
    return anAgency(`a${i}`, { group: name === null ? null : text(name) })
  })

describe('pages of agencies', () => {
  it('are one while they fit', () => {
    const shown = agencyPage(many(ONE_PAGE), { page: 3, group: null }, false)
    expect(shown).toMatchObject({ page: 0, pages: 1, isMany: false })
    expect(shown.agencies).toHaveLength(ONE_PAGE)
  })

  it('show every agency once', () => {
    const all = many(34)
    for (const isWide of [true, false]) {
      const { pages } = agencyPage(all, { page: 0, group: null }, isWide)
      const seen = Array.from({ length: pages }, (_, page) => agencyPage(all, { page, group: null }, isWide).agencies)
      expect(seen.flat()).toEqual(all)
    }
  })

  it('of one heading hold only what belongs there; a heading that is gone shows all', () => {
    const all = many(20, (i) => (i % 2 === 0 ? 'Kota' : 'Pusat'))
    const kota = agencyPage(all, { page: 0, group: 'Kota' }, false)
    expect(kota.agencies.every(({ group }) => group?.id === 'Kota')).toBe(true)
    expect(kota.groups.map(({ key }) => key)).toEqual(['Kota', 'Pusat'])
    expect(agencyPage(all, { page: 0, group: 'Desa' }, false).agencies[0]?.group?.id).toBe('Kota')
  })

  it('that are no longer there fall back to the last', () => {
    expect(agencyPage(many(20), { page: 9, group: null }, false).page).toBe(2)
  })
})

describe('the search', () => {
  const ktp = {
    code: 'ktp',
    name: text('Rekam dan cetak KTP-el', 'Identity card'),
  } as OfferedAgency['services'][number]
  const all = [
    anAgency('pln', { shortName: 'PLN', subtitle: text('Pasang baru listrik') }),
    anAgency('capil', { shortName: 'Dispendukcapil', services: [ktp] }),
    anAgency('paspor', { shortName: 'Paspor', name: text('Kantor Imigrasi') }),
  ]
  const found = (typed: string) => findAgencies(all, typed).map(({ code }) => code)

  it('finds by the beginnings of words, in both languages, and in services', () => {
    expect(found('ktp')).toEqual(['capil'])
    expect(found('ktpel')).toEqual(['capil'])
    expect(found('ident card')).toEqual(['capil'])
    expect(found('imig')).toEqual(['paspor'])
  })

  it('puts names before what only stands beside them', () => {
    expect(found('pas')).toEqual(['paspor', 'pln'])
  })

  it('finds nothing for nothing', () => {
    expect(found('  ')).toEqual([])
    expect(found('zzz')).toEqual([])
  })
})
