/**
 * Three kinds of numbers share one column, so that a number is unique in its service and day whoever gave it:
 *
 * - the common sequence from 1, given by whoever is the authority (the hub, or a folder that never had one);
 * - blocks leased to one dispenser for when it is cut off, from `LEASES_FROM` on: so the day begins with 1 and its
 *   sequence has no holes while everybody is in reach (docs/decisions/0026-asking-the-hub.md);
 * - a station's own series, when it is cut off and its block is used up: shown as `A-K3-01`.
 */

/** The first number of the first leased block of a day. */
export const LEASES_FROM = 701

/** Own series begin above every number that people read; a station's is this wide. All fits the three bytes of a slip. */
export const SERIES_FROM = 1_000_000
const SERIES_WIDTH = 10_000

/** The last number of the last station's own series. */
export const LARGEST_NUMBER = SERIES_FROM + 256 * SERIES_WIDTH - 1

/** All numbers of a station's own series; `station` is its number in the fair, 1–255. */
export const seriesOf = (station: number): { readonly from: number; readonly to: number } => ({
  from: SERIES_FROM + station * SERIES_WIDTH + 1,
  to: SERIES_FROM + (station + 1) * SERIES_WIDTH - 1,
})

/** `A-047`, `AB-1000`, `A-K3-01`: how a number is written everywhere. Without a number: the prefix alone. */
export function numberLabel(prefix: string, number: number | null): string {
  if (number === null) return prefix
  if (number < SERIES_FROM) return `${prefix}-${padded(number, 3)}`
  const own = number - SERIES_FROM
  return `${prefix}-K${Math.floor(own / SERIES_WIDTH)}-${padded(own % SERIES_WIDTH, 2)}`
}

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0')

/** A number as somebody typed it, zeros and hyphens as they please: `A-047`, `a47`, `A-K3-01`; null: it is none. */
export function readLabel(text: string): { readonly prefix: string; readonly number: number } | null {
  const [, prefix = '', station, digits = ''] = /^([a-z]{1,2}?)-?(?:k(\d{1,3})-)?0*(\d{1,6})$/i.exec(text) ?? []
  const number = Number(digits)
  if (prefix === '' || number === 0) return null
  if (station === undefined) return { prefix: prefix.toUpperCase(), number }
  return number < SERIES_WIDTH
    ? { prefix: prefix.toUpperCase(), number: seriesOf(Number(station)).from - 1 + number }
    : null
}
