import AxeBuilder from '@axe-core/playwright'
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ask, launch, windowOf, type RunningApp } from '../helpers/app'
import { tempFolder } from '../helpers/folder'
import { pictureOf } from '../helpers/picture'

// An organizer with an empty computer makes a fair through the screens alone.
const PASSPHRASE = 'kuda hijau lampu sungai'
const PIN = '731946'
const PICTURES = process.env['PENDOPO_PICTURES'] ?? ''
const folder = tempFolder()
const data = join(folder.dir, 'data')
let app: RunningApp

test.describe.configure({ mode: 'serial' })
test.afterAll(async () => {
  await app?.close()
  folder.remove()
})

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`)
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`)

/** What axe finds on the screen now, as rule and place. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

/** A picture for a person's eyes, when they ask for it. */
async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== '') await pictureOf(app.app, page, join(PICTURES, `${name}.png`))
}

test('three short pages make a fair; what is missing is named', async () => {
  app = await launch({ dir: data, role: null })
  const { page } = app
  await expect(page.locator('[data-phase="empty"]')).toBeVisible({ timeout: 30_000 })
  await picture(page, 'begin-ways')
  expect(await findings(page)).toEqual([])
  await page.locator('[data-way="new"]').click()
  await field(page, 'nameId').fill('Pekan Layanan Publik')
  await act(page, 'next').click()
  await expect(page.getByRole('alert')).toHaveText('Belum lengkap: Tempat, Kota.')
  await field(page, 'venueId').fill('Balai Kota')
  await field(page, 'isSame').uncheck()
  await field(page, 'nameEn').fill('Public Service Week')
  await field(page, 'city').fill('Surabaya')
  await picture(page, 'begin-what')
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-step="when"]')).toBeVisible()
  await page.locator('[data-tile="Asia/Makassar"]').check()
  const first = await field(page, 'firstDay').inputValue()
  const last = new Date(Date.parse(first) + 2 * 86_400_000).toISOString().slice(0, 10)
  await field(page, 'lastDay').fill(last)
  await field(page, 'opens').fill('00:00')
  await field(page, 'closes').fill('23:59')
  await expect(page.locator('.bg-note')).toContainText('3 hari')
  await picture(page, 'begin-when')
  expect(await findings(page)).toEqual([])
  await act(page, 'next').click()
  await field(page, 'organizer').fill('Dyah Ayuningrum')
  await field(page, 'pin').fill(PIN)
  await field(page, 'pinAgain').fill(PIN)
  await field(page, 'passphrase').fill('surabaya2026')
  await expect(page.locator('[data-strength="weak"]')).toBeVisible()
  await field(page, 'passphrase').fill(PASSPHRASE)
  await expect(page.locator('[data-strength="strong"]')).toBeVisible()
  await field(page, 'passphraseAgain').fill(PASSPHRASE.slice(1))
  await act(page, 'next').click()
  await expect(page.getByRole('alert')).toHaveText('Kedua kata sandi belum sama.')
  await field(page, 'passphraseAgain').fill(PASSPHRASE)
  await picture(page, 'begin-you')
  expect(await findings(page)).toEqual([])
  await act(page, 'next').click()
  await expect(page.locator('[data-phase="recovery_sheet"]')).toBeVisible({ timeout: 60_000 })
})

test('the recovery sheet is printed before the desk opens, signed in', async () => {
  const { page } = app
  await expect(act(page, 'done')).toBeDisabled()
  await expect(field(page, 'sure')).toBeDisabled()
  await picture(page, 'begin-sheet')
  expect(await findings(page)).toEqual([])
  const pdf = join(folder.dir, 'lembar.pdf')
  await app.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, pdf)
  await page.locator('[data-print="pdf"]').click()
  await expect(page.locator('[data-printed="pdf"]')).toBeVisible({ timeout: 60_000 })
  expect(existsSync(pdf)).toBe(true)
  expect(statSync(pdf).mode & 0o077).toBe(0)
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  if (PICTURES !== '') copyFileSync(pdf, join(PICTURES, 'begin-sheet.pdf'))
  await field(page, 'sure').check()
  await picture(page, 'begin-sheet-printed')
  await act(page, 'done').click()
  const desk = await windowOf(app, 0)
  await expect(desk.locator('[data-screen="desk"][data-status="signed_in"]')).toBeVisible({ timeout: 30_000 })
  await picture(desk, 'begin-desk')
  // Nobody prints it again from a window that is no organizer's.
  expect(await ask(desk, 'begin.means', null)).toMatchObject({ ok: false, code: 'begin_not_now' })
})
