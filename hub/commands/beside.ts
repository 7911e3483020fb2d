import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres, urlOfRunning } from '../postgres/server'
import { HubProblem } from '../problem'
import type { Say } from '../say'
import { openDatabase, type Database } from '../sql/database'
import { addressFile } from '../start'

/**
 * The database of a hub's folder, for a command beside the running hub or without it: the server that DATABASE_URL names,
 * else the hub's own, which is started for as long as the command takes when no hub runs.
 */
export async function withDatabase<T>(
  data: string,
  databaseUrl: string | null,
  say: Say,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  if (databaseUrl === null && !existsSync(join(data, 'database.secret')))
    throw new HubProblem('not_a_hub_folder', `${data} is no hub's folder: a hub was never started there`, {
      folder: data,
    })
  const running = databaseUrl ?? (await urlOfRunning(data))
  const own = running === null ? await startPostgres(data, say) : null
  try {
    const db = await openDatabase(running ?? own?.url ?? '', say)
    try {
      return await work(db)
    } finally {
      await db.close()
    }
  } finally {
    await own?.stop()
  }
}

/** The address of the hub that runs in this folder. */
export function runningHub(data: string): { readonly url: string; readonly fingerprint: string } {
  try {
    return JSON.parse(readFileSync(addressFile(data), 'utf8')) as { url: string; fingerprint: string }
  } catch {
    throw new HubProblem('hub_not_running', `no hub runs in ${data}: start it with "npm run hub", then ask again`, {
      folder: data,
    })
  }
}
