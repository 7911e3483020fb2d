import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aHub, type TestHub } from '../testing/a-hub'
import { hub0010 } from './0010_hub'
import { openDatabase } from './database'
import { listStations } from './stations'

let hub: TestHub
beforeAll(async () => {
  hub = await aHub()
}, 120_000)
afterAll(() => hub.stop())

it('a database of the schema before is brought up with all its rows', async () => {
  await hub.sql('CREATE DATABASE older')
  const url = new URL(hub.hub.databaseUrl)
  url.pathname = '/older'
  const older = new Client({ connectionString: url.href })
  await older.connect()
  const [fair, station] = [randomUUID(), randomUUID()]
  await older.query(hub0010.sql)
  await older.query(
    'CREATE TABLE schema_step (version int PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
  )
  await older.query('INSERT INTO schema_step (version, name) VALUES (10, $1)', [hub0010.name])
  await older.query(
    `INSERT INTO station (fair, station, number, roles, public_key, token_hash, enrolled_at, revoked_at)
     VALUES ($1, $2, 3, '{gate}', '', '\\x00', 5, 6)`,
    [fair, station],
  )
  await older.end()
  // Twice: what is done is not done again.
  for (let time = 0; time < 2; time += 1) {
    const db = await openDatabase(url.href, () => undefined)
    expect((await listStations(db, fair, 7)).stations).toMatchObject([
      { station, number: 3, revokedAt: 6, wiped: null },
    ])
    await db.close()
  }
})
