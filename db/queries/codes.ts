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
  return {
    /** The keys of the stations that sign with this number and are trusted still. */
    signers: (number: number): SignerKey[] => [
      ...stationKeys.all(number).map(({ key }) => ({ key, fair: null, ours: true })),
      ...signers.all(number).map(({ key, fair, same_fair: same }) => ({ key, fair, ours: same === 1 })),
    ],
    /** The keys of pretix, each the base64 of a PEM public key. */
    pretixKeys: (): string[] => pretix.all(),
    isRetired: (kind: 'pretix_sig1' | 'pendopo', key: string): boolean => retired.get(kind, key) !== undefined,
    /** Was this code revoked? `credential`: what it is known by (core/events/visitor.ts). */
    isRevoked: (credential: Buffer): boolean => revoked.get(credential) !== undefined,
    isIssued: (credential: Buffer, visitor: string): boolean => issued.get(credential, visitor) !== undefined,
  }
}
export type CodeQueries = ReturnType<typeof codeQueries>
