/** Step of the hub's schema. Every row carries its fair, so that fairs may lie on different machines one day. */
export const hub0010 = {
  version: 10,
  name: 'hub',
  sql: `
    -- The CA: in the database, since all processes of one hub answer under it, and a restored one still must.
    CREATE TABLE authority (
      id          int  PRIMARY KEY CHECK (id = 1),
      certificate text NOT NULL,
      private_key text NOT NULL
    );

    -- The head row of a fair: locked for every batch and every decision, so that sequences have no holes and readers
    -- skip nothing.
    CREATE TABLE fair (
      fair          uuid    PRIMARY KEY,
      demo          boolean NOT NULL,
      log           uuid    NOT NULL,         -- identity of the log
      generation    int     NOT NULL,         -- 1, and one more with every new identity
      renewed_at    bigint,                   -- UTC ms of the newest identity; NULL: the first
      head          bigint  NOT NULL,
      people_head   bigint  NOT NULL,
      hub_station   uuid    NOT NULL,         -- the hub's own place in the log
      hub_chain     uuid    NOT NULL,
      hub_seq       int     NOT NULL,
      hub_hash      bytea   NOT NULL,
      setup_seq     bigint  NOT NULL,         -- of the newest set-up; 0: none yet
      first_desk    uuid    NOT NULL,
      first_key     text    NOT NULL,
      vouch         text    NOT NULL
    );

    -- The log. text as its author made it; NULL: a stub of a refused event. Never jsonb, which would write it anew.
    CREATE TABLE event (
      fair        uuid   NOT NULL,
      seq         bigint NOT NULL,
      event_id    uuid   NOT NULL,
      station     uuid   NOT NULL,
      chain       uuid   NOT NULL,
      station_seq int    NOT NULL,
      family      text,
      type        text   NOT NULL,
      stream      text   NOT NULL,
      hash        bytea  NOT NULL,
      hub_offset  bigint,
      text        text,
      reason      text,
      PRIMARY KEY (fair, seq),
      CHECK ((text IS NULL) = (reason IS NOT NULL))
    );
    CREATE UNIQUE INDEX event_id ON event (fair, event_id);
    CREATE UNIQUE INDEX event_place ON event (fair, chain, station_seq);
    -- Streams that the hub folds.
    CREATE INDEX event_stream ON event (fair, stream, seq) WHERE family IN ('queue', 'checkin') AND text IS NOT NULL;

    CREATE TABLE people (
      fair    uuid   NOT NULL,
      visitor text   NOT NULL,   -- a visitor's uuid, or staff:<code>
      grp     text   NOT NULL,
      version bigint NOT NULL,
      sealed  bytea,                          -- NULL: a tombstone
      phone   bytea,
      email   bytea,
      keep    bytea,
      seq     bigint NOT NULL,                -- of the people's own sequence; a changed row gets a new one
      PRIMARY KEY (fair, visitor, grp)
    );
    CREATE UNIQUE INDEX people_seq ON people (fair, seq);

    CREATE TABLE station (
      fair        uuid    NOT NULL,
      station     uuid    NOT NULL,
      number      int     NOT NULL CHECK (number BETWEEN 1 AND 255),
      roles       text[]  NOT NULL,
      public_key  text    NOT NULL,
      token_hash  bytea   NOT NULL,
      enrolled_at bigint  NOT NULL,
      revoked_at  bigint,
      last_seen   bigint,
      presence    text,
      session     uuid,                       -- of the app that runs there, and when it was last heard
      session_at  bigint,
      live_at     bigint,                     -- a connection was open then
      doubled_at  bigint,
      PRIMARY KEY (fair, station)
    );
    CREATE UNIQUE INDEX station_token ON station (token_hash);
    CREATE UNIQUE INDEX station_number ON station (fair, number);

    CREATE TABLE enrol_code (
      code        text   PRIMARY KEY,
      fair        uuid,                       -- NULL: of a first desk, which brings its fair
      auth        bytea  NOT NULL,
      roles       text[] NOT NULL,
      sealed_keys bytea,
      expires_at  bigint NOT NULL
    );

    -- Folded from the streams, in the same transaction. detail: the ticket as core folds it.
    CREATE TABLE ticket (
      fair              uuid    NOT NULL,
      id                uuid    NOT NULL,
      state             text    NOT NULL,
      live              boolean NOT NULL,
      void              boolean NOT NULL,
      service           text    NOT NULL,
      issue_service     text    NOT NULL,
      day               text    NOT NULL,
      number            int,
      typed_number      int,
      class             text    NOT NULL,
      visitor           uuid,
      counter           text,
      slot_at           bigint,
      first_eligible_at bigint,
      sort_key          bigint,
      detail            text    NOT NULL,
      PRIMARY KEY (fair, id)
    );
    CREATE INDEX ticket_line ON ticket (fair, service, day, class, sort_key, id) WHERE state = 'WAITING';
    CREATE INDEX ticket_counter ON ticket (fair, counter) WHERE counter IS NOT NULL;
    CREATE INDEX ticket_visitor ON ticket (fair, visitor) WHERE visitor IS NOT NULL AND live;
    CREATE INDEX ticket_number ON ticket (fair, issue_service, day, number) WHERE number IS NOT NULL;
    CREATE INDEX ticket_typed ON ticket (fair, issue_service, day, typed_number) WHERE typed_number IS NOT NULL;

    CREATE TABLE call_made (
      fair    uuid   NOT NULL,
      seq     bigint NOT NULL,
      ticket  uuid   NOT NULL,
      service text   NOT NULL,
      day     text   NOT NULL,
      class   text   NOT NULL,
      PRIMARY KEY (fair, seq)
    );
    CREATE INDEX call_made_ticket ON call_made (fair, ticket);
    CREATE INDEX call_made_service ON call_made (fair, service, day, seq);

    CREATE TABLE counter_state (
      fair    uuid NOT NULL,
      counter text NOT NULL,
      detail  text NOT NULL,
      PRIMARY KEY (fair, counter)
    );
    CREATE TABLE service_pause (
      fair    uuid NOT NULL,
      service text NOT NULL,
      reason  text NOT NULL,
      until   bigint,
      PRIMARY KEY (fair, service)
    );
    CREATE TABLE number_lease (
      fair        uuid NOT NULL,
      lease       uuid NOT NULL,
      service     text NOT NULL,
      day         text NOT NULL,
      station     uuid NOT NULL,
      from_number int  NOT NULL,
      to_number   int  NOT NULL,
      PRIMARY KEY (fair, lease)
    );
    CREATE INDEX number_lease_service ON number_lease (fair, service, day);

    -- Under a new identity a service goes on a hundred above what was known; once a day and identity.
    CREATE TABLE number_floor (
      fair       uuid NOT NULL,
      service    text NOT NULL,
      day        text NOT NULL,
      generation int  NOT NULL,
      floor      int  NOT NULL,
      PRIMARY KEY (fair, service, day)
    );

    -- Visitors on lists with a capacity, folded when a gate asks for places; and the places that gates hold.
    CREATE TABLE list_fold (
      fair      uuid   NOT NULL,
      list      text   NOT NULL,
      folded_to bigint NOT NULL,
      PRIMARY KEY (fair, list)
    );
    CREATE TABLE attendance (
      fair          uuid    NOT NULL,
      list          text    NOT NULL,
      visitor       uuid    NOT NULL,
      inside        boolean NOT NULL,
      last_entry_at bigint,
      PRIMARY KEY (fair, list, visitor)
    );
    CREATE INDEX attendance_inside ON attendance (fair, list, last_entry_at) WHERE inside;
    CREATE TABLE place_lease (
      fair      uuid   NOT NULL,
      list      text   NOT NULL,
      station   uuid   NOT NULL,
      places    int    NOT NULL,
      chain     uuid,                         -- admissions after this place count against it
      after_seq int,
      PRIMARY KEY (fair, list, station)
    );
    CREATE INDEX event_admission ON event (fair, station, chain, station_seq) WHERE type IN ('scan.recorded', 'scan.undone');
  `,
} as const
