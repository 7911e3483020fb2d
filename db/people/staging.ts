import type { Database } from '../connection'
import { atLeisure, inTurn, unsynced } from '../turn'
import { emailLookupText, phoneLookupText } from '../../core/people/lookup-text'
import { lookupHmac, MissingKey, type FairKeys } from './keys'
import { createSealer, type Sealer } from './seal'
import { bucketOf, isNewer, sha256, type NewRow } from './store'

/** A row to be written later, in plain, and the version it will have. */
export type StagedRow = NewRow & { readonly version: number }

/** A staged row whose person has one already, by its place in the page. */
interface Known {
  readonly visitor: string
  readonly grp: string
  readonly version: number
  readonly seal: number
  readonly phoneBucket: number | null
  readonly emailBucket: number | null
  readonly sha: Buffer
  readonly oldVersion: number
  readonly oldSeal: number | null
  readonly oldSha: Buffer | null
}

/** So many staged rows stand together: a row of its own for each would cost as much as the row that it becomes. */
const PAGE = 500

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
      for (let from = 0; from < ready.length; from += PAGE) {
        const page = ready.slice(from, from + PAGE).map(({ visitor, group, version, sealed, sha, phone, email }) => {
          const seal = Number(this.#sql.addSeal.run(sealed, sha, phone, email).lastInsertRowid)
          return [visitor, group, version, seal, phone && bucketOf(phone), email && bucketOf(email)]
        })
        this.#sql.stage.run(run, page.length, JSON.stringify(page))
      }
    })
  }

  /**
   * Makes the next staged rows of a run rows of their people, in one transaction. What stands there by now decides as
   * ever: the higher version wins, and a tombstone beats all of them. They are on the disk then: events may name them.
   * @returns how many were done; 0: none is left
   */
  publish(run: string, limit: number): number {
    const { pages, rows } = this.#next(run, limit)
    if (rows === 0) return 0
    atLeisure(this.#db, () =>
      inTurn(this.#db, () => {
        for (const page of pages) {
          // Nearly all are new; who has a row already is looked for only where there is somebody.
          if (this.#sql.insert.run(this.#now(), page.n).changes < page.rows) this.#replace(page.n)
          this.#sql.drop.run(page.n)
        }
      }),
    )
    return rows
  }

  /** Forgets the next staged rows of a run, as if they had never been. @returns how many; 0: none is left */
  discard(run: string, limit: number): number {
    const { pages, rows, isLast } = this.#next(run, limit)
    if (rows === 0) return 0
    this.#write(isLast, () => {
      for (const { n } of pages) {
        for (const seal of this.#sql.seals.all(n)) this.#sql.blank.run(seal)
        this.#sql.drop.run(n)
      }
    })
    return rows
  }

  /** The runs that still have staged rows. */
  runs(): string[] {
    return this.#sql.runs.all()
  }

  /** How many rows of a run are staged. */
  waiting(run: string): number {
    return this.#sql.count.get(run) ?? 0
  }

  /** The next pages of a run, at least one, as many as fit in `limit` rows, and whether none comes after them. */
  #next(run: string, limit: number): { pages: { n: number; rows: number }[]; rows: number; isLast: boolean } {
    const pages: { n: number; rows: number }[] = []
    let rows = 0
    for (const page of this.#sql.pages.all(run)) {
      if (rows > 0 && rows + page.rows > limit) return { pages, rows, isLast: false }
      pages.push(page)
      rows += page.rows
    }
    return { pages, rows, isLast: true }
  }

  /** The rows of a page whose person has one already: the rule of every merge decides. */
  #replace(page: number): void {
    for (const row of this.#sql.known.all(page)) {
      const { visitor, grp, version, phoneBucket, emailBucket } = row
      if (isNewer(version, row.sha, { version: row.oldVersion, sha: row.oldSha })) {
        // Under a new number: whoever follows changes does so by seals, and may be past the staged one.
        const { lastInsertRowid: seal } = this.#sql.copy.run(row.seal)
        this.#sql.replace.run(version, seal, phoneBucket, emailBucket, this.#now(), visitor, grp)
        if (row.oldSeal !== null) this.#sql.blank.run(row.oldSeal)
      }
      this.#sql.blank.run(row.seal)
    }
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

/** The columns of a row in a page, as `stage` puts them. */
const STAGED = [0, 1, 2, 3, 4, 5].map((at) => `j.value ->> ${at}`).join(', ')

function prepare(db: Database) {
  return {
    addSeal: db.prepare(
      `INSERT INTO people_seal (sealed, sha, phone, email)
       VALUES (?, ?, coalesce(?, zeroblob(32)), coalesce(?, zeroblob(32)))`,
    ),
    stage: db.prepare('INSERT INTO people_staged_page (run, rows, body) VALUES (?, ?, ?)'),
    pages: db.prepare<[string], { n: number; rows: number }>(
      'SELECT n, rows FROM people_staged_page WHERE run = ? ORDER BY n',
    ),
    insert: db.prepare(
      `INSERT INTO people_row (visitor, grp, version, seal, phone_bucket, email_bucket, own, written_at)
       SELECT ${STAGED}, 1, ? FROM people_staged_page p, json_each(p.body) j WHERE p.n = ?
       ON CONFLICT DO NOTHING`,
    ),
    // Those whose row stands there already: none in a first import, all in a corrected one.
    known: db.prepare<[number], Known>(
      `WITH staged (visitor, grp, version, seal, phoneBucket, emailBucket) AS MATERIALIZED (
         SELECT ${STAGED} FROM people_staged_page p, json_each(p.body) j WHERE p.n = ?)
       SELECT t.*, s.sha, r.version AS oldVersion, r.seal AS oldSeal, o.sha AS oldSha
       FROM staged t JOIN people_row r ON r.visitor = t.visitor AND r.grp = t.grp AND r.seal IS NOT t.seal
         JOIN people_seal s ON s.id = t.seal LEFT JOIN people_seal o ON o.id = r.seal`,
    ),
    copy: db.prepare(
      'INSERT INTO people_seal (sealed, sha, phone, email) SELECT sealed, sha, phone, email FROM people_seal WHERE id = ?',
    ),
    replace: db.prepare(
      `UPDATE people_row SET version = ?, seal = ?, phone_bucket = ?, email_bucket = ?, written_at = ?, unsent = 1
       WHERE visitor = +? AND grp = +?`,
    ),
    drop: db.prepare('DELETE FROM people_staged_page WHERE n = ?'),
    seals: db
      .prepare<[number], number>('SELECT j.value ->> 3 FROM people_staged_page p, json_each(p.body) j WHERE p.n = ?')
      .pluck(),
    // Zeros of the same length: SQLite then overwrites the cell where it lies (see the migration).
    blank: db.prepare(
      `UPDATE people_seal SET sealed = zeroblob(length(sealed)), sha = zeroblob(32), phone = zeroblob(32),
         email = zeroblob(32) WHERE id = ?`,
    ),
    runs: db.prepare<[], string>('SELECT DISTINCT run FROM people_staged_page').pluck(),
    count: db.prepare<[string], number>('SELECT coalesce(sum(rows), 0) FROM people_staged_page WHERE run = ?').pluck(),
  }
}
