import type { Migration } from '../../migrate'

/** Labels on their way to the printer. No name in it: what a label shows is read when it is printed. */
export const settings0060: Migration = {
  version: 60,
  name: 'badge_job',
  sql: `
    CREATE TABLE badge_job (
      id       TEXT PRIMARY KEY,
      visitor  TEXT NOT NULL,
      gate     TEXT,
      state    TEXT NOT NULL CHECK (state IN ('waiting', 'printing', 'held')),
      trouble  TEXT,                   -- of a held one; NULL: the program ended before
      maybe    INTEGER NOT NULL DEFAULT 0,   -- it may have come out
      asked_at INTEGER NOT NULL        -- wall clock, UTC ms
    ) STRICT, WITHOUT ROWID;
  `,
}
