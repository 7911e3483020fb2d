import type { Migration } from '../../migrate'

/** One installation may have several windows: the one gate it was becomes the first of them. */
export const settings0020: Migration = {
  version: 20,
  name: 'windows',
  sql: `
    INSERT INTO setting (name, value)
      SELECT 'windows', json_array(json_object(
        'role', 'gate',
        'gate', (SELECT value ->> '$' FROM setting WHERE name = 'gate'),
        'direction', coalesce((SELECT value ->> '$' FROM setting WHERE name = 'direction'), 'entry')))
      WHERE EXISTS (SELECT 1 FROM setting WHERE name = 'role' AND value = '"gate"')
        AND EXISTS (SELECT 1 FROM setting WHERE name = 'gate');
    DELETE FROM setting WHERE name IN ('role', 'gate', 'direction', 'counter');
  `,
}
