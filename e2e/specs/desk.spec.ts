import AxeBuilder from '@axe-core/playwright'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ask, launch, wedge, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'
import { labelsIn, readLabel } from '../helpers/label'

const folder = tempFolder()
const PIN = '8264'
let running: RunningApp
let page: Page
const people = roster()
const [first, second] = [people[0], people[1]]
if (first === undefined || second === undefined) throw new Error('the demo roster has too few people')

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  await makeDemo(folder.dir)
  for (const { code } of [first, second]) await scanAt(code, 'pintu-utara')
  running = await launch({ dir: folder.dir, role: 'desk' })
  page = running.page
})
test.afterAll(async () => {
  await running?.close()
  folder.remove()
})

/** Noon of the first day, when its door is open, whatever the time is now. */
async function noon(): Promise<string> {
  const { lists } = sure(await pendopo(['stats', '--data', folder.dir, '--json'])) as {
    lists: { name: string; opensAt: string }[]
  }
  const opens = lists[0]?.opensAt ?? ''
  return `${opens.slice(0, 11)}12:00:00${opens.slice(19)}`
}

/** A scan at noon of the first day. */
async function scanAt(code: string, gate: string): Promise<void> {
  const where = ['--list', 'pintu-hari-1', '--gate', gate, '--at', await noon()]
  sure(await pendopo(['scan', code, ...where, '--data', folder.dir, '--json']))
}

/** What axe finds on the screen now, as rule and place. */
async function findings(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

const rows = () => page.locator('.people-row[data-visitor]')
const panel = () => page.locator('.desk-panel')
const title = () => panel().locator('> header h2')
const search = async (text: string) => {
  await page.keyboard.press('Escape')
  await page.locator('input[type=search]').fill(text)
}

test('a window without a session is refused every call about people', async () => {
  const visitor = '00000000-0000-7000-8000-000000000001'
  const list = 'pintu-hari-1'
  const query = { list, presence: null, category: null, gate: null, search: '', from: 0, limit: 10 }
  await expect(page.locator('[data-screen="desk"][data-status="signed_out"]')).toBeVisible({ timeout: 30_000 })
  const refused = { ok: false, code: 'not_signed_in' }
  expect(await ask(page, 'people.page', query)).toMatchObject(refused)
  expect(await ask(page, 'people.person', { visitor, list })).toMatchObject(refused)
  expect(await ask(page, 'people.reveal', { visitor, reason: 'curious' })).toMatchObject(refused)
  expect(await ask(page, 'people.change', { visitor, status: 'blocked' })).toMatchObject(refused)
  const nobody = { name: 'Siti', institution: '', phone: '', email: '' }
  expect(await ask(page, 'people.suspects', nobody)).toMatchObject(refused)
  expect(await ask(page, 'badge.print', { requestId: visitor, visitor })).toMatchObject(refused)
  expect(await ask(page, 'desk.stay', null)).toMatchObject(refused)
  expect(await findings()).toEqual([])
})

test('an organizer makes a PIN and signs in; operators are not in the list', async () => {
  const names = page.locator('.staff-list .choice')
  await expect(names.filter({ hasText: 'Dyah Ayuningrum' })).toBeVisible()
  await expect(names.filter({ hasText: /Petugas loket|Operator/ })).toHaveCount(0)
  await names.filter({ hasText: 'Dyah Ayuningrum' }).click()
  for (const step of ['new', 'repeat']) {
    await expect(page.locator(`[data-step="${step}"]`)).toBeVisible()
    await page.keyboard.type(PIN)
    await page.keyboard.press('Enter')
  }
  await expect(page.locator('[data-step="saved"]')).toBeVisible({ timeout: 15_000 })
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-section-open="today"]')).toBeVisible({ timeout: 15_000 })
  expect(await findings()).toEqual([])
  await page.locator('[data-section="visitors"]').click()
  await expect(page.locator('[data-section-open="visitors"]')).toBeVisible()
})

