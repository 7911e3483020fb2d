import type { Migration } from '../../migrate'

/** What the figures of a day ask for (db/queries/figures.ts, service-figures.ts). */
export const figures: Migration = {
  version: 110,
  name: 'figures',
  sql: `
    CREATE INDEX gate_quarter_time ON gate_quarter (quarter);
    CREATE INDEX ticket_leg_missed ON ticket_leg (service, closed_at) WHERE outcome = 'missed';
  `,
}
