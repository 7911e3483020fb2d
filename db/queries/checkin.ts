import { placesLeased } from '../../core/events/checkin'
import type { LogEvent } from '../../core/events/envelope'
import { leftOf } from '../../core/hub/places'
import { openFair, lastReset, type Fair, type FairList } from '../../core/setup/fair'
import { FairSetup } from '../../core/setup/schema'
import type { Attendance } from '../../core/projections/attendance'
import { VisitorStatus } from '../../core/events/visitor'
import type { Database } from '../connection'
import { personQueries } from './persons'
import { QUARTER_MS, toAttendance, type AttendanceRow } from '../projections/checkin'

export interface VisitorRow {
  readonly id: string
  readonly category: string
  readonly institution: string | null
  readonly status: VisitorStatus
}

/** The figures of one list, as `stats`, the live view and every report show them; people after merging. */
export interface ListFigures {
  readonly list: FairList
  /** Active visitors whose category the list admits. */
  readonly expected: number
  /** People who entered at least once. */
  readonly entered: number
  readonly inside: number
  /** Admitted entries. */
  readonly entries: number
  readonly duplicates: number
}

/** What check-in asks of the database. Made once per connection; statements stay prepared. */
export function checkinQueries(db: Database) {
  const setup = db.prepare<[], { event_id: string; fair: string; setup: string }>(
    'SELECT event_id, fair, setup FROM setup_current WHERE id = 1',
  )
  const setupEvent = db.prepare<[], { event_id: string }>('SELECT event_id FROM setup_current WHERE id = 1')
  // `= +?`: see roster.ts.
  const byCode = db.prepare<[Buffer], VisitorRow>(
    'SELECT id, category, institution, status FROM visitor WHERE code_hmac = +? ORDER BY id LIMIT 1',
  )
  const byId = db.prepare<[string], VisitorRow>('SELECT id, category, institution, status FROM visitor WHERE id = ?')
  const attendance = db.prepare<[string, string], AttendanceRow>(
    'SELECT * FROM attendance WHERE list = ? AND visitor = ?',
  )
  const insideSince = db.prepare<[string, number], { n: number | null }>(
    'SELECT sum(inside) AS n FROM list_quarter WHERE list = ? AND quarter >= ?',
  )
  const sums = db.prepare<[string], { people: number | null; entries: number | null; duplicates: number | null }>(
    'SELECT sum(people) AS people, sum(entries) AS entries, sum(duplicates) AS duplicates FROM list_quarter WHERE list = ?',
  )
  const expected = db.prepare<[], { category: string; visitors: number }>(
    'SELECT category, visitors FROM category_tally',
  )
  const persons = personQueries(db)
  let opened: { event: string; fair: Fair } | null = null

  const lease = db.prepare<[string], { text: string; hub_seq: number | null; seq: number }>(
    `SELECT text, hub_seq, seq FROM event_log
     WHERE stream = 'places:' || ? || ':' || (SELECT station FROM log_head WHERE id = 1)
     ORDER BY coalesce(hub_seq, 9007199254740991) DESC, seq DESC LIMIT 1`,
  )
  const placeOf = db.prepare<[string, number], { seq: number }>(
    'SELECT seq FROM event_log WHERE chain = ? AND station_seq = ?',
  )
  // Of each visitor the newest of these scans: max() takes the other columns from its own row.
  const letIn = db.prepare<[number, string, string], { n: number }>(
    `SELECT count(*) AS n FROM (
       SELECT s.direction, max(s.seq) FROM scan s CROSS JOIN event_log e ON e.seq = s.seq
       WHERE s.seq > ? AND s.list = ? AND s.outcome = 'admitted'
         AND e.chain IN ((SELECT chain FROM log_head WHERE id = 1), ?)
       GROUP BY s.visitor)
     WHERE direction = 'entry'`,
  )
  const inside = (list: FairList, timeZone: string, now: number): number => {
    const reset = lastReset(list, timeZone, now)
    return insideSince.get(list.code, reset === null ? 0 : Math.ceil(reset / QUARTER_MS))?.n ?? 0
  }

  return {
    /** The set-up that holds, made ready for use; null: this folder has no fair yet. */
    fair(): Fair | null {
      const event = setupEvent.get()?.event_id
      if (event === undefined) return null
      if (opened?.event !== event) {
        const row = setup.get()
        if (row === undefined) return null
        opened = { event: row.event_id, fair: openFair(row.fair, FairSetup.parse(JSON.parse(row.setup))) }
      }
      return opened.fair
    },
    /** Active visitors of each category that has any. */
    visitorsByCategory: (): ReadonlyMap<string, number> =>
      new Map(expected.all().map(({ category, visitors }) => [category, visitors])),
    visitorByCode: (hmac: Buffer): VisitorRow | null => byCode.get(hmac) ?? null,
    visitor: (id: string): VisitorRow | null => byId.get(id) ?? null,
    attendance(list: string, visitor: string): Attendance | null {
      const row = attendance.get(list, visitor)
      return row === undefined ? null : toAttendance(row)
    },
    /**
     * Places of a list leased to this station: how many it got, how many it may still fill, and the lease's place in the
     * hub's order; all 0: none (core/hub/places.ts says what counts against it).
     */
    leased(list: string): { readonly places: number; readonly left: number; readonly hubSeq: number } {
      const row = lease.get(list)
      const event = row === undefined ? null : (JSON.parse(row.text) as LogEvent)
      if (row === undefined || event === null || !placesLeased.is(event)) return { places: 0, left: 0, hubSeq: 0 }
      const { places, after } = event.body
      const since = after === null ? 0 : (placeOf.get(after.chain, after.stationSeq)?.seq ?? 0)
      const { n = 0 } = letIn.get(since, list, after?.chain ?? '') ?? {}
      return { places, left: leftOf(places, n), hubSeq: row.hub_seq ?? 0 }
    },
    /** People inside a list now; its daily reset counted. */
    inside,
    figures(fair: Fair, now: number): ListFigures[] {
      const visitors = expected.all()
      return fair.lists.map((list) => {
        const sum = sums.get(list.code)
        const isAdmitted = (category: string) => list.admits === null || list.admits.has(category)
        return {
          list,
          expected:
            visitors.filter((row) => isAdmitted(row.category)).reduce((n, row) => n + row.visitors, 0) -
            persons.secondExpected(isAdmitted),
          entered: (sum?.people ?? 0) - persons.secondEntries(list.code).length,
          inside:
            inside(list, fair.setup.timeZone, now) -
            persons.secondInside(list.code, lastReset(list, fair.setup.timeZone, now)),
          entries: sum?.entries ?? 0,
          duplicates: sum?.duplicates ?? 0,
        }
      })
    },
  }
}
export type CheckinQueries = ReturnType<typeof checkinQueries>