test('everybody is listed by name, with counts that add up', async () => {
  await expect(rows().first()).toBeVisible({ timeout: 30_000 })
  const count = async (tab: string) =>
    Number(((await page.locator(`[data-tab="${tab}"] .desk-count`).textContent()) ?? '').replaceAll(/\D/g, ''))
  await expect.poll(() => count('all')).toBe(people.length)
  expect((await count('not_here')) + (await count('inside')) + (await count('left'))).toBe(people.length)
  const shown = (await rows().locator('.people-open').allTextContents()).slice(0, 5)
  expect(shown).toEqual(shown.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
  const gate = page.locator('[data-filter="gate"]')
  await gate.selectOption('pintu-utara')
  await expect.poll(() => count('all')).toBe(2)
  await gate.selectOption('pintu-selatan')
  await expect.poll(() => count('all')).toBe(0)
  await gate.selectOption('')
  await expect.poll(() => count('all')).toBe(people.length)
  expect(await findings()).toEqual([])
})

test('a person is found by name with a typing mistake, and by code; Enter opens', async () => {
  await search(first.code)
  await expect(rows()).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(title()).toHaveText(first.name)
  await expect(panel().locator('[data-step="entered"]')).toBeVisible()
  expect(await findings()).toEqual([])
})

test('a sealed phone is shown for a reason only', async () => {
  await expect(panel()).toContainText('•')
  await panel().locator('[data-act="reveal"]').click()
  const dialog = page.locator('dialog[data-dialog="reveal"]')
  await expect(dialog.locator('[data-act="go"]')).toHaveAttribute('aria-disabled', 'true')
  await dialog.locator('[data-field="reason"]').fill('Kode hilang')
  await page.keyboard.press('Enter')
  await expect(panel()).toContainText(first.code)
})

test('a name is corrected, and found by the new one', async () => {
  await panel().locator('[data-act="edit"]').click()
  await page.locator('dialog [data-field="name"]').fill('Zulaikha Percobaan')
  await page.keyboard.press('Enter')
  await expect(title()).toHaveText('Zulaikha Percobaan')
  await page.keyboard.press('Escape')
  await search('zulaika')
  await expect(rows().first()).toContainText('Zulaikha Percobaan')
})

test('somebody is blocked and activated again; an exit is recorded by hand', async () => {
  await search(second.code)
  await expect(rows()).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(title()).toHaveText(second.name)
  await panel().locator('[data-act="status"]').click()
  await page.locator('dialog [data-status="blocked"]').click()
  await expect(panel().locator('.people-status')).toBeVisible()
  await panel().locator('[data-act="status"]').click()
  await page.locator('dialog [data-status="active"]').click()
  await expect(panel().locator('.people-status')).toHaveCount(0)
  await panel().locator('[data-act="exit"]').click()
  await page.locator('dialog[data-dialog="move"] [data-act="go"]').click()
  await expect(panel().locator('.journey li', { hasText: 'dicatat petugas' })).toHaveCount(1)
})

test('a code is replaced: the new one is shown as a QR, all others of the person are revoked', async () => {
  const sheet = join(folder.dir, 'codes.csv')
  sure(await pendopo(['issue-codes', '--out', sheet, '--personal', 'uji', '--data', folder.dir, '--json']))
  const signed = readFileSync(sheet, 'utf8')
    .split('\r\n')
    .find((line) => line.includes(second.name))
    ?.match(/PDP1:[0-9A-Z $%*+./:-]+/)?.[0]
  await panel().locator('[data-act="code"]').click()
  const dialog = page.locator('dialog[data-dialog="code"]')
  await expect(dialog).toContainText('1 kode lain')
  await dialog.locator('[data-field="all_codes"]').check()
  expect(await findings()).toEqual([])
  await dialog.locator('[data-act="go"]').click()
  await expect(page.locator('dialog[data-dialog="new_code"] svg[role="img"]')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('dialog')).toHaveCount(0)
  for (const code of [second.code, signed ?? '']) {
    const where = ['--list', 'pintu-hari-1', '--at', await noon(), '--data', folder.dir, '--json']
    const old = await pendopo(['scan', code, ...where])
    expect(old.answer).toMatchObject({ outcome: 'refused', reason: 'revoked' })
  }
})

test('somebody is registered: who may be the same person is offered first, then the badge comes out as a file', async () => {
  await page.keyboard.press('Escape')
  await page.locator('[data-act="register_person"]').click()
  await page.locator('[data-field="category"] label', { hasText: 'Umum' }).click()
  await page.locator('[data-field="name"]').fill(second.name)
  await page.locator('[data-purpose="kehadiran"] [data-given="true"]').check()
  await page.locator('[data-act="register_only"]').click()
  await expect(page.locator('[data-purpose="kabar"] [role="alert"]')).toBeVisible()
  await page.locator('[data-purpose="kabar"] [data-given="false"]').check()
  await page.locator('[data-act="register_only"]').click()
  await expect(page.locator('[data-suspect]').first()).toContainText(second.name)
  expect(await findings()).toEqual([])
  await page.locator('[data-act="other_person"]').click()
  await page.locator('[data-act="register_only"]').click()
  await expect(page.locator('[data-section-open="registered"] svg[role="img"]')).toBeVisible()
  const labels = join(folder.dir, 'labels')
  mkdirSync(labels)
  await ask(page, 'badge.act', { do: 'set_printer', printer: { kind: 'pdf', folder: labels } })
  await page.locator('[data-act="badge"]').click()
  await expect(page.locator('[data-badge="printed"]')).toBeVisible({ timeout: 30_000 })
  expect(readdirSync(labels).filter((file) => file.endsWith('.pdf'))).toHaveLength(1)
  await page.locator('[data-act="open"]').click()
  await expect(title()).toHaveText(second.name)
  await expect(panel()).toContainText('tercetak sekali')
  // The Enter that ends a scan prints nothing; a person's does.
  await page.locator('h1').click()
  await wedge(page, first.code)
  await expect(panel().locator('[data-act="badge"]')).toBeEnabled()
  await page.keyboard.press('Shift', { delay: 150 })
  await page.keyboard.press('Enter')
  await expect(panel()).toContainText('tercetak 2 kali', { timeout: 30_000 })
  expect(readdirSync(labels).filter((file) => file.endsWith('.pdf'))).toHaveLength(2)
})

test('a badge has the form of its category: the public a wide label, the crew an upright card', async () => {
  const crew = people.find(({ category }) => category === 'panitia')
  if (crew === undefined) throw new Error('the demo roster has no crew')
  const labels = join(folder.dir, 'labels')
  const sizeOf = async (file: string) => {
    const { widthMm, heightMm, pages, text } = await readLabel(file)
    return { size: [Math.round(widthMm), Math.round(heightMm)], pages, text }
  }
  const [wide] = labelsIn(labels)
  expect(await sizeOf(wide ?? '')).toMatchObject({ size: [100, 62], pages: 1 })
  await search(crew.code)
  await expect(rows()).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(title()).toHaveText(crew.name)
  await panel().locator('[data-act="badge"]').click()
  await expect(panel().locator('[data-badge="printed"]')).toBeVisible({ timeout: 30_000 })
  const card = await sizeOf(labelsIn(labels).at(-1) ?? '')
  expect(card).toMatchObject({ size: [74, 105], pages: 1 })
  expect(card.text).toContain(crew.name.split(' ')[0])
})

test('the desk speaks English, at 1366 and at 1920 wide', async () => {
  await page.locator('[data-act="person"]').click()
  await page.locator('dialog [data-act="language"]').click()
  await expect(page.locator('h1')).toHaveText('Visitors')
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ] as const) {
    await running.app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(await findings()).toEqual([])
  }
})

