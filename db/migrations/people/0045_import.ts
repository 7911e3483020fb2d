import type { Migration } from '../../migrate'

/** Rows of an import that is not carried out yet: their seals lie where they will stay, this says whose they become. */
export const people0045: Migration = {
  version: 45,
  name: 'import',
  sql: `
    CREATE TABLE people_staged (
      n            INTEGER PRIMARY KEY,
      run          TEXT    NOT NULL,
      visitor      TEXT    NOT NULL,
      grp          TEXT    NOT NULL,
      version      INTEGER NOT NULL,
      seal         INTEGER NOT NULL,
      phone_bucket INTEGER,
      email_bucket INTEGER
    ) STRICT;
    CREATE INDEX people_staged_run ON people_staged (run, n);
  `,
}
