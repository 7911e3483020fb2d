import { expect, test } from '@playwright/test'
import { readyGate, twoPictures } from '../../helpers/app'
import { noOrdinaryUser, ordinaryUser, type OrdinaryApp, type OrdinaryUser } from '../../helpers/ordinary-user'

test.skip(noOrdinaryUser() !== null, noOrdinaryUser() ?? '')

let user: OrdinaryUser
let running: OrdinaryApp

test.beforeAll(async () => {
  user = await ordinaryUser()
})
test.beforeEach(async () => {
  running = await user.launch(await user.dataFolder())
  await readyGate(running.page)
})
test.afterEach(() => running?.close())
test.afterAll(() => user?.remove())

const state = () =>
  running.app.evaluate(({ BrowserWindow, Menu, screen }) => {
    const [window] = BrowserWindow.getAllWindows()
    return {
      windows: BrowserWindow.getAllWindows().length,
      kiosk: window?.isKiosk(),
      bounds: window?.getBounds(),
      screen: screen.getPrimaryDisplay().bounds,
      menuBar: window?.isMenuBarVisible(),
      menu: Menu.getApplicationMenu() !== null,
      zoom: window?.webContents.getZoomFactor(),
      tools: window?.webContents.isDevToolsOpened(),
      printing: window?.webContents.isBeingCaptured(),
    }
  })

/** Ctrl or Alt with a key, as the keyboard sends it. */
const KEYS = [
  ...['w', 'W', 'r', 'R', 'q', 'p', 'o', 's', 'u', 'f', 'n', 't', 'j', 'h', '0', '-', '=', '+', 'F4', 'F5', 'Tab'].map(
    (keyCode) => ({ keyCode, modifiers: ['control'] as const }),
  ),
  ...['I', 'J', 'C', 'R', 'N', 'T', 'Tab', '+'].map((keyCode) => ({
    keyCode,
    modifiers: ['control', 'shift'] as const,
  })),
  ...['F4', 'Left', 'Right', 'Home', 'Space', 'Tab', 'F'].map((keyCode) => ({ keyCode, modifiers: ['alt'] as const })),
  ...['q', 'w', 'm', 'h'].map((keyCode) => ({ keyCode, modifiers: ['meta'] as const })),
  ...Array.from({ length: 12 }, (_, n) => ({ keyCode: `F${n + 1}`, modifiers: [] as const })),
  { keyCode: 'F10', modifiers: ['shift'] as const },
]

test('it covers the whole screen, with no menu', async () => {
  const { bounds, screen, ...rest } = await state()
  expect(bounds).toEqual(screen)
  expect(rest).toMatchObject({ windows: 1, kiosk: true, menuBar: false, tools: false })
})

test('no key combination closes, reloads, prints, zooms or opens anything, nor reaches the page', async () => {
  const { page, app } = running
  const before = await state()
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    window.addEventListener('keydown', (event) => heard.push(event.key), { capture: true })
    window.addEventListener('contextmenu', (event) => {
      heard.push(event.defaultPrevented ? 'menu prevented' : 'menu')
    })
    window.addEventListener('beforeprint', () => heard.push('print'))
  })
  await app.evaluate(({ BrowserWindow }, keys) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    for (const { keyCode, modifiers } of keys) {
      contents?.sendInputEvent({ type: 'rawKeyDown', keyCode, modifiers: [...modifiers] })
      contents?.sendInputEvent({ type: 'keyUp', keyCode, modifiers: [...modifiers] })
    }
  }, KEYS)
  // The same way as the keys before, so they too arrived, and were stopped.
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type: 'rawKeyDown', keyCode: 'Home' })
  })
  await expect.poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard.at(-1))).toBe('Home')
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(heard).toEqual(['Home'])
  // The driver's keys pass by main, straight into the page: not even there do they do anything.
  for (const keys of [
    'Control+w',
    'Control+r',
    'Control+Shift+I',
    'Control+p',
    'Control+Equal',
    'Alt+F4',
    'F5',
    'F11',
    'F12',
  ])
    await page.keyboard.press(keys)
  expect(await state()).toEqual(before)
  await readyGate(page)
})

test('neither wheel nor pinch changes the size, and no menu comes with the right button', async () => {
  const { page, app } = running
  const before = await state()
  const scale = () => page.evaluate(() => [visualViewport?.scale, devicePixelRatio, innerWidth])
  const size = await scale()
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.on('context-menu', (event) =>
      Object.assign(globalThis, { menu: event.defaultPrevented ? 'prevented' : 'shown' }),
    )
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    for (const deltaY of [240, 240, -480])
      contents?.sendInputEvent({ type: 'mouseWheel', x: 400, y: 400, deltaY, modifiers: ['control'] })
  })
  const debug = await page.context().newCDPSession(page)
  await debug.send('Input.synthesizePinchGesture', { x: 400, y: 400, scaleFactor: 3, relativeSpeed: 5_000 })
  await page.mouse.click(500, 500, { button: 'right' })
  await twoPictures(page)
  expect(await scale()).toEqual(size)
  expect(await state()).toEqual(before)
  expect(await app.evaluate(() => (globalThis as { menu?: string }).menu ?? 'none')).not.toBe('shown')
})

