import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { HubProblem } from '../problem'
import type { Say } from '../say'
import { preparePostgres, type Binaries } from './binaries'
import { databaseOwner, makeFolders, type Owner } from './owner'

/** A PostgreSQL of our own, in `<data>/pg`. Started again when it dies; the address stays the same while the hub runs. */
export interface OwnPostgres {
  readonly url: string
  readonly version: string
  /** Ends it after its open transactions, and resolves when the process is gone. */
  stop(): Promise<void>
}

const USER = 'pendopo'
/** Held by the hub that owns the folder, as long as it lives. */
const OWNER_LOCK = 0x70656e64
const RESTART_MS = [0, 500, 1_000, 2_000, 5_000]

/**
 * Starts the folder's PostgreSQL. One that a killed hub left running is ended first; one that a living hub owns is left
 * alone, and the folder refused as `hub_running`.
 */
export async function startPostgres(data: string, say: Say): Promise<OwnPostgres> {
  const owner = databaseOwner()
  const { pg } = makeFolders(data, owner)
  const binaries = await preparePostgres()
  const password = await ensureCluster(data, pg, binaries, owner)
  await endLeftOver(pg, password, say)
  const port = await freePort()
  const url = urlOf(password, port)
  let keeper: Client | null = null
  const server = new Server(pg, port, binaries, owner, say, async () => {
    keeper = await lockFolder(url)
  })
  await server.start()
  return {
    url,
    version: binaries.version,
    stop: async () => {
      server.release()
      await keeper?.end().catch(() => undefined) // it is ending anyway
      await server.stop()
    },
  }
}

const urlOf = (password: string, port: number) => `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`

/** Makes the cluster at first start; answers its password. A start that was killed half-way is made anew. */
async function ensureCluster(data: string, pg: string, binaries: Binaries, owner: Owner): Promise<string> {
  const secret = join(data, 'database.secret')
  if (existsSync(secret)) return readFileSync(secret, 'utf8').trim()
  for (const name of ['PG_VERSION', 'base', 'global'])
    if (existsSync(join(pg, name))) {
      // Without our secret file nothing was ever stored here: initdb did not come to its end.
      rmSync(pg, { recursive: true, force: true })
      makeFolders(data, owner)
      break
    }
  const password = randomBytes(24).toString('base64url')
  const passwordFile = join(data, 'initdb.secret')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (owner !== null) chownSync(passwordFile, owner.uid, owner.gid)
  try {
    const { code, text } = await run(
      binaries.initdb,
      [
        `--pgdata=${pg}`,
        '--auth=scram-sha-256',
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
      ],
      owner,
    )
    if (code !== 0)
      throw new HubProblem('postgres_failed', `the database could not be made: ${causeIn(text)}`, {
        reason: causeIn(text),
      })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  writeFileSync(secret, `${password}\n`, { mode: 0o600, flush: true })
  return password
}

/** A hub that was killed leaves its PostgreSQL running. If nobody else owns the folder, it is ended in good order. */
async function endLeftOver(pg: string, password: string, say: Say): Promise<void> {
  const file = join(pg, 'postmaster.pid')
  if (!existsSync(file)) return
  const [pidLine, , , portLine] = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(pidLine), Number(portLine)]
  if (!Number.isInteger(port) || port <= 0 || !isAlive(pid)) return
  const client = new Client({ connectionString: urlOf(password, port), connectionTimeoutMillis: 3_000 })
  client.on('error', () => undefined) // it may go while we ask; the queries say so
  try {
    await client.connect()
  } catch {
    return // no database of ours answers there; the new one says so if the folder is really in use
  }
  const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [OWNER_LOCK])
  const isFree = rows[0]?.free === true
  await client.end().catch(() => undefined)
  if (!isFree) throw new HubProblem('hub_running', `another hub runs in this folder already`, {})
  say('warn', 'postgres_left_over', { pid })
  process.kill(pid, 'SIGINT')
  for (let tries = 0; isAlive(pid) && existsSync(file) && tries < 300; tries += 1) await wait(100)
}

