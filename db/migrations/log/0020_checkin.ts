import type { Migration } from '../../migrate'

/** Read models of set-up, visitors and check-in: all of them can be thrown away and folded anew from the log. */
export const checkin: Migration = {
  version: 20,
  name: 'checkin',
  sql: `
    CREATE TABLE setup_current (
      id       INTEGER PRIMARY KEY CHECK (id = 1),
      event_id TEXT NOT NULL,
      fair     TEXT NOT NULL,
      setup    TEXT NOT NULL
    );

    CREATE TABLE visitor (
      id          TEXT PRIMARY KEY,
      category    TEXT NOT NULL,
      institution TEXT,
      status      TEXT NOT NULL,
      code_hmac   BLOB,
      row_hmac    BLOB,
      source      TEXT NOT NULL
    ) WITHOUT ROWID;
    -- With the id, so that the first of two visitors with one code is found without sorting.
    CREATE INDEX visitor_code ON visitor (code_hmac, id) WHERE code_hmac IS NOT NULL;
    CREATE INDEX visitor_row ON visitor (row_hmac, id) WHERE row_hmac IS NOT NULL;

    -- How many active visitors each category has: what a list expects.
    CREATE TABLE category_tally (
      category TEXT PRIMARY KEY,
      visitors INTEGER NOT NULL
    ) WITHOUT ROWID;

    -- One row a scan, for exports and the staff's list of last scans. seq is the log's.
    CREATE TABLE scan (
      seq          INTEGER PRIMARY KEY,
      list         TEXT NOT NULL,
      visitor      TEXT,
      gate         TEXT,
      direction    TEXT NOT NULL,
      outcome      TEXT NOT NULL,
      reason       TEXT,
      via          TEXT NOT NULL,
      effective_at INTEGER NOT NULL,
      mark         TEXT
    );
    CREATE INDEX scan_time ON scan (effective_at);

    -- One visitor on one list, folded from that row's own scans (core/projections/attendance.ts).
    CREATE TABLE attendance (
      list           TEXT NOT NULL,
      visitor        TEXT NOT NULL,
      entries        INTEGER NOT NULL,
      exits          INTEGER NOT NULL,
      duplicates     INTEGER NOT NULL,
      inside         INTEGER NOT NULL,
      first_entry_at INTEGER,
      stay_from      INTEGER,
      stay_gate      TEXT,
      last_entry_at  INTEGER,
      last_exit_at   INTEGER,
      last_at        INTEGER NOT NULL,   -- order key of the last scan folded: its time, its hub sequence, its id
      last_hub_seq   INTEGER,
      last_event     TEXT NOT NULL,
      PRIMARY KEY (list, visitor)
    ) WITHOUT ROWID;

    -- A list's sums by quarter hour, moved by differences: counting rows to get a number would not scale.
    CREATE TABLE list_quarter (
      list       TEXT NOT NULL,
      quarter    INTEGER NOT NULL,       -- effective time, ms / 900000
      people     INTEGER NOT NULL,       -- rows whose first entry lies here
      inside     INTEGER NOT NULL,       -- rows inside whose last entry lies here
      entries    INTEGER NOT NULL,       -- of the rows whose first entry lies here …
      duplicates INTEGER NOT NULL,
      PRIMARY KEY (list, quarter)
    ) WITHOUT ROWID;
  `,
}
