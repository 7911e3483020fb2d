import AxeBuilder from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { TcpStandIn } from '../../main/devices/testing/tcp-stand-in'
import { ask, launch, windowOf, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { makeDemo, sure, tempFolder } from '../helpers/folder'
import { pictureOf } from '../helpers/picture'

/** The template of the queue slip: changed at the desk, seen beside its fields, printed at a queue machine. */

const PIN = '731946'
const PICTURES = process.env['PENDOPO_PICTURES'] ?? ''
const FOOTER = { id: 'Bertanya? Meja bantuan di pintu utara.', en: 'Questions? Help desk at the north gate.' }
const folder = tempFolder()
const printer = new TcpStandIn()
let running: RunningApp
let desk: Page
let machine: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  await makeDemo(folder.dir)
  await printer.plugIn()
  running = await launch({ dir: folder.dir, role: 'desk,dispenser', locale: 'id' })
  desk = await windowOf(running, 0)
  machine = await windowOf(running, 1)
  await desk.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
  expect(await ask(desk, 'staff.setPin', { staff: 'dyah', pin: PIN, voucher: null })).toMatchObject({ ok: true })
  expect(await ask(desk, 'desk.signIn', { staff: 'dyah', pin: PIN })).toMatchObject({ ok: true })
  await expect(machine.locator('main[data-screen="agencies"]')).toBeVisible({ timeout: 30_000 })
  expect(await ask(machine, 'dispenser.openPanel', { staff: 'dyah', pin: PIN })).toMatchObject({ ok: true })
  const setting = { kind: 'tcp', host: '127.0.0.1', port: printer.port, width: 58 } as const
  expect(await ask(machine, 'dispenser.staffAct', { do: 'set_printer', printer: setting })).toMatchObject({ ok: true })
  await desk.locator('[data-section="setup"]').click()
  await desk.locator('[data-part="slip"]').click()
  await expect(desk.locator('[data-form="slip"]')).toBeVisible()
})
test.afterAll(async () => {
  await running?.close()
  await printer.unplug()
  folder.remove()
})

const field = (path: string) => desk.locator(`[data-field="slip.${path}"]`)
const act = (name: string) => desk.locator(`[data-act="${name}"]`)
const saved = () => expect(desk.locator('.setup-saved')).toHaveAttribute('data-saved', 'true')
const paper = () => desk.locator('svg.slip-paper')
const choose = (value: string) => desk.locator(`.slip-preview [data-choice="${value}"]`).click()

/** A picture for a person's eyes, when they ask for it. */
async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== '') await pictureOf(running.app, page, join(PICTURES, `${name}.png`))
}

async function findings(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: desk }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

/** Takes a number by touch and waits for its slip: what stands on the paper. */
async function printedSlip(): Promise<string> {
  const before = printer.machine.slips.length
  await machine.reload()
  await machine.locator('[data-agency="bapenda"]').click()
  await machine.locator('[data-service="pajak-tahunan"]').click()
  await expect(machine.locator('[data-print="printed"]')).toBeVisible({ timeout: 20_000 })
  expect(printer.machine.slips).toHaveLength(before + 1)
  return (
    printer.machine.slips
      .at(-1)
      ?.lines.map(({ text }) => text)
      .join(' ')
      .replace(/ +/g, ' ') ?? ''
  )
}

/** The slip's part of a set-up as the headless program writes it: what other programs see. */
async function exportedSlip(): Promise<unknown> {
  const file = join(folder.dir, 'exported.json')
  sure(await pendopo(['fair', 'export', file, '--data', folder.dir, '--json']))
  return (JSON.parse(readFileSync(file, 'utf8')) as { slip: unknown }).slip
}

test('a set-up of before prints the slip of before, and the form draws it', async () => {
  await expect(paper()).toHaveAttribute('aria-label', /NOMOR ANTREAN .*Di depan: 12 orang .*Perkiraan: .*dilayani\.$/)
  const slip = await printedSlip()
  expect(slip).toMatch(/NOMOR ANTREAN .*Badan Pendapatan Daerah.* Di depan: .* Diambil: .*dilayani\.$/)
  await expect(machine.locator('.slip-head time')).toBeVisible()
  expect(await findings()).toEqual([])
  await picture(desk, 'slip-before')
})

test('what is changed is drawn at once, for both papers and languages, and what is missing is named', async () => {
  await field('footer').locator('textarea').first().fill(FOOTER.id)
  await field('showAhead').locator('input').uncheck()
  await field('showTime').locator('input').uncheck()
  await expect(paper()).toHaveAttribute('aria-label', /dilayani\. Bertanya\? .*utara\.$/)
  await expect(paper()).not.toHaveAttribute('aria-label', /Di depan|Diambil/)
  await expect(paper()).toHaveAttribute('data-mm', '58')
  await act('save').click()
  await expect(field('footer').locator('.setup-wrong')).toHaveText('Wajib diisi.')
  await expect(field('footer').locator('textarea').last()).toBeFocused()
  await picture(desk, 'slip-wrong')
  expect(await findings()).toEqual([])
  await desk.keyboard.insertText(FOOTER.en)
  await choose('80')
  await choose('en')
  await desk.locator('[data-turn="priority"]').check()
  await desk.locator('[data-turn="copy"]').check()
  await expect(paper()).toHaveAttribute('data-mm', '80')
  await expect(paper()).toHaveAttribute(
    'aria-label',
    /COPY print no\. 2 QUEUE NUMBER .* PRIORITY .*served\. Questions\? Help desk at the north gate\.$/,
  )
  await picture(desk, 'slip-changed')
  await act('save').click()
  await saved()
  expect(await exportedSlip()).toMatchObject({ footer: FOOTER, showAhead: false, showTime: false, showBring: true })
})

test('the queue machine of the folder prints it, and its screen leaves out the same', async () => {
  const slip = await printedSlip()
  expect(slip).toMatch(/Siapkan: KTP asli dan STNK/)
  expect(slip).toMatch(/dilayani\. -+ Bertanya\? Meja bantuan di pintu utara\.$/)
  expect(slip).not.toMatch(/Di depan|Diambil/)
  await expect(machine.locator('.slip-head time')).toHaveCount(0)
  await expect(machine.locator('.slip-facts')).not.toContainText('di depan Anda')
  await picture(machine, 'slip-number')
})

test('put back from the history, the next slip is the one of before', async () => {
  await desk.locator('[data-part="history"]').click()
  const entries = desk.locator('.setup-history > li')
  await expect(entries.first()).toContainText('Slip antrean: Orang di depan dari Ya menjadi Tidak')
  await entries.last().locator('[data-act="restore"]').click()
  await desk.locator('[data-dialog="setup_restore"] [data-act="go"]').click()
  await saved()
  const slip = await printedSlip()
  expect(slip).toMatch(/Di depan: .* Diambil: .*dilayani\.$/)
  await desk.locator('[data-part="slip"]').click()
  await expect(field('showAhead').locator('input')).toBeChecked()
})
