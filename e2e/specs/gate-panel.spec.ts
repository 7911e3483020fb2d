import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ask, expectResult, launch, openPanel, readyGate, wedge, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'

let folder: ReturnType<typeof tempFolder>
let running: RunningApp
const people = roster()
/** A visitor of the public, with a long surname to mistype. */
const meant = people.find(({ name }) => name.split(' ').some((word) => word.length > 6)) ?? people[0]
const name = meant?.name ?? ''

test.beforeEach(async () => {
  folder = tempFolder()
  await makeDemo(folder.dir)
  running = await launch({ dir: folder.dir })
  await readyGate(running.page)
})
test.afterEach(async () => {
  await running.close()
  folder.remove()
})

const doorOfToday = async () => {
  const { lists } = sure(await pendopo(['stats', '--data', folder.dir, '--json'])) as {
    lists: { code: string; entered: number; inside: number; entries: number; duplicates: number }[]
  }
  return lists.find((list) => list.code === 'pintu-hari-1')
}

const namesAreRead = (page: Page) =>
  expect
    .poll(async () => {
      const panel = await ask(page, 'gatePanel.view', null)
      return panel.ok && panel.value.search.ready
    })
    .toBe(true)

/** The name with two neighbouring letters of its longest word swapped. */
function mistyped(text: string): string {
  const [longest = ''] = text.split(' ').toSorted((a, b) => b.length - a.length)
  const slip = `${longest[0]}${longest[2]}${longest[1]}${longest.slice(3)}`
  return text.replace(longest, slip).replaceAll(/[^\p{L}\s]/gu, '')
}

test('staff find somebody by a mistyped name, let them in by hand, and take it back', async () => {
  const { page } = running
  await openPanel(page)
  await expect(page.locator('.gp-guard')).toContainText('dibuka oleh')
  await namesAreRead(page)
  await page.locator('[data-act="search"]').click()
  await page.getByRole('textbox', { name: /Nama, paling sedikit/ }).fill(mistyped(name))
  const row = page.locator('[data-person]', { hasText: name }).first()
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: 'Catat masuk' }).click()
  await expect(page.locator('[data-act="confirm"]')).toBeDisabled()
  await page.locator('[data-reason-code="lost-code"]').click()
  await page.getByRole('button', { name: 'Tambah catatan' }).click()
  await page.getByLabel(/^Catatan/).fill('Ponsel mati')
  await page.locator('[data-act="confirm"]').click()
  await expect(row).toContainText('di dalam sejak')
  expect(await doorOfToday()).toMatchObject({ entered: 1, inside: 1 })
  expect(JSON.stringify(readFileSync(join(folder.dir, 'log.sqlite'), 'latin1'))).not.toContain('Ponsel mati')

  await page.getByRole('button', { name: 'Selesai mencari' }).click()
  const scan = page.locator('[data-scan]').first()
  await expect(scan).toContainText('oleh petugas')
  await scan.getByRole('button', { name: /Urungkan/ }).click()
  await page.locator('[data-reason-code="mistake"]').click()
  await page.locator('[data-act="confirm"]').click()
  await expect(scan).toContainText('diurungkan')
  expect(await doorOfToday()).toMatchObject({ entered: 0, inside: 0, entries: 0 })
  await page.locator('[data-act="leave"]').click()
  await readyGate(page)
  expect(sure(await pendopo(['verify', '--data', folder.dir, '--json']))['problems']).toEqual([])
})