test('it does not close, whoever asks for it without a PIN', async () => {
  const { page, app } = running
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await app.evaluate(({ app: program }) => program.quit())
  await twoPictures(page)
  expect(await state()).toMatchObject({ windows: 1, kiosk: true })
  expect(await page.evaluate(() => window.pendopo.call('kiosk.close', { staff: 'dyah', pin: '4071' }))).toMatchObject({
    ok: false,
    code: 'pin_not_set',
  })
  await readyGate(page)
})

test('a page that closes itself is back at once: Electron asks nobody before', async () => {
  const { page, app } = running
  const next = app.waitForEvent('window')
  await page.evaluate(() => window.close()).catch(() => undefined) // the page may go before it can answer
  await readyGate(await next)
  expect(await state()).toMatchObject({ windows: 1, kiosk: true })
})

declare global {
  interface Window {
    pendopo: { call(name: string, input: unknown): Promise<{ ok: boolean; code?: string; value?: unknown }> }
  }
}

/** The long press in the corner, and a name. */
async function openStaff(code: string): Promise<void> {
  const { page } = running
  await page.getByRole('button', { name: 'Petugas: tekan lama' }).hover()
  await page.mouse.down()
  await expect(page.locator('[data-step="who"]')).toBeVisible()
  await page.mouse.up()
  await page.locator(`[data-staff="${code}"]`).click()
}

async function typePin(step: string, pin: string): Promise<void> {
  const { page } = running
  await expect(page.locator(`[data-step="${step}"]`)).toBeVisible()
  await page.getByLabel(/^PIN, \d angka diketik$/).fill(pin)
  await page.keyboard.press('Enter')
}

/** From the PIN that was just made to the panel, and out. */
async function closeFromPanel(): Promise<void> {
  await running.page.getByRole('button', { name: 'Buka panel' }).click()
  await running.page.getByRole('button', { name: 'Tutup kios' }).click()
}

test('a short press opens nothing', async () => {
  const { page } = running
  await page.getByRole('button', { name: 'Petugas: tekan lama' }).click()
  await twoPictures(page)
  await expect(page.locator('[data-step]')).toHaveCount(0)
})

test('the first of the staff sets a PIN, typed twice, and closes the kiosk with it', async () => {
  await openStaff('dyah')
  await typePin('new', '4071')
  await typePin('repeat', '4072')
  await typePin('new', '4071') // the two differed: once more from the start
  await typePin('repeat', '4071')
  await expect(running.page.locator('[data-step="saved"]')).toBeVisible()
  await closeFromPanel()
  expect(await running.ended).toBe(0)
})

test('an easy PIN is not taken', async () => {
  await openStaff('dyah')
  await typePin('new', '1234')
  await typePin('repeat', '1234')
  await expect(running.page.locator('[data-step="new"] [role="alert"]')).toHaveText(/terlalu mudah ditebak/)
})

test('three wrong PINs lock, also for the right one; the lock outlives a new start', async () => {
  const { page } = running
  const set = await page.evaluate(() =>
    window.pendopo.call('staff.setPin', { staff: 'dyah', pin: '4071', voucher: null }),
  )
  expect(set.ok).toBe(true)
  await openStaff('dyah')
  const alert = page.locator('[data-step="pin"] [role="alert"]')
  await typePin('pin', '1111')
  await expect(alert).toHaveText(/PIN belum cocok/)
  await typePin('pin', '2222')
  await expect(alert).toHaveText(/PIN belum cocok/)
  await typePin('pin', '3333')
  await expect(alert).toHaveText(/Terlalu sering keliru/)
  await typePin('pin', '4071')
  await expect(alert).toHaveText(/Terlalu sering keliru/)
  const dir = await running.app.evaluate(() => process.env['PENDOPO_DATA_DIR'] ?? '')
  await running.close()
  running = await user.launch(dir)
  await readyGate(running.page)
  const again = await running.page.evaluate(() => window.pendopo.call('kiosk.close', { staff: 'dyah', pin: '4071' }))
  expect(again).toMatchObject({ ok: false, code: 'locked' })
})

test('the second of the staff needs a colleague who vouches', async () => {
  const { page } = running
  await page.evaluate(() => window.pendopo.call('staff.setPin', { staff: 'dyah', pin: '4071', voucher: null }))
  expect(
    await page.evaluate(() => window.pendopo.call('staff.setPin', { staff: 'bagus', pin: '5926', voucher: null })),
  ).toMatchObject({ ok: false, code: 'voucher_needed' })
  await openStaff('bagus')
  await typePin('new', '5926')
  await typePin('repeat', '5926')
  await expect(page.locator('[data-step="voucher"]')).toBeVisible()
  await page.locator('[data-step="voucher"] [data-staff="dyah"]').click()
  await typePin('voucher-pin', '9999')
  await expect(page.locator('[data-step="voucher-pin"] [role="alert"]')).toHaveText(/PIN belum cocok/)
  await typePin('voucher-pin', '4071')
  await expect(page.locator('[data-step="saved"]')).toBeVisible()
  await closeFromPanel()
  expect(await running.ended).toBe(0)
})
