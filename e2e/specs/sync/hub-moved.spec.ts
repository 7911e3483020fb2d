import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ask, launch, wedge, type RunningApp } from '../../helpers/app'
import { pendopo } from '../../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../../helpers/folder'
import { aWire, enrolBeside, hubFolder, startHub, type HubProcess, type Wire } from '../../helpers/hub'

// The hub's computer got another address over night: two wires to one hub, of which the first is taken down.
let folder: ReturnType<typeof tempFolder>
let hub: HubProcess
let old: Wire
let moved: Wire
const apps: RunningApp[] = []
const bare = (url: string): string => url.replace('https://', '')
const dirOf = (name: string): string => join(folder.dir, name)

test.beforeEach(async () => {
  test.slow()
  folder = tempFolder()
  hub = await startHub(hubFolder())
  old = await aWire(hub.url)
  moved = await aWire(hub.url)
  await makeDemo(dirOf('desk'))
  sure(await pendopo(['enrol', await hub.firstCode(), '--hub', old.url, '--data', dirOf('desk'), '--json']))
})
test.afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
  old.close()
  moved.close()
  await hub.end('SIGTERM')
  rmSync(hub.data, { recursive: true, force: true })
  folder.remove()
})

/** A picture for a person's eyes, when they ask for it. */
async function picture(page: Page, name: string): Promise<void> {
  const dir = process.env['PENDOPO_PICTURES'] ?? ''
  if (dir !== '') await page.screenshot({ path: join(dir, `${name}.png`) })
}

const open = async (name: string, role: string | null): Promise<RunningApp> => {
  const app = await launch({ dir: dirOf(name), role })
  apps.push(app)
  return app
}

test('a computer that asks what it is to be says that its hub is gone, and finds it where somebody says that it is', async () => {
  await enrolBeside(dirOf('desk'), dirOf('gate'), 'gate', old.url)
  const { page } = await open('gate', null)
  const away = page.locator('[data-hub-away]')
  await expect(page.locator('[data-gate]').first()).toBeVisible()
  await expect(away).toHaveCount(0)
  old.close()
  await expect(away).toContainText(`Hub di ${bare(old.url)} tidak menyahut`, { timeout: 30_000 })
  await picture(page, 'hub-away')
  await page.locator('[data-act="hub_moved"]').click()
  const field = page.locator('[data-field="hub"]')
  await expect(field).toBeFocused()

  const looked = async (typed: string, said: string) => {
    await field.fill(typed)
    await page.locator('[data-act="move_hub"]').click()
    await expect(away.locator('[role="alert"]')).toHaveText(said)
  }
  await looked('bukan alamat', 'Alamat hub itu tidak bisa dipakai. Ketik seperti 192.168.1.5:7443.')
  await looked(bare(old.url), 'Tidak ada hub yang menyahut di alamat itu. Periksa alamat dan jaringannya.')
  await picture(page, 'hub-away-asking')
  // Another event's hub answers there: it hears nothing of this computer, and nothing is kept.
  const other = await startHub(hubFolder())
  await looked(bare(other.url), 'Yang menyahut di alamat itu bukan hub acara ini. Tidak ada yang dikirim ke sana.')
  await other.end('SIGTERM')
  rmSync(other.data, { recursive: true, force: true })
  expect(await ask(page, 'app.hub', null)).toMatchObject({ ok: true, value: { url: old.url } })

  // As a hand scanner types the picture that the desk shows.
  await field.fill(moved.url.toUpperCase())
  await page.locator('[data-act="move_hub"]').click()
  await expect(away).toContainText(`Hub ditemukan di ${bare(moved.url)}`)
  await picture(page, 'hub-found')
  await expect
    .poll(async () => ask(page, 'app.hub', null), { timeout: 20_000 })
    .toMatchObject({
      value: { url: moved.url, link: { state: 'connected' } },
    })
  // What was scanned meanwhile is sent there.
  const [code = ''] = roster().map((one) => one.code)
  sure(
    await pendopo(['scan', code, '--list', 'pintu-hari-1', '--direction', 'entry', '--data', dirOf('gate'), '--json']),
  )
  sure(await pendopo(['hub', 'moved', bare(moved.url), '--data', dirOf('desk'), '--json']))
  await expect
    .poll(
      async () => {
        sure(await pendopo(['sync', '--once', '--data', dirOf('desk'), '--json']))
        const stats = sure(await pendopo(['stats', '--data', dirOf('desk'), '--json']))
        return (stats['lists'] as { code: string; entered: number }[]).find((one) => one.code === 'pintu-hari-1')
          ?.entered
      },
      { timeout: 30_000 },
    )
    .toBe(1)
})

