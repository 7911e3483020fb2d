import type { Migration } from '../../migrate'

/**
 * Read models of the queue: all of them can be thrown away and folded anew from the log. A ticket's row holds the whole
 * folded ticket as JSON; its other columns are what is searched by. The partial indexes hold only the few rows that are
 * asked for all day (who waits, who is held), so that 100 000 tickets of past days cost them nothing.
 */
export const queue: Migration = {
  version: 30,
  name: 'queue',
  sql: `
    CREATE TABLE ticket (
      id            TEXT PRIMARY KEY,
      state         TEXT NOT NULL,
      live          INTEGER NOT NULL,        -- 1: not ended
      service       TEXT NOT NULL,           -- in line for, or served at, now
      issue_service TEXT NOT NULL,           -- gave the number
      day           TEXT NOT NULL,
      number        INTEGER,
      typed_number  INTEGER,
      class         TEXT NOT NULL,
      visitor       TEXT,
      counter       TEXT,                    -- holds it: CALLED, SERVING, PARKED
      slot_at       INTEGER,
      issued_at     INTEGER,
      first_eligible_at INTEGER,
      eligible_at   INTEGER,
      sort_key      INTEGER,
      call_counter  TEXT,                    -- where it was called last, and when
      last_call_at  INTEGER,
      last_counter  TEXT,                    -- whose event was the last to take effect, and that event's place in this log
      last_seq      INTEGER NOT NULL,
      wait_ms       INTEGER,                 -- measured waiting of those served; null: not yet, or not to be counted
      detail        TEXT NOT NULL            -- the folded ticket (core/queue/ticket.ts), JSON
    );
    -- Head of the line, one search a class; eligible_at so that count and longest wait need no row.
    CREATE INDEX ticket_line ON ticket (service, day, class, sort_key, id, eligible_at) WHERE state = 'WAITING';
    CREATE INDEX ticket_held ON ticket (counter, state) WHERE counter IS NOT NULL;
    CREATE INDEX ticket_visitor ON ticket (visitor, state) WHERE visitor IS NOT NULL AND live = 1;
    CREATE INDEX ticket_number ON ticket (issue_service, day, number) WHERE number IS NOT NULL;
    -- Clock set back: nobody new stands before who came last. Booked ones come at their slot's time and say nothing of it.
    CREATE INDEX ticket_last ON ticket (issue_service, day, first_eligible_at) WHERE number IS NOT NULL AND slot_at IS NULL;
    CREATE INDEX ticket_typed ON ticket (day, issue_service, typed_number) WHERE typed_number IS NOT NULL;
    CREATE INDEX ticket_day ON ticket (day, id) WHERE live = 1;
    CREATE INDEX ticket_slot ON ticket (issue_service, slot_at) WHERE slot_at IS NOT NULL;
    CREATE INDEX ticket_booked ON ticket (slot_at) WHERE state = 'BOOKED';
    CREATE INDEX ticket_printing ON ticket (issued_at) WHERE state = 'ISSUING';
    CREATE INDEX ticket_missed ON ticket (service, day) WHERE state = 'MISSED';
    CREATE INDEX ticket_called ON ticket (call_counter, last_call_at) WHERE call_counter IS NOT NULL;
    CREATE INDEX ticket_touched ON ticket (last_counter, last_seq) WHERE last_counter IS NOT NULL;
    CREATE INDEX ticket_issued ON ticket (day, issued_at) WHERE issued_at IS NOT NULL;
    CREATE INDEX ticket_wait ON ticket (service, day, wait_ms) WHERE wait_ms IS NOT NULL;

    -- What a ticket did from one moment to the next, by where, by whom, for which service: what the measures are made of.
    CREATE TABLE ticket_interval (
      ticket   TEXT NOT NULL,
      n        INTEGER NOT NULL,
      leg      INTEGER NOT NULL,
      service  TEXT NOT NULL,
      kind     TEXT NOT NULL,
      counter  TEXT,
      operator TEXT,
      from_at  INTEGER NOT NULL,
      to_at    INTEGER,                      -- null: still
      PRIMARY KEY (ticket, n)
    ) WITHOUT ROWID;
    CREATE INDEX ticket_interval_counter ON ticket_interval (counter, to_at)
      WHERE to_at IS NOT NULL AND kind IN ('CALL', 'SERVE');

    -- A stay in a queue that was served or missed, once it is over: figures of counters and recent service times.
    CREATE TABLE ticket_leg (
      ticket    TEXT NOT NULL,
      leg       INTEGER NOT NULL,
      service   TEXT NOT NULL,
      counter   TEXT NOT NULL,               -- the last one that called or served it
      operator  TEXT,
      closed_at INTEGER NOT NULL,
      outcome   TEXT NOT NULL,
      serve_ms  INTEGER,                     -- sum of its SERVE times; null: not served, or times not to be trusted
      held_ms   INTEGER,                     -- how long it held its counter: CALL and SERVE; null: times not to be trusted
      PRIMARY KEY (ticket, leg)
    ) WITHOUT ROWID;
    CREATE INDEX ticket_leg_counter ON ticket_leg (counter, closed_at);
    CREATE INDEX ticket_leg_service ON ticket_leg (service, closed_at, held_ms) WHERE held_ms IS NOT NULL;

    -- Calls that took effect, for the cap on priority calls in a row. seq is the log's; what the hub has not seen comes last.
    CREATE TABLE ticket_call (
      seq     INTEGER PRIMARY KEY,
      service TEXT NOT NULL,                 -- at the time of the call
      day     TEXT NOT NULL,
      class   TEXT NOT NULL,
      hub_seq INTEGER
    );
    CREATE INDEX ticket_call_order ON ticket_call (service, day, coalesce(hub_seq, 9007199254740991), seq, class);

    -- Sums of a service and day, moved by differences: counting rows to get a number would not scale.
    CREATE TABLE service_day (
      service   TEXT NOT NULL,
      day       TEXT NOT NULL,
      issued    INTEGER NOT NULL,            -- numbers this service gave, void ones left out; the rest by present service
      waiting   INTEGER NOT NULL,
      called    INTEGER NOT NULL,
      serving   INTEGER NOT NULL,
      parked    INTEGER NOT NULL,
      missed    INTEGER NOT NULL,
      done      INTEGER NOT NULL,
      cancelled INTEGER NOT NULL,
      expired   INTEGER NOT NULL,
      PRIMARY KEY (service, day)
    ) WITHOUT ROWID;

    CREATE TABLE counter_state (
      counter  TEXT PRIMARY KEY,
      status   TEXT NOT NULL,
      operator TEXT,
      detail   TEXT NOT NULL                 -- the folded counter (core/queue/counter.ts), JSON
    ) WITHOUT ROWID;

    -- Services on an unplanned break.
    CREATE TABLE service_pause (
      service TEXT PRIMARY KEY,
      reason  TEXT NOT NULL,
      until   INTEGER
    ) WITHOUT ROWID;

    CREATE TABLE number_lease (
      lease       TEXT PRIMARY KEY,
      service     TEXT NOT NULL,
      day         TEXT NOT NULL,
      station     TEXT NOT NULL,
      from_number INTEGER NOT NULL,
      to_number   INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX number_lease_day ON number_lease (service, day, to_number);

    -- Whose signature a slip may carry.
    CREATE TABLE station_key (
      station    TEXT PRIMARY KEY,
      number     INTEGER NOT NULL,
      public_key TEXT NOT NULL,
      roles      TEXT NOT NULL               -- JSON
    ) WITHOUT ROWID;
    CREATE INDEX station_key_number ON station_key (number, station);
  `,
}
