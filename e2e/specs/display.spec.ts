import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { launch, type RunningApp } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { makeDemo, sure, tempFolder } from '../helpers/folder'

const folder = tempFolder()
let running: RunningApp
let display: Page

/** One row of what the display spoke; times are ms of its page. */
interface Spoken {
  readonly label: string
  readonly calls: string
  readonly how: string
  readonly from: number
  readonly to: number
}

test.beforeAll(async () => {
  await makeDemo(folder.dir)
  running = await launch({ dir: folder.dir, role: 'display' })
  display = running.page
  await expect(display.locator('main[data-screen="display"][data-ready="true"]')).toBeVisible({ timeout: 30_000 })
})
test.afterAll(async () => {
  await running.close()
  folder.remove()
})

const cli = async (...args: string[]) => sure(await pendopo([...args, '--data', folder.dir, '--json']))

/** Somebody waits for the service of a counter that is open. */
async function someoneWaits(counter: string, service: string): Promise<void> {
  await cli('open', counter)
  await cli('issue', service)
}

const spoken = (): Promise<readonly Spoken[]> =>
  display.locator('[data-spoken] li').evaluateAll((rows) =>
    rows.map((row) => {
      const { label = '', calls = '', how = '', from, to } = (row as HTMLElement).dataset
      return { label, calls, how, from: Number(from), to: Number(to) }
    }),
  )
const findings = async () => {
  const { violations } = await new AxeBuilder({ page: display }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

test('before the first call it says what will appear', async () => {
  await expect(display.getByRole('heading', { name: 'Belum ada panggilan' })).toBeVisible()
  expect(await findings()).toEqual([])
})

test('two counters call within a second: both are shown, and spoken one after the other', async () => {
  await someoneWaits('1', 'pajak-tahunan')
  await someoneWaits('2', 'pajak-tahunan')
  await Promise.all([cli('call', '1'), cli('call', '2')])
  await expect(display.locator('.call-number')).toHaveText(/^[A-Z]{1,2}-\d{3}$/)
  await expect(display.locator('.last li[data-speaking], main[data-speaking]').first()).toBeAttached()
  await expect.poll(async () => (await spoken()).length, { timeout: 40_000 }).toBe(2)
  const [first, second] = await spoken()
  expect([first?.how, second?.how]).toEqual(['clips', 'clips'])
  expect(first?.label).not.toBe(second?.label)
  expect(second?.from ?? 0).toBeGreaterThanOrEqual(first?.to ?? Infinity)
  expect((first?.to ?? 0) - (first?.from ?? 0)).toBeGreaterThan(3_000)
  await expect(display.locator('main[data-speaking]')).toHaveCount(0)
  expect(await findings()).toEqual([])
})

test('number and counter each take a fifth of the height', async () => {
  const shares = await display
    .locator('.call-number .ticket, .call-to b')
    .evaluateAll((elements) =>
      elements.map((element) => (0.727 * Number.parseFloat(getComputedStyle(element).fontSize)) / window.innerHeight),
    )
  expect(shares).toHaveLength(2)
  for (const share of shares) expect(share).toBeGreaterThanOrEqual(0.2)
})

test('nothing is spoken again after the page was loaded anew', async () => {
  await display.reload()
  await expect(display.locator('main[data-ready="true"] .call-number')).toBeVisible()
  await someoneWaits('3', 'pajak-tahunan')
  await cli('call', '3')
  // The new call is heard; had the old ones been taken up again, they would stand before it.
  await expect.poll(async () => (await spoken()).map(({ how }) => how), { timeout: 40_000 }).toEqual(['clips'])
})

test('staff test the sound, find every clip, and leave with Escape', async () => {
  await display.keyboard.press('t')
  await expect(display.getByRole('dialog')).toBeVisible()
  await expect(display.locator('.sound-test [data-missing="0"]')).toBeVisible()
  expect(await findings()).toEqual([])
  await display.getByRole('button', { name: '50%' }).click()
  await expect(display.getByRole('button', { name: '50%' })).toHaveAttribute('aria-pressed', 'true')
  await display.keyboard.press('Escape')
  await expect(display.getByRole('dialog')).toHaveCount(0)
})
