import type { Migration } from '../../migrate'

/**
 * By what a station finds out that its hub is an older copy: the newest place held of its sequence, told at every exchange,
 * and how many identities its log had had. 0: followed before this was asked.
 */
export const hubOrder: Migration = {
  version: 150,
  name: 'hub_order',
  sql: `
    CREATE INDEX event_log_hub ON event_log (hub_seq) WHERE hub_seq IS NOT NULL;
    ALTER TABLE sync_state ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
  `,
}
