import type { Migration } from '../../migrate'

/** Staged rows by the page: a row for each of them cost as much as the row that it becomes. */
export const people0190: Migration = {
  version: 190,
  name: 'import_pages',
  sql: `
    CREATE TABLE people_staged_page (
      n    INTEGER PRIMARY KEY,
      run  TEXT    NOT NULL,
      rows INTEGER NOT NULL,                -- how many stand in it
      body TEXT    NOT NULL                 -- JSON: [[visitor, grp, version, seal, phone_bucket, email_bucket], …]
    ) STRICT;
    CREATE INDEX people_staged_page_run ON people_staged_page (run, n);
    -- What a killed import of the version before left is carried out, or taken back, like any other.
    INSERT INTO people_staged_page (run, rows, body)
      SELECT run, count(*),
        json_group_array(json_array(visitor, grp, version, seal, phone_bucket, email_bucket) ORDER BY n)
      FROM people_staged GROUP BY run, n / 500 ORDER BY min(n);
    DROP TABLE people_staged;
  `,
}
