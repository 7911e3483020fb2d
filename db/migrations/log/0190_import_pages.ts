import type { Migration } from '../../migrate'

/** What an import decided is staged by the page: a row for each event cost as much as the event itself. */
export const importPages: Migration = {
  version: 190,
  name: 'import_pages',
  sql: `
    CREATE TABLE import_page (
      n      INTEGER PRIMARY KEY,
      run    TEXT    NOT NULL,
      events INTEGER NOT NULL,              -- how many stand in it
      body   TEXT    NOT NULL               -- JSON: [{ eventId, isNew, facts }, …] (db/log/import-runs.ts)
    );
    CREATE INDEX import_page_run ON import_page (run, n);
    -- What a killed import of the version before left is carried out, or taken back, like any other.
    INSERT INTO import_page (run, events, body)
      SELECT run, count(*), json_group_array(
        json_object('eventId', event_id, 'isNew', json(iif(is_new, 'true', 'false')), 'facts', json(body)) ORDER BY n)
      FROM import_event GROUP BY run, n / 250 ORDER BY min(n);
    DROP TABLE import_event;
  `,
}
