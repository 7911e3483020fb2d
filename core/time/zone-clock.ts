import { Temporal } from 'temporal-polyfill'

const QUARTER_MS = 900_000
const DAY_MS = 86_400_000
/** Days from 30 December 1899, where spreadsheets begin to count, to 1 January 1970. */
const SERIAL_OF_EPOCH = 25_569

/**
 * Tells a zone's time of many moments: calendar work is slow, so it is done once for each quarter hour (no zone has ever
 * changed its clock within one of UTC's).
 */
export class ZoneClock {
  readonly #offsets = new Map<number, { readonly ms: number; readonly text: string }>()

  constructor(private readonly timeZone: string) {}

  /** As `isoWithOffset` (zone.ts) writes it: `2026-10-13T08:00:00+07:00`, milliseconds only where there are some. */
  iso(at: number): string {
    const { ms, text } = this.#offset(at)
    const local = new Date(at + ms).toISOString()
    return (at % 1000 === 0 ? local.slice(0, 19) : local.slice(0, 23)) + text
  }

  /** The date on the wall: `2026-10-13`. */
  date(at: number): string {
    return new Date(at + this.#offset(at).ms).toISOString().slice(0, 10)
  }

  /** The wall's date and time as a spreadsheet counts it: days, and parts of a day. It knows no zones. */
  serial(at: number): number {
    return (at + this.#offset(at).ms) / DAY_MS + SERIAL_OF_EPOCH
  }

  #offset(at: number) {
    const quarter = Math.floor(at / QUARTER_MS)
    const known = this.#offsets.get(quarter)
    if (known !== undefined) return known
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.timeZone)
    const found = { ms: Math.round(zoned.offsetNanoseconds / 1e6), text: zoned.offset.slice(0, 6) }
    this.#offsets.set(quarter, found)
    return found
  }
}

/** A date (`2026-10-13`) as a spreadsheet counts it. */
export const dateSerial = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS + SERIAL_OF_EPOCH
