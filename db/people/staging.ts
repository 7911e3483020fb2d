import type { Database } from '../connection'
import { inTurn, unsynced } from '../turn'
import { emailLookupText, phoneLookupText } from '../../core/people/lookup-text'
import { lookupHmac, MissingKey, type FairKeys } from './keys'
import { createSealer, type Sealer } from './seal'
import { bucketOf, isNewer, sha256, type NewRow } from './store'

/** A row to be written later, in plain, and the version it will have. */
export type StagedRow = NewRow & { readonly version: number }

interface Known {
  readonly n: number
  readonly version: number
  readonly seal: number
  readonly sha: Buffer
  readonly oldVersion: number
  readonly oldSeal: number | null
  readonly oldSha: Buffer | null
}

/**
 * The personal rows of imports that are not decided yet. Their sealed bytes are written once, where they stay; until a
 * run is published nobody finds them. Publishing needs no key: whoever opens the folder can carry an import to its end.
 */
export class PeopleStaging {
  readonly #db: Database
  readonly #keys: FairKeys | null
  readonly #now: () => number
  readonly #sql: ReturnType<typeof prepare>
  /** One for each run: a key exchange costs as much as ten seals. */
  readonly #sealers = new Map<string, Sealer>()

  constructor(db: Database, options: { readonly keys: FairKeys | null; readonly now: () => number }) {
    this.#db = db
    this.#keys = options.keys
    this.#now = options.now
    this.#sql = prepare(db)
  }

  /**
   * Seals rows and stages them in one transaction. The sealing, which takes longest, keeps nobody waiting. Only with the
   * last rows of a run is it certain that all of them are on the disk.
   */
  stage(run: string, rows: readonly StagedRow[], { isLast }: { readonly isLast: boolean }): void {
    const keys = this.#keys
    if (keys === null) throw new MissingKey('staging')
    const sealer = this.#sealers.get(run) ?? createSealer(keys)
    this.#sealers.set(run, sealer)
    const ready = rows.map((row) => {
      const { visitor, group, version } = row
      const sealed = sealer.seal({ visitor, group, version }, row.fields)
      return { visitor, group, version, sealed, sha: sha256(sealed), ...lookups(keys, row) }
    })
    this.#write(isLast, () => {
      for (const { visitor, group, version, sealed, sha, phone, email } of ready) {
        const { lastInsertRowid: seal } = this.#sql.addSeal.run(sealed, sha, phone, email)
        this.#sql.stage.run(run, visitor, group, version, seal, phone && bucketOf(phone), email && bucketOf(email))
      }
    })
  }

  /**
   * Makes the next staged rows of a run rows of their people, in one transaction. What stands there by now decides as
   * ever: the higher version wins, and a tombstone beats all of them. Once none is left, all are on the disk.
   * @returns how many were done; 0: none is left
   */
  publish(run: string, limit: number): number {
    const [page, isLast] = this.#page(run, limit)
    const last = page.at(-1)
    if (last === undefined) return 0
    return this.#write(isLast, () => {
      for (const row of this.#sql.known.all(run, last)) {
        const old = { version: row.oldVersion, sha: row.oldSha }
        if (isNewer(row.version, row.sha, old)) {
          // Under a new number: whoever follows changes does so by seals, and may be past the staged one.
          const { lastInsertRowid: seal } = this.#sql.copy.run(row.seal)
          this.#sql.replace.run(seal, this.#now(), row.n)
          if (row.oldSeal !== null) this.#sql.blank.run(row.oldSeal)
        }
        this.#sql.blank.run(row.seal)
        this.#sql.dropOne.run(row.n)
      }
      this.#sql.insert.run(this.#now(), run, last)
      this.#sql.drop.run(run, last)
      return page.length
    })
  }

  /** Forgets the next staged rows of a run, as if they had never been. @returns how many; 0: none is left */
  discard(run: string, limit: number): number {
    const [page, isLast] = this.#page(run, limit)
    const last = page.at(-1)
    if (last === undefined) return 0
    return this.#write(isLast, () => {
      for (const seal of this.#sql.seals.all(run, last)) this.#sql.blank.run(seal)
      this.#sql.drop.run(run, last)
      return page.length
    })
  }

  /** The runs that still have staged rows. */
  runs(): string[] {
    return this.#sql.runs.all()
  }

  /** How many rows of a run are staged. */
  waiting(run: string): number {
    return this.#sql.count.get(run) ?? 0
  }

  /** The next rows of a run, and whether none comes after them. A run has one process at it. */
  #page(run: string, limit: number): [page: number[], isLast: boolean] {
    const found = this.#sql.page.all(run, limit + 1)
    return [found.slice(0, limit), found.length <= limit]
  }

  /** Each commit to this file takes those before it to the disk: a run's last one is enough. */
  #write<T>(isLast: boolean, work: () => T): T {
    return isLast ? inTurn(this.#db, work) : unsynced(this.#db, () => inTurn(this.#db, work))
  }
}

