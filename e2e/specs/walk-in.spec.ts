import { expect, test, type Page } from '@playwright/test'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectResult, launch, readyGate, wedge, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { DEMO, makeDemo, roster, sure, tempFolder } from '../helpers/folder'
import { labelsIn, readLabel } from '../helpers/label'

let folder: ReturnType<typeof tempFolder>
let running: RunningApp | null = null
let labels: string
test.beforeEach(() => {
  folder = tempFolder()
  labels = join(folder.dir, 'labels')
})
test.afterEach(async () => {
  await running?.close()
  running = null
  folder.remove()
})

const printer = async (...args: string[]) =>
  sure(await pendopo(['badge', 'printer', ...args, '--data', folder.dir, '--json']))
const counts = async () => {
  const { lists } = sure(await pendopo(['stats', '--data', folder.dir, '--json'])) as {
    lists: { code: string; entered: number; inside: number }[]
  }
  return lists.find(({ code }) => code === 'pintu-hari-1')
}
/** A demo fair whose set-up is changed a little. */
async function makeFair(change: (fair: { walkIn: object; purposes: object[] }) => object): Promise<void> {
  const file = join(folder.dir, 'fair.json')
  const fair = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as { walkIn: object; purposes: object[] }
  writeFileSync(file, JSON.stringify({ ...fair, ...change(fair) }))
  sure(await pendopo(['fair', 'import', file, '--start', 'today', '--data', folder.dir, '--json']))
}

const begin = async (page: Page) => {
  await readyGate(page)
  await page.getByRole('button', { name: /Belum terdaftar/ }).click()
}
const step = (page: Page, name: string) => page.locator(`[data-step="${name}"]`)
const next = (page: Page, name: RegExp) => page.locator('.layer-over').getByRole('button', { name }).click()
const touch = async (page: Page, keys: readonly string[]) => {
  for (const key of keys)
    await page.getByRole('group', { name: 'Papan ketik' }).getByRole('button', { name: key, exact: true }).click()
}
const field = (page: Page) => page.locator('[data-walkin-field]')

/** From the first question to the review: only the name is given, typed on the screen. */
async function fillIn(page: Page): Promise<void> {
  await page.locator('[data-choice="pelaku-usaha"]').click()
  await touch(page, ['S', 'i', 't', 'i', 'Spasi', 'A', 'x', 'Hapus satu', 'm', 'i', 'n', 'a', 'h'])
  await expect(field(page)).toHaveValue('Siti Aminah')
  await next(page, /Lanjut/)
  for (const name of ['institution', 'phone', 'email']) {
    await expect(step(page, name)).toBeVisible()
    await next(page, /Lewati/)
  }
  await page.getByRole('button', { name: /Ya, saya setuju/ }).click()
  await page.getByRole('button', { name: 'Tidak', exact: true }).click()
  await expect(step(page, 'review')).toContainText('Siti Aminah')
}

test('a stranger registers by touch, is let in, and has a code and a label; the code works at the door', async () => {
  await makeDemo(folder.dir)
  mkdirSync(labels)
  await printer('--out', labels)
  running = await launch({ dir: folder.dir })
  const { page } = running
  await begin(page)
  await fillIn(page)
  // Two presses in one breath are one person.
  await page.getByRole('button', { name: /Daftar dan masuk/ }).dblclick({ noWaitAfter: true })
  await expectResult(page, 'admitted')
  await expect(page.locator('[data-name]')).toHaveText('Siti Aminah')
  await expect(page.getByRole('img', { name: 'Kode QR Anda' })).toBeVisible()
  await expect(page.locator('[data-badge="printed"]')).toBeVisible({ timeout: 30_000 })

  const files = labelsIn(labels)
  expect(files).toHaveLength(1)
  expect(files[0]).not.toMatch(/siti|aminah/i)
  const label = await readLabel(files[0] ?? '')
  expect(label.pages).toBe(1)
  // Chromium counts whole pixels.
  expect(Math.abs(label.widthMm - 100)).toBeLessThan(0.2)
  expect(Math.abs(label.heightMm - 62)).toBeLessThan(0.2)
  expect(label.text).toContain('Siti Aminah')
  expect(label.text).toContain('Pelaku usaha')
  expect(label.code).toMatch(/^PDP1:/)

  // Another gate, with no roster and no line to this one, that was handed its public key.
  const other = tempFolder()
  try {
    const keys = join(other.dir, 'keys.json')
    sure(await pendopo(['keys', 'export', keys, '--data', folder.dir, '--json']))
    const data = join(other.dir, 'data')
    sure(await pendopo(['fair', 'import', DEMO.fair, '--start', 'today', '--data', data, '--json']))
    const scan = () => pendopo(['scan', label.code ?? '', '--gate', 'pintu-selatan', '--data', data, '--json'])
    expect((await scan()).answer).toMatchObject({ outcome: 'refused' })
    sure(await pendopo(['keys', 'import', keys, '--data', data, '--json']))
    expect(sure(await scan())).toMatchObject({ outcome: 'admitted' })
  } finally {
    other.remove()
  }

  expect(await counts()).toMatchObject({ entered: 1, inside: 1 })
  await page.getByRole('button', { name: 'Selesai' }).click()
  await readyGate(page)
  await wedge(page, label.code ?? '')
  await expectResult(page, 'refused', 'already_admitted')
  await expect(page.locator('[data-name]')).toHaveText('Siti Aminah')
  expect(sure(await pendopo(['verify', '--data', folder.dir, '--json']))['problems']).toEqual([])
})

