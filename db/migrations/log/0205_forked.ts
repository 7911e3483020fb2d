import type { Migration } from '../../migrate'

/** When this station's chain began anew since another event had a place in it: a copy of its folder wrote there. */
export const forked: Migration = {
  version: 205,
  name: 'forked',
  sql: `
    ALTER TABLE sync_state ADD COLUMN forked_at INTEGER;  -- effective UTC ms; NULL: never
  `,
}
