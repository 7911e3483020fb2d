import type { OfferedService } from '../../../core/contract/dispenser'
import type { Locale } from '../../../core/contract/app'

/** A service and how many rows it takes, so that its name and what to bring are never cut. */
export interface ServiceRow {
  readonly service: OfferedService
  readonly rows: number
}

export interface ServicePage {
  readonly rows: readonly ServiceRow[]
  readonly page: number
  readonly pages: number
  /** Rows of the page, empty ones included: few services do not grow to fill the screen. */
  readonly height: number
}

/** Letters that stand on a line of the name and of what to bring, and the height of those lines and of a row, px. */
const PLACE = {
  tall: { name: 31, bring: 42, row: 150, rows: 5 },
  wide: { name: 42, bring: 56, row: 140, rows: 5 },
} as const
const LINE = { name: 40, bring: 37 } as const
/** Padding of a row and the gap between its two texts. */
const AROUND = 60
const GAP = 16

/** The services of one page, in their order; long ones take several rows. */
export function servicePage(
  services: readonly OfferedService[],
  at: { readonly page: number; readonly hasSwitch: boolean; readonly isWide: boolean; readonly locale: Locale },
): ServicePage {
  const place = at.isWide ? PLACE.wide : PLACE.tall
  const rows = services.map((service) => ({
    service,
    rows: Math.min(place.rows - 1, rowsOf(service, place, at.locale)),
  }))
  const room = place.rows - (at.hasSwitch && at.isWide ? 1 : 0)
  const sum = rows.reduce((all, row) => all + row.rows, 0)
  if (sum <= room) return { rows, page: 0, pages: 1, height: Math.max(sum, 4) }
  // The page keys take the place of a row.
  const pages: ServiceRow[][] = [[]]
  let used = 0
  for (const row of rows) {
    if (used > 0 && used + row.rows > room - 1) {
      pages.push([])
      used = 0
    }
    pages.at(-1)?.push(row)
    used += row.rows
  }
  const page = Math.min(at.page, pages.length - 1)
  const shown = pages[page] ?? []
  return { rows: shown, page, pages: pages.length, height: Math.max(room - 1, ...shown.map((row) => row.rows)) }
}

function rowsOf(service: OfferedService, place: (typeof PLACE)['tall' | 'wide'], locale: Locale): number {
  const name = linesOf(service.name[locale], place.name) * LINE.name
  const bring = service.bring === null ? 0 : linesOf(service.bring[locale], place.bring) * LINE.bring
  return Math.max(1, Math.ceil((name + bring + AROUND + GAP) / (place.row + GAP)))
}

/** Words are not cut, so a line holds a little less than it could; the count errs to the safe side. */
const linesOf = (text: string, letters: number): number => Math.ceil(text.length / letters)
