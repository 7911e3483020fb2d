import type { Migration } from '../../migrate'

/** So many personal rows of its run must be on the disk before the events of a page: the two are written side by side. */
export const importOrder: Migration = {
  version: 191,
  name: 'import_order',
  // 0 for what a version before left: who carries that out writes all personal rows first.
  sql: `ALTER TABLE import_page ADD COLUMN people INTEGER NOT NULL DEFAULT 0;`,
}
