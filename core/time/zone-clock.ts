import { Temporal } from 'temporal-polyfill'

const QUARTER_MS = 900_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** Days from 30 December 1899, where spreadsheets begin to count, to 1 January 1970. */
const SERIAL_OF_EPOCH = 25_569

interface Offset {
  readonly ms: number
  readonly text: string
}

/**
 * Tells a zone's time of many moments: calendar work is slow, so it is done once for each quarter hour (no zone has ever
 * changed its clock within one of UTC's), and the text of a minute once as long as moments of it follow each other.
 */
export class ZoneClock {
  readonly #offsets = new Map<number, Offset>()
  /** The last one told: rows by time ask for it again. */
  #quarter: { readonly n: number; readonly offset: Offset } | null = null
  /** The wall's minute told last, up to its colon. */
  #minute = { n: NaN, text: '' }

  constructor(private readonly timeZone: string) {}

  /** As `isoWithOffset` (zone.ts) writes it: `2026-10-13T08:00:00+07:00`, milliseconds only where there are some. */
  iso(at: number): string {
    const { ms, text } = this.#offset(at)
    const minute = Math.floor((at + ms) / MINUTE_MS)
    if (minute !== this.#minute.n)
      this.#minute = { n: minute, text: new Date(minute * MINUTE_MS).toISOString().slice(0, 17) }
    const rest = at + ms - minute * MINUTE_MS
    const second = Math.floor(rest / 1000)
    return this.#minute.text + SECONDS[second] + (rest % 1000 === 0 ? '' : MILLISECONDS[rest % 1000]) + text
  }

  /** The date on the wall: `2026-10-13`. */
  date(at: number): string {
    return new Date(at + this.#offset(at).ms).toISOString().slice(0, 10)
  }

  /** The hour (0–23) on the wall. */
  hour(at: number): number {
    return Math.floor((at + this.#offset(at).ms) / HOUR_MS) % 24
  }

  /** The wall's date and time as a spreadsheet counts it: days, and parts of a day. It knows no zones. */
  serial(at: number): number {
    return (at + this.#offset(at).ms) / DAY_MS + SERIAL_OF_EPOCH
  }

  #offset(at: number): Offset {
    const n = Math.floor(at / QUARTER_MS)
    if (this.#quarter?.n === n) return this.#quarter.offset
    const offset = this.#offsets.get(n) ?? this.#offsetOfZone(at)
    this.#offsets.set(n, offset)
    this.#quarter = { n, offset }
    return offset
  }

  #offsetOfZone(at: number): Offset {
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.timeZone)
    return { ms: Math.round(zoned.offsetNanoseconds / 1e6), text: zoned.offset.slice(0, 6) }
  }
}

const SECONDS = Array.from({ length: 60 }, (_one, n) => String(n).padStart(2, '0'))
const MILLISECONDS = Array.from({ length: 1000 }, (_one, n) => `.${String(n).padStart(3, '0')}`)

/** A date (`2026-10-13`) as a spreadsheet counts it. */
export const dateSerial = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS + SERIAL_OF_EPOCH
