import AxeBuilder from '@axe-core/playwright'
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { Input, Output } from '../../core/contract/channels'
import { FIRST_ORGANIZER as FIRST } from '../../core/setup/new-fair'
import { ask, expectResult, launch, readyGate, wedge, windowOf, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { sure, tempFolder } from '../helpers/folder'
import { pictureOf } from '../helpers/picture'

// An organizer with an empty computer makes a fair through the screens alone.
const PASSPHRASE = 'kuda hijau lampu sungai'
const PIN = '731946'
const PICTURES = process.env['PENDOPO_PICTURES'] ?? ''
const folder = tempFolder()
const data = join(folder.dir, 'data')
/** The set-up as its desk wrote it to a file. */
const exported = join(folder.dir, 'acara.json')
let app: RunningApp
/** Apps on other computers, that are given that file. */
const others: RunningApp[] = []

test.describe.configure({ mode: 'serial' })
test.afterAll(async () => {
  for (const running of [...others, app]) await running?.close()
  folder.remove()
})

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`)
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`)

/** What axe finds on the screen now, or in a part of it, as rule and place. */
async function findings(page: Page, within = 'body'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include(within).analyze()
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

let desk: Page
const part = (name: string) => desk.locator(`[data-part="${name}"]`).first().click()
const input = (path: string) => desk.locator(`[data-field="${path}"]`)
const both = async (path: string, id: string, en: string) => {
  await input(path).locator('input').first().fill(id)
  await input(path).locator('input').last().fill(en)
}
const saved = async () => {
  await act(desk, 'save').click()
  await expect(desk.locator('.setup-saved')).toHaveAttribute('data-saved', 'true')
}
const row = (code: string) => desk.locator(`tr[data-row="${code}"]`)

test('the desk opens at its set-up, and everything else is added through the forms', async () => {
  desk = await windowOf(app, 0)
  await expect(desk.locator('[data-section-shown="setup"][data-version]')).toBeVisible({ timeout: 30_000 })
  await part('gates')
  await act(desk, 'add').click()
  await both('name', 'Pintu timur', 'East entrance')
  await saved()
  await expect(row('pintu-timur')).toBeVisible()
  await part('agencies')
  await act(desk, 'add').click()
  await both('name', 'Dinas Kependudukan', 'Civil Registry')
  await input('shortName').locator('input').fill('Dukcapil')
  await both('subtitle', 'KTP dan akta', 'Identity cards and certificates')
  await saved()
  await part('services')
  await act(desk, 'add').click()
  await both('name', 'Cetak KTP', 'Identity card')
  await input('agency').locator('select').selectOption('dinas-kependudukan')
  // Whatever the hour at which this runs.
  await input('hours').locator('input').nth(0).fill('00:00')
  await input('hours').locator('input').nth(1).fill('23:59')
  await saved()
  await part('counters')
  await act(desk, 'add').click()
  await both('name', 'Loket 1', 'Counter 1')
  await input('services').getByText('Cetak KTP').click()
  await input('zone').locator('input').fill('Aula')
  await saved()
  await part('slip')
  await input('slip.footer').locator('textarea').first().fill('Bertanya? Meja bantuan di pintu timur.')
  await input('slip.footer').locator('textarea').last().fill('Questions? Help desk at the east entrance.')
  await input('slip.showAhead').locator('input').uncheck()
  await saved()
  await part('staff')
  await act(desk, 'add').click()
  await input('name').locator('input').fill('Ratih Puspaningrum')
  await saved()
  await picture(desk, 'setup-staff')
  await expect(desk.locator('[data-row]', { hasText: 'Ratih Puspaningrum' })).toBeVisible()
})

test('a drawing becomes the logo of every screen, and what is no picture is refused in words', async () => {
  await part('look')
  const chooser = desk.locator('.logo-chooser')
  await expect(chooser).toHaveAttribute('data-logo', 'none')
  const choose = (name: string, mimeType: string, text: string) =>
    field(desk, 'logo').setInputFiles({ name, mimeType, buffer: Buffer.from(text) })
  await choose('logo.png', 'image/png', 'this is no picture')
  await expect(chooser.getByRole('alert')).toHaveText('Gambar itu tidak bisa dipakai. Pilih PNG, JPEG, atau SVG.')
  await choose(
    'logo.svg',
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#a3231b"/><circle cx="20" cy="10" r="8" fill="#fff2d6"/></svg>',
  )
  await expect(chooser).toHaveAttribute('data-logo', /^[0-9a-f]{64}$/)
  await expect(desk.locator('.desk-fair img.desk-logo')).toBeVisible()
  await picture(desk, 'setup-logo')
  expect(await findings(desk, '.logo-chooser')).toEqual([])
})

test('it runs: a row of the roster is admitted at the gate, a number is given and called', async () => {
  const roster = join(folder.dir, 'peserta.csv')
  writeFileSync(roster, 'kode,nama,kategori\nBARU-0001,Sekar Arum,Umum\n')
  await app.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, roster)
  await desk.locator('[data-section="visitors"]').click()
  await desk.locator('[data-act="import"]').first().click()
  await act(desk, 'choose').click()
  await expect(desk.locator('[data-screen="import"][data-phase="checked"]')).toBeVisible({ timeout: 30_000 })
  await act(desk, 'import').click()
  await expect(desk.locator('[data-screen="import"][data-phase="done"]')).toBeVisible({ timeout: 30_000 })

  expect(await ask(desk, 'app.openWindow', null)).toMatchObject({ ok: true })
  const asks = await windowOf(app, 1)
  await asks.locator('[data-choice="gate"]').click()
  await asks.locator('[data-gate="pintu-timur"]').click()
  await asks.locator('[data-choice="entry"]').click()
  await readyGate(asks)
  await expect(asks.locator('img.fair-logo')).toBeVisible()
  await picture(asks, 'gate-logo')
  await wedge(asks, 'BARU-0001')
  await expectResult(asks, 'admitted', '', 20_000)

  expect(await ask(desk, 'app.openWindow', null)).toMatchObject({ ok: true })
  const third = await windowOf(app, 2)
  await third.locator('[data-choice="counter"]').click()
  await third.locator('[data-counter]').first().click()
  // A counter is a window of another kind: the page is made anew, under the same address.
  const gone = third.waitForEvent('close')
  await act(third, 'done').click()
  await gone
  const counter = await windowOf(app, 2)
  await expect(counter.locator('[data-screen="counter"]').first()).toBeVisible({ timeout: 30_000 })
  const { file } = await setup()
  const at = file.counters[0]?.code ?? ''
  const service = file.services[0]?.code ?? ''
  expect(await ask(counter, 'counter.signIn', { counter: at, staff: FIRST, pin: PIN })).toMatchObject({ ok: true })
  const press = (what: Input<'counter.act'>['act']) =>
    ask(counter, 'counter.act', { counter: at, requestId: crypto.randomUUID(), act: what })
  expect(await press({ do: 'open' })).toMatchObject({ ok: true })
  expect(await press({ do: 'issue', service, class: 'normal' })).toMatchObject({ ok: true, value: { label: 'A-001' } })
  expect(await press({ do: 'call_next' })).toMatchObject({ ok: true })
  await expect(counter.locator('[data-label="A-001"]').first()).toBeVisible()
})

