import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'

export type { Database, Statement } from 'better-sqlite3'

/** How long a command waits for another process's write transaction, in milliseconds. */
export const BUSY_TIMEOUT_MS = 15_000

/**
 * Opens a SQLite file the one way Pendopo does: WAL, every commit on the disk before it returns (`synchronous=FULL`),
 * foreign keys on, deleted content overwritten, readable by its owner only.
 * @throws SqliteError SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_NOTADB … (main/app/failures.ts puts them into words)
 */
export function openDatabase(file: string, options: { readonly?: boolean } = {}): Database {
  // Made by us before SQLite does, so that no moment exists in which others may read it.
  if (file !== ':memory:' && options.readonly !== true && !existsSync(file)) {
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
  }
  const db = new Sqlite(file, { readonly: options.readonly ?? false, timeout: BUSY_TIMEOUT_MS })
  try {
    if (options.readonly !== true) {
      db.pragma('journal_mode = WAL')
      db.pragma('secure_delete = ON')
    }
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -32768')
    db.pragma('temp_store = MEMORY')
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}

/** What `PRAGMA quick_check` (fast) or `integrity_check` (slow) finds; empty when the file is sound. */
export function integrityProblems(db: Database, how: 'quick_check' | 'integrity_check'): readonly string[] {
  const rows = db.pragma(`${how}(20)`) as Record<string, string>[]
  const found = rows.map((row) => Object.values(row)[0] ?? '')
  return found.length === 1 && found[0] === 'ok' ? [] : found
}
