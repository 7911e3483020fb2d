import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { networkInterfaces } from 'node:os'
import { hubUrl } from '../core/hub/addresses'
import { addRoutes } from './http/routes'
import { Live } from './http/live'
import { Metrics } from './http/metrics'
import { makeServer } from './http/server'
import type { HubPorts } from './ports'
import { makeFolder } from './postgres/owner'
import { startPostgres, type OwnPostgres } from './postgres/server'
import { HubProblem } from './problem'
import type { Say } from './say'
import { openDatabase } from './sql/database'
import { endAllSessions } from './sql/stations'
import { openAuthority, ownNames } from './tls/authority'

export interface HubOptions {
  /** The hub's folder. */
  readonly data: string
  /** To listen on; `0.0.0.0` and `::`: every address there is. */
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** A PostgreSQL server; null: the hub's own, in the folder. */
  readonly databaseUrl: string | null
}

export interface RunningHub {
  /** Where others reach it. */
  readonly url: string
  /** SHA-256 of the CA, hex: what stations check. */
  readonly fingerprint: string
  readonly databaseUrl: string
  /** Finishes what is under way, says good-bye to stations, and stops its own database. */
  stop(): Promise<void>
}

/** Where the running hub writes its address for the commands beside it. */
export const addressFile = (data: string): string => join(data, 'hub.json')

/** Starts a hub, stage by stage. A stage that fails takes down those before it. */
export async function startHub(options: HubOptions, ports: HubPorts, say: Say): Promise<RunningHub> {
  const stages: (() => Promise<void>)[] = []
  const undo = async () => {
    for (const stage of stages.reverse().splice(0)) await stage()
  }
  try {
    // Beside a server of somebody else's the folder holds the hub's address for the commands.
    if (options.databaseUrl !== null) makeFolder(options.data)
    const own = options.databaseUrl === null ? await startPostgres(options.data, say) : null
    if (own !== null) stages.push(() => own.stop())
    const db = await openDatabase(options.databaseUrl ?? (own as OwnPostgres).url, say)
    stages.push(() => db.close())
    if (own !== null) await endAllSessions(db)
    const authority = await openAuthority(db)
    const live = new Live(db, ports, say)
    await live.start()
    const metrics = new Metrics()
    metrics.gauge('live_connections', () => live.size)
    metrics.gauge('memory_bytes', () => process.memoryUsage.rss())
    metrics.gauge('cpu_seconds', () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6)
    const app = makeServer(
      { db, authority, ports, say, live, metrics, metricsToken: readToken(options.data) },
      await authority.leaf(ownNames(options.host)),
    )
    addRoutes(app, { db, authority, ports, say, live, metrics, metricsToken: readToken(options.data) })
    stages.push(async () => {
      await live.stop()
      await closeWithin(app, GRACE_MS)
    })
    const url = await listen(app, options)
    writeFileSync(addressFile(options.data), JSON.stringify({ url, fingerprint: authority.fingerprint }), {
      mode: 0o600,
    })
    stages.push(async () => rmSync(addressFile(options.data), { force: true }))
    say('info', 'ready', { url, data: resolve(options.data), postgres: own?.version ?? 'external' })
    return { url, fingerprint: authority.fingerprint, databaseUrl: db.url, stop: undo }
  } catch (thrown) {
    await undo()
    throw thrown
  }
}

/** So long a client may take to hear that it is over; a stopped or vanished one never does. */
const GRACE_MS = 3_000

/** Ends the server: what is under way is answered, and what hangs after the grace is cut off. */
async function closeWithin(app: ReturnType<typeof makeServer>, ms: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), ms)
  try {
    await app.close()
  } finally {
    clearTimeout(cut)
  }
}

async function listen(app: ReturnType<typeof makeServer>, { host, port }: HubOptions): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (thrown) {
    const { code = '' } = thrown as NodeJS.ErrnoException
    if (!['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'].includes(code)) throw thrown
    throw new HubProblem(
      'port_taken',
      `the hub cannot listen on ${host}:${port} (${code}): choose another --port or --host`,
      {
        port,
      },
    )
  }
  const address = app.server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return hubUrl(host, actual, networkInterfaces())
}

/** `metrics.token` in the hub's folder: whoever sends it may read the figures from another machine. */
function readToken(data: string): string | null {
  const file = join(data, 'metrics.token')
  const token = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return token === '' ? null : token
}
