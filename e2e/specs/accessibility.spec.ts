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

test('axe finds nothing on the steps of registering, the code at its end, and a no', async () => {
  test.slow()
  const folder = tempFolder()
  await makeDemo(folder.dir)
  const running = await launch({ dir: folder.dir })
  const { page } = running
  const next = (name: RegExp) => page.locator('.layer-over').getByRole('button', { name }).click()
  try {
    await readyGate(page)
    await page.getByRole('button', { name: /Belum terdaftar/ }).click()
    expect(await findings(page)).toEqual([])
    await page.locator('[data-choice="umum"]').click()
    await next(/Lanjut/)
    expect(await findings(page)).toEqual([]) // an empty name, said to be missing
    await page.keyboard.type('Siti', { delay: 150 })
    await next(/Lanjut/)
    expect(await findings(page)).toEqual([])
    await next(/Lewati/)
    expect(await findings(page)).toEqual([])
    await next(/Lewati/)
    expect(await findings(page)).toEqual([])
    await next(/Lewati/)
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'Tidak', exact: true }).click()
    expect(await findings(page)).toEqual([])
    await next(/Kembali/)
    await page.getByRole('button', { name: /Ya, saya setuju/ }).click()
    await page.getByRole('button', { name: 'Tidak', exact: true }).click()
    expect(await findings(page)).toEqual([])
    await next(/Daftar dan masuk/)
    await expectResult(page, 'admitted')
    expect(await findings(page)).toEqual([])
  } finally {
    await running.close()
    folder.remove()
  }
})
