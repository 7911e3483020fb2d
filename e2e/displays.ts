import { spawn, spawnSync } from 'node:child_process'
import type { Readable } from 'node:stream'

const LISTED = 'PENDOPO_TEST_DISPLAYS'

/**
 * How many specs run side by side. A kiosk takes the whole screen and the focus, so each worker needs a display of its
 * own; where none can be made, one spec runs at a time on the display there is.
 */
export const WORKERS = spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined ? 2 : 1

/** Puts this worker process on its own display; the first keeps the one that the run was started on. */
export function takeOwnDisplay(): void {
  const own = process.env[LISTED]?.split(' ')[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) - 1]
  if (own !== undefined && own !== '') process.env['DISPLAY'] = own
}

/** Playwright's global set-up: starts the displays of all workers after the first, and ends them after the run. */
export default async function startDisplays(config: { readonly workers: number }): Promise<() => Promise<void>> {
  const displays = await Promise.all(Array.from({ length: config.workers - 1 }, startDisplay))
  process.env[LISTED] = displays.map(({ name }) => name).join(' ')
  return async () => {
    await Promise.all(displays.map((display) => display.end()))
  }
}

/** A virtual display, reached by a local socket only, also by the ordinary user whom the sandbox's specs become. */
async function startDisplay(): Promise<{ readonly name: string; end(): Promise<void> }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const number = await new Promise<string>((resolve, reject) => {
    let said = ''
    ;(server.stdio[3] as Readable).setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.endsWith('\n')) resolve(said.trim())
    })
    server.once('error', reject)
    server.once('close', (code) => reject(new Error(`Xvfb ended with ${code} before it had a display`)))
  })
  return {
    name: `:${number}`,
    end: async () => {
      server.kill('SIGTERM')
      await ended
    },
  }
}
