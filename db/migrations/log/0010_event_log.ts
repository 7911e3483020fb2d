import type { Migration } from '../../migrate'

/** The log itself. Rows are only ever added; `hub_seq` and `hub_offset` are what the hub said of them. */
export const eventLog: Migration = {
  version: 10,
  name: 'event_log',
  sql: `
    CREATE TABLE event_log (
      seq         INTEGER PRIMARY KEY,          -- order of arrival on this station
      event_id    TEXT    NOT NULL UNIQUE,      -- the real dedupe
      chain       TEXT    NOT NULL,
      station_seq INTEGER NOT NULL,
      stream      TEXT    NOT NULL,
      type        TEXT    NOT NULL,
      text        TEXT    NOT NULL,             -- canonical JSON, as the author made it
      hash        BLOB    NOT NULL,             -- SHA-256 of text
      hub_seq     INTEGER,
      hub_offset  INTEGER,
      UNIQUE (chain, station_seq)
    );
    CREATE INDEX event_log_stream ON event_log (stream, seq);
    CREATE INDEX event_log_outbox ON event_log (seq) WHERE hub_seq IS NULL;

    -- What must not be changed cannot be changed by a slip: only the hub's words are ever added.
    CREATE TRIGGER event_log_no_delete BEFORE DELETE ON event_log
      BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER event_log_no_update BEFORE UPDATE OF seq, event_id, chain, station_seq, stream, type, text, hash ON event_log
      BEGIN SELECT raise(ABORT, 'the log is append-only'); END;

    -- Where this station's own chain ends. wall and uptime as of the last append: a jump between them is a changed clock.
    CREATE TABLE log_head (
      id          INTEGER PRIMARY KEY CHECK (id = 1),
      station     TEXT    NOT NULL,
      chain       TEXT    NOT NULL,
      station_seq INTEGER NOT NULL,
      hash        BLOB    NOT NULL,
      offset      INTEGER NOT NULL DEFAULT 0,   -- ms to the hub's clock, newest known
      wall        INTEGER NOT NULL,
      uptime      INTEGER NOT NULL,
      newest_at   INTEGER NOT NULL DEFAULT 0    -- newest effective time held, of any station
    );

    -- Locks of local commands (one live ticket a counter, one number a day); never written by a fold, never a fact.
    CREATE TABLE claim (
      kind   TEXT NOT NULL,
      key    TEXT NOT NULL,
      holder TEXT NOT NULL,
      PRIMARY KEY (kind, key)
    ) WITHOUT ROWID;

    CREATE TABLE fold_version (
      name    TEXT PRIMARY KEY,
      version INTEGER NOT NULL
    ) WITHOUT ROWID;
  `,
}
