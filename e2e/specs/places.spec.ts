import { expect, test } from '@playwright/test'
import { ask, launch, readyGate, windowOf, type RunningApp } from '../helpers/app'
import { makeDemo, tempFolder } from '../helpers/folder'

const folder = tempFolder()
let running: RunningApp

test.beforeAll(() => makeDemo(folder.dir))
test.afterAll(() => folder.remove())

const screens = async (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, n) =>
      (await windowOf(running, n)).locator('main').getAttribute('data-screen'),
    ),
  )
const windows = () =>
  running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => [window.webContents.getURL(), window.isKiosk()]),
  )

test('a window asks what it is to be; a counter gets a window of its own kind, and moves without a PIN', async () => {
  running = await launch({ dir: folder.dir, role: null })
  await expect(running.page.locator('[data-choice]')).toHaveCount(5)
  await running.page.locator('[data-choice="counter"]').click()
  await expect(running.page.locator('[data-act="done"]')).toBeDisabled()
  await running.page.locator('[data-counter="2"]').click()
  await running.page.locator('[data-counter="3"]').click()
  await running.page.locator('[data-act="done"]').click()
  await expect.poll(windows).toEqual([['app://pendopo/', false]])
  await expect((await windowOf(running, 0)).locator('main[data-screen="counter"]')).toBeVisible()
  await running.close()
})

test('what was chosen is there again after a restart', async () => {
  running = await launch({ dir: folder.dir, role: null })
  await expect(running.page.locator('main[data-screen="counter"]')).toBeVisible()
  await running.close()
})

test('several roles are several windows, each with its own zoom', async () => {
  running = await launch({ dir: folder.dir, role: 'gate,counter,display' })
  await readyGate(await windowOf(running, 0))
  await expect((await windowOf(running, 2)).locator('main[data-screen="display"]')).toBeVisible()
  expect(await screens(3)).toEqual(['attract', 'counter', 'display'])
  expect(Object.fromEntries(await windows())).toEqual({
    'app://pendopo/': true,
    'app://pendopo-2/': false,
    'app://pendopo-3/': true,
  })
  // A page asks only for what its own window is.
  const other = await ask(await windowOf(running, 2), 'counter.view', { counter: '2' })
  expect(other).toMatchObject({ ok: false, code: 'not_a_counter' })
  await running.close()
})

test('a kiosk is given another place after a PIN only', async () => {
  running = await launch({ dir: folder.dir, role: 'gate' })
  const { page } = running
  await readyGate(page)
  const place = { role: 'display' as const, zones: [], isSpoken: false }
  expect(await ask(page, 'app.chooseRole', { place })).toMatchObject({
    code: 'role_taken',
  })
  const move = (pin: string) => ask(page, 'kiosk.move', { staff: 'galih', pin })
  expect(await move('4711')).toMatchObject({ code: 'pin_not_set' })
  await ask(page, 'staff.setPin', { staff: 'galih', pin: '8264', voucher: null })
  expect(await move('4711')).toMatchObject({ code: 'wrong_pin' })
  expect(await move('8264')).toMatchObject({ ok: true })
  await expect(page.locator('[data-choice="display"]')).toBeVisible()
  await running.close()
})
