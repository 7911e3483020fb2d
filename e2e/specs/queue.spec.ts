import { expect, test, type Locator, type Page } from '@playwright/test'
import jsqr from 'jsqr'
import { TcpStandIn } from '../../main/devices/testing/tcp-stand-in'
import { ask, launch, windowOf, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { makeDemo, sure, tempFolder } from '../helpers/folder'

const folder = tempFolder()
const printer = new TcpStandIn()
let running: RunningApp
let dispenser: Page
let counter: Page
let display: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  await makeDemo(folder.dir)
  await printer.plugIn()
  running = await launch({ dir: folder.dir, role: 'dispenser,counter,display' })
  dispenser = await windowOf(running, 0)
  counter = await windowOf(running, 1)
  display = await windowOf(running, 2)
  await expect(dispenser.locator('main[data-screen="agencies"]')).toBeVisible({ timeout: 30_000 })
  await expect(display.locator('main[data-screen="display"][data-ready="true"]')).toBeVisible({ timeout: 30_000 })
})
test.afterAll(async () => {
  await running?.close()
  await printer.unplug()
  folder.remove()
})

/** Two touches: the agency, then its first service that counter 1 serves. */
async function takeNumber(): Promise<string> {
  await dispenser.locator('[data-agency="bapenda"]').click()
  await dispenser.locator('[data-service="pajak-tahunan"]').click()
  const label = dispenser.locator('[data-number]')
  await expect(label).toBeVisible()
  return ((await label.textContent()) ?? '').trim()
}

async function fresh(): Promise<void> {
  await dispenser.reload()
  await expect(dispenser.locator('main[data-screen="agencies"]')).toBeVisible()
}

/** Enter, until the screen shows what follows: a second press at once is taken for a double click and does nothing. */
async function enter(shown: Locator): Promise<void> {
  await expect(async () => {
    if (await shown.isVisible()) return
    await counter.keyboard.press('Enter')
    await expect(shown).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
}

const primary = (does: string) => counter.locator(`[data-act="primary"][data-does="${does}"]`)

test('a printer is set behind the PIN', async () => {
  expect(await ask(dispenser, 'dispenser.panel', null)).toMatchObject({ ok: false, code: 'not_signed_in' })
  await ask(dispenser, 'staff.setPin', { staff: 'ratih', pin: '8264', voucher: null })
  expect(await ask(dispenser, 'dispenser.openPanel', { staff: 'ratih', pin: '1357' })).toMatchObject({
    code: 'wrong_pin',
  })
  expect(await ask(dispenser, 'dispenser.openPanel', { staff: 'ratih', pin: '8264' })).toMatchObject({ ok: true })
  const set = { kind: 'tcp' as const, host: '127.0.0.1', port: printer.port, width: 80 as const }
  expect(await ask(dispenser, 'dispenser.staffAct', { do: 'set_printer', printer: set })).toMatchObject({ ok: true })
})

test('a number is taken in two touches, its slip comes out with text and QR', async () => {
  expect(await takeNumber()).toBe('A-001')
  await expect(dispenser.locator('[data-print="printed"]')).toBeVisible({ timeout: 15_000 })
  const [slip] = printer.machine.slips
  const words = slip?.lines.map(({ text }) => text).join(' ') ?? ''
  expect(words).toContain('A-001')
  expect(words).toContain('Pajak kendaraan tahunan')
  const codes = (slip?.pictures ?? []).flatMap(({ data, width, height }) => jsqr(data, width, height)?.data ?? [])
  expect(codes.join()).toMatch(/^PDQ1:[0-9A-Z $%*+\-./:]+$/)
  expect(printer.machine.unknown).toEqual([])
  await fresh()
})

test('the operator signs in and calls with Enter; the display shows and speaks it', async () => {
  const signedIn = await ask(counter, 'counter.signIn', { counter: '1', staff: 'ratih', pin: '8264' })
  expect(signedIn).toMatchObject({ ok: true })
  await counter.reload()
  await expect(primary('open')).toBeVisible()
  await enter(primary('call_next'))
  await expect(counter.locator('[data-label="A-001"]').first()).toBeVisible()
  await enter(counter.locator('main[data-hands="called"] h1[data-label="A-001"]'))
  await expect(display.locator('.display')).toContainText('A-001')
  const spoken = display.locator('[data-spoken] > li[data-label="A-001"][data-to]')
  await expect(spoken).toHaveCount(1, { timeout: 30_000 })
  const [from, to] = await spoken.evaluate((said) => [said.dataset['from'], said.dataset['to']].map(Number))
  expect(to).toBeGreaterThan((from ?? 0) + 1_000)
})

test('served and finished: the hands are empty and the tally counts', async () => {
  await expect(primary('start')).toBeVisible()
  await enter(counter.locator('main[data-hands="serving"]'))
  await expect(primary('finish')).toBeVisible()
  await enter(counter.locator('main[data-hands="empty"]'))
  const { services } = sure(await pendopo(['stats', '--data', folder.dir, '--json'])) as {
    services: { code: string; done: number; waiting: number }[]
  }
  expect(services.find(({ code }) => code === 'pajak-tahunan')).toMatchObject({ done: 1, waiting: 0 })
})

test('a display that was reloaded shows the old calls and speaks none of them', async () => {
  await display.reload()
  await expect(display.locator('main[data-screen="display"][data-ready="true"]')).toBeVisible({ timeout: 30_000 })
  await expect(display.locator('.display')).toContainText('A-001')
  await expect(display.locator('[data-spoken] > li')).toHaveCount(0)
})

test('paper runs out: the number waits for its slip, and after the refill only that one comes out', async () => {
  printer.machine.paper = 0
  expect(await takeNumber()).toBe('A-002')
  await expect(dispenser.locator('[data-print="trouble"]')).toBeVisible({ timeout: 20_000 })
  const before = printer.machine.slips.length
  expect(await ask(counter, 'counter.view', { counter: '1' })).toMatchObject({ value: { waitingCount: 0 } })
  printer.machine.paper = Infinity
  expect(printer.machine.slips.length).toBe(before)
  await ask(dispenser, 'dispenser.openPanel', { staff: 'ratih', pin: '8264' })
  await ask(dispenser, 'dispenser.staffAct', { do: 'refilled' })
  await expect.poll(() => printer.machine.slips.length, { timeout: 20_000 }).toBe(before + 1)
  expect(
    printer.machine.slips
      .at(-1)
      ?.lines.map(({ text }) => text)
      .join(' '),
  ).toContain('A-002')
  await expect
    .poll(async () => {
      const view = await ask(counter, 'counter.view', { counter: '1' })
      return view.ok ? view.value.waitingCount : -1
    })
    .toBe(1)
  await fresh()
})

test('a call by a command beside the app is on the display too', async () => {
  sure(await pendopo(['call', '1', '--data', folder.dir, '--json']))
  await expect(display.locator('.display')).toContainText('A-002')
  await expect(display.locator('[data-spoken] > li[data-label="A-002"]')).toHaveCount(1, { timeout: 30_000 })
})
