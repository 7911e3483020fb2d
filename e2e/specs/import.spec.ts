import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { writeXlsx } from 'hucre/xlsx'
import { ask, launch, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { DEMO, sure, tempFolder } from '../helpers/folder'

/** The organizer's desk on an empty demo fair, somebody signed in at it, and a place for files. */
const test = base.extend<{ place: { dir: string; data: string }; desk: RunningApp }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from this pattern
  place: async ({}, use) => {
    const { dir, remove } = tempFolder()
    const data = join(dir, 'data')
    sure(await pendopo(['fair', 'import', DEMO.fair, '--start', 'today', '--data', data, '--json']))
    await use({ dir, data })
    remove()
  },
  desk: async ({ place }, use) => {
    const running = await launch({ dir: place.data, role: 'desk' })
    await running.page.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
    const { organizer } = JSON.parse(readFileSync(DEMO.fair, 'utf8')).staff.reduce(
      (found: Record<string, string>, { code, role }: { code: string; role: string }) => ({ ...found, [role]: code }),
      {},
    )
    const pin = '731946'
    expect(await ask(running.page, 'staff.setPin', { staff: organizer, pin, voucher: null })).toMatchObject({
      ok: true,
    })
    expect(await ask(running.page, 'desk.signIn', { staff: organizer, pin })).toMatchObject({ ok: true })
    await use(running)
    await running.close()
  },
})

/** What the system's dialogs answer: they are the one thing that no test can press. */
async function answerDialogs({ app }: RunningApp, open: string, save: string | null = null): Promise<void> {
  await app.evaluate(
    ({ dialog }, [chosen, saved]) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen ?? ''] })
      dialog.showSaveDialog = async () => ({ canceled: saved === null, filePath: saved ?? '' })
    },
    [open, save] as const,
  )
}

async function openImport(page: Page): Promise<void> {
  await page.locator('[data-section="visitors"]').click()
  await page.locator('[data-act="import"]').click()
  await expect(page.locator('[data-screen="import"]')).toBeVisible()
}
const screen = (page: Page, phase: string) => page.locator(`[data-screen="import"][data-phase="${phase}"]`)
const figures = async (page: Page) =>
  (await page.locator('.imp-figure').allInnerTexts()).map((text) => text.split('\n')[0])
const rejects = (page: Page) => page.locator('[data-part="rejects"] li')

const ROWS = [
  ['No', 'Peserta', 'No. HP/WA', 'Asal Instansi', 'Jenis Peserta', 'Kode QR', 'Ket'],
  [1, 'Raden Ayu Siti Kusumaningtyas Prawirodirdjo', 81234567890, 'Koperasi Tirta Sari', 'umum', 'A-1', ''],
  [2, 'Radite Kusumo', '0812 0000 4471', '', 'Tamu  undangan', 'A-2', 'kursi roda'],
  [3, 'Putu Gede Arimbawa', '', '', 'Vvip', '', ''],
  [4, '', '', '', 'umum', 'A-4', ''],
  [5, 'Dewi', '', '', 'umum', 'A-1', ''],
]

test('a workbook is chosen, its columns and words named, imported, corrected, and imported again unchanged', async ({
  desk,
  place,
}) => {
  const { page } = desk
  const file = join(place.dir, 'peserta-final-rev3.xlsx')
  const list = join(place.dir, 'ditolak.csv')
  writeFileSync(
    file,
    await writeXlsx({
      sheets: [
        { name: 'Catatan', rows: [['halo']] },
        { name: 'Peserta', rows: ROWS },
      ],
    }),
  )
  await answerDialogs(desk, file, list)

  await openImport(page)
  await page.locator('[data-act="choose"]').click()
  await expect(screen(page, 'checked')).toBeVisible()
  await expect(page.locator('.imp-about')).toContainText('peserta-final-rev3.xlsx')
  // The name is not recognised: nothing can be imported, and the foot says what to do.
  await expect(page.locator('[data-act="import"]')).toHaveAttribute('aria-disabled', 'true')
  await expect(page.locator('.imp-foot [role="status"]')).toContainText('Nama')

  await page.locator('[data-sheet="Peserta"]').click()
  await expect(page.locator('[data-column="peserta"]')).toBeVisible()
  await page.locator('[data-column="peserta"] select').selectOption('name')
  await expect(screen(page, 'checked')).toBeVisible()
  await expect(page.locator('[data-column="peserta"]')).toContainText('dipilih Anda')
  await expect(page.locator('[data-column="nohpwa"]')).toContainText('dikenali')
  await expect.poll(() => figures(page)).toEqual(['5', '1', '0', '4'])
  await page.locator('[data-word="tamu undangan"] select').selectOption('umum')
  await expect.poll(() => figures(page)).toEqual(['5', '2', '0', '3'])
  await expect(rejects(page)).toHaveCount(3)
  await expect(rejects(page).last()).toContainText('Kode ini sudah ada di baris 2')

  await page.locator('h1').click()
  await page.keyboard.press('Enter')
  await expect(screen(page, 'done')).toBeVisible({ timeout: 30_000 })
  expect(await figures(page)).toEqual(['2', '0', '0', '3'])
  await page.locator('[data-act="saveRejected"]').click()
  await expect(page.locator('.imp-saved')).toContainText('3')

  // Corrected by hand, and imported again: what was said of the columns and words is known.
  const corrected = readFileSync(list, 'utf8')
    .replace('Vvip', 'umum')
    .replace(';;;;umum;A-4', ';Wayan;;;umum;A-4')
    .replace('umum;A-1', 'umum;A-5')
  writeFileSync(list, corrected)
  await answerDialogs(desk, list)
  await page.locator('[data-act="choose"]').click()
  await expect(screen(page, 'checked')).toBeVisible()
  await expect.poll(() => figures(page)).toEqual(['3', '3', '0', '0'])
  await page.locator('[data-act="import"]').click()
  await expect(screen(page, 'done')).toBeVisible({ timeout: 30_000 })

  // The first file again: only who is still rejected.
  await answerDialogs(desk, file)
  await page.locator('[data-act="choose"]').click()
  await expect(screen(page, 'checked')).toBeVisible()
  await expect.poll(() => figures(page)).toEqual(['5', '0', '0', '3'])
  await expect(page.locator('.imp-foot [role="status"]')).toContainText('sudah terdaftar')

  await page.locator('[data-act="leave"]').click()
  await expect(page.locator('[data-section-open="visitors"]')).toContainText('Radite Kusumo')
  expect(sure(await pendopo(['verify', '--data', place.data, '--json']))).toMatchObject({ ok: true })
})

