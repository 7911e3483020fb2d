import AxeBuilder from '@axe-core/playwright'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ask, launch, readyGate, type RunningApp } from '../helpers/app'
import { film } from '../helpers/camera'
import { pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'

// A desk that makes its own computer the hub, and a new computer, each an app with a folder of its own: joined, watched
// and revoked through the screens alone.
const PIN = '8264'
const folder = tempFolder()
const [deskDir, gateDir, boothDir] = ['desk', 'gate', 'booth'].map((name) => join(folder.dir, name)) as [
  string,
  string,
  string,
]
let hubUrl = ''
/** Where the hub keeps its data; as root away from the fair's folder. */
let hubData = ''
let desk: RunningApp
let gate: RunningApp

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  await makeDemo(deskDir)
  mkdirSync(gateDir)
})
test.afterAll(async () => {
  await gate?.close()
  if (desk !== undefined && isAlive(desk.pid)) await desk.close()
  if (hubData !== '') rmSync(hubData, { recursive: true, force: true })
  folder.remove()
})

/** What axe finds on the screen now, as rule and place. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}
const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`)
const row = (role: string) => desk.page.locator(`tr[data-roles="${role}"]`)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // gone
  }
}

/** A picture for a person's eyes, when they ask for it. */
async function picture(page: Page, name: string): Promise<void> {
  const dir = process.env['PENDOPO_PICTURES'] ?? ''
  if (dir !== '') await page.screenshot({ path: join(dir, `${name}.png`) })
}

test('a desk without a hub shows this computer, and makes it the hub', async () => {
  desk = await launch({ dir: deskDir, role: 'desk' })
  const { page } = desk
  await expect(page.locator('[data-screen="desk"]')).toBeVisible({ timeout: 30_000 })
  expect(await ask(page, 'stations.view', null)).toMatchObject({ ok: false, code: 'not_signed_in' })
  expect(await ask(page, 'app.enrol', { code: 'X', url: '10.0.0.1' })).toMatchObject({ ok: false, code: 'not_allowed' })
  expect(await ask(page, 'staff.setPin', { staff: 'dyah', pin: PIN, voucher: null })).toMatchObject({ ok: true })
  expect(await ask(page, 'desk.signIn', { staff: 'dyah', pin: PIN })).toMatchObject({ ok: true })
  await page.locator('[data-section="stations"]').click()
  await expect(page.locator('tbody tr')).toHaveCount(1)
  await expect(page.locator('.stations-alone')).toBeVisible()
  await picture(page, 'alone')
  expect(await findings(page)).toEqual([])

  await act(page, 'join').click()
  await page.locator('[data-field="code"]').fill('0000-0000-0000')
  await page.locator('[data-field="hub"]').fill('127.0.0.1:9')
  await act(page, 'go').click()
  await expect(page.locator('[data-dialog="join"] [role="alert"]')).toBeVisible()
  await act(page, 'close_dialog').click()

  await act(page, 'hub').click()
  await page.locator('[data-address="127.0.0.1"]').check()
  await picture(page, 'hub')
  expect(await findings(page)).toEqual([])
  await act(page, 'start_hub').click()
  await expect(page.locator('[data-panel="hub"][data-hub-state="running"]')).toBeVisible({ timeout: 90_000 })
  await expect(page.locator('[data-link="connected"]')).toBeVisible({ timeout: 30_000 })
  await expect(row('desk')).toHaveAttribute('data-live', 'true', { timeout: 30_000 })
  await picture(page, 'hub-runs')
  const view = await ask(page, 'stations.view', null)
  if (!view.ok) throw new Error(view.code)
  hubUrl = view.value.here.url ?? ''
  const [own] = view.value.lines
  hubData = process.getuid?.() === 0 ? `/var/lib/pendopo/hub-${own?.station ?? ''}` : join(deskDir, 'hub')
})

