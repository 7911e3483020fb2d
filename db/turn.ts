import { BUSY_TIMEOUT_MS, type Database } from './connection'

/** How long SQLite itself waits at each try for the write lock. */
const TRY_MS = 1

/**
 * Runs work in one transaction under a file's write lock; within another transaction it is a part of that.
 *
 * Whoever waits looks every millisecond. SQLite's own waiting grows to a tenth of a second between two looks, and would
 * miss the short gaps that an import leaves for others (docs/decisions/0017-imports.md).
 * @throws SqliteError SQLITE_BUSY when others held the lock for 15 seconds
 */
export function inTurn<T>(db: Database, work: () => T): T {
  if (db.inTransaction) return db.transaction(work)()
  let isMine = false
  const turn = db.transaction(() => {
    isMine = true
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    return work()
  })
  const started = performance.now()
  db.pragma(`busy_timeout = ${TRY_MS}`)
  try {
    for (;;) {
      try {
        return turn.immediate()
      } catch (thrown) {
        if (isMine || !isBusy(thrown) || performance.now() - started > BUSY_TIMEOUT_MS) throw thrown
      }
    }
  } finally {
    if (!isMine) db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  }
}

/** Runs reads as of one moment: SQLite looks once, not at each of them, whether others wrote. */
export function together<T>(db: Database, work: () => T): T {
  return db.transaction(work).deferred()
}

/**
 * Pages of 4 KB: what is written over and over goes into the file itself that much more rarely. No more than that: whoever
 * commits beside it (a walk-in at the gate) takes all of it to the disk.
 */
const AT_LEISURE = 4_000
const USUAL = 1_000

/**
 * Runs work whose commits outlive this process, but not a power cut: they reach the disk at its leisure, at the latest
 * with the next other commit to this file. For what nobody relies on before that.
 */
export function unsynced<T>(db: Database, work: () => T): T {
  db.pragma('synchronous = NORMAL')
  try {
    return atLeisure(db, work)
  } finally {
    db.pragma('synchronous = FULL')
  }
}

/** Runs work whose commits are on the disk when they return, but go from the journal into the file itself at its leisure. */
export function atLeisure<T>(db: Database, work: () => T): T {
  db.pragma(`wal_autocheckpoint = ${AT_LEISURE}`)
  try {
    return work()
  } finally {
    db.pragma(`wal_autocheckpoint = ${USUAL}`)
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('SQLITE_BUSY')
}
