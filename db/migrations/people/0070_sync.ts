import type { Migration } from '../../migrate'

/** Which rows the hub has not acknowledged yet, and how far its own were looked at. */
export const people0070: Migration = {
  version: 70,
  name: 'sync',
  sql: `
    -- 1: written here and not acknowledged, as all rows of a folder that never met a hub. 2: the hub will not have it.
    ALTER TABLE people_row ADD COLUMN unsent INTEGER NOT NULL DEFAULT 1;
    CREATE INDEX people_row_outbox ON people_row (visitor, grp) WHERE unsent = 1;

    -- A tombstone travels with what the person's roster row is known again by.
    CREATE INDEX people_erased_visitor ON people_erased (visitor);

    CREATE TABLE people_sync (
      id     INTEGER PRIMARY KEY CHECK (id = 1),
      cursor INTEGER NOT NULL      -- the hub's sequence of people rows was looked at up to here
    ) STRICT;
    INSERT INTO people_sync (id, cursor) VALUES (1, 0);
  `,
}
