import type { PoolClient } from 'pg'
import { HubProblem } from '../problem'
import { hub0010 } from './0010_hub'
import { hub0020 } from './0020_wiped'
import { hub0030 } from './0030_last_place'

/** Numbered in tens, append-only: a released step is never edited, the next one mends it. */
export const MIGRATIONS: readonly { readonly version: number; readonly name: string; readonly sql: string }[] = [
  hub0010,
  hub0020,
  hub0030,
]

/** One process at a time changes the schema. */
const LOCK = 0x70656e65

/**
 * Brings the database to the newest schema, all steps in one transaction. A database of a newer hub is refused and left
 * as it is.
 */
export async function migrate(client: PoolClient): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_step (version int PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
    )
    const { rows } = await client.query<{ version: number }>('SELECT version FROM schema_step')
    const done = new Set(rows.map(({ version }) => version))
    const known = MIGRATIONS.at(-1)?.version ?? 0
    const newest = Math.max(0, ...done)
    if (newest > known)
      throw new HubProblem('database_too_new', `the database has schema ${newest}, this hub knows up to ${known}`, {
        found: newest,
        known,
      })
    for (const step of MIGRATIONS.filter(({ version }) => !done.has(version))) {
      await client.query(step.sql)
      await client.query('INSERT INTO schema_step (version, name) VALUES ($1, $2)', [step.version, step.name])
    }
    await client.query('COMMIT')
  } catch (thrown) {
    await client.query('ROLLBACK')
    throw thrown
  }
}
