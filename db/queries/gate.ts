import { scanRecorded, type ScanBody } from '../../core/events/checkin'
import type { LogEvent } from '../../core/events/envelope'
import type { ScanMark } from '../../core/projections/attendance'
import type { Database } from '../connection'
import { QUARTER_MS } from '../projections/checkin'

/** A scan as staff look back at it. */
export interface LastScan {
  readonly event: LogEvent<ScanBody>
  /** When it counts, UTC ms. */
  readonly at: number
  readonly mark: ScanMark | null
}

/** How many of one kind (`entry`, `exit`, `duplicate`, or the reason of a refusal) in one quarter hour. */
export interface GateSum {
  /** When the quarter hour begins, UTC ms. */
  readonly from: number
  readonly what: string
  readonly n: number
}

/** Somebody who was let in although another door had done so: neither had heard of the other. */
export interface Duplicate {
  readonly list: string
  readonly visitor: string
  readonly gate: string | null
  /** When it counts, UTC ms. */
  readonly at: number
}

/** Quarter hours with duplicates that are looked through for the newest of them. */
const QUARTERS = 8

/** What a gate's staff look at. Made once per connection; statements stay prepared. */
export function gateQueries(db: Database) {
  const last = db.prepare<[string, number], { text: string; effective_at: number; mark: ScanMark | null }>(
    `SELECT e.text, s.effective_at, s.mark FROM scan s JOIN event_log e ON e.seq = s.seq
     WHERE s.gate = ? ORDER BY s.effective_at DESC LIMIT ?`,
  )
  const sums = db.prepare<[string, string, number], { quarter: number; what: string; n: number }>(
    'SELECT quarter, what, n FROM gate_quarter WHERE gate = ? AND list = ? AND quarter >= ? AND n > 0 ORDER BY quarter',
  )
  // The sums say in which quarter hours there are any: mostly none, and a quarter hour has few scans beside a day.
  const quarters = db.prepare<[number], { quarter: number }>(
    `SELECT DISTINCT quarter FROM gate_quarter WHERE quarter >= ? AND what = 'duplicate' AND n > 0
     ORDER BY quarter DESC LIMIT ${QUARTERS}`,
  )
  const duplicates = db.prepare<[number, number, number], Duplicate>(
    `SELECT list, visitor, gate, effective_at AS at FROM scan
     WHERE effective_at >= ? AND effective_at < ? AND mark = 'duplicate' AND visitor IS NOT NULL
     ORDER BY effective_at DESC LIMIT ?`,
  )
  return {
    /** The newest duplicates since a moment (UTC ms), the newest first. */
    duplicates: (since: number, limit: number): Duplicate[] => {
      const found: Duplicate[] = []
      for (const { quarter } of quarters.all(Math.floor(since / QUARTER_MS))) {
        if (found.length >= limit) break
        found.push(...duplicates.all(quarter * QUARTER_MS, (quarter + 1) * QUARTER_MS, limit - found.length))
      }
      return found
    },
    /** The last scans of a gate, refused ones too, the newest first. */
    lastScans: (gate: string, limit: number): LastScan[] =>
      last.all(gate, limit).flatMap(({ text, effective_at: at, mark }) => {
        const event = JSON.parse(text) as LogEvent
        return scanRecorded.is(event) ? [{ event, at, mark }] : []
      }),
    /** A gate's sums for a list since a moment (UTC ms), by quarter hour. */
    sums: (gate: string, list: string, since: number): GateSum[] =>
      sums
        .all(gate, list, Math.floor(since / QUARTER_MS))
        .map(({ quarter, what, n }) => ({ from: quarter * QUARTER_MS, what, n })),
  }
}
