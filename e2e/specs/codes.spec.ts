import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ask, launch, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { DEMO, roster, sure, tempFolder } from '../helpers/folder'

const { dir, remove } = tempFolder()
const data = join(dir, 'data')
let running: RunningApp
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  sure(await pendopo(['fair', 'import', DEMO.fair, '--start', 'today', '--data', data, '--json']))
  running = await launch({ dir: data, role: 'desk' })
  page = running.page
  await page.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
})
test.afterAll(async () => {
  await running?.close()
  remove()
})

/** What the system's dialog answers: it is the one thing that no test can press. */
const saveAt = (place: string | null) =>
  running.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' })
  }, place)
const screen = (phase: string) => page.locator(`[data-screen="codes"][data-phase="${phase}"]`)

test('an organizer makes sheets of codes, which open the door; a making can be canceled', async () => {
  const staff = JSON.parse(readFileSync(DEMO.fair, 'utf8')).staff as { code: string; role: string }[]
  const organizer = staff.find(({ role }) => role === 'organizer')?.code ?? ''
  const pin = '731946'
  expect(await ask(page, 'codes.view', null)).toMatchObject({ ok: false, code: 'not_signed_in' })
  expect(await ask(page, 'staff.setPin', { staff: organizer, pin, voucher: null })).toMatchObject({ ok: true })
  expect(await ask(page, 'desk.signIn', { staff: organizer, pin })).toMatchObject({ ok: true })
  await page.locator('[data-section="visitors"]').click()
  await page.locator('[data-act="codes"]').click()

  await screen('none').locator('[data-field="count"]').fill('0')
  await page.locator('[data-act="make"]').click()
  await expect(page.locator('[data-field="count"]')).toHaveAttribute('aria-invalid', 'true')
  await page.locator('[data-field="count"]').fill('40')
  await saveAt(null)
  await page.locator('[data-act="make"]').click()
  await expect(screen('none')).toBeVisible()

  const csv = join(dir, 'kode.csv')
  await saveAt(csv)
  await page.locator('[data-file="csv"]').check()
  await page.locator('[data-act="make"]').click()
  await expect(screen('done').locator('h2')).toContainText('40', { timeout: 30_000 })
  const [, line = ''] = readFileSync(csv, 'utf8').split('\r\n')
  const at = await firstNoon()
  const scanned = sure(
    await pendopo(['scan', line.split(',')[0] ?? '', '--list', 'pintu-hari-1', '--at', at, '--data', data, '--json']),
  )
  expect(scanned).toMatchObject({ outcome: 'admitted' })

  await page.locator('[data-act="again"]').click()
  await screen('none').locator('[data-field="count"]').fill('20000')
  const pdf = join(dir, 'kode.pdf')
  await saveAt(pdf)
  await page.locator('[data-file="pdf"]').check()
  await page.locator('[data-act="make"]').click()
  await screen('making').locator('[data-act="cancel"]').click()
  await expect(screen('none')).toBeVisible({ timeout: 30_000 })
  expect(existsSync(pdf)).toBe(false)
  await page.locator('[data-act="leave"]').click()
  await expect(page.locator('[data-section-open="visitors"]')).toBeVisible()
})

test('a code that somebody holds up is ended by its text: the door refuses it from then on', async () => {
  // The first of the codes made above: of somebody without a name.
  const [, line = ''] = readFileSync(join(dir, 'kode.csv'), 'utf8').split('\r\n')
  const code = line.split(',')[0] ?? ''
  await page.locator('[data-act="end_code"]').click()
  const dialog = page.locator('[data-dialog="end_code"]')
  await dialog.locator('[data-field="code_text"]').fill('bukan kode')
  await dialog.locator('[type="submit"]').click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.locator('[data-field="code_text"]').fill(code)
  // A scanner sends Enter behind what it read: that alone ends nothing.
  await dialog.locator('[data-field="code_text"]').press('Enter')
  await expect(dialog.locator('input[type="radio"]:checked')).toBeFocused()
  await dialog.locator('[type="submit"]').click()
  await expect(page.locator('[data-dialog="code_ended"]').getByRole('status')).toBeVisible()
  await page.keyboard.press('Escape')
  const scan = ['scan', code, '--list', 'pintu-hari-1', '--at', await firstNoon(), '--data', data, '--json']
  expect((await pendopo(scan)).answer).toMatchObject({ outcome: 'refused', reason: 'revoked' })
})

test('a person’s code is saved as a picture, for a reason', async () => {
  sure(await pendopo(['import', 'roster', DEMO.roster, '--data', data, '--json']))
  const name = roster()[0]?.name ?? ''
  await page.locator('input[type=search]').fill(name)
  await page.locator('.people-row[data-visitor]', { hasText: name }).first().click({ timeout: 30_000 })
  await page.locator('[data-act="save_code"]').click()
  const png = join(dir, 'kode.png')
  await saveAt(png)
  await page.locator('[data-dialog="save_code"] [data-field="reason"]').fill('kirim ulang')
  await page.locator('[data-dialog="save_code"] [type="submit"]').click()
  await expect(page.locator('[data-dialog="save_code"]')).toHaveCount(0)
  expect(statSync(png).size).toBeGreaterThan(300)
})

/** Noon of the first day, when its door is open, whatever the time is now. */
async function firstNoon(): Promise<string> {
  const { lists } = sure(await pendopo(['stats', '--data', data, '--json'])) as { lists: { opensAt: string }[] }
  const opens = lists[0]?.opensAt ?? ''
  return `${opens.slice(0, 11)}12:00:00${opens.slice(19)}`
}
