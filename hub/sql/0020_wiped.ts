/** What a revoked station said of its wiping, with its signature: desks check it themselves. */
export const hub0020 = {
  version: 20,
  name: 'wiped',
  sql: `
    ALTER TABLE station
      ADD COLUMN wiped_at        bigint,        -- UTC ms, when it was heard first; NULL: not yet
      ADD COLUMN wiped_order     bigint,        -- of the order that it carried out
      ADD COLUMN wiped_signature text;
  `,
} as const
