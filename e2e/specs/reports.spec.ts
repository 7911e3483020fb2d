import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { ask, launch } from '../helpers/app'
import { APP, pendopo, run, type CommandResult } from '../helpers/command'
import { DEMO, makeDemo, roster, sure, tempFolder } from '../helpers/folder'

// Reports as PDF: their figures are those of `stats`, read back from the file's own text.

const data = tempFolder()
const out = tempFolder()
const people = roster().slice(0, 6)
const PIN = '731946'

test.describe.configure({ mode: 'serial' })

interface Stats {
  readonly lists: readonly { readonly code: string; readonly entered: number; readonly entries: number }[]
  readonly services: readonly { readonly code: string; readonly done: number }[]
}
const stats = async () => sure(await pendopo(['stats', '--data', data.dir, '--json'])) as unknown as Stats

test.beforeAll(async () => {
  await makeDemo(data.dir)
  for (const { code } of people)
    sure(await pendopo(['scan', code, '--list', 'pintu-hari-1', '--gate', 'pintu-utara', '--data', data.dir, '--json']))
  // Once more: refused.
  await pendopo(['scan', people[0]?.code ?? '', '--list', 'pintu-hari-1', '--data', data.dir, '--json'])
  for (let n = 0; n < 3; n += 1) sure(await pendopo(['issue', 'ktp-el', '--data', data.dir, '--json']))
  for (const act of ['call', 'start', 'finish'])
    sure(await pendopo([act, await counterOf('ktp-el'), '--data', data.dir, '--json']))
})
test.afterAll(() => {
  data.remove()
  out.remove()
})

async function counterOf(service: string): Promise<string> {
  const { counters } = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as {
    counters: { code: string; services: string[] }[]
  }
  return counters.find(({ services }) => services.includes(service))?.code ?? ''
}

/** As a person runs it: plain Node first, which hands over to Electron without a display. */
const report = (kind: string, file: string, env: Record<string, string> = {}): Promise<CommandResult> =>
  run(
    process.execPath,
    [join(APP, 'scripts/pendopo.mjs'), 'report', kind, '--out', file, '--data', data.dir, '--json'],
    {
      env: { PENDOPO_LOCALE: 'id', DISPLAY: '', ...env },
    },
  )

/** The text of a PDF by pages, each with its lines as they stand. */
const textOf = (file: string): string[] =>
  execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)
/** The numbers of the first line that is these words and then figures. */
function row(text: string, words: string): string[] {
  const line = text.split('\n').find((one) => new RegExp(String.raw`^\s*${words}\s+\d`).test(one)) ?? ''
  return line.trim().slice(words.length).trim().split(/\s+/)
}

test('the attendance report says what stats says, on numbered pages none of which is empty', async () => {
  const file = join(out.dir, 'kehadiran.pdf')
  const made = sure(await report('attendance', file))
  const pages = textOf(file)
  expect(made).toEqual({ pages: pages.length, file })
  const text = pages.join('\n')
  const { lists } = await stats()
  const door = lists.find(({ code }) => code === 'pintu-hari-1')
  expect(door).toMatchObject({ entered: people.length })
  expect(row(text, 'Pintu Utara')[0]).toBe(String(door?.entered))
  expect(row(text, 'Semua orang')[0]).toBe(String(door?.entered))
  expect(row(text, 'Sudah masuk')[0]).toBe('1')
  expect(text).toContain('Laporan kehadiran')
  pages.forEach((page, n) => {
    expect(page.trim().length).toBeGreaterThan(200)
    expect(page).toContain(`Halaman ${n + 1} dari ${pages.length}`)
  })
  // No name of anybody, no script, nothing half-written beside it.
  for (const { name } of people) expect(text).not.toContain(name)
  expect(readFileSync(file, 'latin1')).not.toContain('/JavaScript')
  expect(readdirSync(dirname(file))).toEqual(['kehadiran.pdf'])
})

test('the service report has a page for each agency, in the other language too', async () => {
  const file = join(out.dir, 'services.pdf')
  sure(await report('services', file, { PENDOPO_LOCALE: 'en' }))
  const pages = textOf(file)
  const { services } = await stats()
  const idCards = services.find(({ code }) => code === 'ktp-el')
  expect(idCards).toMatchObject({ done: 1 })
  const agencies = (JSON.parse(readFileSync(DEMO.fair, 'utf8')) as { agencies: { name: { en: string } }[] }).agencies
  for (const { name } of agencies)
    expect(pages.filter((page) => page.trimStart().startsWith(name.en.slice(0, 30)))).toHaveLength(1)
  expect(row(pages[0] ?? '', 'All').slice(0, 2)).toEqual([
    '3',
    String(services.reduce((sum, { done }) => sum + done, 0)),
  ])
  expect(pages[0]).toContain('Service report')
  expect(pages.at(-1)?.trim()).not.toBe('')
})

test('a place that cannot be written to is a refusal in words, and leaves nothing', async () => {
  const file = join(out.dir, 'nowhere', 'x.pdf')
  const failed = await report('attendance', file)
  expect(failed.code).toBe(1)
  expect(failed.answer).toMatchObject({ error: { code: 'file_missing' } })
  expect(existsSync(dirname(file))).toBe(false)
})

test('at the desk a report is saved by one press, and says where it lies', async () => {
  const running = await launch({ dir: data.dir, role: 'desk' })
  const { page, app } = running
  try {
    await page.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
    const { staff } = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as { staff: { code: string; role: string }[] }
    const organizer = staff.find(({ role }) => role === 'organizer')?.code ?? ''
    expect(await ask(page, 'reports.make', { kind: 'services', locale: 'id' })).toMatchObject({ code: 'not_signed_in' })
    expect(await ask(page, 'reports.page', null)).toMatchObject({ code: 'not_a_report' })
    expect(await ask(page, 'staff.setPin', { staff: organizer, pin: PIN, voucher: null })).toMatchObject({ ok: true })
    expect(await ask(page, 'desk.signIn', { staff: organizer, pin: PIN })).toMatchObject({ ok: true })
    const file = join(out.dir, 'meja.pdf')
    await app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    }, file)
    await page.locator('[data-section="reports"]').click()
    await page.locator('[data-act="make-attendance"]').click()
    await expect(page.locator('[data-phase="done"]')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('status').filter({ hasText: 'halaman' })).toBeVisible()
    expect(row(textOf(file).join('\n'), 'Semua orang')[0]).toBe(String(people.length))
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    // The hidden page is gone; only the desk stays.
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  } finally {
    await running.close()
  }
})