test('an organizer forgets a person: the name is gone from the desk and is found no more', async () => {
  await search(second.name)
  // Registered at the desk under the same name, and the one of the roster, who came in at a gate.
  await expect(rows()).toHaveCount(2)
  await rows()
    .filter({ hasText: /Entrance|Pintu/ })
    .locator('.people-open')
    .click()
  await expect(title()).toHaveText(second.name)
  await panel().locator('[data-act="erase"]').click()
  const dialog = page.locator('dialog[data-dialog="erase"]')
  await expect(dialog.locator('[data-act="go"]')).toHaveAttribute('aria-disabled', 'true')
  expect(await findings()).toEqual([])
  await dialog.locator('[name="sure"]').check()
  await dialog.locator('[data-act="go"]').click()
  await expect(panel().locator('[data-erasure="done"]')).toBeVisible()
  await expect(title()).toHaveText('Personal data erased')
  await expect(panel().locator('[data-act="erase"]')).toHaveCount(0)
  // What is not personal stays.
  await expect(panel().locator('[data-step="entered"]')).toBeVisible()
  expect(await findings()).toEqual([])
  await page.keyboard.press('Escape')
  await search(second.name)
  await expect(rows()).toHaveCount(1)
})

test('Ctrl+L locks: the PIN is asked for and nothing of anybody is left', async () => {
  await page.keyboard.press('Control+l')
  await expect(page.locator('[data-screen="desk"][data-status="signed_out"]')).toBeVisible()
  expect(await page.locator('body').textContent()).not.toContain(second.name)
  const query = { list: 'pintu-hari-1', presence: null, category: null, gate: null, search: '', from: 0, limit: 10 }
  expect(await ask(page, 'people.page', query)).toMatchObject({ ok: false, code: 'not_signed_in' })
})
