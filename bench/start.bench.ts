import { end, withDemo } from './app'
import { percentile, printRow, wanted } from './report'

/** From starting the real app to a gate that is ready to scan, with the demo fair; and what it then holds in memory. */
const STARTS = 6

async function main(): Promise<void> {
  await withDemo(async ({ start }) => {
    const times: number[] = []
    const memory: number[] = []
    for (let n = 0; n < STARTS; n += 1) {
      const started = performance.now()
      const app = await start('gate')
      const page = await app.firstWindow()
      await page.locator('[data-screen="attract"][data-ready="true"]').waitFor()
      if (n > 0) times.push(performance.now() - started)
      memory.push(
        await app.evaluate(({ app: own }) =>
          own.getAppMetrics().reduce((sum, part) => sum + part.memory.workingSetSize, 0),
        ),
      )
      await end(app)
    }
    printRow({ name: 'start.ready_to_scan.p50', value: percentile(times, 50), unit: 'ms', n: times.length })
    printRow({ name: 'start.ready_to_scan.max', value: Math.max(...times), unit: 'ms', n: times.length })
    printRow({ name: 'start.memory.all_processes', value: percentile(memory, 50) / 1024, unit: 'MB', n: memory.length })
  })
}

if (wanted('start')) await main()
