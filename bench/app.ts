import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron, type ElectronApplication } from 'playwright'

/** Runs headless commands on the benchmark's folder, in Node. */
export type Pendopo = (...args: string[]) => void

/** A demo fair in a folder of its own, a screen if there is none, and the real app on both; all gone afterwards. */
export async function withDemo(
  work: (demo: { pendopo: Pendopo; start: (role: string) => Promise<ElectronApplication> }) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-app-'))
  const screen = process.env['DISPLAY'] === undefined ? await virtualScreen() : null
  try {
    const dir = join(home, 'fair')
    const pendopo: Pendopo = (...args) =>
      void execFileSync(process.execPath, ['out/main/cli.js', ...args, '--data', dir], { stdio: 'ignore' })
    pendopo('fair', 'import', 'assets/demo/fair.json', '--start', 'today')
    pendopo('import', 'roster', 'assets/demo/roster.csv')
    const runtime = JSON.parse(
      execFileSync(process.execPath, ['scripts/runtime.mjs', '--json'], { encoding: 'utf8' }),
    ) as { electron: string }
    const start = (role: string) =>
      electron.launch({
        executablePath: runtime.electron,
        args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), process.cwd()],
        env: {
          ...(process.env as Record<string, string>),
          PENDOPO_DATA_DIR: dir,
          PENDOPO_ROLE: role,
          ...(screen === null ? {} : { DISPLAY: screen.display }),
        },
      })
    await work({ pendopo, start })
  } finally {
    screen?.server.kill()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Ends the app as a supervisor does. */
export async function end(app: ElectronApplication): Promise<void> {
  const closed = app.waitForEvent('close')
  app.process().kill('SIGTERM')
  await closed
}

/** A virtual screen of its own; it names its number on the pipe when it is ready. */
function virtualScreen(): Promise<{ server: ChildProcess; display: string }> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.stdout.once('data', (number: Buffer) => resolve({ server, display: `:${number.toString().trim()}` }))
  })
}
