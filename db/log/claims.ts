import type { Database } from '../connection'

/**
 * What a local command locks before it writes: a counter's hands (key: its code), a number (`service:day:number`), a
 * visitor's one ticket of a service and day (`visitor:service:day`).
 */
export type ClaimKind = 'counter' | 'number' | 'visit'

export type Taken = { readonly ok: true } | { readonly ok: false; readonly heldBy: string }

/** Which rows hold a lock of each kind, and under which key. A number is held for good: a void one is not given again. */
const KINDS: Readonly<Record<ClaimKind, { readonly key: string; readonly holds: string; readonly search: string }>> = {
  counter: {
    key: 'counter',
    holds: `counter IS NOT NULL AND state IN ('CALLED', 'SERVING')`,
    search: 'counter = ?',
  },
  number: {
    key: `issue_service || ':' || day || ':' || number`,
    holds: 'number IS NOT NULL',
    search: 'issue_service = ? AND day = ? AND number = CAST(? AS INTEGER)',
  },
  visit: {
    key: `visitor || ':' || service || ':' || day`,
    holds: 'visitor IS NOT NULL AND live = 1',
    search: 'visitor = ? AND service = ? AND day = ?',
  },
}

/**
 * The locks of local commands; call it inside `log.transact` only. A claim is a lock, not a fact: one whose ticket holds
 * it no longer by the folded rows is deleted, and the rows themselves are asked as well, since what came from other
 * stations never claims.
 */
export function claims(db: Database) {
  const find = db.prepare<[ClaimKind, string], { holder: string }>(
    'SELECT holder FROM claim WHERE kind = ? AND key = ?',
  )
  const remove = db.prepare('DELETE FROM claim WHERE kind = ? AND key = ?')
  const put = db.prepare('INSERT INTO claim (kind, key, holder) VALUES (?, ?, ?)')
  const statements = (kind: ClaimKind) => ({
    still: db.prepare<[string, string], { one: 1 }>(
      `SELECT 1 AS one FROM ticket WHERE id = ? AND ${KINDS[kind].holds} AND ${KINDS[kind].key} = ?`,
    ),
    other: db.prepare<string[], { id: string }>(
      `SELECT id FROM ticket WHERE ${KINDS[kind].search} AND ${KINDS[kind].holds} AND id <> ? ORDER BY id LIMIT 1`,
    ),
  })
  const rows = { counter: statements('counter'), number: statements('number'), visit: statements('visit') }
  return {
    /** Takes a lock for a ticket; when it is taken already, says which ticket has it. */
    take(kind: ClaimKind, key: string, ticket: string): Taken {
      const holder = find.get(kind, key)?.holder
      if (holder !== undefined && holder !== ticket) {
        if (rows[kind].still.get(holder, key) !== undefined) return { ok: false, heldBy: holder }
        remove.run(kind, key)
      }
      const other = rows[kind].other.get(...key.split(':'), ticket)
      if (other !== undefined) return { ok: false, heldBy: other.id }
      if (holder !== ticket) put.run(kind, key, ticket)
      return { ok: true }
    },
  }
}
export type Claims = ReturnType<typeof claims>

/** Empties the claims and fills them from the folded rows; where several rows hold one key, the smallest id has it. */
export function refillClaims(db: Database): void {
  db.prepare('DELETE FROM claim').run()
  for (const [kind, { key, holds }] of Object.entries(KINDS)) {
    db.prepare(
      `INSERT INTO claim (kind, key, holder) SELECT ?, ${key} AS key, min(id) FROM ticket WHERE ${holds} GROUP BY key`,
    ).run(kind)
  }
}
