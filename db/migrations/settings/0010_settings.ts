import type { Migration } from '../../migrate'

export const settings0010: Migration = {
  version: 10,
  name: 'settings',
  sql: `
    CREATE TABLE setting (
      name  TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL             -- JSON
    ) STRICT, WITHOUT ROWID;

    -- Keys, wrapped by the folder's data key, and what the key adapter keeps of its own.
    CREATE TABLE wrapped_key (
      purpose TEXT NOT NULL PRIMARY KEY,
      bytes   BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Wrong PIN tries: a restart does not give anyone new ones.
    CREATE TABLE pin_tries (
      staff        TEXT    NOT NULL PRIMARY KEY,
      count        INTEGER NOT NULL,
      locked_until INTEGER
    ) STRICT, WITHOUT ROWID;
  `,
}
