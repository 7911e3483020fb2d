import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { expectResult, launch, readyGate, wedge } from '../helpers/app'
import { makeDemo, roster, tempFolder } from '../helpers/folder'

/** What axe finds on the screen now, as rule and place. */
async function findings(page: Page): Promise<string[]> {
  // A slide that is still under way has colours of its own.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => Number(animation.effect?.getComputedTiming().endTime) <= 500)
        .map((animation) => animation.finished),
    ),
  )
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

test('axe finds nothing on the waiting gate, the keypad, an admission, a refusal and the staff dialog', async () => {
  const folder = tempFolder()
  await makeDemo(folder.dir)
  const running = await launch({ dir: folder.dir })
  const { page } = running
  try {
    await readyGate(page)
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: /Ketik kode/ }).click()
    await expect(page.locator('[data-screen="keypad"]')).toBeVisible()
    expect(await findings(page)).toEqual([])
    await wedge(page, roster()[0]?.code ?? '')
    await expectResult(page, 'admitted')
    expect(await findings(page)).toEqual([])
    await wedge(page, 'NOT-A-CODE')
    await expectResult(page, 'refused', 'invalid')
    expect(await findings(page)).toEqual([])
    await readyGate(page)
    await page.getByRole('button', { name: /Petugas: tekan lama/ }).focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('[data-step="who"]')).toBeVisible()
    expect(await findings(page)).toEqual([])
  } finally {
    await running.close()
    folder.remove()
  }
})
