import type { Migration } from '../../migrate'

/**
 * What a station knows of its hub, what it could not take in, and the one case in which rows of the log are replaced:
 * unsent ones, when their place in the chain turned out to be taken (docs/protocol.md, "A forked chain").
 */
export const sync: Migration = {
  version: 70,
  name: 'sync',
  sql: `
    CREATE TABLE sync_state (
      id           INTEGER PRIMARY KEY CHECK (id = 1),
      log_identity TEXT    NOT NULL,            -- of the hub whose sequence hub_seq means
      cursor       INTEGER NOT NULL,            -- the hub's sequence was looked at up to here
      acked        INTEGER NOT NULL DEFAULT 0,  -- highest place that the hub ever named in an answer
      families     TEXT    NOT NULL,            -- JSON: what this station's roles get
      sent_chain   TEXT,                        -- own chain, and how far some hub ever acknowledged it:
      sent_up_to   INTEGER NOT NULL DEFAULT 0   -- beyond it nobody else has these events
    );

    -- What was not taken in, here or by the hub. Kept for a person to look at; it stops nothing.
    CREATE TABLE quarantine (
      event_id    TEXT    NOT NULL,
      hash        TEXT    NOT NULL,             -- SHA-256 (hex) of the text concerned
      problem     TEXT    NOT NULL,
      reason      TEXT,                         -- the hub's word
      chain       TEXT,                         -- its place, where that is known: a gap there is explained
      station_seq INTEGER,
      hub_seq     INTEGER,
      text        TEXT,                         -- as it arrived; null: it lies in the log, or the hub keeps it from us
      noted_at    INTEGER NOT NULL,             -- UTC ms, this station's clock
      PRIMARY KEY (event_id, hash)
    ) WITHOUT ROWID;
    CREATE INDEX quarantine_place ON quarantine (chain, station_seq) WHERE chain IS NOT NULL;

    -- Holds a row only within the transaction that moves unsent events into a new chain.
    CREATE TABLE chain_move (id INTEGER PRIMARY KEY CHECK (id = 1));

    DROP TRIGGER event_log_no_update;
    CREATE TRIGGER event_log_no_update BEFORE UPDATE OF seq, event_id, chain, station_seq, stream, type, text, hash ON event_log
      WHEN OLD.hub_seq IS NOT NULL OR OLD.event_id <> NEW.event_id OR OLD.seq <> NEW.seq OR OLD.stream <> NEW.stream
        OR OLD.type <> NEW.type OR NOT EXISTS (SELECT 1 FROM chain_move)
      BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
  `,
}