test('a code made at the desk lets a new computer in, which is ready at once and seen in the list', async () => {
  await act(desk.page, 'enrol').click()
  await act(desk.page, 'make_code').click()
  const code = desk.page.locator('[data-enrol-code]')
  await expect(code).toBeVisible()
  await picture(desk.page, 'enrol')
  const text = (await code.textContent()) ?? ''

  gate = await launch({ dir: gateDir, role: null })
  const { page } = gate
  await picture(page, 'start')
  await page.locator('[data-way="join"]').click()
  await page.locator('[data-field="code"]').fill('not a code')
  await page.locator('[data-field="hub"]').fill(hubUrl.replace('https://', ''))
  await act(page, 'join').click()
  await expect(page.locator('[role="alert"]')).not.toBeEmpty()
  await picture(page, 'join')
  expect(await findings(page)).toEqual([])
  // As a hand scanner types the picture into the field.
  await page.locator('[data-field="code"]').fill(`PENDOPO:${text}:${hubUrl.toUpperCase()}`)
  await expect(page.locator('[data-field="hub"]')).toHaveValue(hubUrl)
  await act(page, 'join').click()
  // Its one role was given by the desk, so only the place is asked.
  await page.locator('[data-gate]').first().click({ timeout: 60_000 })
  await page.locator('[data-choice="entry"]').click()
  await readyGate(page)

  await expect(desk.page.locator('[data-came="1"]')).toBeVisible({ timeout: 30_000 })
  await expect(row('gate')).toHaveAttribute('data-live', 'true', { timeout: 30_000 })
  await expect(row('gate').locator('b').first()).not.toHaveText(/\d$/, { timeout: 30_000 })
  await picture(desk.page, 'joined')
  // A code is good once.
  const again = join(folder.dir, 'again')
  const second = await pendopo(['enrol', text, '--hub', hubUrl, '--data', again, '--json'])
  expect(second).toMatchObject({ code: 2, answer: { code: 'hub.bad_code' } })
})

test('a revoked computer wipes what it held of people and says so; the desk says what it held', async () => {
  await act(desk.page, 'done').click()
  await row('gate').click()
  await picture(desk.page, 'station')
  await act(desk.page, 'revoke').click()
  await picture(desk.page, 'revoke')
  await act(desk.page, 'go').click()
  await expect(gate.page.locator('[data-phase="revoked"]')).toBeVisible({ timeout: 30_000 })
  await picture(gate.page, 'revoked')
  expect(await findings(gate.page)).toEqual([])
  await expect(desk.page.locator('[data-alert="wiped"]').first()).toBeVisible({ timeout: 30_000 })
  await expect(row('gate')).toHaveAttribute('data-fate', 'wiped')
  expect(await findings(desk.page)).toEqual([])
  await picture(desk.page, 'lost')
  const counted = sure(await pendopo(['stats', '--data', gateDir, '--json']))
  expect(counted).toHaveProperty('lists')
})

test('the picture on the desk, read by a camera, makes a computer all that it was made for', async () => {
  const { page } = desk
  await page.keyboard.press('Escape')
  await expect(page.locator('.desk-panel')).toHaveCount(0)
  // With the keyboard alone: into the panel and through it, Enter makes the code.
  await act(page, 'enrol').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.desk-panel h2')).toBeFocused()
  await page.keyboard.press('Tab')
  for (const key of ['Tab', 'Space', 'Tab', 'Space', 'Tab', 'Space', 'Enter']) await page.keyboard.press(key)
  const code = await page.locator('svg[data-picture]').getAttribute('data-picture')
  mkdirSync(boothDir)
  const camera = await film(folder.dir, [{ code, seconds: 2 }])
  const booth = await launch({ dir: boothDir, role: null, camera })
  try {
    await booth.page.locator('[data-way="join"]').click()
    await act(booth.page, 'camera').click()
    // Nothing is typed: what the camera reads lets it in, and it asks which of its duties this screen has.
    await expect(booth.page.locator('[data-choice="dispenser"]')).toBeVisible({ timeout: 90_000 })
    await expect(booth.page.locator('[data-choice="counter"]')).toBeVisible()
    await expect(booth.page.locator('[data-choice="gate"]')).toHaveCount(0)
    await booth.page.locator('[data-choice="dispenser"]').click()
    await booth.page.locator('[data-choice="none"]').click()
    await expect(booth.page.locator('main[data-screen="agencies"]')).toBeVisible({ timeout: 30_000 })
    await expect(page.locator('[data-came="1"]')).toBeVisible({ timeout: 30_000 })
    await expect(row('dispenser counter')).toHaveAttribute('data-live', 'true', { timeout: 30_000 })
  } finally {
    await booth.close()
  }
  await page.keyboard.press('Escape')
  await expect(page.locator('.desk-panel')).toHaveCount(0)
  await expect(act(page, 'enrol')).toBeFocused()
  await expect(row('dispenser counter')).toHaveAttribute('data-live', 'false', { timeout: 30_000 })
})

