import type { PeopleGroup } from '../../core/people/groups'
import type { Database, Statement } from '../connection'

/** A row of people_row with its seal; `sealed` null: a tombstone. */
export interface StoredRow {
  readonly grp: PeopleGroup
  readonly version: number
  readonly seal: number | null
  readonly sealed: Buffer | null
  readonly sha: Buffer | null
  readonly phone: Buffer | null
  readonly email: Buffer | null
  readonly own: 0 | 1
}

/** What is bound to an upsert of people_row. */
export interface RowUpdate {
  readonly visitor: string
  readonly group: PeopleGroup
  readonly version: number
  readonly seal: number | bigint | null
  readonly phoneBucket: number | null
  readonly emailBucket: number | null
  readonly own: 0 | 1
  readonly at: number
  readonly unsent: 0 | 1
}

/**
 * All the SQL of the people store, prepared once. A bare `= ?` on an index with statistics makes SQLite plan the query anew
 * for every value, which takes five times as long as the look-up; `= +?` does not.
 */
export interface PeopleStatements {
  readonly get: Statement<[string, PeopleGroup], StoredRow>
  readonly ofVisitor: Statement<[string], StoredRow>
  readonly addSeal: Statement<[sealed: Buffer, sha: Buffer, phone: Buffer | null, email: Buffer | null]>
  readonly blankSeal: Statement<[number]>
  readonly setRow: Statement<[RowUpdate]>
  readonly disown: Statement<[string, PeopleGroup]>
  readonly byPhone: Statement<[bucket: number, hash: Buffer], string>
  readonly byEmail: Statement<[bucket: number, hash: Buffer], string>
  readonly keepHash: Statement<[Buffer, string]>
  readonly isErased: Statement<[Buffer], string>
  readonly ownRows: Statement<[olderThan: number], { visitor: string; grp: PeopleGroup; seal: number }>
  readonly dropRow: Statement<[string, PeopleGroup]>
  readonly sharedPhone: Statement<[], { hash: Buffer; visitor: string }>
  readonly sharedEmail: Statement<[], { hash: Buffer; visitor: string }>
  readonly greetPage: Statement<[after: string, limit: number], { visitor: string; version: number; sealed: Buffer }>
  readonly counts: Statement<[], { grp: PeopleGroup; rows: number; tombstones: number }>
}

const ROW = `
  SELECT r.grp, r.version, r.seal, r.own, s.sealed, s.sha,
         nullif(s.phone, zeroblob(32)) AS phone, nullif(s.email, zeroblob(32)) AS email
  FROM people_row r LEFT JOIN people_seal s ON s.id = r.seal`

/** The look-up by hash: few rows share a bucket, the whole hash decides. */
const found = (what: 'phone' | 'email') => `
  SELECT r.visitor FROM people_row r JOIN people_seal s ON s.id = r.seal
  WHERE r.${what}_bucket = +? AND s.${what} = +? ORDER BY r.visitor`

/**
 * Who shares a look-up hash with somebody: buckets that hold several rows first, which the index alone tells, then the
 * whole hashes of those few.
 */
const shared = (what: 'phone' | 'email') => `
  SELECT s.${what} AS hash, r.visitor FROM (
    SELECT ${what}_bucket AS bucket FROM people_row WHERE ${what}_bucket IS NOT NULL
    GROUP BY ${what}_bucket HAVING count(*) > 1
  ) CROSS JOIN people_row r ON r.${what}_bucket = bucket JOIN people_seal s ON s.id = r.seal
  WHERE s.${what} <> zeroblob(32) ORDER BY 1, 2`

export function prepareStatements(db: Database): PeopleStatements {
  return {
    get: db.prepare(`${ROW} WHERE r.visitor = +? AND r.grp = +?`),
    ofVisitor: db.prepare(`${ROW} WHERE r.visitor = +? ORDER BY r.grp`),
    addSeal: db.prepare(
      `INSERT INTO people_seal (sealed, sha, phone, email)
       VALUES (?, ?, coalesce(?, zeroblob(32)), coalesce(?, zeroblob(32)))`,
    ),
    // Zeros of the same length: SQLite then overwrites the cell where it lies (see the migration).
    blankSeal: db.prepare(
      `UPDATE people_seal SET sealed = zeroblob(length(sealed)), sha = zeroblob(32), phone = zeroblob(32),
         email = zeroblob(32) WHERE id = ?`,
    ),
    setRow: db.prepare(
      `INSERT INTO people_row (visitor, grp, version, seal, phone_bucket, email_bucket, own, written_at, unsent)
       VALUES (@visitor, @group, @version, @seal, @phoneBucket, @emailBucket, @own, @at, @unsent)
       ON CONFLICT DO UPDATE SET version = excluded.version, seal = excluded.seal, phone_bucket = excluded.phone_bucket,
         email_bucket = excluded.email_bucket, own = excluded.own, written_at = excluded.written_at,
         unsent = excluded.unsent`,
    ),
    disown: db.prepare('UPDATE people_row SET own = 0 WHERE visitor = ? AND grp = ?'),
    byPhone: db.prepare<[number, Buffer], string>(found('phone')).pluck(),
    byEmail: db.prepare<[number, Buffer], string>(found('email')).pluck(),
    keepHash: db.prepare('INSERT OR IGNORE INTO people_erased (hash, visitor) VALUES (?, ?)'),
    isErased: db.prepare<[Buffer], string>('SELECT visitor FROM people_erased WHERE hash = ?').pluck(),
    ownRows: db.prepare(
      `SELECT visitor, grp, seal FROM people_row
       WHERE own = 1 AND seal IS NOT NULL AND grp NOT IN ('staff', 'note') AND written_at < ?`,
    ),
    dropRow: db.prepare('DELETE FROM people_row WHERE visitor = ? AND grp = ?'),
    sharedPhone: db.prepare(shared('phone')),
    sharedEmail: db.prepare(shared('email')),
    greetPage: db.prepare(
      `SELECT r.visitor, r.version, s.sealed FROM people_row r JOIN people_seal s ON s.id = r.seal
       WHERE r.visitor > ? AND r.grp = 'greet' ORDER BY r.visitor LIMIT ?`,
    ),
    counts: db.prepare(
      'SELECT grp, count(seal) AS rows, count(*) - count(seal) AS tombstones FROM people_row GROUP BY grp',
    ),
  }
}
