import { daySpan } from '../../core/figures/day-span'
import type { VisitorFacts } from '../../core/events/visitor'
import type { Fair, FairList, Span } from '../../core/setup/fair'
import { localDate } from '../../core/time/zone'
import type { Database } from '../connection'
import { QUARTER_MS } from '../projections/checkin'
import { LET_IN } from './let-in'

/** One person on one list on one day. Times are effective times, UTC ms. */
export interface AttendanceExportRow {
  readonly visitor: string
  /** Who that is after merging. */
  readonly person: string
  readonly category: string
  readonly institution: string | null
  readonly first_entry_at: number | null
  readonly last_entry_at: number | null
  readonly last_exit_at: number | null
  readonly entries: number
  readonly exits: number
  readonly duplicates: number
  readonly gate: string | null
  /** Presence online at this list's session that counts, ms; null: none. Without an entry the person was online only. */
  readonly online_ms: number | null
}

/** One scan, refused ones too. A plain row, in the order of its columns: of a million no object is made. */
export type ScanExportRow = [
  effectiveAt: number,
  list: string,
  gate: string | null,
  direction: string,
  outcome: string,
  reason: string | null,
  mark: string | null,
  via: string,
  category: string | null,
  institution: string | null,
  visitor: string | null,
  scan: string,
]

/** One registered visitor, and what they did at the lists that are asked for. */
export interface VisitorExportRow {
  readonly visitor: string
  readonly category: string
  readonly institution: string | null
  readonly status: VisitorFacts['status']
  readonly source: VisitorFacts['source']
  readonly first_entry_at: number | null
  /** How many of the lists they entered. */
  readonly lists: number
  readonly tickets: number
}

/** One event of the log, as it was written. */
export interface LogExportRow {
  readonly text: string
  readonly hub_seq: number | null
}

/** What of the scans is asked for; null: all. */
export interface ScanFilter {
  readonly lists: readonly string[] | null
  readonly spans: readonly Span[] | null
}

const EVER: Span = { from: -9_000_000_000_000_000, to: 9_000_000_000_000_000 }

/** Who came with a signed code and stands in no roster has the category that the code named last. */
const LAST_NAMED = `coalesce(v.category, (SELECT s.category FROM scan s
  WHERE s.visitor = a.visitor AND s.list = a.list AND s.category IS NOT NULL
  ORDER BY s.effective_at DESC, s.category LIMIT 1), '') AS category`

const PERSON = 'coalesce((SELECT p.person FROM visitor_person p WHERE p.visitor = a.visitor), a.visitor) AS person'
const ONLINE = `(SELECT o.total FROM online_attendance o
  WHERE o.list = a.list AND o.visitor = a.visitor AND o.total >= o.minimum) AS online_ms`