test('a refused scan is let through all the same, knowing why it was refused; a code scanned in the panel names its person', async () => {
  const { page } = running
  const code = people[0]?.code ?? ''
  await wedge(page, code)
  await expectResult(page, 'admitted')
  // Longer than a code counts as held still.
  await readyGate(page)
  await wedge(page, people[1]?.code ?? '')
  await expectResult(page, 'admitted')
  await readyGate(page)
  await wedge(page, code)
  await expectResult(page, 'refused', 'already_admitted')
  await readyGate(page)
  await openPanel(page)
  const refused = page.locator('[data-scan]').first()
  await expect(refused).toContainText('Sudah masuk')
  await refused.getByRole('button', { name: 'Tetap izinkan' }).click()
  await page.locator('[data-reason-code="guest"]').click()
  await page.locator('[data-act="confirm"]').click()
  await expect(page.locator('[data-scan]').first()).toContainText('oleh petugas')
  expect(await doorOfToday()).toMatchObject({ entered: 2, entries: 3, duplicates: 0 })
  // In the panel a scan lets nobody in.
  await wedge(page, people[2]?.code ?? '')
  await expect(page.locator('[data-person]')).toContainText(people[2]?.name ?? '-')
  expect(await doorOfToday()).toMatchObject({ entered: 2, entries: 3 })
})

test('staff give the gate another list and direction; the waiting gate says so, and a restart remembers it', async () => {
  const { page } = running
  await openPanel(page)
  await page.locator('.gp-choice [data-list]:not([data-list="schedule"])').last().click()
  await page.locator('[data-way="exit"]').click()
  await expect(page.locator('[data-way="exit"]')).toHaveAttribute('aria-checked', 'true')
  await page.locator('[data-act="leave"]').click()
  await readyGate(page)
  await expect(page.locator('.attract')).toContainText('daftar dipilih petugas')
  await running.close()
  running = await launch({ dir: folder.dir })
  await readyGate(running.page)
  await expect(running.page.locator('.attract')).toContainText('daftar dipilih petugas')
  const view = await ask(running.page, 'gate.view', null)
  expect(view).toMatchObject({ value: { direction: 'exit', list: { isChosen: true } } })
})

test('a bored visitor who talks to main is refused, before and after the panel was open; it closes by itself', async () => {
  test.slow()
  const { page } = running
  const tries = () =>
    Promise.all([
      ask(page, 'gatePanel.view', null),
      ask(page, 'gatePanel.search', { query: 'siti' }),
      ask(page, 'gatePanel.act', { do: 'switch', list: null, direction: 'exit' }),
      ask(page, 'gatePanel.act', { do: 'close_kiosk' }),
    ])
  for (const answer of await tries()) expect(answer).toMatchObject({ ok: false, code: 'not_signed_in' })
  await openPanel(page)
  await expect(page.getByRole('timer')).toContainText('lalu tutup sendiri')
  await expect(page.locator('main[data-screen="attract"]')).toBeVisible({ timeout: 75_000 })
  for (const answer of await tries()) expect(answer).toMatchObject({ ok: false, code: 'not_signed_in' })
})

test('no file holds a name while names can be searched', async () => {
  const { page } = running
  await openPanel(page)
  await namesAreRead(page)
  const found = await ask(page, 'gatePanel.search', { query: name })
  expect(found).toMatchObject({ ok: true })
  const files = (dir: string): string[] =>
    readdirSync(dir, { withFileTypes: true, recursive: true }).flatMap((entry) =>
      entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
    )
  const holds = (file: string): boolean => {
    try {
      const bytes = readFileSync(file)
      return [name, name.toLowerCase()].some(
        (text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')),
      )
    } catch {
      return false // gone again, or a socket
    }
  }
  expect(files(folder.dir).filter(holds)).toEqual([])
  // Files that a process of the app holds open, deleted ones too.
  const open = new Set(processesOf(running.pid).flatMap((pid) => openFiles(pid)))
  expect([...open].filter(holds)).toEqual([])
})

/** A process and all its children. */
function processesOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((other) => parentOf(other) === pid)
  return [pid, ...children.flatMap(processesOf)]
}

function parentOf(pid: number): number | null {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return null // it has ended meanwhile
  }
}

/** Regular files in temporary places that a process has open, by a path that reads them even when they were deleted. */
function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const path = `/proc/${pid}/fd/${fd}`
      const target = readlinkSync(path)
      return target.startsWith('/tmp/') || target.startsWith('/var/tmp/') ? [path] : []
    })
  } catch {
    return [] // it has ended meanwhile
  }
}
