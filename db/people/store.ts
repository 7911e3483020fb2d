import { hash as digest } from 'node:crypto'
import type { GroupFields, PeopleGroup } from '../../core/people/groups'
import { PEOPLE_GROUPS } from '../../core/people/groups'
import { earlierPhoneText, emailLookupText, phoneLookupText } from '../../core/people/lookup-text'
import { err } from '../../core/result/result'
import type { Result } from '../../core/result/result'
import type { Database } from '../connection'
import { lookupHmac } from './keys'
import type { FairKeys } from './keys'
import { PeopleOutbox } from './outbox'
import type { SealedRow } from './sealed-row'
import { createOpener, createSealer } from './seal'
import type { OpenError, Opener } from './seal'
import { inTurn } from '../turn'
import { prepareStatements } from './statements'
import type { PeopleStatements, StoredRow } from './statements'

export type { SealedRow } from './sealed-row'

/** A row to be written, in plain. */
export type NewRow = {
  [G in PeopleGroup]: {
    readonly visitor: string
    readonly group: G
    readonly fields: GroupFields<G>
    /** Beside a greet row: what the person is found by. Left out, what stood there stays; null takes it away. */
    readonly lookup?: { readonly phone?: string | null; readonly email?: string | null }
  }
}[PeopleGroup]

/** What became of a row: `erased` when a tombstone stands in its place. */
export type PutOutcome = { readonly version: number } | 'erased'
export type ReadError = OpenError | 'absent' | 'erased'
export type Greeting = GroupFields<'greet'> & { readonly visitor: string }

/** How many rows a pass over all names reads at a time: the connection stays free for writers in between. */
const PAGE = 1_000

/**
 * The personal data of one fair, sealed, in people.sqlite. Rows merge to the same state in whatever order they arrive:
 * the highest version wins, of equal ones the greater SHA-256, and a tombstone beats all of them for ever.
 */
export class PeopleStore {
  readonly #db: Database
  readonly #keys: FairKeys
  readonly #now: () => number
  readonly #opener: Opener
  readonly #sql: PeopleStatements
  #outbox: PeopleOutbox | null = null

  constructor(db: Database, options: { readonly keys: FairKeys; readonly now: () => number }) {
    this.#db = db
    this.#keys = options.keys
    this.#now = options.now
    this.#opener = createOpener(options.keys)
    this.#sql = prepareStatements(db)
  }

  /**
   * Seals and writes rows in one transaction, each with the version after the one that stands there. The outcomes come
   * in the order of the rows.
   */
  put(rows: readonly NewRow[]): PutOutcome[] {
    const sealer = createSealer(this.#keys)
    return this.#inTransaction(() =>
      rows.map((row): PutOutcome => {
        const old = this.#sql.get.get(row.visitor, row.group)
        if (old?.sealed === null) return 'erased'
        const version = (old?.version ?? 0) + 1
        const sealed = sealer.seal({ visitor: row.visitor, group: row.group, version }, row.fields)
        const { phone, email } = this.#lookups(row, old)
        const sealedRow = { visitor: row.visitor, group: row.group, version, sealed, phone, email }
        this.#set(sealedRow, sealed, old, old?.own ?? 1, 1)
        return { version }
      }),
    )
  }

