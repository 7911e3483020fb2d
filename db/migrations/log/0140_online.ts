import type { Migration } from '../../migrate'

/** Presence online, and who is whom. Folded anew from the log like the rest. */
export const online: Migration = {
  version: 140,
  name: 'online',
  sql: `
    CREATE TABLE online_attendance (
      list     TEXT NOT NULL,
      visitor  TEXT NOT NULL,
      total    INTEGER NOT NULL,      -- ms of presence
      minimum  INTEGER NOT NULL,      -- ms that one has to be present to count
      first_at INTEGER NOT NULL,
      last_at  INTEGER NOT NULL,
      present  TEXT NOT NULL,         -- [{from, to}], UTC ms, JSON
      PRIMARY KEY (list, visitor)
    ) WITHOUT ROWID;

    -- Visitors that were merged into another, as was said last …
    CREATE TABLE visitor_merge (
      visitor TEXT PRIMARY KEY,
      target  TEXT NOT NULL
    ) WITHOUT ROWID;
    -- … and for each visitor who takes part in a merge the person they are (core/people/persons.ts).
    CREATE TABLE visitor_person (
      visitor TEXT PRIMARY KEY,
      person  TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX visitor_person_person ON visitor_person (person, visitor);
  `,
}
