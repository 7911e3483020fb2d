import type { Migration } from '../../migrate'

/** What visitors agreed to, and the badges they have. */
export const consentBadge: Migration = {
  version: 60,
  name: 'consent_badge',
  sql: `
    -- What a visitor said last to each purpose, and to which version of its text.
    CREATE TABLE consent (
      visitor TEXT NOT NULL,
      purpose TEXT NOT NULL,
      version INTEGER NOT NULL,
      given   INTEGER NOT NULL,
      at      INTEGER NOT NULL,          -- effective time, UTC ms
      gate    TEXT,
      PRIMARY KEY (visitor, purpose)
    ) WITHOUT ROWID;
    -- Who may be written to for a purpose is asked by purpose.
    CREATE INDEX consent_purpose ON consent (purpose, given, visitor);

    CREATE TABLE badge (
      visitor    TEXT PRIMARY KEY,
      copies     INTEGER NOT NULL,       -- badges that came out, as far as printers say
      badge      TEXT NOT NULL,          -- of the last try
      printed_at INTEGER,                -- effective time of the last that came out
      trouble    TEXT                    -- of the last try; NULL: it came out
    ) WITHOUT ROWID;
  `,
}