test('its exported file has the logo in it, changes nothing here, and one of another city says so first', async () => {
  await app.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, exported)
  await desk.locator('[data-section="setup"]').click()
  await part('file')
  await act(desk, 'export_file').click()
  await expect(desk.locator('.setup-saved')).toContainText('acara.json')
  await act(desk, 'choose_file').click()
  await expect(desk.locator('[data-chosen="change"]')).toHaveAttribute('data-changes', '0')
  // A fair file with another gate: shown first, then used.
  const written = JSON.parse(readFileSync(exported, 'utf8')) as { city: string; brand: { logo: string } }
  expect(written.brand.logo).toMatch(/^data:image\/png;base64,/)
  const other = join(folder.dir, 'lain.json')
  writeFileSync(other, JSON.stringify({ ...written, city: 'Malang' }))
  await app.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, other)
  await act(desk, 'choose_file').click()
  await expect(desk.locator('[data-chosen="change"]')).toContainText('Kota dari Surabaya menjadi Malang')
  await picture(desk, 'setup-file')
})

/** The set-up in a folder as the headless program writes it. Keys and PINs are the folder's own and stand in no file. */
async function setupIn(dir: string): Promise<unknown> {
  const file = join(folder.dir, `dari-${basename(dir)}.json`)
  const words = { stdin: `${PASSPHRASE}\n` }
  sure(await pendopo(['fair', 'export', file, '--data', dir, '--passphrase-stdin', '--json'], words))
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** The next dialog of an app that asks for a file is answered with the exported one. */
const giveFile = (running: RunningApp) =>
  running.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, exported)

