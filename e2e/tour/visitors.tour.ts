import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launch } from '../helpers/app'
import { APP, pendopo } from '../helpers/command'
import { DEMO, roster, sure, tempFolder } from '../helpers/folder'
import { pictureOf } from '../helpers/picture'

const OUT = join(APP, 'out/tour')
const people = roster().toSorted((a, b) => a.name.localeCompare(b.name, 'id'))

test('the desk: a roster is imported, one of its people is opened', async () => {
  mkdirSync(OUT, { recursive: true })
  const folder = tempFolder()
  try {
    const headless = async (...args: string[]) => sure(await pendopo([...args, '--data', folder.dir, '--json']))
    await headless('fair', 'import', DEMO.fair, '--start', 'today')
    const running = await launch({ dir: folder.dir, role: 'desk' })
    const { app, page } = running
    const picture = (name: string) => pictureOf(app, page, join(OUT, `${name}.png`))
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1600, 900))
    await page.locator('.staff-list .choice', { hasText: 'Dyah Ayuningrum' }).click({ timeout: 30_000 })
    for (const step of ['new', 'repeat']) {
      await expect(page.locator(`[data-step="${step}"]`)).toBeVisible()
      await page.keyboard.type('8264')
      await page.keyboard.press('Enter')
    }
    await expect(page.locator('[data-step="saved"]')).toBeVisible({ timeout: 15_000 })
    await page.keyboard.press('Enter')
    await page.locator('[data-section="visitors"]').click({ timeout: 15_000 })
    await expect(page.locator('[data-section-open="visitors"]')).toBeVisible()

    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
    }, DEMO.roster)
    await page.locator('[data-act="import"]').click()
    await page.locator('[data-act="choose"]').click()
    await expect(page.locator('[data-screen="import"][data-phase="checked"]')).toBeVisible({ timeout: 30_000 })
    await picture('17-desk-import-id')
    await page.locator('.imp-foot [data-act="import"]').click()
    await expect(page.locator('[data-screen="import"][data-phase="done"]')).toBeVisible({ timeout: 60_000 })
    for (const { code } of people.slice(0, 4)) await headless('scan', code)
    await page.locator('[data-act="done"]').click()
    await expect(page.locator('.people-row[data-visitor]').first()).toBeVisible({ timeout: 30_000 })
    await expect(page.locator('[data-tab="inside"] .desk-count')).toHaveText('4')
    await page.getByRole('button', { name: people[0]?.name ?? '', exact: true }).click()
    await expect(page.locator('.desk-panel h2')).toHaveText(people[0]?.name ?? '')
    await picture('18-desk-person-id')
    await running.close()
  } finally {
    folder.remove()
  }
})
