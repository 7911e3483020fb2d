import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron } from 'playwright'
import { percentile, printRow, wanted } from './report'

/** From starting the real app to a gate that is ready to scan, with the demo fair; and what it then holds in memory. */
const STARTS = 6

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-start-'))
  const screen = process.env['DISPLAY'] === undefined ? await virtualScreen() : null
  try {
    const dir = join(home, 'fair')
    const pendopo = (...args: string[]) =>
      execFileSync(process.execPath, ['out/main/cli.js', ...args, '--data', dir], { stdio: 'ignore' })
    pendopo('fair', 'import', 'assets/demo/fair.json', '--start', 'today')
    pendopo('import', 'roster', 'assets/demo/roster.csv')
    const runtime = JSON.parse(
      execFileSync(process.execPath, ['scripts/runtime.mjs', '--json'], { encoding: 'utf8' }),
    ) as {
      electron: string
    }
    const times: number[] = []
    const memory: number[] = []
    for (let n = 0; n < STARTS; n += 1) {
      const started = performance.now()
      const app = await electron.launch({
        executablePath: runtime.electron,
        args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), process.cwd()],
        env: {
          ...(process.env as Record<string, string>),
          PENDOPO_DATA_DIR: dir,
          PENDOPO_ROLE: 'gate',
          ...(screen === null ? {} : { DISPLAY: screen.display }),
        },
      })
      const page = await app.firstWindow()
      await page.locator('[data-screen="attract"][data-ready="true"]').waitFor()
      if (n > 0) times.push(performance.now() - started)
      memory.push(
        await app.evaluate(({ app: own }) =>
          own.getAppMetrics().reduce((sum, part) => sum + part.memory.workingSetSize, 0),
        ),
      )
      const closed = app.waitForEvent('close')
      app.process().kill('SIGTERM')
      await closed
    }
    printRow({ name: 'start.ready_to_scan.p50', value: percentile(times, 50), unit: 'ms', n: times.length })
    printRow({ name: 'start.ready_to_scan.max', value: Math.max(...times), unit: 'ms', n: times.length })
    printRow({ name: 'start.memory.all_processes', value: percentile(memory, 50) / 1024, unit: 'MB', n: memory.length })
  } finally {
    screen?.server.kill()
    rmSync(home, { recursive: true, force: true })
  }
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

if (wanted('start')) await main()
