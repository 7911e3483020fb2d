import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { APP } from '../../helpers/command'
import type { RunningHub } from '../../../hub/start'

/** A hub as its own process, as `npm run hub` starts it. */
export interface HubProcess {
  readonly child: ChildProcess
  readonly hub: RunningHub
  /** Standard output as a whole, and standard error. */
  readonly said: () => { readonly out: string; readonly err: string }
  /** Resolves with the exit code, null after a kill. */
  readonly ended: Promise<number | null>
}

/** Starts one and waits for its address. `app`: where the built app lies; `port` 0: any. */
export function startHubProcess(
  data: string,
  options: { readonly port?: number; readonly databaseUrl?: string; readonly app?: string } = {},
): Promise<HubProcess> {
  const { port = 0, databaseUrl, app = APP } = options
  const child = spawn(process.execPath, [join(app, 'out/main/hub.js'), '--data', data, '--port', String(port)], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
  })
  let [out, err] = ['', '']
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      const url = /^(https:\S+)\n$/.exec(out)?.[1]
      if (url === undefined) return
      const { fingerprint } = JSON.parse(readFileSync(join(data, 'hub.json'), 'utf8')) as { fingerprint: string }
      const hub: RunningHub = {
        url,
        fingerprint,
        databaseUrl: databaseUrl ?? ownDatabase(data).url,
        stop: async () => {
          child.kill('SIGTERM')
          await ended
        },
      }
      resolve({ child, hub, said: () => ({ out, err }), ended })
    })
    void ended.then((code) => reject(new Error(`the hub ended with ${code}: ${err}`)))
  })
}

/** The hub's own PostgreSQL: its process and its address. */
export function ownDatabase(data: string): { readonly pid: number; readonly url: string } {
  const [pid, , , port] = readFileSync(join(data, 'pg', 'postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(data, 'database.secret'), 'utf8').trim()
  return { pid: Number(pid), url: `postgres://pendopo:${password}@127.0.0.1:${port}/postgres` }
}
