import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../connection'
import { migrate } from '../migrate'
import { logMigrations } from '../migrations/log'
import { peopleMigrations } from '../migrations/people'
import { prepareStatements } from '../people/statements'
import { watchPeople } from '../search/changes'
import { checkinQueries } from './checkin'
import { codeQueries } from './codes'
import { deskQueries } from './desk'
import { erasureQueries } from './erasures'
import { exportQueries } from './exports'
import { gateQueries } from './gate'
import { rosterQueries } from './roster'
import { setupQueries } from './setup'
import { visitorQueries } from './visitors'

/** Tables that have few rows however many people come (`merged`: visitors that are one person, by its alias; `visitor_apart`: two people of whom staff said so; `erasure`: who was forgotten). Whatever else is walked through takes a second at a million rows. */
const SMALL = ['category_tally', 'code_key', 'station_key', 'merged', 'visitor_apart', 'erasure']
/** Walks that are meant: for a command or a process of its own, where nobody waits. */
const WALKS: readonly string[] = [
  // `pendopo verify` and tests count all rows of each group.
  'SELECT grp, count(seal) AS rows, count(*) - count(seal) AS tombstones FROM people_row GROUP BY grp',
  // Swept once at a start.
  `SELECT visitor, grp, seal FROM people_row
       WHERE own = 1 AND seal IS NOT NULL AND grp NOT IN ('staff', 'note') AND written_at < ?`,
]

let log: Database
let people: Database
beforeAll(() => {
  log = openDatabase(':memory:')
  migrate(log, logMigrations)
  people = openDatabase(':memory:')
  migrate(people, peopleMigrations)
})
afterAll(() => {
  log.close()
  people.close()
})

/** Every statement that `make` prepares, with how SQLite carries it out. */
function plansOf(db: Database, make: (db: Database) => unknown): { sql: string; steps: string[] }[] {
  const prepared: string[] = []
  make(
    new Proxy(db, {
      get: (target, name) => {
        if (name === 'prepare') return (sql: string) => (prepared.push(sql), target.prepare(sql))
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    }),
  )
  return prepared.map((sql) => {
    const names = [...sql.matchAll(/@(\w+)/g)].map(([, name = '']) => name)
    const values = names.length > 0 ? [Object.fromEntries(names.map((name) => [name, null]))] : []
    const places = Array.from(sql.matchAll(/\?/g), () => null)
    const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values, ...places)
    return { sql, steps: steps.map(({ detail }) => detail) }
  })
}

/** The statements that walk through a large table. A step names a table by its alias, if it has one. */
const walks = (db: Database, make: (db: Database) => unknown) =>
  plansOf(db, make).filter(
    ({ sql, steps }) =>
      !WALKS.includes(sql) &&
      // What a query made itself before is as long as the step that made it.
      steps.some((step) => /^SCAN (?!\(subquery)/.test(step) && !SMALL.includes(/^SCAN (\w+)/.exec(step)?.[1] ?? '')),
  )

/**
 * Tells SQLite how many rows every large table has, as `PRAGMA optimize` finds out in time: a million, or so few that less
 * is not kept (db/statistics.ts). They hold until the folder is opened again, after a day with a million scans.
 */
function pretend(db: Database, total: number): void {
  db.exec('ANALYZE')
  db.exec('DELETE FROM sqlite_stat1')
  const indexes = db
    .prepare<[], { name: string; tbl: string }>(`SELECT name, tbl_name AS tbl FROM sqlite_schema WHERE type = 'index'`)
    .all()
  const put = db.prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)')
  for (const { name, tbl } of indexes.filter((index) => !SMALL.includes(index.tbl))) {
    const columns = db.prepare<[]>(`SELECT * FROM pragma_index_info('${name}')`).all().length
    // The first column says little (a list, a category), the last decides.
    const rows = Array.from({ length: columns }, (_, n) => (n === columns - 1 ? 1 : Math.ceil(total / 10)))
    put.run(tbl, name, [total, ...rows].join(' '))
  }
  db.exec('ANALYZE sqlite_schema')
}

const ofLog: readonly [string, (db: Database) => unknown][] = [
  ['of a scan', checkinQueries],
  ['of a gate', gateQueries],
  ['of the desk', deskQueries],
  ['of a visitor', visitorQueries],
  ['of erasures', erasureQueries],
  ['of codes', codeQueries],
  ['of an import', rosterQueries],
  ['of the set-up', setupQueries],
  ['of the search', (db) => watchPeople(people, db)],
]
const ofPeople: readonly [string, (db: Database) => unknown][] = [
  ['of the people store', prepareStatements],
  ['of the search', (db) => watchPeople(db, log)],
]

describe.each([
  ['as new', () => undefined],
  [
    'with the fewest rows known that statistics are kept of',
    () => {
      pretend(log, 10_000)
      pretend(people, 10_000)
    },
  ],
  [
    'with a million rows known',
    () => {
      pretend(log, 1_000_000)
      pretend(people, 1_000_000)
    },
  ],
])('queries, %s', (_when, begin) => {
  beforeAll(begin)

  it.each(ofLog)('%s walk through no large table', (_name, make) => {
    expect(walks(log, make)).toEqual([])
  })

  it.each(ofPeople)('%s walk through no large table of people', (_name, make) => {
    expect(walks(people, make)).toEqual([])
  })

  it('of an export look each scan’s event up by its place', () => {
    const scans = plansOf(log, exportQueries).filter(({ sql }) => sql.includes('event_log e'))
    expect(scans).toHaveLength(1)
    expect(scans[0]?.steps).toContain('SEARCH e USING INTEGER PRIMARY KEY (rowid=?)')
  })

  it('and one that does is found', () => {
    expect(walks(log, (db) => db.prepare("SELECT count(*) FROM visitor WHERE institution = 'x'"))).toHaveLength(1)
  })
})
