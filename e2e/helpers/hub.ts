import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { APP, pendopo, run } from './command'
import { sure } from './folder'

/** A real hub before its own PostgreSQL. */
export interface HubProcess {
  readonly url: string
  readonly data: string
  /** A first desk's code, made in the hub's folder. */
  firstCode(): Promise<string>
  /** Ends it: kindly, or as a power cut does. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** A folder for a hub, where PostgreSQL's own user may enter as well. */
export const hubFolder = (): string => mkdtempSync(join(tmpdir(), 'pendopo-hub-'))

/** `app`: where the built app lies. */
export async function startHub(data: string, port = 0, app = APP): Promise<HubProcess> {
  const program = join(app, 'out/main/hub.js')
  const child: ChildProcess = spawn(process.execPath, [program, '--data', data, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)))
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve)
  })
  return {
    url,
    data,
    firstCode: async () => {
      const made = await run(process.execPath, [program, 'code', '--data', data, '--role', 'desk'])
      return String(sure(made)['code'])
    },
    end: (signal) =>
      new Promise((done) => {
        child.once('exit', () => done())
        child.kill(signal)
      }),
  }
}

/** A way to the hub that can be cut and mended. */
export interface Wire {
  readonly url: string
  cut(): void
  /** From here on what the hub says comes at so many bytes a second. */
  slow(bytesPerSecond: number): void
  /** What goes to the hub arrives, and what it answers from here on is lost; the line itself stands. */
  swallow(): void
  /** Whole and quick again. */
  mend(): void
  close(): void
}

/** A TCP proxy before a hub. */
export async function aWire(hubUrl: string): Promise<Wire> {
  const { port } = new URL(hubUrl)
  const open = new Set<Socket>()
  let isCut = false
  let rate = Infinity
  let swallows = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(Number(port), '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      if (one === near) one.pipe(other)
      else
        one
          .on('data', (part) => {
            if (swallows) return
            other.write(part)
            if (rate === Infinity) return
            one.pause()
            setTimeout(() => one.resume(), (part.length / rate) * 1_000)
          })
          .on('end', () => other.end())
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true
      for (const socket of open) socket.destroy()
    },
    slow: (bytesPerSecond) => {
      rate = bytesPerSecond
    },
    swallow: () => {
      swallows = true
    },
    mend: () => {
      // A line on which something was lost is none any more.
      if (swallows) for (const socket of open) socket.destroy()
      swallows = false
      isCut = false
      rate = Infinity
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

/** Enrols a new folder with a code that a desk's folder makes. */
export async function enrolBeside(desk: string, dir: string, roles: string, url: string): Promise<void> {
  const code = String(sure(await pendopo(['hub', 'code', '--role', roles, '--data', desk, '--json']))['code'])
  sure(await pendopo(['enrol', code, '--hub', url, '--data', dir, '--json']))
}
