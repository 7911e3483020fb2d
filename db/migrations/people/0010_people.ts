import type { Migration } from '../../migrate'

export const people0010: Migration = {
  version: 10,
  name: 'people',
  sql: `
    -- One row a person and group. A tombstone has neither bytes nor look-ups, and stays for ever.
    CREATE TABLE people_row (
      visitor    TEXT    NOT NULL,
      grp        TEXT    NOT NULL,
      version    INTEGER NOT NULL,
      sealed     BLOB,                -- NULL: tombstone
      sealed_sha BLOB,                -- SHA-256 of sealed
      phone      BLOB,                -- HMAC, beside the greet row only
      email      BLOB,
      own        INTEGER NOT NULL,    -- 1: every version of it was written by this station
      written_at INTEGER NOT NULL,    -- UTC ms, this station's clock
      PRIMARY KEY (visitor, grp),
      CHECK (sealed IS NOT NULL OR (sealed_sha IS NULL AND phone IS NULL AND email IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX people_row_phone ON people_row (phone) WHERE phone IS NOT NULL;
    CREATE INDEX people_row_email ON people_row (email) WHERE email IS NOT NULL;

    -- What an erased person's roster row is known again by, so that importing it once more is rejected.
    CREATE TABLE people_erased (
      hash    BLOB NOT NULL PRIMARY KEY,
      visitor TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
