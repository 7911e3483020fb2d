import AxeBuilder from '@axe-core/playwright'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { readXlsx } from 'hucre/xlsx'
import { ask, launch, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { DEMO, makeDemo, roster, sure, tempFolder } from '../helpers/folder'

/** The organizer's desk on the demo fair after some scans, the organizer signed in, and a place for files. */
const test = base.extend<{ language: 'id' | 'en'; place: { dir: string; data: string }; desk: RunningApp }>({
  language: ['id', { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from this pattern
  place: async ({}, use) => {
    const { dir, remove } = tempFolder()
    const data = join(dir, 'data')
    await makeDemo(data)
    for (const { code } of roster().slice(0, 4))
      sure(await pendopo(['scan', code, '--list', 'pintu-hari-1', '--at', await noon(data), '--data', data, '--json']))
    await use({ dir, data })
    remove()
  },
  desk: async ({ place, language }, use) => {
    const running = await launch({ dir: place.data, role: 'desk', locale: language })
    await running.page.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
    const { staff } = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as { staff: { code: string; role: string }[] }
    const organizer = staff.find(({ role }) => role === 'organizer')?.code ?? ''
    const pin = '731946'
    expect(await ask(running.page, 'staff.setPin', { staff: organizer, pin, voucher: null })).toMatchObject({
      ok: true,
    })
    expect(await ask(running.page, 'desk.signIn', { staff: organizer, pin })).toMatchObject({ ok: true })
    await running.page.locator('[data-section="exports"]').click()
    await use(running)
    await running.close()
  },
})

async function noon(data: string): Promise<string> {
  const { lists } = sure(await pendopo(['stats', '--data', data, '--json'])) as { lists: { opensAt: string }[] }
  const opens = lists[0]?.opensAt ?? ''
  return `${opens.slice(0, 11)}12:00:00${opens.slice(19)}`
}

/** What the system's dialog answers: it is the one thing that no test can press. Null: it is closed. */
const saveTo = ({ app }: RunningApp, path: string | null) =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' })
  }, path)

const go = (page: Page) => page.locator('[data-act="export"]')
const said = (page: Page) => page.locator('.exp-foot [role="status"]')

test('the file as it will open is shown, written, and opens as shown', async ({ desk, place }) => {
  const { page } = desk
  await expect(page.locator('.exp-grid')).toHaveAttribute('data-rows', '4', { timeout: 30_000 })
  await expect(page.locator('.exp-grid tbody tr')).toHaveCount(4)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))).toEqual([])
  const shown = await page.locator('.exp-grid tbody tr').first().locator('td').allInnerTexts()
  // Closing the dialog writes nothing.
  await saveTo(desk, null)
  await go(page).click()
  await expect(said(page)).toHaveAttribute('data-export', 'none')
  const file = join(place.dir, 'hadir.xlsx')
  await saveTo(desk, file)
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveAttribute('data-export', 'done', { timeout: 30_000 })
  const { sheets } = await readXlsx(readFileSync(file))
  expect(sheets.map(({ name }) => name)).toEqual(['Kehadiran', 'Ringkasan'])
  expect(sheets[0]?.rows).toHaveLength(5)
  expect(sheets[0]?.rows[1]?.[1]).toBe(shown[2])
  expect(sheets[0]?.rows[1]?.[2]).toBeInstanceOf(Date)
  expect(readdirSync(place.dir).filter((name) => name.includes('.part'))).toEqual([])
})

test('personal columns wait for a reason, are in the file alone, and the log keeps who took them', async ({
  desk,
  place,
}) => {
  const { page } = desk
  const file = join(place.dir, 'pengunjung.csv')
  await saveTo(desk, file)
  await page.locator('input[value="visitors"]').check()
  await page.locator('.exp-seg label', { hasText: 'CSV' }).click()
  await page.locator('input[value="name"]').check()
  await expect(page.locator('.exp-grid')).not.toHaveAttribute('data-rows', '', { timeout: 30_000 })
  await expect(go(page)).toHaveAttribute('aria-disabled', 'true')
  const [first] = roster()
  await expect(page.locator('.exp-grid')).not.toContainText(first?.name ?? '-')
  await page.locator('input[name="reason"]').fill('Mengirim sertifikat')
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveAttribute('data-export', 'done', { timeout: 30_000 })
  expect(readFileSync(file, 'utf8')).toContain(first?.name)
  const log = join(place.dir, 'log.json')
  sure(await pendopo(['export', 'log', '--format', 'json', '--out', log, '--data', place.data, '--json']))
  const events = JSON.parse(readFileSync(log, 'utf8')) as { type: string; actor: string | null; body: string }[]
  const taken = events.filter(({ type }) => type === 'export.personal')
  expect(taken).toHaveLength(1)
  expect(taken[0]?.actor).not.toBeNull()
  expect(taken[0]?.body).toContain('"columns":["name"]')
  expect(JSON.stringify(events)).not.toContain('sertifikat')
})

for (const language of ['id', 'en'] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language })

    test('the page fits both sizes of a desk', async ({ desk }) => {
      const { app, page } = desk
      const out = join('out', 'screens')
      mkdirSync(out, { recursive: true })
      await expect(page.locator('.exp-grid')).toHaveAttribute('data-rows', '4', { timeout: 30_000 })
      await page.locator('input[value="name"]').check()
      for (const size of [
        [1366, 768],
        [1920, 1080],
      ] as const) {
        await app.evaluate(({ BrowserWindow }, [width, height]) => {
          const [window] = BrowserWindow.getAllWindows()
          window?.setFullScreen(false)
          window?.setContentSize(width, height)
        }, size)
        // A window as large as the screen may lose a pixel to its frame.
        await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeGreaterThan(size[0] - 3)
        const inside = await page.evaluate(() => [window.innerWidth, window.innerHeight, document.body.scrollWidth])
        expect(inside[2]).toBeLessThanOrEqual(inside[0] ?? 0)
        const box = await go(page).boundingBox()
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(inside[0] ?? 0)
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(inside[1] ?? 0)
        await page.screenshot({ path: join(out, `exports-${language}-${size[0]}.png`) })
      }
    })
  })
}
