import type { Migration } from '../../migrate'

/**
 * Imports under way (docs/decisions/0017-imports.md). What an import decided lies here until all of it is decided; nobody
 * reads it as a fact before it is in event_log. It holds nothing personal.
 */
export const importRun: Migration = {
  version: 45,
  name: 'import',
  sql: `
    CREATE TABLE import_run (
      id         TEXT    PRIMARY KEY,
      pid        INTEGER NOT NULL,          -- the process that is at it
      actor      TEXT,                      -- staff code of who began it
      touched_at INTEGER NOT NULL,          -- UTC ms, with each portion
      is_decided INTEGER NOT NULL DEFAULT 0 -- 1: all of it stands here, and it is carried to its end whatever happens
    ) WITHOUT ROWID;

    CREATE TABLE import_event (
      n        INTEGER PRIMARY KEY,
      run      TEXT    NOT NULL,
      event_id TEXT    NOT NULL,
      is_new   INTEGER NOT NULL,            -- 1: visitor.registered, 0: visitor.changed
      body     TEXT    NOT NULL
    );
    CREATE INDEX import_event_run ON import_event (run, n);
  `,
}
