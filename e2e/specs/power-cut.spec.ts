import { expect, test } from '@playwright/test'
import { launch, readyGate, wedge, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'

const SCANS = 200
const CUTS = 5

test(`kill -9 of the whole app at any moment of ${SCANS} scans: what was shown green is in the log`, async () => {
  test.setTimeout(240_000)
  const folder = tempFolder()
  await makeDemo(folder.dir)
  const codes = roster().map((person) => person.code)
  const green = new Set<string>()
  let next = 0
  try {
    for (let cut = 1; cut <= CUTS; cut += 1) {
      const running = await launch({ dir: folder.dir })
      const { page, pid } = running
      await readyGate(page)
      // The page tells each green the moment it is drawn, so that the last one before the cut is known too.
      await page.exposeFunction('showedGreen', (name: string) => green.add(name))
      await page.evaluate(() => {
        const tell = (window as unknown as { showedGreen: (name: string) => void }).showedGreen
        new MutationObserver(() => {
          const shown = document.querySelector('[data-outcome="admitted"] [data-name]')
          if (shown !== null) tell(shown.textContent ?? '')
        }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
      })
      const until = Math.round((SCANS * cut) / CUTS)
      const shownBefore = green.size
      while (next < until) await scanOne(running, codes[next++] ?? '')
      await expect.poll(() => green.size).toBeGreaterThan(shownBefore)
      // One more is under way when the power goes.
      void wedge(page, codes[next++] ?? '').catch(() => undefined)
      killAll(pid)
      await running.app.waitForEvent('close')
    }
    const { problems } = sure(await pendopo(['verify', '--data', folder.dir, '--json']))
    expect(problems).toEqual([])
    const out = `${folder.dir}/attendance.csv`
    sure(
      await pendopo([
        'export',
        'attendance',
        '--format',
        'csv',
        '--out',
        out,
        '--personal',
        'test',
        '--data',
        folder.dir,
        '--json',
      ]),
    )
    const { readFileSync } = await import('node:fs')
    const inLog = readFileSync(out, 'utf8')
    expect(green.size).toBeGreaterThan(SCANS / 4)
    for (const name of green) expect(inLog).toContain(name.replaceAll('"', '""'))
  } finally {
    folder.remove()
  }
})

/** A scan that need not be waited for: the next one takes its place on the screen. */
async function scanOne({ page }: RunningApp, code: string): Promise<void> {
  await wedge(page, code)
}

/** The whole program at once, as a power cut does: its group's leader and every child. */
function killAll(pid: number): void {
  process.kill(pid, 'SIGKILL')
}
