import type { Locale } from '../../../core/contract/app'
import type { OfferedService } from '../../../core/contract/dispenser'

/** A service and the height its texts need, px, so that its name and what to bring are never cut. */
export interface ServiceRow {
  readonly service: OfferedService
  readonly need: number
}

export interface ServicePage {
  readonly rows: readonly ServiceRow[]
  readonly page: number
  readonly pages: number
}

/** Room for services, and how many letters of the name and of what to bring stand on a line of it. */
const PLACE = {
  tall: { height: 984, prio: 152, name: 36, bring: 41 },
  wide: { height: 856, prio: 128, name: 44, bring: 54 },
} as const
/** Heights, px: lines of the two texts, what is around them, the least of a row, the gap, the page keys. */
const NAME = 39
const BRING = 37
const AROUND = 36
const LEAST = 132
const GAP = 16
const PAGER = 96

interface At {
  readonly page: number
  readonly hasSwitch: boolean
  readonly isWide: boolean
  readonly locale: Locale
}

/** The services of one page, in their order; long ones take more room, and fewer stand on a page. */
export function servicePage(services: readonly OfferedService[], at: At): ServicePage {
  const place = at.isWide ? PLACE.wide : PLACE.tall
  const room = place.height - (at.hasSwitch ? place.prio : 0)
  const pages = split(
    services.map((service) => ({ service, need: needOf(service, place, at.locale) })),
    room,
  )
  const page = Math.min(at.page, pages.length - 1)
  return { rows: pages[page] ?? [], page, pages: pages.length }
}

function split(rows: readonly ServiceRow[], room: number): readonly (readonly ServiceRow[])[] {
  if (heightOf(rows) <= room) return [rows]
  const pages: ServiceRow[][] = []
  for (const row of rows) {
    const last = pages.at(-1)
    if (last !== undefined && heightOf([...last, row]) <= room - PAGER) last.push(row)
    else pages.push([row])
  }
  return pages
}

const heightOf = (rows: readonly ServiceRow[]): number =>
  rows.reduce((sum, row) => sum + row.need, 0) + GAP * Math.max(0, rows.length - 1)

function needOf({ name, bring }: OfferedService, place: (typeof PLACE)['tall' | 'wide'], locale: Locale): number {
  const lines = linesOf(name[locale], place.name) * NAME
  return Math.max(LEAST, AROUND + lines + (bring === null ? BRING : linesOf(bring[locale], place.bring) * BRING))
}

/** Words are not cut, so a line holds a little less than it could; the letters a line count for that. */
const linesOf = (text: string, letters: number): number => Math.ceil(text.length / letters)
