import type { PeopleGroup } from '../../core/people/groups'
import type { Database } from '../connection'
import { unsynced } from '../turn'
import type { SealedRow } from './sealed-row'

/** A row to be sent, with what the hub's answer is matched by. */
export interface UnsentRow extends SealedRow {
  readonly keep: Buffer | null
}

/** Which people rows wait for the hub, and how far the hub's own were looked at. */
export class PeopleOutbox {
  readonly #sql
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
    this.#sql = {
      unsent: db.prepare<[number], UnsentColumns>(
        `SELECT r.visitor, r.grp, r.version, s.sealed, nullif(s.phone, zeroblob(32)) AS phone,
                nullif(s.email, zeroblob(32)) AS email,
                CASE WHEN r.seal IS NULL
                  THEN (SELECT hash FROM people_erased e WHERE e.visitor = r.visitor LIMIT 1) END AS keep
         FROM people_row r LEFT JOIN people_seal s ON s.id = r.seal WHERE r.unsent = 1
         ORDER BY r.visitor, r.grp LIMIT ?`,
      ),
      count: db.prepare<[], { n: number }>('SELECT count(*) AS n FROM people_row WHERE unsent = 1'),
      any: db.prepare<[], { n: number }>('SELECT 1 AS n FROM people_row WHERE unsent = 1 LIMIT 1'),
      anyOf: db.prepare<[string], { n: number }>(
        'SELECT 1 AS n FROM people_row WHERE visitor = +? AND unsent = +1 LIMIT 1',
      ),
      // Only the version that was sent: a newer one, written meanwhile, still waits. A tombstone has version 0.
      settle: db.prepare(
        'UPDATE people_row SET unsent = ? WHERE visitor = ? AND grp = ? AND version = ? AND unsent = 1',
      ),
      nth: db.prepare<[string, number], { visitor: string }>(
        'SELECT visitor FROM people_row WHERE visitor > ? ORDER BY visitor LIMIT 1 OFFSET ?',
      ),
      offerUpTo: db.prepare('UPDATE people_row SET unsent = 1 WHERE visitor > ? AND visitor <= ?'),
      offerRest: db.prepare('UPDATE people_row SET unsent = 1 WHERE visitor > ?'),
      cursor: db.prepare<[], { cursor: number }>('SELECT cursor FROM people_sync WHERE id = 1'),
      advance: db.prepare('UPDATE people_sync SET cursor = max(cursor, ?) WHERE id = 1'),
      rewind: db.prepare('UPDATE people_sync SET cursor = 0 WHERE id = 1'),
      blankAll: db.prepare(
        `UPDATE people_seal SET sealed = zeroblob(length(sealed)), sha = zeroblob(32), phone = zeroblob(32),
           email = zeroblob(32)`,
      ),
      dropAll: db.prepare('DELETE FROM people_row'),
    }
  }

  /** Rows that wait, tombstones too. */
  unsent(limit: number): UnsentRow[] {
    return this.#sql.unsent.all(limit).map(({ grp, ...row }) => ({ ...row, group: grp }))
  }

  /** Does any row wait? */
  any(): boolean {
    return this.#sql.any.get() !== undefined
  }

  /** Does a row of this visitor wait? */
  isWaiting(visitor: string): boolean {
    return this.#sql.anyOf.get(visitor) !== undefined
  }

  /** How many rows wait: one pass over them. */
  count(): number {
    return this.#sql.count.get()?.n ?? 0
  }

  /** The hub has these rows, or (`isRefused`) will not have them. */
  settle(rows: readonly { readonly row: UnsentRow; readonly isRefused: boolean }[]): void {
    this.#db
      .transaction(() => {
        for (const { row, isRefused } of rows)
          this.#sql.settle.run(isRefused ? 2 : 0, row.visitor, row.group, row.version)
      })
      .immediate()
  }

  /** How far the hub's rows were looked at. */
  cursor(): number {
    return this.#sql.cursor.get()?.cursor ?? 0
  }

  /** To be called within `PeopleStore.putReceived`. */
  advance(cursor: number): void {
    this.#sql.advance.run(cursor)
  }

  /** Other roles: everything is asked for again. */
  rewind(): void {
    this.#sql.rewind.run()
  }

  /**
   * Another log identity: everything held is offered, everything is asked for again. One turn of it, in one transaction:
   * about `most` rows, of whoever comes after this person. A power cut may take turns back until the last is done.
   * @param after '' to begin
   * @returns the person up to whom it came; null: that was the last turn
   */
  offerAll(after: string, most: number): string | null {
    const upTo = this.#sql.nth.get(after, most - 1)?.visitor ?? null
    const turn = this.#db.transaction(() => {
      if (upTo === null) this.#sql.offerRest.run(after)
      else this.#sql.offerUpTo.run(after, upTo)
      this.#sql.rewind.run()
    })
    if (upTo === null) turn.immediate()
    else unsynced(this.#db, () => turn.immediate())
    return upTo
  }

  /** This station was revoked: nothing personal stays. Call `PeopleStore.truncateWal` afterwards. */
  wipe(): void {
    this.#db
      .transaction(() => {
        this.#sql.blankAll.run()
        this.#sql.dropAll.run()
        this.#sql.rewind.run()
      })
      .immediate()
  }
}

interface UnsentColumns {
  visitor: string
  grp: PeopleGroup
  version: number
  sealed: Buffer | null
  phone: Buffer | null
  email: Buffer | null
  keep: Buffer | null
}
