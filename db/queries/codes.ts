import type { Database } from '../connection'

/** A key that Pendopo's codes are checked with. */
export interface SignerKey {
  /** Raw Ed25519, hex. */
  readonly key: string
  /** The fair whose id stands in what it signs; null: this one. */
  readonly fair: string | null
  /** True: its codes are codes of this fair, also under another id. */
  readonly ours: boolean
}

/** A key that was imported, or that a station took on after its enrolment. */
export interface HeldKey {
  readonly kind: 'pretix_sig1' | 'pendopo'
  readonly key: string
  readonly fair: string
  readonly number: number
  readonly sameFair: boolean
}

/** What signed codes ask of the database. */
export function codeQueries(db: Database) {
  const notRetired = 'NOT EXISTS (SELECT 1 FROM code_key_retired r WHERE r.kind = k.kind AND r.key = k.key)'
  const stationKeys = db.prepare<[number], { key: string }>(
    `SELECT k.key FROM (SELECT 'pendopo' AS kind, public_key AS key FROM station_key WHERE number = ? ORDER BY station) k
     WHERE ${notRetired}`,
  )
  const signers = db.prepare<[number], { key: string; fair: string; same_fair: number }>(
    `SELECT key, fair, same_fair FROM code_key k WHERE kind = 'pendopo' AND number = ? AND ${notRetired}
     ORDER BY fair, key, same_fair`,
  )
  const pretix = db
    .prepare<[], string>(`SELECT key FROM code_key k WHERE kind = 'pretix_sig1' AND ${notRetired} ORDER BY key`)
    .pluck()
  const retired = db.prepare<[string, string], { one: 1 }>(
    'SELECT 1 AS one FROM code_key_retired WHERE kind = ? AND key = ?',
  )
  const revoked = db.prepare<[Buffer], { one: 1 }>('SELECT 1 AS one FROM credential_revoked WHERE credential = ?')
  const issued = db.prepare<[Buffer, string], { one: 1 }>(
    'SELECT 1 AS one FROM credential_issued WHERE credential = ? AND visitor = ?',
  )
  const openOf = db
    .prepare<[string], Buffer>(
      `SELECT credential FROM credential_issued i WHERE visitor = ?
         AND NOT EXISTS (SELECT 1 FROM credential_revoked r WHERE r.credential = i.credential)`,
    )
    .pluck()
  const held = db.prepare<[], Omit<HeldKey, 'sameFair'> & { same_fair: number }>(
    'SELECT kind, key, fair, number, same_fair FROM code_key ORDER BY kind, number, fair, key, same_fair',
  )
  const stations = db.prepare<[], { key: string; number: number }>(
    'SELECT public_key AS key, number FROM station_key ORDER BY number, station',
  )
  const roster = db.prepare<[string, number], { visitor: string; category: string }>(
    `SELECT id AS visitor, category FROM visitor WHERE id > ? AND source = 'roster' AND status = 'active'
     ORDER BY id LIMIT ?`,
  )
  const rosterIn = db.prepare<[string, string, number], { visitor: string; category: string }>(
    `SELECT id AS visitor, category FROM visitor WHERE id > ? AND category = ? AND source = 'roster' AND status = 'active'
     ORDER BY id LIMIT ?`,
  )
  return {
    /** The keys of the stations that sign with this number and are trusted still. */
    signers: (number: number): SignerKey[] => [
      ...stationKeys.all(number).map(({ key }) => ({ key, fair: null, ours: true })),
      ...signers.all(number).map(({ key, fair, same_fair: same }) => ({ key, fair, ours: same === 1 })),
    ],
    /** The keys of pretix, each the base64 of a PEM public key. */
    pretixKeys: (): string[] => pretix.all(),
    /** Every key there is beside the stations' own, retired ones too. */
    keys: (): HeldKey[] => held.all().map(({ same_fair: same, ...key }) => ({ ...key, sameFair: same === 1 })),
    /** The key that each station was enrolled with. */
    stationKeys: (): { key: string; number: number }[] => stations.all(),
    /** Active visitors of the roster behind this id, in order of their ids; `category` null: of all. */
    rosterAfter: (id: string, category: string | null, limit: number): { visitor: string; category: string }[] =>
      category === null ? roster.all(id, limit) : rosterIn.all(id, category, limit),
    isRetired: (kind: 'pretix_sig1' | 'pendopo', key: string): boolean => retired.get(kind, key) !== undefined,
    /** Was this code revoked? `credential`: what it is known by (core/events/visitor.ts). */
    isRevoked: (credential: Buffer): boolean => revoked.get(credential) !== undefined,
    /** The signed codes made for a visitor that nobody revoked, as far as they are known here. */
    openOf: (visitor: string): Buffer[] => openOf.all(visitor),
    isIssued: (credential: Buffer, visitor: string): boolean => issued.get(credential, visitor) !== undefined,
  }
}
export type CodeQueries = ReturnType<typeof codeQueries>
