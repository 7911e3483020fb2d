import type { Migration } from '../../migrate'

/** Visitors who look like one person and are two, as staff said. Folded anew from the log like the rest. */
export const apart: Migration = {
  version: 200,
  name: 'apart',
  sql: `
    CREATE TABLE visitor_apart (
      visitor TEXT NOT NULL,          -- the smaller id
      other   TEXT NOT NULL,
      PRIMARY KEY (visitor, other)
    ) WITHOUT ROWID;
    CREATE INDEX visitor_apart_other ON visitor_apart (other);
  `,
}
