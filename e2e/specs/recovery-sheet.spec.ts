import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { ask, launch, windowOf, type RunningApp } from '../helpers/app'
import { makeDemo, tempFolder } from '../helpers/folder'
import { pictureOf } from '../helpers/picture'
import { behind } from './headless/small-fair'

const PIN = '8264'
const PICTURES = process.env['PENDOPO_PICTURES'] ?? ''
const folder = tempFolder()
let running: RunningApp | null = null

test.afterAll(async () => {
  await running?.close()
  folder.remove()
})

test('a sheet that was not printed asks for an organizer’s PIN once the program was started anew', async () => {
  await makeDemo(folder.dir)
  // As a fair with its keys in the keychain is left when the computer is switched off before its sheet is printed.
  behind(folder.dir, 'settings', (db) => db.prepare("INSERT INTO setting VALUES ('sheetDue', 'true')").run())
  running = await launch({ dir: folder.dir, role: null })
  const { page, app } = running
  await expect(page.locator('[data-phase="recovery_sheet"][data-status="signed_out"]')).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('[data-print]')).toHaveCount(0)
  expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([])
  if (PICTURES !== '') await pictureOf(app, page, `${PICTURES}/sheet-sign-in.png`)
  expect(await ask(page, 'recovery.print', { to: 'paper', locale: 'id' })).toMatchObject({ code: 'not_signed_in' })
  await page.locator('[data-staff]').first().click()
  for (let n = 0; n < 2; n += 1) {
    await page.locator('.pin-field').fill(PIN)
    await page.keyboard.press('Enter')
  }
  await page.locator('.staff-close').click()
  await expect(page.locator('[data-print="pdf"]')).toBeVisible()
  // The window that asks becomes the desk, so nobody is there to hear the answer.
  await page.evaluate(() => {
    const { pendopo } = window as unknown as { pendopo: { call(name: string, input: null): Promise<unknown> } }
    void pendopo.call('recovery.done', null)
  })
  const there = running
  await expect(async () => {
    const desk = await windowOf(there, 0)
    await expect(desk.locator('[data-screen="desk"][data-status="signed_in"]')).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
})
