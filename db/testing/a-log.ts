import { canonicalIds } from './ids'
import { openDatabase, type Database } from '../connection'
import { EventLog, type LogPorts } from '../log/event-log'
import { migrate } from '../migrate'
import { logMigrations } from '../migrations/log'
import { allProjectors } from '../projections'
import type { Projector } from '../projections/projector'

export interface TestLog {
  readonly db: Database
  readonly log: EventLog
  readonly projectors: readonly Projector[]
  readonly ports: LogPorts & {
    /** Moves wall clock and uptime on together, as time does. */ pass: (ms: number) => void
    jump: (ms: number) => void
    restart: () => void
  }
}

/** A log in memory (or in a file) with its own clock; ids are made from `seed`. */
export function aLog(options: { seed?: number; wall?: number; file?: string } = {}): TestLog {
  const db = openDatabase(options.file ?? ':memory:')
  migrate(db, logMigrations)
  const projectors = allProjectors(db)
  const next = canonicalIds(options.seed ?? 1)
  let wall = options.wall ?? Date.UTC(2026, 9, 13, 1)
  let uptime = 1_000_000
  const ports = {
    wall: () => wall,
    uptime: () => uptime,
    newId: next,
    newUuid: next,
    pass: (ms: number) => {
      wall += ms
      uptime += ms
    },
    jump: (ms: number) => {
      wall += ms
    },
    restart: () => {
      uptime = 0
    },
  }
  return { db, log: new EventLog(db, ports, projectors), projectors, ports }
}

/** All rows of the read models, for comparing two stations or before and after a rebuild. `seq` is local and left out. */
export function readModels(db: Database): Record<string, unknown[]> {
  const all = (sql: string) => db.prepare(sql).all()
  return {
    setup: all('SELECT fair, setup FROM setup_current'),
    visitors: all('SELECT * FROM visitor ORDER BY id'),
    categories: all('SELECT * FROM category_tally WHERE visitors <> 0 ORDER BY category'),
    attendance: all('SELECT * FROM attendance ORDER BY list, visitor'),
    quarters: all(
      'SELECT * FROM list_quarter WHERE people <> 0 OR inside <> 0 OR entries <> 0 OR duplicates <> 0 ORDER BY list, quarter',
    ),
    gates: all('SELECT * FROM gate_quarter WHERE n <> 0 ORDER BY gate, list, quarter, what'),
    scans: all(
      `SELECT e.event_id, s.list, s.visitor, s.gate, s.direction, s.outcome, s.reason, s.via, s.category, s.effective_at, s.mark
       FROM scan s JOIN event_log e ON e.seq = s.seq ORDER BY e.event_id`,
    ),
    tickets: all(`SELECT ${columnsOf(db, 'ticket', ['last_seq'])} FROM ticket ORDER BY id`),
    intervals: all('SELECT * FROM ticket_interval ORDER BY ticket, n'),
    legs: all('SELECT * FROM ticket_leg ORDER BY ticket, leg'),
    calls: all(
      `SELECT e.event_id, c.service, c.day, c.class, c.hub_seq
       FROM ticket_call c JOIN event_log e ON e.seq = c.seq ORDER BY e.event_id`,
    ),
    serviceDays: all(
      `SELECT * FROM service_day WHERE issued <> 0 OR waiting <> 0 OR called <> 0 OR serving <> 0 OR parked <> 0
         OR missed <> 0 OR done <> 0 OR cancelled <> 0 OR expired <> 0 ORDER BY service, day`,
    ),
    counters: all('SELECT * FROM counter_state ORDER BY counter'),
    pauses: all('SELECT * FROM service_pause ORDER BY service'),
    leases: all('SELECT * FROM number_lease ORDER BY lease'),
    stationKeys: all('SELECT * FROM station_key ORDER BY station'),
    consents: all('SELECT * FROM consent ORDER BY visitor, purpose'),
    badges: all('SELECT * FROM badge ORDER BY visitor'),
    codeKeys: all('SELECT * FROM code_key ORDER BY kind, number, fair, key, same_fair'),
    retiredKeys: all('SELECT * FROM code_key_retired ORDER BY kind, key'),
    issued: all('SELECT * FROM credential_issued ORDER BY credential, visitor'),
    online: all('SELECT * FROM online_attendance ORDER BY list, visitor'),
    apart: all('SELECT * FROM visitor_apart ORDER BY visitor, other'),
    merges: all('SELECT * FROM visitor_merge ORDER BY visitor'),
    persons: all('SELECT * FROM visitor_person ORDER BY visitor'),
    revoked: all('SELECT * FROM credential_revoked ORDER BY credential'),
  }
}

function columnsOf(db: Database, table: string, without: readonly string[]): string {
  const columns = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)').all(table)
  return columns
    .map(({ name }) => name)
    .filter((name) => !without.includes(name))
    .join(', ')
}
