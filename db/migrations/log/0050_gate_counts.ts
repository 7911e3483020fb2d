import type { Migration } from '../../migrate'

/** What a gate's staff look at: its last scans, and its sums by quarter hour. Folded anew from the log like the rest. */
export const gateCounts: Migration = {
  version: 50,
  name: 'gate_counts',
  sql: `
    CREATE INDEX scan_gate ON scan (gate, effective_at) WHERE gate IS NOT NULL;

    CREATE TABLE gate_quarter (
      gate    TEXT NOT NULL,
      list    TEXT NOT NULL,
      quarter INTEGER NOT NULL,      -- effective time, ms / 900000
      what    TEXT NOT NULL,         -- entry, exit, duplicate, or the reason of a refusal; undone scans count as nothing
      n       INTEGER NOT NULL,
      PRIMARY KEY (gate, list, quarter, what)
    ) WITHOUT ROWID;
  `,
}
