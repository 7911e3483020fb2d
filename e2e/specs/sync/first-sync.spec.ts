import Database from 'better-sqlite3'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { expectResult, launch, openPanel, readyGate, wedge, type RunningApp } from '../../helpers/app'
import { pendopo } from '../../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../../helpers/folder'
import { aWire, hubFolder, startHub, type HubProcess, type Wire } from '../../helpers/hub'

/**
 * A new gate joins a fair that is large already. PENDOPO_FIRST_SYNC: how many visitors come beside the demo's 500
 * (100 000 by hand; how long the rest took, and a scan meanwhile, stands among the test's annotations).
 */
const MORE = Number(process.env['PENDOPO_FIRST_SYNC'] ?? 5_000)
/** A line on which this takes a while, bytes a second. */
const SLOW = 50_000
const PEOPLE_CURSOR = 'SELECT cursor FROM people_sync'

/** Codes of those who come first. */
const [early, ...others] = roster().map(({ code }) => code) as [string, ...string[]]
const codeOf = (n: number): string => `BANYAK-${String(n).padStart(6, '0')}`
let folder: ReturnType<typeof tempFolder>
let hub: HubProcess
let wire: Wire
let gate: RunningApp | null = null

test.beforeAll(async () => {
  test.setTimeout(900_000)
  folder = tempFolder()
  hub = await startHub(hubFolder())
  wire = await aWire(hub.url)
  const desk = join(folder.dir, 'desk')
  await makeDemo(desk)
  sure(await pendopo(['enrol', await hub.firstCode(), '--hub', hub.url, '--data', desk, '--json']))
  const csv = join(folder.dir, 'many.csv')
  const rows = Array.from({ length: MORE }, (_, n) => `${codeOf(n)},Pengunjung ${n + 1},,umum,,`)
  writeFileSync(csv, ['kode,nama,instansi,kategori,no hp,email', ...rows, ''].join('\n'))
  sure(await pendopo(['import', 'roster', csv, '--data', desk, '--json']))
  sure(await pendopo(['sync', '--once', '--data', desk, '--json']))
})
test.afterAll(async () => {
  await gate?.close()
  wire.close()
  await hub.end('SIGTERM')
  rmSync(hub.data, { recursive: true, force: true })
  folder.remove()
})

/** How much of how much is loaded, as the words of a place on the screen say it. */
async function loaded(page: Page, where: string): Promise<{ done: number; total: number } | null> {
  const numbers = (await page.locator(where).textContent())?.match(/\d[\d.]*(?= dari)|(?<=dari )\d[\d.]*\d|\d+/g)
  const [done, total] = (numbers ?? []).map((text) => Number(text.replaceAll('.', '')))
  return done === undefined || total === undefined ? null : { done, total }
}

/** How many events and sealed rows of the hub's a folder has looked through. */
function heldOf(dir: string): number {
  const cursor = (file: string, sql: string) => {
    const db = new Database(join(dir, file), { readonly: true })
    try {
      return db.prepare<[], number>(sql).pluck().get() ?? 0
    } finally {
      db.close()
    }
  }
  return cursor('log.sqlite', 'SELECT cursor FROM sync_state') + cursor('people.sqlite', PEOPLE_CURSOR)
}

/** Scans a code whose result says something else than the one on the screen. @returns ms from its keys to the result */
async function timedScan(page: Page, code: string): Promise<number> {
  const shown = await page.evaluateHandle(() => {
    const said = () => document.querySelector('[data-outcome]')?.textContent ?? ''
    const before = said()
    const at = new Promise<number>((done) => {
      const watch = new MutationObserver(() => {
        if (said() === '' || said() === before) return
        watch.disconnect()
        done(Date.now())
      })
      watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true })
    })
    return { at }
  })
  const began = Date.now()
  await wedge(page, code)
  return (await shown.evaluate(({ at }) => at)) - began
}

async function picture(page: Page, name: string): Promise<void> {
  const dir = process.env['PENDOPO_PICTURES'] ?? ''
  if (dir !== '') await page.screenshot({ path: join(dir, `${name}.png`) })
}

test('a new gate says how far its first sync is, and lets people in meanwhile with what it has', async () => {
  test.setTimeout(900_000)
  const desk = join(folder.dir, 'desk')
  const dir = join(folder.dir, 'gate')
  mkdirSync(dir)
  const made = sure(await pendopo(['hub', 'code', '--role', 'gate', '--data', desk, '--json']))
  wire.slow(SLOW)
  gate = await launch({ dir, role: null })
  const { page } = gate
  await page.locator('[data-way="join"]').click()
  await page.locator('[data-field="code"]').fill(String(made['code']))
  await page.locator('[data-field="hub"]').fill(wire.url.replace('https://', ''))
  await page.locator('[data-act="join"]').click()
  const first = page.locator('[data-gate]').first()
  await expect(first).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('.start-catch-up')).toBeVisible({ timeout: 30_000 })
  const before = await loaded(page, '.start-catch-up b')
  await expect
    .poll(async () => (await loaded(page, '.start-catch-up b'))?.done, { timeout: 20_000 })
    .toBeGreaterThan(before?.done ?? 0)
  await picture(page, 'first-sync-start')
  await first.click()
  await page.locator('[data-choice="entry"]').click()
  await readyGate(page)

  // Whoever has come already is let in, and greeted, while the rest is on its way.
  await expect(async () => {
    await wedge(page, early)
    await expectResult(page, 'admitted', '', 3_000)
  }).toPass({ timeout: 120_000 })
  await readyGate(page)
  await wedge(page, codeOf(MORE - 1))
  await expectResult(page, 'refused', 'invalid')
  await readyGate(page)
  await openPanel(page)
  await expect(page.locator('[data-health="network"]')).toContainText(/memuat [\d.]+ dari [\d.]+/)
  const atPanel = await loaded(page, '[data-health="network"] dd')
  expect(atPanel?.done).toBeGreaterThan(before?.done ?? 0)
  expect(atPanel?.total).toBeGreaterThan(MORE * 2)
  await expect(page.locator('[data-scan]').first()).toContainText('daftar masih dimuat')
  await picture(page, 'first-sync-panel')

  await page.locator('[data-act="leave"]').click()
  await readyGate(page)

  // The line is mended in the midst of it, whatever the machine: what is left comes while visitors are scanned.
  const all = atPanel?.total ?? 0
  const left = all - heldOf(dir)
  expect(left).toBeGreaterThan(0)
  const mended = performance.now()
  wire.mend()
  const scans: number[] = []
  for (const code of others) {
    scans.push(await timedScan(page, code))
    if (heldOf(dir) >= all) break
  }
  await expect.poll(() => heldOf(dir), { timeout: 600_000 }).toBeGreaterThanOrEqual(all)
  const seconds = ((performance.now() - mended) / 1_000).toFixed(1)
  const told = scans.toSorted((a, b) => a - b)
  test.info().annotations.push({
    type: 'first sync',
    description: `${MORE + 500} visitors: ${left} of ${all} events and rows were left when the line was mended, in step ${seconds} s later; ${told.length} scans meanwhile, the middle one ${told[told.length >> 1]} ms, the slowest ${told.at(-1)} ms`,
  })
  await readyGate(page)
  await openPanel(page)
  await expect(page.locator('[data-health="network"]')).toContainText('tersambung', { timeout: 60_000 })
  await page.locator('[data-act="leave"]').click()
  await readyGate(page)
  await wedge(page, codeOf(MORE - 1))
  await expectResult(page, 'admitted')
})
