/** The last place given in a line, without reading the whole day for each number. */
export const hub0030 = {
  version: 30,
  name: 'last_place',
  sql: `
    CREATE INDEX ticket_last_place ON ticket (fair, issue_service, day, first_eligible_at)
      WHERE number IS NOT NULL AND slot_at IS NULL;
  `,
} as const
