import type { PeopleGroup } from '../../core/people/groups'
import type { Database } from '../connection'

/** A row of people_row. */
export interface StoredRow {
  readonly grp: PeopleGroup
  readonly version: number
  readonly sealed: Buffer | null
  readonly sealed_sha: Buffer | null
  readonly phone: Buffer | null
  readonly email: Buffer | null
  readonly own: 0 | 1
}

type Text = string
type Sealed = Buffer | null

/** All the SQL of the people store, prepared once. */
export function prepareStatements(db: Database) {
  const columns = 'grp, version, sealed, sealed_sha, phone, email, own'
  return {
    get: db.prepare<[Text, PeopleGroup], StoredRow>(`SELECT ${columns} FROM people_row WHERE visitor = ? AND grp = ?`),
    ofVisitor: db.prepare<[Text], StoredRow>(`SELECT ${columns} FROM people_row WHERE visitor = ? ORDER BY grp`),
    set: db.prepare<[Text, PeopleGroup, number, Buffer, Buffer, Sealed, Sealed, 0 | 1, number]>(
      `INSERT INTO people_row (visitor, grp, version, sealed, sealed_sha, phone, email, own, written_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET version = excluded.version, sealed = excluded.sealed, sealed_sha = excluded.sealed_sha,
         phone = excluded.phone, email = excluded.email, own = excluded.own, written_at = excluded.written_at
       WHERE people_row.sealed IS NOT NULL`,
    ),
    // Version 0 and no bytes: all tombstones of a row are equal, whatever they buried.
    bury: db.prepare<[Text, PeopleGroup, number]>(
      `INSERT INTO people_row (visitor, grp, version, own, written_at) VALUES (?, ?, 0, 0, ?)
       ON CONFLICT DO UPDATE SET version = 0, sealed = NULL, sealed_sha = NULL, phone = NULL, email = NULL, own = 0,
         written_at = excluded.written_at
       WHERE people_row.sealed IS NOT NULL`,
    ),
    disown: db.prepare<[Text, PeopleGroup]>('UPDATE people_row SET own = 0 WHERE visitor = ? AND grp = ?'),
    byPhone: db.prepare<[Buffer], Text>('SELECT visitor FROM people_row WHERE phone = ? ORDER BY visitor').pluck(),
    byEmail: db.prepare<[Buffer], Text>('SELECT visitor FROM people_row WHERE email = ? ORDER BY visitor').pluck(),
    keepHash: db.prepare<[Buffer, Text]>('INSERT OR IGNORE INTO people_erased (hash, visitor) VALUES (?, ?)'),
    isErased: db.prepare<[Buffer], { visitor: Text }>('SELECT visitor FROM people_erased WHERE hash = ?'),
    ownVisitors: db
      .prepare<[number], Text>(
        `SELECT DISTINCT visitor FROM people_row
         WHERE own = 1 AND sealed IS NOT NULL AND grp <> 'staff' AND written_at < ?`,
      )
      .pluck(),
    sweep: db.prepare<[Text, number]>(
      `DELETE FROM people_row
       WHERE visitor = ? AND own = 1 AND sealed IS NOT NULL AND grp <> 'staff' AND written_at < ?`,
    ),
    greetPage: db.prepare<[Text, number], { visitor: Text; version: number; sealed: Buffer }>(
      `SELECT visitor, version, sealed FROM people_row
       WHERE visitor > ? AND grp = 'greet' AND sealed IS NOT NULL ORDER BY visitor LIMIT ?`,
    ),
    counts: db.prepare<[], { grp: PeopleGroup; rows: number; tombstones: number }>(
      'SELECT grp, count(sealed) AS rows, count(*) - count(sealed) AS tombstones FROM people_row GROUP BY grp',
    ),
  }
}
