import type { Database } from '../connection'

/** One person on one list (a day's door, a session). Times are effective times, UTC ms. */
export interface AttendanceExportRow {
  readonly visitor: string
  readonly category: string
  readonly institution: string | null
  readonly first_entry_at: number
  readonly last_entry_at: number
  readonly last_exit_at: number | null
  readonly entries: number
  readonly exits: number
  readonly duplicates: number
  readonly gate: string | null
}

/** One scan, refused ones too. */
export interface ScanExportRow {
  readonly scan: string
  readonly effective_at: number
  readonly list: string
  readonly gate: string | null
  readonly direction: string
  readonly outcome: string
  readonly reason: string | null
  readonly mark: string | null
  readonly via: string
  readonly visitor: string | null
  readonly category: string | null
  readonly institution: string | null
}

/**
 * Rows for export, one at a time, so that a million of them need no memory. No write may run on the connection meanwhile.
 * Who came with a signed code and stands in no roster has the category that the code named last.
 */
export function exportQueries(db: Database) {
  const attendance = db.prepare<[string], AttendanceExportRow>(
    `SELECT a.visitor, v.institution,
            coalesce(v.category, (SELECT s.category FROM scan s
              WHERE s.visitor = a.visitor AND s.list = a.list AND s.category IS NOT NULL
              ORDER BY s.effective_at DESC, s.category LIMIT 1), '') AS category,
            a.first_entry_at, a.last_entry_at, a.last_exit_at, a.entries, a.exits, a.duplicates, a.stay_gate AS gate
     FROM attendance a LEFT JOIN visitor v ON v.id = a.visitor
     WHERE a.list = ? AND a.first_entry_at IS NOT NULL
     ORDER BY a.first_entry_at, a.visitor`,
  )
  const scans = db.prepare<[], ScanExportRow>(
    `SELECT e.event_id AS scan, s.effective_at, s.list, s.gate, s.direction, s.outcome, s.reason, s.mark, s.via, s.visitor,
            coalesce(v.category, s.category) AS category, v.institution
     FROM scan s JOIN event_log e ON e.seq = s.seq LEFT JOIN visitor v ON v.id = s.visitor
     ORDER BY s.effective_at, s.seq`,
  )
  return {
    /** Who entered a list, in the order they came. */
    attendance: (list: string): IterableIterator<AttendanceExportRow> => attendance.iterate(list),
    /** Every scan, by time. */
    scans: (): IterableIterator<ScanExportRow> => scans.iterate(),
  }
}