/** The address of the database that runs in this folder now; null: none does, or it is no longer ours. */
export async function urlOfRunning(data: string): Promise<string | null> {
  const file = join(data, 'pg', 'postmaster.pid')
  if (!existsSync(file)) return null
  const port = Number(readFileSync(file, 'utf8').split('\n')[3])
  const url = urlOf(readFileSync(join(data, 'database.secret'), 'utf8').trim(), port)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', () => undefined) // what it means is said by the queries
  try {
    await client.connect()
    return url
  } catch {
    return null // left over from a killed one
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function lockFolder(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined) // the database died; its restart leaves the folder to us all the same
  await client.connect()
  await client.query('SELECT pg_try_advisory_lock($1)', [OWNER_LOCK])
  return client
}

/** The process, started again with a growing pause each time it ends unasked. */
class Server {
  private child: ChildProcess | null = null
  private released = false
  private ended: Promise<void> = Promise.resolve()

  constructor(
    private readonly pg: string,
    private readonly port: number,
    private readonly binaries: Binaries,
    private readonly owner: Owner,
    private readonly say: Say,
    /** Runs whenever it accepts connections again. */
    private readonly isUp: () => Promise<void>,
  ) {}

  async start(): Promise<void> {
    let last = ''
    for (const pause of RESTART_MS) {
      await wait(pause)
      if (this.released) return
      const started = await this.startOnce()
      if (started === null) return this.isUp()
      last = started
      this.say('warn', 'postgres_start', { words: causeIn(last) })
    }
    throw new HubProblem('postgres_failed', `the database does not start: ${causeIn(last)}`, {
      reason: causeIn(last),
    })
  }

  /** From now on its end is wanted. */
  release(): void {
    this.released = true
  }

  async stop(): Promise<void> {
    this.released = true
    // "Fast": open transactions are ended, everything committed stays.
    this.child?.kill('SIGINT')
    await this.ended
  }

  /** Null when it accepts connections; else what it said before it ended. */
  private startOnce(): Promise<string | null> {
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '60',
      shared_buffers: '64MB',
      max_wal_size: '512MB',
      jit: 'off',
      // What PostgreSQL logs must hold no statement and no value.
      log_min_error_statement: 'panic',
      log_min_messages: 'warning',
      log_error_verbosity: 'terse',
      log_parameter_max_length_on_error: '0',
    }
    const args = ['-D', this.pg, '-p', String(this.port)]
    for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)
    const child = spawn(this.binaries.postgres, args, {
      ...this.owner,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', LC_MESSAGES: 'C', ...windowsEnv() },
    })
    this.child = child
    let words = ''
    let isReady = false
    this.ended = new Promise((resolve) => child.once('close', () => resolve()))
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.stderr.on('data', (chunk: Buffer) => {
        words = `${words}${chunk.toString()}`.slice(-4_000)
      })
      void this.accepts(child).then((accepts) => {
        if (!accepts) return
        isReady = true
        words = ''
        resolve(null)
      })
      child.once('close', (code, signal) => {
        this.child = null
        if (!isReady) return resolve(words === '' ? `ended with ${code ?? signal}` : words)
        if (this.released) return
        this.say('error', 'postgres_died', { code, signal })
        this.start().catch(() => this.say('error', 'postgres_gone'))
      })
    })
  }

  /** Asks the port until the database answers there, as long as its process lives. */
  private async accepts(child: ChildProcess): Promise<boolean> {
    while (child.exitCode === null && child.signalCode === null && !child.killed) {
      // It refuses the wrong password as soon as it is up; before that it says that it is starting, or nothing.
      const client = new Client({ connectionString: urlOf('-', this.port), connectionTimeoutMillis: 2_000 })
      client.on('error', () => undefined)
      const code = await client.connect().then(
        () => '28P01',
        (error: { code?: string }) => error.code,
      )
      await client.end().catch(() => undefined)
      if (code === '28P01') return true
      await wait(50)
    }
    return false
  }
}

/** Windows programs do not start without these. */
const windowsEnv = () =>
  process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '', TEMP: process.env['TEMP'] ?? '' } : {}

function run(program: string, args: string[], owner: Owner): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...owner,
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', ...windowsEnv() },
    })
    let text = ''
    const hear = (chunk: Buffer) => {
      text = `${text}${chunk.toString()}`.slice(-4_000)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', (error) => resolve({ code: -1, text: error.message }))
    child.once('close', (code) => resolve({ code, text }))
  })
}

/** What PostgreSQL's programs said that names the cause; else their last words, which are of clearing up. */
export function causeIn(text: string): string {
  const lines = text.trim().split('\n')
  const cause = lines.find((line) => /No space left|could not|error:|FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? ''
  const hint = lines.map((line) => /HINT:\s+(.*)/.exec(line)?.[1]).find((text) => text !== undefined)
  return hint === undefined ? cause : `${cause} (${hint})`
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A port of this machine that nobody uses. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
