import AxeBuilder from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { ask, launch, windowOf, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'

const PIN = '731946'

/** The demo fair with the organizer at its desk, and the set-up open. */
const test = base.extend<{ roles: string; dir: string; desk: RunningApp }>({
  roles: ['desk', { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from this pattern
  dir: async ({}, use) => {
    const { dir, remove } = tempFolder()
    await makeDemo(dir)
    await use(dir)
    remove()
  },
  desk: async ({ dir, roles }, use) => {
    const running = await launch({ dir, role: roles, locale: 'id' })
    await running.page.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
    expect(await ask(running.page, 'staff.setPin', { staff: 'dyah', pin: PIN, voucher: null })).toMatchObject({
      ok: true,
    })
    await enter(running.page, 'dyah')
    await use(running)
    await running.close()
  },
})

/** Signs somebody in at a desk and opens its set-up. */
async function enter(page: Page, staff: string): Promise<void> {
  expect(await ask(page, 'desk.signIn', { staff, pin: PIN })).toMatchObject({ ok: true })
  await page.locator('[data-section="setup"]').click()
  await expect(page.locator('[data-section-shown="setup"][data-version]')).toBeVisible()
}
const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`).first().click()
const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`).click()
const field = (page: Page, path: string) => page.locator(`[data-field="${path}"]`)
const row = (page: Page, code: string) => page.locator(`tr[data-row="${code}"]`)
const open = (page: Page, code: string) => row(page, code).locator('.setup-open').click()
const saved = (page: Page) => expect(page.locator('.setup-saved')).toHaveAttribute('data-saved', 'true')
const dialog = (page: Page, name: string) => page.locator(`[data-dialog="${name}"]`)

/** A quota as a headless export writes it: what other programs see. */
async function exportedQuota(dir: string, service: string): Promise<number | null | undefined> {
  const file = join(dir, 'exported.json')
  sure(await pendopo(['fair', 'export', file, '--data', dir, '--json']))
  const { services } = JSON.parse(readFileSync(file, 'utf8')) as { services: { code: string; quota: number | null }[] }
  return services.find(({ code }) => code === service)?.quota
}

/** What axe finds on the screen now, as rule and place. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

test('what is wrong is said at its field in our words, and the first is in focus; mended it is saved and held', async ({
  desk: { page },
  dir,
}) => {
  await part(page, 'services')
  await open(page, 'pajak-tahunan')
  await field(page, 'quota').locator('input').fill('banyak')
  await field(page, 'name').locator('input').last().fill('')
  await act(page, 'save')
  await expect(field(page, 'name').locator('.setup-wrong')).toHaveText('Wajib diisi.')
  await expect(field(page, 'quota').locator('.setup-wrong')).toHaveText('Isi dengan angka bulat, misalnya 30.')
  await expect(field(page, 'name').locator('input').last()).toBeFocused()
  await expect(page.locator('.setup-saved')).toHaveAttribute('data-saved', 'false')
  expect(await findings(page)).toEqual([])
  await field(page, 'name').locator('input').last().fill('Yearly vehicle tax')
  await field(page, 'quota').locator('input').fill('450')
  await page.keyboard.press('Enter')
  await saved(page)
  await expect(row(page, 'pajak-tahunan')).toContainText('450')
  expect(await exportedQuota(dir, 'pajak-tahunan')).toBe(450)
  expect(await findings(page)).toEqual([])
})

test('what is folded opens where something is wrong, and stays open under who mends it', async ({ desk: { page } }) => {
  await part(page, 'services')
  await open(page, 'pajak-tahunan')
  const calls = field(page, 'rules.noShowCalls').locator('input')
  const folded = page.locator('details.setup-group', { has: field(page, 'rules.noShowCalls') })
  await folded.locator('summary').click()
  await calls.fill('banyak')
  await folded.locator('summary').click()
  await expect(calls).toBeHidden()
  await act(page, 'save')
  await expect(calls).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('4')
  await expect(calls).toHaveValue('4')
  await expect(calls).toBeFocused()
  await page.keyboard.press('Enter')
  await saved(page)
})

test('what failed once can be pressed again', async ({ desk: { page }, dir }) => {
  await part(page, 'reasons')
  await act(page, 'add')
  await field(page, 'name').locator('input').first().fill('Gangguan')
  await field(page, 'name').locator('input').last().fill('Trouble')
  await field(page, 'uses').locator('label').first().click()
  await act(page, 'save')
  await saved(page)
  await open(page, 'gangguan')
  await act(page, 'remove')
  const sureOf = dialog(page, 'setup_remove')
  // Another program writes, for longer than this one waits.
  const log = new Sqlite(join(dir, 'log.sqlite'))
  try {
    log.exec('BEGIN IMMEDIATE')
    await sureOf.locator('[data-act="go"]').click()
    await expect(sureOf.getByRole('alert')).not.toBeEmpty({ timeout: 40_000 })
    log.exec('ROLLBACK')
  } finally {
    log.close()
  }
  await sureOf.locator('[data-act="go"]').click()
  await saved(page)
  await expect(row(page, 'gangguan')).toHaveCount(0)
})

test('new rows need a name alone: letters, code and hours are proposed, and the queue machine has them at once', async ({
  desk: { page },
}) => {
  await part(page, 'agencies')
  await act(page, 'add')
  await field(page, 'name').locator('input').first().fill('Perpustakaan Kota')
  await field(page, 'name').locator('input').last().fill('City Library')
  await field(page, 'shortName').locator('input').fill('Perpus')
  await field(page, 'subtitle').locator('input').first().fill('Kartu anggota')
  await field(page, 'subtitle').locator('input').last().fill('Membership')
  await act(page, 'save')
  await saved(page)
  await expect(row(page, 'perpustakaan-kota')).toBeVisible()
  await part(page, 'services')
  await act(page, 'add')
  await field(page, 'name').locator('input').first().fill('Kartu anggota')
  await field(page, 'name').locator('input').last().fill('Membership')
  await field(page, 'agency').locator('select').selectOption('perpustakaan-kota')
  await act(page, 'save')
  await saved(page)
  await expect(row(page, 'kartu-anggota')).toBeVisible()
  await expect(page.locator('[data-note="services_no_counter"]')).toHaveText('1 tanpa loket')
})

test('what would break the running fair is asked first, with its numbers', async ({ desk: { page }, dir }) => {
  const [first] = roster()
  sure(await pendopo(['scan', first?.code ?? '', '--list', 'pintu-hari-1', '--data', dir, '--json']))
  await part(page, 'lists')
  await open(page, 'pintu-hari-1')
  await act(page, 'remove')
  await expect(dialog(page, 'setup_remove')).toBeVisible()
  await dialog(page, 'setup_remove').locator('[data-act="go"]').click()
  await expect(dialog(page, 'setup_breaks').locator('[data-break="list_gone"]')).toContainText('1 orang pernah masuk')
  expect(await findings(page)).toEqual([])
  await dialog(page, 'setup_breaks').locator('[data-act="close_dialog"]').click()
  await dialog(page, 'setup_remove').locator('[data-act="close_dialog"]').click()
  await act(page, 'cancel')
  await expect(row(page, 'pintu-hari-1')).toBeVisible()
  // What others name cannot be removed at all, and who names it is said.
  await part(page, 'gates')
  await open(page, 'pintu-utara')
  await act(page, 'remove')
  await dialog(page, 'setup_remove').locator('[data-act="go"]').click()
  await expect(dialog(page, 'setup_remove').locator('li').first()).toContainText('Masih dipakai di Daftar masuk')
})

test('an older set-up is put back, and the history says what changed', async ({ desk: { page } }) => {
  await part(page, 'fair')
  await field(page, 'city').locator('input').fill('Malang')
  await act(page, 'save')
  await saved(page)
  await expect(page.locator('.desk-fair')).toContainText('Malang')
  await part(page, 'history')
  const entries = page.locator('.setup-history > li')
  await expect(entries).toHaveCount(2)
  await expect(entries.first()).toContainText('Kota dari Surabaya menjadi Malang')
  await expect(entries.first()).toContainText('Dyah Ayuningrum')
  await entries.last().locator('[data-act="restore"]').click()
  await dialog(page, 'setup_restore').locator('[data-act="go"]').click()
  await saved(page)
  await expect(entries).toHaveCount(3)
  await expect(page.locator('.desk-fair')).toContainText('Surabaya')
  expect(await findings(page)).toEqual([])
})

test.describe('two desks', () => {
  test.use({ roles: 'desk,desk' })
  test('at the same row: the later one sees both and says which holds', async ({ desk }) => {
    const [page, other] = [await windowOf(desk, 0), await windowOf(desk, 1)]
    for (const at of [page, other]) {
      await at.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
      await enter(at, 'dyah')
    }
    for (const at of [page, other]) {
      await part(at, 'counters')
      await open(at, '1')
    }
    await field(page, 'zone').locator('input').fill('Sayap Barat')
    await act(page, 'save')
    await saved(page)
    await field(other, 'zone').locator('input').fill('Sayap Timur')
    await act(other, 'save')
    const both = dialog(other, 'setup_meanwhile')
    await expect(both).toContainText('Sayap Barat')
    await expect(both).toContainText('Sayap Timur')
    await both.locator('[data-act="go"]').click()
    await saved(other)
    await expect(row(page, '1')).toContainText('Sayap Timur')
  })
})

test('what is typed and not saved is not left by mistake, by mouse or by keyboard', async ({ desk: { page } }) => {
  await part(page, 'fair')
  await field(page, 'city').locator('input').fill('Malang')
  await page.locator('[data-section="visitors"]').click()
  await expect(dialog(page, 'leave')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(field(page, 'city').locator('input')).toHaveValue('Malang')
  await part(page, 'days')
  await dialog(page, 'leave').locator('[data-act="go"]').click()
  await expect(page.locator('[data-form="days"]')).toBeVisible()
  await part(page, 'fair')
  await expect(field(page, 'city').locator('input')).toHaveValue('Surabaya')
})

test('supervisors have no set-up', async ({ desk: { page } }) => {
  const answer = await ask(page, 'staff.setPin', { staff: 'galih', pin: PIN, voucher: { staff: 'dyah', pin: PIN } })
  expect(answer).toMatchObject({ ok: true })
  await ask(page, 'desk.signOut', null)
  expect(await ask(page, 'desk.signIn', { staff: 'galih', pin: PIN })).toMatchObject({ ok: true })
  await expect(page.locator('[data-section="today"]')).toBeVisible()
  await expect(page.locator('[data-section="setup"]')).toHaveCount(0)
  expect(await ask(page, 'setup.view', null)).toMatchObject({ ok: false, code: 'role_too_low' })
})
