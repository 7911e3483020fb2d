import type { Migration } from '../../migrate'

/** Who was forgotten, and which stations have said that they hold nothing of them. Folded anew from the log like the rest. */
export const erasure: Migration = {
  version: 195,
  name: 'erasure',
  sql: `
    CREATE TABLE erasure (
      visitor TEXT PRIMARY KEY,
      at      INTEGER NOT NULL        -- when it was decided, effective UTC ms
    ) WITHOUT ROWID;
    CREATE TABLE erasure_confirmed (
      visitor TEXT NOT NULL,
      station TEXT NOT NULL,
      at      INTEGER NOT NULL,       -- the first time it was said, effective UTC ms
      PRIMARY KEY (visitor, station)
    ) WITHOUT ROWID;
  `,
}