function lookups(keys: FairKeys, row: NewRow): { phone: Buffer | null; email: Buffer | null } {
  const { phone, email } = row.lookup ?? {}
  const phoneText = phone && phoneLookupText(phone)
  const emailText = email && emailLookupText(email)
  return {
    phone: phoneText ? lookupHmac(keys, 'phone', phoneText) : null,
    email: emailText ? lookupHmac(keys, 'email', emailText) : null,
  }
}

function prepare(db: Database) {
  return {
    addSeal: db.prepare(
      `INSERT INTO people_seal (sealed, sha, phone, email)
       VALUES (?, ?, coalesce(?, zeroblob(32)), coalesce(?, zeroblob(32)))`,
    ),
    stage: db.prepare(
      `INSERT INTO people_staged (run, visitor, grp, version, seal, phone_bucket, email_bucket)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    page: db.prepare<[string, number], number>('SELECT n FROM people_staged WHERE run = ? ORDER BY n LIMIT ?').pluck(),
    // Those whose row stands there already: none in a first import, all in a corrected one.
    known: db.prepare<[string, number], Known>(
      `SELECT t.n, t.version, t.seal, s.sha, r.version AS oldVersion, r.seal AS oldSeal, o.sha AS oldSha
       FROM people_staged t JOIN people_row r ON r.visitor = t.visitor AND r.grp = t.grp
         JOIN people_seal s ON s.id = t.seal LEFT JOIN people_seal o ON o.id = r.seal
       WHERE t.run = ? AND t.n <= ? ORDER BY t.n`,
    ),
    copy: db.prepare(
      'INSERT INTO people_seal (sealed, sha, phone, email) SELECT sealed, sha, phone, email FROM people_seal WHERE id = ?',
    ),
    replace: db.prepare(
      `UPDATE people_row SET version = t.version, seal = ?, phone_bucket = t.phone_bucket,
         email_bucket = t.email_bucket, written_at = ?, unsent = 1
       FROM people_staged t WHERE t.n = ? AND people_row.visitor = t.visitor AND people_row.grp = t.grp`,
    ),
    insert: db.prepare(
      `INSERT INTO people_row (visitor, grp, version, seal, phone_bucket, email_bucket, own, written_at)
       SELECT visitor, grp, version, seal, phone_bucket, email_bucket, 1, ? FROM people_staged
       WHERE run = ? AND n <= ? ORDER BY n`,
    ),
    drop: db.prepare('DELETE FROM people_staged WHERE run = ? AND n <= ?'),
    dropOne: db.prepare('DELETE FROM people_staged WHERE n = ?'),
    seals: db.prepare<[string, number], number>('SELECT seal FROM people_staged WHERE run = ? AND n <= ?').pluck(),
    // Zeros of the same length: SQLite then overwrites the cell where it lies (see the migration).
    blank: db.prepare(
      `UPDATE people_seal SET sealed = zeroblob(length(sealed)), sha = zeroblob(32), phone = zeroblob(32),
         email = zeroblob(32) WHERE id = ?`,
    ),
    runs: db.prepare<[], string>('SELECT DISTINCT run FROM people_staged').pluck(),
    count: db.prepare<[string], number>('SELECT count(*) FROM people_staged WHERE run = ?').pluck(),
  }
}
