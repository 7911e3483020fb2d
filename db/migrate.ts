import type { Database } from 'better-sqlite3'

/** One numbered step of a schema. Steps are append-only: a released one is never edited, the next one mends it. */
export interface Migration {
  /** Numbered in tens, also the file's `user_version` after it. */
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** The file was written by a newer Pendopo. It is refused and left as it is, never reset. */
export class DatabaseFromTheFuture extends Error {
  constructor(
    readonly file: string,
    readonly found: number,
    readonly known: number,
  ) {
    super(`${file} has schema ${found}; this program knows up to ${known}`)
    this.name = 'DatabaseFromTheFuture'
  }
}

/**
 * Brings a database to the newest schema, each step in its own transaction. Safe beside other processes: the version is
 * read again under the write lock.
 * @throws DatabaseFromTheFuture when the file is newer than this program
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const known = migrations.at(-1)?.version ?? 0
  const version = () => db.pragma('user_version', { simple: true }) as number
  if (version() === known) return
  if (version() > known) throw new DatabaseFromTheFuture(db.name, version(), known)
  for (const step of migrations) {
    db.transaction(() => {
      if (version() >= step.version) return
      db.exec(step.sql)
      db.pragma(`user_version = ${step.version}`)
    }).immediate()
  }
  if (version() > known) throw new DatabaseFromTheFuture(db.name, version(), known)
}