test('a no to a required purpose is answered kindly; nothing is stored', async () => {
  await makeDemo(folder.dir)
  running = await launch({ dir: folder.dir })
  const { page } = running
  await begin(page)
  await page.locator('[data-choice="umum"]').click()
  await page.keyboard.type('Siti', { delay: 150 })
  for (const name of [/Lanjut/, /Lewati/, /Lewati/, /Lewati/]) await next(page, name)
  await page.getByRole('button', { name: 'Tidak', exact: true }).click()
  await expect(step(page, 'declined')).toContainText('Meja bantuan')
  await next(page, /Kembali/)
  await expect(step(page, 'purpose')).toBeVisible()
  await page.getByRole('button', { name: 'Tidak', exact: true }).click()
  await next(page, /Selesai/)
  await readyGate(page)
  expect(await counts()).toMatchObject({ entered: 0 })
})

test('who walks away is forgotten: nothing typed is left for the next person', async () => {
  test.slow()
  await makeDemo(folder.dir)
  running = await launch({ dir: folder.dir })
  const { page } = running
  await begin(page)
  await page.locator('[data-choice="umum"]').click()
  await page.keyboard.type('Rahasia', { delay: 150 })
  await expect(page.getByRole('alertdialog')).toBeVisible({ timeout: 30_000 })
  await readyGate(page)
  await expect(page.locator('[data-screen="attract"]')).toBeVisible({ timeout: 20_000 })
  expect(await page.content()).not.toContain('Rahasia')
  await begin(page)
  await page.locator('[data-choice="umum"]').click()
  await expect(field(page)).toHaveValue('')
})

test('where nothing is required people come in without a name, and back keeps what they answered', async () => {
  await makeFair(() => ({
    walkIn: { categories: ['umum'], fields: [{ kind: 'name' }, { kind: 'email' }], validFor: 'day' },
    purposes: [],
  }))
  running = await launch({ dir: folder.dir })
  const { page } = running
  await begin(page)
  await expect(step(page, 'name')).toBeVisible()
  await next(page, /Lewati/)
  await touch(page, ['a', 'Tanda at', 'b', '.id'])
  await next(page, /Kembali/)
  await next(page, /Lewati/)
  await expect(field(page)).toHaveValue('a@b.id')
  await next(page, /Lanjut/)
  await next(page, /Daftar dan masuk/)
  await expectResult(page, 'admitted')
  await expect(page.locator('[data-name]')).toHaveCount(0)
  expect(await counts()).toMatchObject({ entered: 1 })
})

test('a hand scanner types nothing into a field; a code nobody knows leaves the answers as they were', async () => {
  await makeDemo(folder.dir)
  running = await launch({ dir: folder.dir })
  const { page } = running
  await begin(page)
  await page.locator('[data-choice="umum"]').click()
  await page.keyboard.type('Budi', { delay: 150 })
  await wedge(page, 'NOT-A-CODE')
  await expectResult(page, 'refused', 'invalid')
  await expect(field(page)).toHaveValue('Budi', { timeout: 15_000 })
  await wedge(page, roster()[0]?.code ?? '')
  await expectResult(page, 'admitted')
  await readyGate(page)
  await expect(field(page)).toHaveCount(0)
})

test('a printer in trouble holds nobody up: they are in, and told where the label will be', async () => {
  await makeDemo(folder.dir)
  mkdirSync(labels)
  await printer('--out', labels)
  rmSync(labels, { recursive: true })
  running = await launch({ dir: folder.dir })
  const { page } = running
  await begin(page)
  await fillIn(page)
  await next(page, /Daftar dan masuk/)
  await expectResult(page, 'admitted')
  await expect(page.locator('[data-badge="trouble"]')).toContainText('Meja bantuan')
  expect(await counts()).toMatchObject({ entered: 1, inside: 1 })
})
