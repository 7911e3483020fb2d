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

/** What a gate's staff look at. Made once per connection; statements stay prepared. */
export function gateQueries(db: Database) {
  const last = db.prepare<[string, number], { text: string; effective_at: number; mark: ScanMark | null }>(
    `SELECT e.text, s.effective_at, s.mark FROM scan s JOIN event_log e ON e.seq = s.seq
     WHERE s.gate = ? ORDER BY s.effective_at DESC LIMIT ?`,
  )
  const sums = db.prepare<[string, string, number], { quarter: number; what: string; n: number }>(
    'SELECT quarter, what, n FROM gate_quarter WHERE gate = ? AND list = ? AND quarter >= ? AND n > 0 ORDER BY quarter',
  )
  return {
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
