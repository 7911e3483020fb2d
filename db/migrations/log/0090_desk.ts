import type { Migration } from '../../migrate'

/** What the desk asks of one person: all numbers they ever took, ended ones too. */
export const desk: Migration = {
  version: 90,
  name: 'desk',
  sql: `
    CREATE INDEX ticket_of_visitor ON ticket (visitor, day, state) WHERE visitor IS NOT NULL;
  `,
}
