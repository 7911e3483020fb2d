import type { OfferedAgency } from '../../../core/contract/dispenser'

/** So many tiles stand on one page without page keys. */
export const ONE_PAGE = 12

/** What of the agencies stands on the screen. */
export interface AgencyPage {
  readonly agencies: readonly OfferedAgency[]
  readonly page: number
  readonly pages: number
  /** Whether there are so many that pages, groups and a search are needed. */
  readonly isMany: boolean
  readonly groups: readonly Group[]
}

/** Agencies under one heading; known by its Indonesian name. */
export interface Group {
  readonly key: string
  readonly name: NonNullable<OfferedAgency['group']>
}

/** More headings than this do not fit beside each other; what is under the others is found page by page, or by search. */
const MOST_GROUPS = 5

/** The headings in the order in which they first appear; none when there is only one. */
export function groupsOf(agencies: readonly OfferedAgency[]): readonly Group[] {
  const groups = new Map(agencies.flatMap(({ group }) => (group === null ? [] : [[group.id, group] as const])))
  if (groups.size < 2) return []
  return [...groups].slice(0, MOST_GROUPS).map(([key, name]) => ({ key, name }))
}

/** The tiles of one page. A page or a heading that is no longer there falls back to the nearest that is. */
export function agencyPage(
  agencies: readonly OfferedAgency[],
  at: { readonly page: number; readonly group: string | null },
  isWide: boolean,
): AgencyPage {
  if (agencies.length <= ONE_PAGE) return { agencies, page: 0, pages: 1, isMany: false, groups: [] }
  const groups = groupsOf(agencies)
  const chosen = groups.some(({ key }) => key === at.group)
    ? agencies.filter(({ group }) => group?.id === at.group)
    : agencies
  // As many rows as the keys above leave room for.
  const size = isWide ? (groups.length > 0 ? 8 : 12) : 9
  const pages = Math.max(1, Math.ceil(chosen.length / size))
  const page = Math.min(at.page, pages - 1)
  return { agencies: chosen.slice(page * size, (page + 1) * size), page, pages, isMany: true, groups }
}

/** Agencies in whose names, subtitle or services every typed word begins a word; better matches first. */
export function findAgencies(agencies: readonly OfferedAgency[], typed: string): readonly OfferedAgency[] {
  const wanted = wordsIn(typed)
  if (wanted.length === 0) return []
  const has = (texts: readonly string[]) => {
    const words = texts.flatMap(wordsIn)
    return wanted.every((start) => words.some((word) => word.startsWith(start)))
  }
  const names = ({ shortName, name }: OfferedAgency) => [shortName, name.id, name.en]
  const all = (agency: OfferedAgency) => [
    ...names(agency),
    agency.subtitle.id,
    agency.subtitle.en,
    ...(agency.group === null ? [] : [agency.group.id, agency.group.en]),
    ...agency.services.flatMap(({ name }) => [name.id, name.en]),
  ]
  const byName = agencies.filter((agency) => has(names(agency)))
  return [...byName, ...agencies.filter((agency) => !byName.includes(agency) && has(all(agency)))]
}

/** `KTP-el` is found as `ktp`, `el` and `ktpel`. */
function wordsIn(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.split(/\s+/).flatMap((word) => {
    const parts = word.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '')
    return parts.length > 1 ? [...parts, parts.join('')] : parts
  })
}