test('an import that is canceled saves nothing, and the desk can go on', async ({ desk, place }) => {
  const { page } = desk
  const file = join(place.dir, 'banyak.csv')
  const rows = Array.from({ length: 60_000 }, (_, n) => `K${n},Orang ${n},umum,08${n}\n`).join('')
  writeFileSync(file, `kode,nama,kategori,hp\n${rows}`)
  await answerDialogs(desk, file)
  await openImport(page)
  await page.locator('[data-act="choose"]').click()
  await expect(screen(page, 'checked')).toBeVisible({ timeout: 60_000 })
  await page.locator('[data-act="import"]').click()
  await expect(page.locator('.imp-foot[data-step="reading"]')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(screen(page, 'checked')).toBeVisible({ timeout: 60_000 })
  expect(sure(await pendopo(['verify', '--data', place.data, '--json']))).toMatchObject({ ok: true })
  const { lists } = sure(await pendopo(['stats', '--data', place.data, '--json'])) as { lists: { expected: number }[] }
  expect(lists.map(({ expected }) => expected)).toEqual(lists.map(() => 0))
})

test('a file that cannot be taken says why, and another can be chosen', async ({ desk, place }) => {
  const { page } = desk
  const file = join(place.dir, 'peserta.xlsx')
  writeFileSync(file, '%PDF-1.7\n')
  await answerDialogs(desk, file)
  await openImport(page)
  await page.locator('[data-act="choose"]').click()
  await expect(page.locator('[role="alert"][data-reason="not_a_table"]')).toContainText('.csv')
  writeFileSync(file, 'nama,kategori\nSiti,umum\n')
  await page.locator('[data-act="choose"]').click()
  await expect(screen(page, 'checked')).toBeVisible()
  await expect.poll(() => figures(page)).toEqual(['1', '1', '0', '0'])
})

/** Lets files fall on the middle of the window, as a hand does that drags them over from a file manager. */
async function drop(page: Page, ...files: string[]): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const at = { x: 500, y: 400, data: { items: [], files, dragOperationsMask: 1 } }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, ...at })
  await browser.detach()
}

test('a file is dragged onto the window: checked as if chosen; a folder is none, and two are one too many', async ({
  desk,
  place,
}) => {
  const { page } = desk
  await openImport(page)
  const [good, other] = ['tarik.csv', 'lain.csv'].map((name) => join(place.dir, name))
  for (const file of [good, other]) writeFileSync(file ?? '', 'nama,kategori\nSiti,umum\n')
  await drop(page, good ?? '', other ?? '')
  await expect(page.locator('.imp-failure')).toContainText('Satu berkas')
  await expect(page.locator('.imp-failure')).toContainText('Satu berkas')
  await drop(page, place.data)
  await expect(page.locator('[role="alert"][data-reason="not_a_table"]')).toBeVisible()
  await drop(page, good ?? '')
  await expect(screen(page, 'checked')).toBeVisible()
  await expect(page.locator('.imp-about')).toContainText('tarik.csv')
  await page.locator('[data-act="import"]').click()
  await expect(screen(page, 'done')).toBeVisible({ timeout: 30_000 })
  expect(await figures(page)).toEqual(['1', '0', '0', '0'])
})

test('a page cannot name a file to be read: only what a person let fall on it has a path', async ({ desk, place }) => {
  const { page } = desk
  await openImport(page)
  const path = join(place.dir, 'rahasia.csv')
  writeFileSync(path, 'nama,kategori\nSiti,umum\n')
  const tried = await page.evaluate(async (name) => {
    const { call, dropRoster } = window.pendopo as unknown as {
      call: (name: string, input: unknown) => Promise<unknown>
      dropRoster: (file: unknown) => Promise<unknown>
    }
    const given = [new File(['nama'], name), { path: name, name }, name, null]
    return [await call('roster.drop', { path: name }), ...(await Promise.all(given.map(dropRoster)))]
  }, path)
  expect(tried.map((answer) => (answer as { code?: string }).code)).toEqual([
    'not_allowed',
    'bad_input',
    'bad_input',
    'bad_input',
    'bad_input',
  ])
  expect(await ask(page, 'roster.view', null)).toMatchObject({ value: { phase: 'none' } })
})

test('nobody but who is signed in at a desk may import', async ({ desk }) => {
  const { page } = desk
  expect(await ask(page, 'desk.signOut', null)).toMatchObject({ ok: true })
  expect(await ask(page, 'roster.view', null)).toMatchObject({ code: 'not_signed_in' })
  expect(await ask(page, 'roster.choose', null)).toMatchObject({ code: 'not_signed_in' })
})