test('at a counter, at a desk and without a screen: told where the hub is now, and kept only when it is there', async () => {
  await enrolBeside(dirOf('desk'), dirOf('counter'), 'counter', old.url)
  const { page } = await open('counter', 'counter')
  const as = async (at: Page, staff: string) =>
    expect(await ask(at, 'staff.setPin', { staff, pin: '8264', voucher: null })).toMatchObject({ ok: true })
  await as(page, 'ratih')
  const place = { role: 'counter' as const, counters: ['3'] }
  expect(await ask(page, 'app.chooseRole', { place })).toMatchObject({ ok: true })
  await ask(page, 'counter.signIn', { counter: '3', staff: 'ratih', pin: '8264' })
  await page.reload()
  await expect(page.locator('.ct-link')).toBeVisible()
  await expect(page.locator('[data-act="hub_moved"]')).toHaveCount(0)
  old.close()
  await expect(page.locator('[data-act="hub_moved"]')).toBeVisible({ timeout: 30_000 })
  await picture(page, 'hub-moved-counter')
  await page.locator('[data-act="hub_moved"]').click()
  const dialog = page.locator('[data-dialog="hub_moved"]')
  await dialog.locator('[data-field="hub"]').fill('127.0.0.1:1')
  await page.keyboard.press('Enter')
  await expect(dialog.locator('[role="alert"]')).toContainText('Tidak ada hub yang menyahut')
  await picture(page, 'hub-moved-dialog')
  // The keys are the dialog's: nothing happens at the counter behind it.
  await page.keyboard.press('F9')
  await expect(page.locator('[data-screen="counter"]')).toHaveAttribute('data-status', 'closed')
  await expect(page.locator('[data-dialog]')).toHaveCount(1)
  // A hand scanner reads the desk's picture.
  await wedge(page, moved.url.toUpperCase())
  await expect(dialog).toHaveCount(0)
  await expect(page.locator('.ct-link')).toContainText('ersambung', { timeout: 20_000 })
  await expect(page.locator('[data-act="hub_moved"]')).toHaveCount(0)

  const told = (address: string) => pendopo(['hub', 'moved', address, '--data', dirOf('desk'), '--json'])
  expect(await told('127.0.0.1:1')).toMatchObject({ code: 2, answer: { code: 'hub.offline' } })
  expect((await told('')).answer).toMatchObject({ code: 'hub.bad_hub_url' })
  const desk = (await open('desk', 'desk')).page
  await expect(desk.locator('[data-screen="desk"]')).toBeVisible({ timeout: 30_000 })
  await as(desk, 'dyah')
  expect(await ask(desk, 'desk.signIn', { staff: 'dyah', pin: '8264' })).toMatchObject({ ok: true })
  await desk.locator('[data-section="stations"]').click()
  await desk.locator('[data-act="hub_moved"]').click({ timeout: 30_000 })
  await desk.locator('[data-dialog="hub_moved"] [data-field="hub"]').fill(bare(moved.url))
  await picture(desk, 'hub-moved-desk')
  await desk.keyboard.press('Enter')
  await expect(desk.locator('[data-dialog]')).toHaveCount(0)
  await expect(desk.locator('section[data-hub="reached"]')).toBeVisible({ timeout: 30_000 })
  await expect(desk.locator('[data-act="hub_moved"]')).toHaveCount(0)
  expect(sure(await told(moved.url))['url']).toBe(moved.url)
})
