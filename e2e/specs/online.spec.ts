import AxeBuilder from '@axe-core/playwright'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ask, launch, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'
import { pictureOf } from '../helpers/picture'

// Who was online, who is whom, and who may be registered twice: an organizer at the desk, on the demo fair.
const PICTURES = process.env['PENDOPO_PICTURES'] ?? ''
const folder = tempFolder()
const data = join(folder.dir, 'data')
let desk: RunningApp
let session: { code: string; list: string; day: string }

test.describe.configure({ mode: 'serial' })
test.afterAll(async () => {
  await desk?.close()
  folder.remove()
})

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`)
const online = (phase: string) => desk.page.locator(`[data-screen="online"][data-phase="${phase}"]`)

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}
/** A picture for a person's eyes, when they ask for it. */
async function picture(name: string): Promise<void> {
  if (PICTURES !== '') await pictureOf(desk.app, desk.page, join(PICTURES, `${name}.png`))
}
/** What the system's dialog answers: it is the one thing that no test can press. */
const chooses = (path: string) =>
  desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, path)

test('a list of participants is read, and says what it is sure of', async () => {
  await makeDemo(data)
  const people = roster().slice(0, 3)
  // Registered twice: the same phone, written otherwise.
  const twice = join(folder.dir, 'ganda.csv')
  writeFileSync(
    twice,
    'kode,nama,kategori,telepon\nGND-001,Wulan Kusumastuti,Umum,081234500011\nGND-002,Wulan K.,Umum,+62 812-3450-0011\n',
  )
  sure(await pendopo(['import', 'roster', twice, '--data', data, '--json']))
  const exported = join(folder.dir, 'acara.json')
  sure(await pendopo(['fair', 'export', exported, '--data', data, '--json']))
  const fair = JSON.parse(readFileSync(exported, 'utf8')) as {
    sessions: { code: string; list: string; from: string; onlineMinutes?: number }[]
    staff: { code: string; role: string }[]
  }
  const [first] = fair.sessions
  if (first === undefined) throw new Error('the demo has no session')
  session = { code: first.code, list: first.list, day: first.from.slice(0, 10) }
  first.onlineMinutes = 30
  writeFileSync(exported, JSON.stringify(fair))
  sure(await pendopo(['fair', 'import', exported, '--data', data, '--json']))

  const [, month = '', day = ''] = session.day.split('-')
  const at = (time: string) => `${month}/${day}/${session.day.slice(0, 4)} ${time}`
  const hour = Number(first.from.slice(11, 13))
  const line = (name: string, minutes: number) =>
    `"${name}",,${at(`${String(hour).padStart(2, '0')}:05:00`)},${at(`${String(hour).padStart(2, '0')}:${String(5 + minutes).padStart(2, '0')}:00`)},${minutes},Yes`
  const file = join(folder.dir, 'zoom.csv')
  writeFileSync(
    file,
    [
      'Name (original name),Email,Join time,Leave time,Duration (minutes),Guest',
      line(people[0]?.name ?? '', 45),
      line(people[1]?.name ?? '', 10),
      line(`${(people[2]?.name ?? '').slice(0, -1)}x`, 40),
      line('Tamu Tak Dikenal', 50),
      line('iPhone', 3),
      '"Siapa",,kapan,,,Yes',
      '',
    ].join('\n'),
  )
  desk = await launch({ dir: data, role: 'desk' })
  const { page } = desk
  await expect(page.locator('[data-screen="desk"]')).toBeVisible({ timeout: 30_000 })
  const organizer = fair.staff.find(({ role }) => role === 'organizer')?.code ?? ''
  const pin = '731946'
  await ask(page, 'staff.setPin', { staff: organizer, pin, voucher: null })
  await ask(page, 'desk.signIn', { staff: organizer, pin })
  await page.locator('[data-section="online"]').click()
  await expect(online('none')).toBeVisible()
  await page.locator(`[data-target="${session.list}"]`).check()
  // The set-up's own minimum.
  await expect(page.locator('[data-field="minimum"]')).toHaveValue('30')
  await picture('online-begin')
  expect(await findings(page)).toEqual([])
  await chooses(file)
  await act(page, 'choose').click()
  await expect(online('checked')).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('.online-figures')).toContainText('5 baris hadir')
  await expect(page.locator('.online-rejected summary')).toHaveText('1 baris tidak terbaca')
  await expect(page.locator('[data-odd]')).toHaveCount(0)
  await expect(page.locator('.online-left')).toHaveAttribute('data-open', '3')
  await picture('online-checked')
  expect(await findings(page)).toEqual([])
})

test('the doubtful are decided with one key each, and recorded', async () => {
  const { page } = desk
  await page.locator('.online-rows').click({ position: { x: 2, y: 2 } })
  const current = page.locator('.online-rows > li[aria-current]')
  await expect(current.locator('.online-choice')).not.toHaveCount(0)
  await page.keyboard.press('1')
  await expect(page.locator('.online-left')).toHaveAttribute('data-open', '2')
  await page.locator('[data-doubt="Tamu Tak Dikenal"] [data-act="new"]').click()
  await page.locator('[data-doubt="iPhone"] [data-act="nobody"]').click()
  await expect(page.locator('.online-left')).toHaveAttribute('data-open', '0')
  await picture('online-decided')
  // What was decided is not left by mistake, for another section or for another file.
  const asked = page.locator('[data-dialog="leave"]')
  for (const away of [page.locator('[data-section="duplicates"]'), act(page, 'another')]) {
    await away.click()
    await expect(asked).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(asked).toHaveCount(0)
    await expect(page.locator('.online-left')).toHaveAttribute('data-open', '0')
  }
  await act(page, 'write').click()
  await expect(online('done')).toBeVisible({ timeout: 60_000 })
  // Two were there for ten minutes or less: recorded, and not counted.
  await expect(page.locator('[data-counted]')).toHaveAttribute('data-counted', '3')
  await expect(page.locator('.online-figures')).toContainText('1 didaftarkan')
  await picture('online-done')
  await act(page, 'done').click()
  await expect(page.locator(`.online-target:has([data-target="${session.list}"])`)).toContainText('3 daring')
})

test('possible duplicates are listed, merged side by side, and taken apart again', async () => {
  const { page } = desk
  await page.locator('[data-section="duplicates"]').click()
  const group = page.locator('[data-group="2"]', { hasText: 'Wulan K.' })
  await expect(group).toContainText('Telepon sama', { timeout: 30_000 })
  await picture('duplicates')
  expect(await findings(page)).toEqual([])
  // Somebody registers at the door with the same number: the group grows at once, and is the newest.
  const registered = await ask(page, 'people.register', {
    requestId: crypto.randomUUID(),
    answers: {
      category: 'umum',
      name: 'Bu Wulan',
      institution: '',
      phone: '0812 3450 0011',
      email: '',
      questions: {},
      consents: ['kehadiran', 'kabar'].map((purpose) => ({ purpose, version: 1, given: true })),
    },
    admitTo: null,
  })
  expect(registered, JSON.stringify(registered)).toMatchObject({ ok: true })
  await expect(page.locator('.dup-groups > li').first()).toContainText('Bu Wulan')
  const grown = page.locator('[data-group]', { hasText: 'Wulan K.' })
  await expect(grown).toHaveAttribute('data-group', '3')
  await grown.locator('tr', { hasText: 'Wulan K.' }).locator('[data-act="merge"]').click()
  await expect(page.locator('[data-merge]')).toContainText('Wulan Kusumastuti')
  await picture('merge')
  expect(await findings(page)).toEqual([])
  await act(page, 'go').click()
  await expect(page.locator('[data-dialog="merge"]')).toHaveCount(0)
  await page.locator('[data-section="visitors"]').click()
  await page.locator('.desk-search input').fill('Wulan Kusumastuti')
  await page.locator('.people-row', { hasText: 'Wulan Kusumastuti' }).first().click()
  await expect(page.locator('[data-same-person="1"]')).toContainText('Wulan K. digabung ke sini')
  await picture('same-person')
  await act(page, 'apart').click()
  await expect(page.locator('[data-same-person]')).toHaveCount(0)
})

test('two people who share a phone are said to be two, by keyboard, and it is taken back', async () => {
  const { page } = desk
  await page.locator('[data-section="duplicates"]').click()
  const group = page.locator('[data-group]', { hasText: 'Wulan K.' })
  await expect(group).toHaveAttribute('data-group', '3')
  const apart = group.locator('tr', { hasText: 'Bu Wulan' }).locator('[data-act="apart"]')
  await apart.focus()
  await page.keyboard.press('Enter')
  // One against all others: they are left as a pair, and the focus is where it can be taken back.
  await expect(group).toHaveAttribute('data-group', '2')
  await expect(group).not.toContainText('Bu Wulan')
  await expect(page.locator('.dup-kept')).toContainText('Bu Wulan adalah orang lain')
  await picture('duplicates-kept')
  expect(await findings(page)).toEqual([])
  await expect(act(page, 'undo')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(group).toHaveAttribute('data-group', '3')
  await expect(page.locator('.dup-kept')).toBeEmpty()
  // In the comparison, and taken back in the panel of one of them.
  await group.locator('tr', { hasText: 'Bu Wulan' }).locator('[data-act="merge"]').click()
  await expect(page.locator('[data-merge]')).toContainText('Wulan Kusumastuti')
  await picture('merge-or-not')
  await page.locator('[data-dialog="merge"] [data-act="apart"]').click()
  await expect(page.locator('[data-dialog="merge"]')).toHaveCount(0)
  await group.locator('[data-act="open"]', { hasText: 'Bu Wulan' }).click()
  await expect(page.locator('[data-other-people="1"]')).toContainText('Bukan orang yang sama dengan Wulan Kusumastuti')
  await picture('other-people')
  expect(await findings(page)).toEqual([])
  await act(page, 'maybe').click()
  await expect(page.locator('[data-other-people]')).toHaveCount(0)
  await act(page, 'close_person').click()
})

test('whoever merges the last group of the last page is shown the page before it', async () => {
  const { page } = desk
  const pairs = join(folder.dir, 'pasangan.csv')
  const rows = Array.from({ length: 26 }, (_, n) =>
    ['Satu', 'Dua'].map((which) => `PSG-${n}-${which},Pasangan ${which} ${n},Umum,pasangan${n}@contoh.id`),
  )
  writeFileSync(pairs, `kode,nama,kategori,email\n${rows.flat().join('\n')}\n`)
  sure(await pendopo(['import', 'roster', pairs, '--data', data, '--json']))
  await page.locator('[data-section="duplicates"]').click()
  await page.locator('label', { has: page.locator('[data-why="email"]') }).click()
  const groups = page.locator('.dup-groups > li')
  await expect(page.locator('.dup-groups')).toHaveAttribute('data-total', '26', { timeout: 30_000 })
  await expect(groups).toHaveCount(25)
  await act(page, 'page_next').click()
  await expect(groups).toHaveCount(1)
  await picture('duplicates-last')
  await act(page, 'merge').click()
  await expect(page.locator('[data-merge]')).toContainText('Pasangan')
  await act(page, 'go').click()
  await expect(page.locator('[data-dialog="merge"]')).toHaveCount(0)
  await expect(groups).toHaveCount(25)
})
