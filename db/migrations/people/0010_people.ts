import type { Migration } from '../../migrate'

/*
 * Why two tables. `secure_delete` overwrites a deleted cell, but not the copies that SQLite leaves in the unused part of
 * a page when a b-tree splits or merges: with one table, whole sealed rows of 1 or 2 in 300 erased people still lay in the file
 * (erasure.test.ts). So whatever is personal lies in people_seal, whose cells never move: rows are only appended (a new
 * last page is begun, none is split) and only overwritten by zeros of the same length (in place). people_row moves as it
 * likes; it holds ids, numbers, and 10 bits of each look-up hash, too few to tell who it was.
 */
export const people0010: Migration = {
  version: 10,
  name: 'people',
  sql: `
    CREATE TABLE people_seal (
      id     INTEGER PRIMARY KEY,
      sealed BLOB NOT NULL,
      sha    BLOB NOT NULL,           -- SHA-256 of sealed
      phone  BLOB NOT NULL,           -- HMAC beside a greet row, else 32 zeros
      email  BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER people_seal_is_blanked_not_deleted BEFORE DELETE ON people_seal
      BEGIN SELECT RAISE(ABORT, 'people_seal rows are blanked, never deleted'); END;

    -- One row a person and group. A tombstone has no seal, and stays for ever.
    CREATE TABLE people_row (
      visitor      TEXT    NOT NULL,
      grp          TEXT    NOT NULL,
      version      INTEGER NOT NULL,
      seal         INTEGER,           -- people_seal.id; NULL: tombstone
      phone_bucket INTEGER,           -- first 10 bits of the HMAC
      email_bucket INTEGER,
      own          INTEGER NOT NULL,  -- 1: every version of it was written by this station
      written_at   INTEGER NOT NULL,  -- UTC ms, this station's clock
      PRIMARY KEY (visitor, grp),
      CHECK (seal IS NOT NULL OR (phone_bucket IS NULL AND email_bucket IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX people_row_phone ON people_row (phone_bucket) WHERE phone_bucket IS NOT NULL;
    CREATE INDEX people_row_email ON people_row (email_bucket) WHERE email_bucket IS NOT NULL;

    -- What an erased person's roster row is known again by, so that importing it once more is rejected.
    CREATE TABLE people_erased (
      hash    BLOB NOT NULL PRIMARY KEY,
      visitor TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
