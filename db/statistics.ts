import type { Database } from './connection'

/** A table with fewer rows than this has no statistics: any plan reads it in no time. */
const TOO_FEW = 10_000

/**
 * Lets SQLite look again at what the tables hold, for the next who opens the file: at the end, when nobody waits.
 * @throws SqliteError as any write
 */
export function renewStatistics(db: Database): void {
  db.pragma('optimize')
  forgetEarlyStatistics(db)
}

/**
 * Takes the statistics of small tables away. They are read once, when a file is opened: with those of a fair just made (one
 * event), SQLite walked through whole tables for each scan of the day that followed, and an export of 20 000 scans took a
 * minute. Without any it takes tables for large, which is right for those that grow.
 */
export function forgetEarlyStatistics(db: Database): void {
  const kept = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat1', 'sqlite_stat4')")
    .pluck()
    .all()
  if (!kept.includes('sqlite_stat1')) return
  const small = db
    .prepare<[number], string>('SELECT tbl FROM sqlite_stat1 GROUP BY tbl HAVING max(CAST(stat AS INTEGER)) < ?')
    .pluck()
    .all(TOO_FEW)
  if (small.length === 0) return
  db.transaction(() => {
    for (const table of kept)
      db.prepare(`DELETE FROM ${table} WHERE tbl IN (SELECT value FROM json_each(?))`).run(JSON.stringify(small))
  }).immediate()
  // What this connection has read of them goes too.
  db.exec('ANALYZE sqlite_schema')
}