test('on an empty computer that file makes the same fair', async () => {
  const dir = join(folder.dir, 'kosong')
  const running = await launch({ dir, role: null })
  others.push(running)
  const { page } = running
  await expect(page.locator('[data-phase="empty"]')).toBeVisible({ timeout: 30_000 })
  await giveFile(running)
  await page.locator('[data-way="file"]').click()
  await act(page, 'choose_file').click()
  await expect(page.locator('[data-file="acara.json"]')).toContainText('Pekan Layanan Publik')
  await field(page, 'passphrase').fill(PASSPHRASE)
  await field(page, 'passphraseAgain').fill(PASSPHRASE)
  await act(page, 'make').click()
  await expect(page.locator('[data-phase="recovery_sheet"]')).toBeVisible({ timeout: 60_000 })
  const made = await setupIn(dir)
  expect(made).toEqual(JSON.parse(readFileSync(exported, 'utf8')))
  expect(made).toEqual(await setupIn(data))
})

test('a small fair of the same code that is already there becomes the same at its desk', async () => {
  const dir = join(folder.dir, 'kecil')
  const whole = JSON.parse(readFileSync(exported, 'utf8')) as Record<string, unknown> & { gates: object[] }
  const { slip: _slip, agencies: _agencies, services: _services, counters: _counters, ...rest } = whole
  const first = { code: FIRST, name: 'Orang lain', role: 'organizer' }
  const small = { ...rest, city: 'Malang', brand: { color: '#112233' }, gates: whole.gates.slice(0, 1), staff: [first] }
  const file = join(folder.dir, 'kecil.json')
  writeFileSync(file, JSON.stringify(small))
  const words = { stdin: `${PASSPHRASE}\n` }
  sure(await pendopo(['fair', 'import', file, '--data', dir, '--passphrase-stdin', '--json'], words))
  expect(await setupIn(dir)).not.toEqual(whole)

  const running = await launch({ dir, role: 'desk' })
  others.push(running)
  const { page } = running
  await page.locator('#passphrase').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  const at = await windowOf(running, 0)
  await at.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
  expect(await ask(at, 'staff.setPin', { staff: FIRST, pin: PIN, voucher: null })).toMatchObject({ ok: true })
  expect(await ask(at, 'desk.signIn', { staff: FIRST, pin: PIN })).toMatchObject({ ok: true })
  await at.locator('[data-section="setup"]').click()
  await at.locator('[data-part="file"]').click()
  await giveFile(running)
  await act(at, 'choose_file').click()
  const changes = at.locator('[data-chosen="change"]')
  await expect(changes).toContainText('Kota dari Malang menjadi Surabaya')
  await expect(changes).toContainText('Slip antrean: Orang di depan dari Ya menjadi Tidak; Kalimat di kaki slip')
  await act(at, 'import_file').click()
  await expect(at.locator('.setup-saved')).toHaveAttribute('data-saved', 'true')
  // The logo came with it, and is on this screen.
  await expect(at.locator('.desk-fair img.desk-logo')).toBeVisible()
  expect(await setupIn(dir)).toEqual(whole)
})

/** The set-up as the desk has it. */
async function setup(): Promise<Output<'setup.view'>> {
  const answer = await ask(desk, 'setup.view', null)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
