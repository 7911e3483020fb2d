import type { Migration } from '../../migrate'

/** Finds the person of a new seal, and how many were erased, without reading everybody: the search index asks at each change. */
export const people0050: Migration = {
  version: 50,
  name: 'search',
  sql: `
    CREATE INDEX people_row_seal ON people_row (seal) WHERE seal IS NOT NULL;
    CREATE INDEX people_row_gone ON people_row (grp) WHERE seal IS NULL;
  `,
}
