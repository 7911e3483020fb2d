import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { expectResult, launch, openPanel, readyGate, wedge, type RunningApp } from '../../helpers/app'
import { pendopo } from '../../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../../helpers/folder'
import { aWire, hubFolder, startHub, type HubProcess, type Wire } from '../../helpers/hub'

/**
 * A new gate joins a fair that is large already. PENDOPO_FIRST_SYNC: how many visitors come beside the demo's 500
 * (100 000 by hand; the time it took stands among the test's annotations).
 */
const MORE = Number(process.env['PENDOPO_FIRST_SYNC'] ?? 4_000)
/** A line on which this takes a while, bytes a second. */
const SLOW = 50_000

const [early] = roster().map(({ code }) => code) as [string]
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
  if (MORE < 50_000) wire.slow(SLOW)
  gate = await launch({ dir, role: null })
  const { page } = gate
  await page.locator('[data-way="join"]').click()
  await page.locator('[data-field="code"]').fill(String(made['code']))
  await page.locator('[data-field="hub"]').fill(wire.url.replace('https://', ''))
  const began = Date.now()
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

  wire.mend()
  await expect(page.locator('[data-health="network"]')).toContainText('tersambung', { timeout: 600_000 })
  const took = `${MORE + 500} visitors in ${((Date.now() - began) / 1000).toFixed(1)} s`
  test.info().annotations.push({ type: 'first sync', description: took })
  await page.locator('[data-act="leave"]').click()
  await readyGate(page)
  await wedge(page, codeOf(MORE - 1))
  await expectResult(page, 'admitted')
})