/** Rows for export, one at a time, so that a million of them need no memory. No write may run on the connection meanwhile. */
export function exportQueries(db: Database) {
  // What is put in order is sorted alone, without the rows it stands for: a million of those would fill the memory.
  const wholeList = db.prepare<[{ list: string }], AttendanceExportRow>(
    `SELECT a.visitor, ${PERSON}, ${ONLINE}, v.institution, ${LAST_NAMED}, a.first_entry_at, a.last_entry_at, a.last_exit_at, a.entries,
            a.exits, a.duplicates, a.stay_gate AS gate
     FROM (SELECT visitor FROM attendance WHERE list = @list AND first_entry_at IS NOT NULL
           ORDER BY first_entry_at, visitor LIMIT -1 OFFSET 0) o
     CROSS JOIN attendance a ON a.list = @list AND a.visitor = o.visitor LEFT JOIN visitor v ON v.id = a.visitor`,
  )
  // The gate of the last entry that counts: the time stands before it, in as many digits as every time has.
  const listDay = db.prepare<[{ list: string; from: number; to: number }], AttendanceExportRow>(
    `SELECT a.*, ${PERSON}, ${ONLINE}, v.institution, ${LAST_NAMED} FROM (
       SELECT visitor, list,
              min(effective_at) FILTER (WHERE direction = 'entry') AS first_entry_at,
              max(effective_at) FILTER (WHERE direction = 'entry') AS last_entry_at,
              max(effective_at) FILTER (WHERE direction = 'exit') AS last_exit_at,
              count(*) FILTER (WHERE direction = 'entry' AND mark IS NULL) AS entries,
              count(*) FILTER (WHERE direction = 'exit') AS exits,
              count(*) FILTER (WHERE mark = 'duplicate') AS duplicates,
              substr(max(printf('%016d', effective_at) || gate) FILTER (WHERE direction = 'entry' AND mark IS NULL), 17)
                AS gate
       FROM scan
       WHERE effective_at >= @from AND effective_at < @to AND list = @list AND visitor IS NOT NULL
         AND outcome = 'admitted' AND mark IS NOT 'undone'
       GROUP BY visitor HAVING count(*) FILTER (WHERE direction = 'entry') > 0
     ) a LEFT JOIN visitor v ON v.id = a.visitor ORDER BY a.first_entry_at, a.visitor`,
  )
  const onlineOnly = db.prepare<[{ list: string; from: number; to: number }], AttendanceExportRow>(
    `SELECT a.visitor, ${PERSON}, a.total AS online_ms, v.institution, coalesce(v.category, '') AS category,
            NULL AS first_entry_at, NULL AS last_entry_at, NULL AS last_exit_at, 0 AS entries, 0 AS exits,
            0 AS duplicates, NULL AS gate
     FROM online_attendance a LEFT JOIN visitor v ON v.id = a.visitor
     WHERE a.list = @list AND a.total >= a.minimum AND a.first_at >= @from AND a.first_at < @to
       AND NOT EXISTS (SELECT 1 FROM attendance h
         WHERE h.list = a.list AND h.visitor = a.visitor AND h.first_entry_at IS NOT NULL)
     ORDER BY a.first_at, a.visitor`,
  )
  const onlineTimes = db.prepare<[string], { at: number }>(
    'SELECT first_at AS at FROM online_attendance WHERE list = ? AND total >= minimum',
  )
  const entryQuarters = db.prepare<[string], { quarter: number }>(
    `SELECT DISTINCT quarter FROM gate_quarter WHERE list = ? AND what IN ('entry', 'duplicate') AND n > 0 ORDER BY quarter`,
  )
  const listDayCount = db.prepare<[number, number, string], { n: number }>(
    `SELECT count(DISTINCT s.visitor) AS n FROM scan s
     WHERE s.effective_at >= ? AND s.effective_at < ? AND ${LET_IN} AND s.list = ?`,
  )
  const wholeListCount = db.prepare<[string], { n: number | null }>(
    'SELECT sum(people) AS n FROM list_quarter WHERE list = ?',
  )
  const asked = `WHERE s.effective_at >= @from AND s.effective_at < @to
    AND (@lists IS NULL OR s.list IN (SELECT value FROM json_each(@lists)))`
  // NOT INDEXED: by its place. Statistics of a log that was small made SQLite walk through an index of all events, each time.
  const scans = db
    .prepare<[Span & { lists: string | null }], ScanExportRow>(
      `SELECT s.effective_at, s.list, s.gate, s.direction, s.outcome, s.reason, s.mark, s.via,
            coalesce(v.category, s.category) AS category, v.institution, s.visitor, e.event_id AS scan
     FROM scan s INDEXED BY scan_time CROSS JOIN event_log e NOT INDEXED ON e.seq = s.seq LEFT JOIN visitor v ON v.id = s.visitor
     ${asked} ORDER BY s.effective_at, s.seq`,
    )
    .raw()
  const scanCount = db.prepare<[Span & { lists: string | null }], { n: number }>(
    `SELECT count(*) AS n FROM scan s INDEXED BY scan_time ${asked}`,
  )
  const entered = 'FROM json_each(@lists) l CROSS JOIN attendance a ON a.list = l.value AND a.visitor = v.id'
  const visitors = db.prepare<[{ lists: string }], VisitorExportRow>(
    `SELECT v.id AS visitor, v.category, v.institution, v.status, v.source,
            (SELECT min(a.first_entry_at) ${entered}) AS first_entry_at,
            (SELECT count(a.first_entry_at) ${entered}) AS lists,
            (SELECT count(*) FROM ticket t WHERE t.visitor = v.id) AS tickets
     FROM visitor v ORDER BY v.id`,
  )
  const visitorCount = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM visitor')
  const log = db.prepare<[], LogExportRow>('SELECT text, hub_seq FROM event_log ORDER BY seq')
  const logCount = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM event_log')
  const ticketCount = db.prepare<[string | null], { n: number }>(
    `SELECT count(*) AS n FROM ticket, (SELECT ? AS asked) WHERE asked IS NULL OR day IN (SELECT value FROM json_each(asked))`,
  )

  const datesOf = (fair: Fair, times: readonly number[]): readonly string[] =>
    [...new Set(times.map((at) => localDate(at, fair.setup.timeZone)))].sort()
  const entryDays = (fair: Fair, list: FairList): readonly string[] =>
    datesOf(
      fair,
      entryQuarters.all(list.code).map(({ quarter }) => quarter * QUARTER_MS),
    )
  /** On which days of the fair's calendar somebody came to a list, on site or online. */
  const daysOf = (fair: Fair, list: FairList): readonly string[] => {
    const online = onlineTimes.all(list.code).map(({ at }) => at)
    return online.length === 0
      ? entryDays(fair, list)
      : [...new Set([...entryDays(fair, list), ...datesOf(fair, online)])].sort()
  }
  const scanned = ({ lists, spans }: ScanFilter) =>
    (spans ?? [EVER]).map((span) => ({ ...span, lists: lists === null ? null : JSON.stringify(lists) }))

  return {
    /**
     * Runs a long read in one state of the database, whatever others write meanwhile, so that rows and sums agree. It is
     * awaited while a transaction is open: on a connection that nobody else uses, and that only reads.
     */
    async inOneState<T>(work: () => Promise<T>): Promise<T> {
      db.exec('BEGIN')
      try {
        return await work()
      } finally {
        db.exec('COMMIT')
      }
    },
    daysOf,
    /** Who came to a list on a day, in the order they came; then those who were there online only. */
    *attendance(fair: Fair, list: FairList, day: string): Generator<AttendanceExportRow> {
      const of = { list: list.code, ...daySpan(fair, day) }
      const days = entryDays(fair, list)
      if (days.includes(day)) yield* days.length === 1 ? wholeList.iterate({ list: list.code }) : listDay.iterate(of)
      yield* onlineOnly.iterate(of)
    },
    attendanceCount(fair: Fair, list: FairList, day: string): number {
      const { from, to } = daySpan(fair, day)
      const days = entryDays(fair, list)
      const online = onlineOnly.all({ list: list.code, from, to }).length
      if (!days.includes(day)) return online
      const here = days.length === 1 ? wholeListCount.get(list.code)?.n : listDayCount.get(from, to, list.code)?.n
      return (here ?? 0) + online
    },
    /** Scans by time. */
    *scans(filter: ScanFilter): Generator<ScanExportRow> {
      for (const part of scanned(filter)) yield* scans.iterate(part)
    },
    scanCount: (filter: ScanFilter): number =>
      scanned(filter).reduce((sum, part) => sum + (scanCount.get(part)?.n ?? 0), 0),
    /** Everybody registered, in the order of their registration; entries to these lists only. */
    visitors: (lists: readonly string[]): IterableIterator<VisitorExportRow> =>
      visitors.iterate({ lists: JSON.stringify(lists) }),
    visitorCount: (): number => visitorCount.get()?.n ?? 0,
    /** The whole log, in order of arrival at this station. */
    log: (): IterableIterator<LogExportRow> => log.iterate(),
    logCount: (): number => logCount.get()?.n ?? 0,
    ticketCount: (days: readonly string[] | null): number =>
      ticketCount.get(days === null ? null : JSON.stringify(days))?.n ?? 0,
  }
}
export type ExportQueries = ReturnType<typeof exportQueries>
