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

/** A station's number in the fair has at most so much (core/events/system.ts). */
const STATIONS = 255

/** What somebody typed for a number. */
export type TypedNumber =
  | { readonly is: 'none' }
  /** `prefix` null: no letters were typed. */
  | { readonly is: 'number'; readonly prefix: string | null; readonly number: number }
  | { readonly is: 'not_a_number' }
  /** A number, with letters that no service has. */
  | { readonly is: 'unknown_prefix'; readonly prefix: string }
  /** It may be either; written with its hyphens it is one of them. */
  | { readonly is: 'either'; readonly labels: readonly [string, string] }

/**
 * A number as people type it from a slip: `A-047`, `a47`, `47`; of a station's own series `A-K3-01`, `a k3 1`, `AK301`,
 * `K3-01`. Spaces, hyphens, zeros and case as they please, as long as it can be one number only.
 * @param prefixes letters of the services in question
 */
export function readNumber(typed: string, prefixes: readonly string[]): TypedNumber {
  const text = typed
    .toUpperCase()
    .replace(/[\s._/\-\u2010-\u2015\u2212]+/g, '-')
    .replace(/^-|-$/g, '')
  if (text === '') return { is: 'none' }
  const readings = [...readCommon(text), ...readOwn(text)]
  const known = readings.filter(({ prefix }) => prefix === null || prefixes.includes(prefix))
  const [first, second] = known
  if (first === undefined) {
    const letters = readings.find(({ prefix }) => prefix !== null)?.prefix ?? null
    return letters === null ? { is: 'not_a_number' } : { is: 'unknown_prefix', prefix: letters }
  }
  // What is written as it stands on a slip is that number, whatever else it might be.
  const written = known.find((one) => labelOf(one) === text)
  if (written !== undefined || second === undefined) return { is: 'number', ...(written ?? first) }
  return { is: 'either', labels: [labelOf(first), labelOf(second)] }
}

interface Reading {
  readonly prefix: string | null
  readonly number: number
}

const labelOf = ({ prefix, number }: Reading): string => numberLabel(prefix ?? '', number).replace(/^-/, '')

/** `A-47`, `47` */
function readCommon(text: string): Reading[] {
  const [, letters = '', digits = ''] = /^([A-Z]{0,2})-?0*(\d{1,5})$/.exec(text) ?? []
  return Number(digits) > 0 ? [{ prefix: letters === '' ? null : letters, number: Number(digits) }] : []
}

/** `A-K3-01`, and without what parts station and number all that a slip may have said. */
function readOwn(text: string): Reading[] {
  const [, letters = '', digits = ''] = /^(?:([A-Z]{1,2})-?)?K-?(\d+(?:-\d+)?)$/.exec(text) ?? []
  const splits = digits.includes('-') ? [digits.split('-')] : splitsOf(digits)
  return splits.flatMap(([station = '', counted = '']) => {
    const [of, nth] = [Number(station), Number(counted)]
    if (of < 1 || of > STATIONS || nth < 1 || nth >= SERIES_WIDTH) return []
    return [{ prefix: letters === '' ? null : letters, number: seriesOf(of).from - 1 + nth }]
  })
}

/** `301` is 3 and 01: a slip writes two digits at least, and no zero before three. Two digits part one way only. */
function splitsOf(digits: string): (readonly [string, string])[] {
  if (digits.length === 2) return [[digits.slice(0, 1), digits.slice(1)]]
  return [1, 2, 3]
    .map((at) => [digits.slice(0, at), digits.slice(at)] as const)
    .filter(([station, counted]) => !station.startsWith('0') && /^(\d\d|[1-9]\d{2,3})$/.test(counted))
}