test('a hub whose computer got another address is found again by the picture of it', async () => {
  const { page } = desk
  expect(await ask(page, 'hub.stop', null)).toMatchObject({ ok: true })
  const moved = { host: '127.0.0.2', startsWithApp: true }
  expect(await ask(page, 'hub.start', moved)).toMatchObject({ ok: true })
  await act(page, 'hub').click()
  const panel = page.locator('[data-panel="hub"][data-hub-state="running"]')
  const address = await panel.locator('svg[data-picture]').getAttribute('data-picture')
  expect(address).toBe(hubUrl.replace('127.0.0.1', moved.host).toUpperCase())
  await expect(page.locator('[data-link="connected"]')).toBeVisible({ timeout: 30_000 })
  // The same program under another address is no second computer.
  await expect(page.locator('[data-alert="doubled"]')).toHaveCount(0)
  await picture(page, 'hub-picture')
  expect(await findings(page)).toEqual([])

  const camera = await film(folder.dir, [{ code: address, seconds: 2 }])
  const booth = await launch({ dir: boothDir, role: null, camera })
  try {
    await expect(booth.page.locator('main[data-screen="agencies"]')).toBeVisible({ timeout: 30_000 })
    expect(await ask(booth.page, 'kiosk.move', { staff: 'dyah', pin: PIN })).toMatchObject({ ok: true })
    await act(booth.page, 'hub_moved').click({ timeout: 60_000 })
    await act(booth.page, 'camera').click()
    await expect(booth.page.locator('[data-hub-away="found"]')).toBeVisible({ timeout: 60_000 })
    await booth.page.locator('[data-choice="dispenser"]').click()
    await booth.page.locator('[data-choice="none"]').click()
    await expect(row('dispenser counter')).toHaveAttribute('data-live', 'true', { timeout: 30_000 })
  } finally {
    await booth.close()
  }
  await page.keyboard.press('Escape')
  await expect(row('dispenser counter')).toHaveAttribute('data-live', 'false', { timeout: 30_000 })
})

test('who is erased is not awaited for ever of a revoked computer: it is wiped, or not seen since', async () => {
  const { page } = desk
  const station = (await row('dispenser counter').getAttribute('data-station')) ?? ''
  expect(await ask(page, 'stations.revoke', { station })).toMatchObject({ ok: true })
  await expect(row('dispenser counter')).toHaveAttribute('data-fate', 'unseen', { timeout: 30_000 })
  await picture(page, 'unseen')

  const person = roster()[0]?.name ?? ''
  await page.locator('[data-section="visitors"]').click()
  await page.locator('.desk-search input').fill(person)
  await page.locator('.people-open').first().click()
  const panel = page.locator('.desk-panel')
  await expect(panel.locator('h2')).toHaveText(person)
  await panel.locator('[data-act="erase"]').click()
  await page.locator('dialog [name="sure"]').check()
  await page.locator('dialog [data-act="go"]').click()
  await expect(panel.locator('[data-erasure="unreached"]')).toBeVisible({ timeout: 30_000 })
  await expect(panel.locator('[data-word="wiped"]')).toHaveCount(1)
  await expect(panel.locator(`[data-erasure-at="${station}"]`)).toHaveAttribute('data-word', 'unseen')
  await picture(page, 'erasure')
  expect(await findings(page)).toEqual([])
  // At its next contact it wipes itself, and says so.
  expect(await pendopo(['sync', '--once', '--data', boothDir, '--json'])).toMatchObject({ code: 2 })
  await expect(panel.locator('[data-erasure="done"]')).toBeVisible({ timeout: 30_000 })
  await expect(panel.locator('[data-word="wiped"]')).toHaveCount(2)
  await picture(page, 'erasure-done')
})

test('the hub ends with the app, its database in good order', async () => {
  expect(existsSync(join(hubData, 'pg', 'postmaster.pid'))).toBe(true)
  await desk.close()
  expect(existsSync(join(hubData, 'pg', 'postmaster.pid'))).toBe(false)
  expect(existsSync(join(hubData, 'hub.json'))).toBe(false)
})
