import type { Migration } from '../../migrate'

/** Pictures of the fair, by the SHA-256 that a set-up names them by. Folded anew from the log like the rest. */
export const pictures: Migration = {
  version: 170,
  name: 'pictures',
  sql: `
    CREATE TABLE picture (
      sha256 TEXT PRIMARY KEY,
      png    BLOB NOT NULL
    ) WITHOUT ROWID;
  `,
}
