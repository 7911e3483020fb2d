import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase, type Database } from './connection'
import { migrate } from './migrate'
import { logMigrations } from './migrations/log'
import { forgetEarlyStatistics, renewStatistics } from './statistics'

let db: Database
beforeEach(() => {
  db = openDatabase(':memory:')
  migrate(db, logMigrations)
})
afterEach(() => db.close())

const fill = (rows: number) =>
  db.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO event_log (event_id, chain, station_seq, stream, type, text, hash)
    SELECT 'e' || i, 'c', i, 's' || i, 't', '', x'' FROM n`)
const known = () =>
  db.prepare<[], string>("SELECT DISTINCT tbl FROM sqlite_stat1 WHERE tbl = 'event_log'").pluck().all()
/** How the event of a scan is found. */
const plan = () =>
  db
    .prepare<[], { detail: string }>(
      'EXPLAIN QUERY PLAN SELECT e.event_id FROM scan s CROSS JOIN event_log e ON e.seq = s.seq ORDER BY s.effective_at',
    )
    .all()
    .map(({ detail }) => detail)

it('forgets what it knew of a log with one event: the day that follows is not planned by it', () => {
  fill(1)
  db.exec('ANALYZE')
  // What this is for: every event is looked at for each scan.
  expect(plan().some((step) => step.startsWith('SCAN e'))).toBe(true)
  forgetEarlyStatistics(db)
  expect(known()).toEqual([])
  expect(plan()).toContain('SEARCH e USING INTEGER PRIMARY KEY (rowid=?)')
})

it('keeps what it knows of large tables', () => {
  fill(12_000)
  db.exec('ANALYZE')
  renewStatistics(db)
  expect(known()).toEqual(['event_log'])
})

it('says nothing of a file that has no statistics', () => {
  expect(() => forgetEarlyStatistics(db)).not.toThrow()
})
