import type { Presence, Standing } from '../../core/desk/directory'
import { isInside, type Attendance } from '../../core/projections/attendance'
import type { TicketState, Ticket } from '../../core/queue/ticket'
import type { VisitorFacts } from '../../core/events/visitor'
import type { Database } from '../connection'
import { toAttendance, type AttendanceRow } from '../projections/checkin'
import { toTicket, type DetailRow } from './queue-reads'

/** A visitor's facts, as the directory is fed with them. */
export interface DirectoryRow {
  readonly id: string
  readonly category: string
  readonly institution: string | null
}

interface FactsRow extends DirectoryRow {
  readonly status: VisitorFacts['status']
  readonly code_hmac: Buffer | null
  readonly row_hmac: Buffer | null
  readonly source: VisitorFacts['source']
}

type PresenceRow = Pick<AttendanceRow, 'visitor' | 'inside' | 'last_entry_at' | 'stay_gate'>

/** How many rows a pass over all visitors reads at a time: the connection stays free for writers in between. */
const PAGE = 5_000

/** What the desk asks of the log's read models. Each is one search by an index; passes over all of them go by pages. */
export function deskQueries(db: Database) {
  const byId = db.prepare<[string], FactsRow>(
    'SELECT id, category, institution, status, code_hmac, row_hmac, source FROM visitor WHERE id = ?',
  )
  const visitors = db.prepare<[string, number], DirectoryRow>(
    'SELECT id, category, institution FROM visitor WHERE id > ? ORDER BY id LIMIT ?',
  )
  const present = db.prepare<[string, string, number], PresenceRow>(
    `SELECT visitor, inside, last_entry_at, stay_gate FROM attendance
     WHERE list = ? AND visitor > ? AND first_entry_at IS NOT NULL ORDER BY visitor LIMIT ?`,
  )
  const presentOne = db.prepare<[string, string], PresenceRow & { first_entry_at: number | null }>(
    'SELECT visitor, inside, last_entry_at, stay_gate, first_entry_at FROM attendance WHERE list = ? AND visitor = ?',
  )
  const attendance = db.prepare<[string, string], AttendanceRow>(
    'SELECT * FROM attendance WHERE list = ? AND visitor = ?',
  )
  const newest = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM event_log')
  const since = db.prepare<[number, number], { seq: number; stream: string }>(
    'SELECT seq, stream FROM event_log WHERE seq > ? ORDER BY seq LIMIT ?',
  )
  const live = db.prepare<[string], DetailRow>('SELECT detail FROM ticket WHERE visitor = ? AND live = 1 ORDER BY id')
  const states = db.prepare<[string, string], { state: TicketState; n: number }>(
    'SELECT state, count(*) AS n FROM ticket WHERE visitor = ? AND day = ? GROUP BY state',
  )
  const tickets = db.prepare<[string, string], DetailRow>(
    'SELECT detail FROM ticket WHERE visitor = ? AND day = ? ORDER BY id',
  )
  const numbered = db.prepare<[string, string, number], { visitor: string | null }>(
    'SELECT visitor FROM ticket WHERE issue_service = ? AND day = ? AND number = ?',
  )
  const presenceOf = (row: PresenceRow, resetAt: number | null): Presence =>
    isInside({ inside: row.inside === 1, lastEntryAt: row.last_entry_at }, resetAt) ? 'inside' : 'left'

  return {
    /** The facts of a visitor; null: no event names one. */
    facts(visitor: string): VisitorFacts | null {
      const row = byId.get(visitor)
      if (row === undefined) return null
      return {
        visitor: row.id,
        category: row.category,
        institution: row.institution,
        status: row.status,
        codeHmac: row.code_hmac?.toString('hex') ?? null,
        rowHmac: row.row_hmac?.toString('hex') ?? null,
        source: row.source,
      }
    },
    /** Every visitor, by id; for a process of its own. */
    *visitors(): Generator<DirectoryRow> {
      for (let last = ''; ;) {
        const page = visitors.all(last, PAGE)
        yield* page
        last = page.at(-1)?.id ?? last
        if (page.length < PAGE) return
      }
    },
    /** Everybody who ever entered a list, through which gate, and whether they are inside; for a process of its own. */
    *standings(list: string, resetAt: number | null): Generator<Standing & { visitor: string }> {
      for (let last = ''; ;) {
        const page = present.all(list, last, PAGE)
        for (const row of page) yield { visitor: row.visitor, presence: presenceOf(row, resetAt), gate: row.stay_gate }
        last = page.at(-1)?.visitor ?? last
        if (page.length < PAGE) return
      }
    },
    standing(list: string, visitor: string, resetAt: number | null): Standing {
      const row = presentOne.get(list, visitor)
      if (row === undefined || row.first_entry_at === null) return { presence: 'not_here', gate: null }
      return { presence: presenceOf(row, resetAt), gate: row.stay_gate }
    },
    attendance(list: string, visitor: string): Attendance | null {
      const row = attendance.get(list, visitor)
      return row === undefined ? null : toAttendance(row)
    },
    /** The log's last row. */
    newestSeq: (): number => newest.get()?.seq ?? 0,
    /** Which streams were appended to after a row of the log, at most `limit`, in order of arrival. */
    streamsSince: (seq: number, limit: number) => since.all(seq, limit),
    liveTickets: (visitor: string): Ticket[] => live.all(visitor).map(toTicket),
    /** How many numbers of a day stand in each state. */
    ticketStates: (visitor: string, day: string) => states.all(visitor, day),
    ticketsOf: (visitor: string, day: string): Ticket[] => tickets.all(visitor, day).map(toTicket),
    /** Whose a number of a day is; null: nobody's that is known. */
    holderOf: (service: string, day: string, number: number): string | null =>
      numbered.get(service, day, number)?.visitor ?? null,
  }
}
export type DeskQueries = ReturnType<typeof deskQueries>
