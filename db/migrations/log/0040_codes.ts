import type { Migration } from '../../migrate'

/** Read models of signed codes: all of them can be thrown away and folded anew from the log. They only ever grow. */
export const codes: Migration = {
  version: 40,
  name: 'codes',
  sql: `
    -- Keys that signed codes are checked with, beside those of the enrolled stations.
    CREATE TABLE code_key (
      kind      TEXT NOT NULL,             -- pretix_sig1, pendopo
      number    INTEGER NOT NULL,          -- of the station that signs with it; 0 for pretix
      fair      TEXT NOT NULL,             -- whose codes it signs; empty for pretix
      key       TEXT NOT NULL,
      same_fair INTEGER NOT NULL,          -- 1: of this very fair, whatever the id says
      PRIMARY KEY (kind, number, fair, key, same_fair)
    ) WITHOUT ROWID;
    -- For ever: a key that came back would bring its thief's codes back.
    CREATE TABLE code_key_retired (
      kind TEXT NOT NULL,
      key  TEXT NOT NULL,
      PRIMARY KEY (kind, key)
    ) WITHOUT ROWID;

    CREATE TABLE credential_issued (
      credential BLOB NOT NULL,            -- SHA-256 of the signed payload
      visitor    TEXT NOT NULL,
      PRIMARY KEY (credential, visitor)
    ) WITHOUT ROWID;
    CREATE TABLE credential_revoked (
      credential BLOB PRIMARY KEY          -- the same, or the HMAC of a roster code
    ) WITHOUT ROWID;

    -- The category that a signed code named: of visitors whom no roster knows, it is all there is.
    ALTER TABLE scan ADD COLUMN category TEXT;
    CREATE INDEX scan_category ON scan (visitor, list, effective_at, category) WHERE category IS NOT NULL;
  `,
}