  /**
   * Merges rows and tombstones of other stations, in one transaction; says how many changed something here. `andThen`
   * is written with them.
   */
  putReceived(rows: readonly SealedRow[], andThen: () => void = () => undefined): number {
    return this.#inTransaction(() => {
      let changed = 0
      for (const row of rows) if (this.#merge(row)) changed += 1
      andThen()
      return changed
    })
  }

  /** What of these rows travels, and what the hub said of them. */
  get outbox(): PeopleOutbox {
    return (this.#outbox ??= new PeopleOutbox(this.#db))
  }

  /** One group of one person, opened. */
  read<G extends PeopleGroup>(visitor: string, group: G): Result<GroupFields<G>, ReadError> {
    const row = this.#sql.get.get(visitor, group)
    if (row === undefined) return err('absent')
    if (row.sealed === null) return err('erased')
    return this.#opener.open({ visitor, group, version: row.version }, row.sealed)
  }

  /** The version that the next write of a row will have. */
  nextVersion(visitor: string, group: PeopleGroup): number {
    return (this.#sql.get.get(visitor, group)?.version ?? 0) + 1
  }

  /** The names of these visitors; who has none that this station can open is missing in the map. */
  names(visitors: readonly string[]): Map<string, GroupFields<'greet'>> {
    const found = new Map<string, GroupFields<'greet'>>()
    for (const visitor of visitors) {
      const greet = this.read(visitor, 'greet')
      if (greet.ok) found.set(visitor, greet.value)
    }
    return found
  }

  /** Who gave this phone number, however it is written. */
  findByPhone(phone: string): string[] {
    const text = phoneLookupText(phone)
    if (text === null) return []
    const earlier = earlierPhoneText(text)
    const found = [text, ...(earlier === null ? [] : [earlier])].flatMap((form) => {
      const hash = lookupHmac(this.#keys, 'phone', form)
      return this.#sql.byPhone.all(bucketOf(hash), hash)
    })
    return [...new Set(found)]
  }

  /** Who gave this e-mail address. */
  findByEmail(email: string): string[] {
    const text = emailLookupText(email)
    if (text === null) return []
    const hash = lookupHmac(this.#keys, 'email', text)
    return this.#sql.byEmail.all(bucketOf(hash), hash)
  }

  /** Others who gave this visitor's phone number or e-mail address. */
  sharesContact(visitor: string): string[] {
    const { phone, email } = this.#sql.get.get(visitor, 'greet') ?? { phone: null, email: null }
    const found = [
      ...(phone === null ? [] : this.#sql.byPhone.all(bucketOf(phone), phone)),
      ...(email === null ? [] : this.#sql.byEmail.all(bucketOf(email), email)),
    ]
    return [...new Set(found)].filter((other) => other !== visitor)
  }

  /** Visitors who gave the same phone number, or the same e-mail address, each group in the order of registration. */
  shared(what: 'phone' | 'email'): string[][] {
    const rows = (what === 'phone' ? this.#sql.sharedPhone : this.#sql.sharedEmail).iterate()
    const groups: string[][] = []
    let hash: Buffer | null = null
    for (const row of rows) {
      const group = groups.at(-1)
      if (hash === null || group === undefined || !hash.equals(row.hash)) groups.push([row.visitor])
      else if (group.at(-1) !== row.visitor) group.push(row.visitor)
      hash = row.hash
    }
    return groups.filter((group) => group.length > 1)
  }

  /**
   * Forgets these groups of a person, for ever and on whatever arrives later. `keepHash` (of the code, or of the roster
   * row) stays, so that the same roster does not bring the person back. Call `truncateWal` afterwards.
   */
  tombstone(
    visitor: string,
    options: { readonly groups?: readonly PeopleGroup[]; readonly keepHash?: Buffer | null } = {},
  ): void {
    this.#inTransaction(() => {
      for (const group of options.groups ?? PEOPLE_GROUPS) this.#bury(visitor, group, 1)
      if (options.keepHash !== undefined && options.keepHash !== null) this.#sql.keepHash.run(options.keepHash, visitor)
    })
  }

  /**
   * Buries what stands here of somebody whom another station forgot: its tombstones, which all stations get, may still be
   * on their way.
   */
  forget(visitor: string): void {
    this.#inTransaction(() => {
      for (const row of this.#sql.ofVisitor.all(visitor)) this.#bury(visitor, row.grp, 0)
    })
  }

  /** Is this the code or the roster row of a person who was erased? */
  isErased(hash: Buffer): boolean {
    return this.#sql.isErased.get(hash) !== undefined
  }

  /**
   * Deletes rows that no event ever named: a crash came between the two commits. Only what this station wrote, a day
   * ago or so: a received row may have come before its event. Staff are named by the set-up and notes by the body of an
   * event, which nobody looks up by visitor: both stay.
   */
  sweepOrphans(options: { readonly isNamed: (visitor: string) => boolean; readonly olderThan: number }): number {
    return this.#inTransaction(() => {
      const orphans = this.#sql.ownRows.all(options.olderThan).filter((row) => !options.isNamed(row.visitor))
      for (const { visitor, grp, seal } of orphans) {
        this.#sql.blankSeal.run(seal)
        this.#sql.dropRow.run(visitor, grp)
      }
      return orphans.length
    })
  }

  /** Takes back what `put` has just written of a new person whose event did not come to be: nothing of them stays. */
  takeBack(visitor: string): void {
    this.#inTransaction(() => {
      for (const row of this.#sql.ofVisitor.all(visitor)) {
        if (row.seal === null) continue
        this.#sql.blankSeal.run(row.seal)
        this.#sql.dropRow.run(visitor, row.grp)
      }
    })
  }

  /** Opens every name, a page at a time, for the search index in memory; says how many this station cannot open. */
  forEachGreet(visit: (greeting: Greeting) => void): { readonly read: number; readonly unreadable: number } {
    let read = 0
    let unreadable = 0
    for (let last = ''; ;) {
      const page = this.#sql.greetPage.all(last, PAGE)
      for (const { visitor, version, sealed } of page) {
        const greet = this.#opener.open({ visitor, group: 'greet', version }, sealed)
        if (greet.ok) {
          read += 1
          visit({ visitor, ...greet.value })
        } else {
          unreadable += 1
        }
        last = visitor
      }
      if (page.length < PAGE) return { read, unreadable }
    }
  }

  /**
   * A page of names in the order of their visitors' ids, for whoever must stay answerable in between; names that this
   * station cannot open are left out. `last`: where the next page goes on; null: that was all.
   */
  greetPage(after: string, limit: number): { readonly greetings: readonly Greeting[]; readonly last: string | null } {
    const page = this.#sql.greetPage.all(after, limit)
    const greetings = page.flatMap(({ visitor, version, sealed }) => {
      const greet = this.#opener.open({ visitor, group: 'greet', version }, sealed)
      return greet.ok ? [{ visitor, ...greet.value }] : []
    })
    return { greetings, last: page.length < limit ? null : (page.at(-1)?.visitor ?? null) }
  }

  /** The stored rows of a person, sealed, tombstones too: what is sent, and what an erasure is checked by. */
  sealedRows(visitor: string): SealedRow[] {
    return this.#sql.ofVisitor.all(visitor).map((row) => ({
      visitor,
      group: row.grp,
      version: row.version,
      sealed: row.sealed,
      phone: row.phone,
      email: row.email,
    }))
  }

  /** How many rows and tombstones each group has. */
  counts(): Record<PeopleGroup, { rows: number; tombstones: number }> {
    const none = { rows: 0, tombstones: 0 }
    const counts = { greet: none, contact: none, identity: none, note: none, staff: none }
    for (const { grp, rows, tombstones } of this.#sql.counts.all()) counts[grp] = { rows, tombstones }
    return counts
  }

  /**
   * Empties the write-ahead log, in which erased bytes still lie. False when another process kept reading through all
   * tries: the erasure is not finished then, try again later.
   */
  truncateWal(options: { readonly tries?: number; readonly waitMs?: number } = {}): boolean {
    const usual = this.#db.pragma('busy_timeout', { simple: true }) as number
    this.#db.pragma(`busy_timeout = ${options.waitMs ?? 100}`)
    try {
      for (let tries = options.tries ?? 10; tries > 0; tries -= 1) {
        const [answer] = this.#db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
        if (answer?.busy === 0) return true
      }
      return false
    } finally {
      this.#db.pragma(`busy_timeout = ${usual}`)
    }
  }

  #merge(row: SealedRow): boolean {
    if (row.sealed === null) {
      if (row.keep !== undefined && row.keep !== null) this.#sql.keepHash.run(row.keep, row.visitor)
      return this.#bury(row.visitor, row.group, 0)
    }
    const old = this.#sql.get.get(row.visitor, row.group)
    const sha = sha256(row.sealed)
    if (old !== undefined && !isNewer(row.version, sha, old)) {
      // Another station knows this person, so the row is no orphan of ours.
      if (old.own === 1 && old.sha?.equals(sha) !== true) this.#sql.disown.run(row.visitor, row.group)
      return false
    }
    this.#set(row, row.sealed, old, 0, 0)
    return true
  }

  #set(row: SealedRow, sealed: Buffer, old: StoredRow | undefined, own: 0 | 1, unsent: 0 | 1): void {
    const { visitor, group, version, phone, email } = row
    const { lastInsertRowid: seal } = this.#sql.addSeal.run(sealed, sha256(sealed), phone, email)
    if (old !== undefined && old.seal !== null) this.#sql.blankSeal.run(old.seal)
    const buckets = { phoneBucket: phone && bucketOf(phone), emailBucket: email && bucketOf(email) }
    this.#sql.setRow.run({ visitor, group, version, seal, ...buckets, own, at: this.#now(), unsent })
  }

  /** Version 0 and no bytes: all tombstones of a row are equal, whatever they buried. */
  #bury(visitor: string, group: PeopleGroup, unsent: 0 | 1): boolean {
    const old = this.#sql.get.get(visitor, group)
    if (old?.seal === null) return false
    if (old !== undefined) this.#sql.blankSeal.run(old.seal)
    const none = { seal: null, phoneBucket: null, emailBucket: null }
    this.#sql.setRow.run({ visitor, group, version: 0, ...none, own: 0, at: this.#now(), unsent })
    return true
  }

  #lookups(row: NewRow, old: StoredRow | undefined): { phone: Buffer | null; email: Buffer | null } {
    if (row.group !== 'greet') return { phone: null, email: null }
    const { phone, email } = row.lookup ?? {}
    const hash = (kind: 'phone' | 'email', text: string | null) =>
      text === null ? null : lookupHmac(this.#keys, kind, text)
    return {
      phone: phone === undefined ? (old?.phone ?? null) : hash('phone', phone && phoneLookupText(phone)),
      email: email === undefined ? (old?.email ?? null) : hash('email', email && emailLookupText(email)),
    }
  }

  #inTransaction<T>(work: () => T): T {
    return inTurn(this.#db, work)
  }
}

/** The rule of every merge: the higher version, of equal ones the greater hash; a tombstone (no hash) beats all. */
export function isNewer(version: number, sha: Buffer, old: Pick<StoredRow, 'version' | 'sha'>): boolean {
  if (old.sha === null) return false
  return version === old.version ? Buffer.compare(sha, old.sha) > 0 : version > old.version
}

/** Ten bits of a look-up hash: enough to find a person fast, too few to know one by. */
export function bucketOf(hash: Buffer): number {
  return hash.readUInt16BE(0) >> 6
}

export function sha256(bytes: Buffer): Buffer {
  return digest('sha256', bytes, 'buffer')
}
