import type { Migration } from '../../migrate'

/** Whose codes are out: asked when a desk ends all codes of one person. */
export const codesOfVisitor: Migration = {
  version: 130,
  name: 'codes_of_visitor',
  sql: 'CREATE INDEX credential_issued_visitor ON credential_issued (visitor);',
}
