import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { causeIn, startPostgres, type OwnPostgres } from './server'

const running: OwnPostgres[] = []
const folders: string[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const quiet = () => undefined
async function start(data: string): Promise<OwnPostgres> {
  const server = await startPostgres(data, quiet)
  running.push(server)
  return server
}
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-pg-'))
  folders.push(folder)
  return folder
}
async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end()
  }
}

describe('what PostgreSQL’s programs say', () => {
  it('is the cause, not how they cleared up after it', () => {
    const full = 'running bootstrap script ... 2026 FATAL:  could not write to file "pg_wal/x": No space left on device'
    expect(causeIn(`creating subdirectories ... ok\n${full}\ninitdb: removing contents of data directory "/x"\n`)).toBe(
      full,
    )
    expect(causeIn('one\nlast\n')).toBe('last')
    expect(causeIn('FATAL:  could not extend file\nHINT:  Check free disk space.\nlast')).toBe(
      'FATAL:  could not extend file (Check free disk space.)',
    )
  })
})

describe('the hub’s own PostgreSQL', () => {
  it('starts in a private folder, keeps what it was told, and is refused to a second hub', async () => {
    const data = aFolder()
    const first = await start(data)
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS n')
    expect(await ask(first.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }])
    await expect(startPostgres(data, quiet)).rejects.toMatchObject({ code: 'hub_running' })
    await first.stop()
    running.pop()
    expect(await ask((await start(data)).url, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
    expect(statSync(join(data, 'database.secret')).mode & 0o777).toBe(0o600)
  })

  it('comes back by itself at the same address when it is killed', async () => {
    const data = aFolder()
    const { url } = await start(data)
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS n')
    const pid = Number(readFileSync(join(data, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => ask(url, 'SELECT n FROM kept').catch(() => null), { timeout: 30_000 }).toEqual([{ n: 7 }])
  })
})
