import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectResult, launch, openPanel, readyGate } from '../helpers/app'
import { APP, pendopo } from '../helpers/command'
import { makeDemo, sure, tempFolder } from '../helpers/folder'
import { labelsIn } from '../helpers/label'
import { pictureOf } from '../helpers/picture'

const OUT = join(APP, 'out/tour')

test('a walk-in with a label, then staff: a search, an entry by hand, an undo', async () => {
  mkdirSync(OUT, { recursive: true })
  const folder = tempFolder()
  try {
    await makeDemo(folder.dir)
    const labels = join(folder.dir, 'labels')
    mkdirSync(labels)
    sure(await pendopo(['badge', 'printer', '--out', labels, '--data', folder.dir, '--json']))
    const running = await launch({ dir: folder.dir })
    const { app, page } = running
    const picture = (name: string) => pictureOf(app, page, join(OUT, `${name}.png`))
    const next = (name: RegExp) => page.locator('.layer-over').getByRole('button', { name }).click()
    await readyGate(page)
    await page.getByRole('button', { name: /Belum terdaftar/ }).click()
    await page.locator('[data-choice="umum"]').click()
    for (const key of ['R', 'a', 't', 'n', 'a', 'Spasi', 'W', 'u', 'l', 'a', 'n'])
      await page.getByRole('group', { name: 'Papan ketik' }).getByRole('button', { name: key, exact: true }).click()
    await picture('19-walk-in-name-id')
    for (const name of [/Lanjut/, /Lewati/, /Lewati/, /Lewati/]) await next(name)
    await page.getByRole('button', { name: /Ya, saya setuju/ }).click()
    await page.getByRole('button', { name: 'Tidak', exact: true }).click()
    await next(/Daftar dan masuk/)
    await expectResult(page, 'admitted')
    await expect(page.locator('[data-badge="printed"]')).toBeVisible({ timeout: 30_000 })
    await picture('20-walk-in-registered-id')
    copyFileSync(labelsIn(labels)[0] ?? '', join(OUT, 'label.pdf'))
    await page.getByRole('button', { name: 'Selesai' }).click()
    await readyGate(page)

    await openPanel(page)
    await page.locator('[data-act="search"]').click()
    await page.getByRole('textbox', { name: /Nama, paling sedikit/ }).fill('kusu')
    const row = page.locator('[data-person]').filter({ hasText: 'belum datang' }).first()
    await expect(row).toBeVisible({ timeout: 30_000 })
    await picture('21-staff-search-id')
    await row.getByRole('button', { name: 'Catat masuk' }).click()
    await page.locator('[data-reason-code="lost-code"]').click()
    await page.locator('[data-act="confirm"]').click()
    await page.getByRole('button', { name: 'Selesai mencari' }).click()
    const scan = page.locator('[data-scan]').first()
    await expect(scan).toContainText('oleh petugas')
    await picture('22-staff-panel-id')
    await scan.getByRole('button', { name: /Urungkan/ }).click()
    await page.locator('[data-reason-code="mistake"]').click()
    await page.locator('[data-act="confirm"]').click()
    await expect(scan).toContainText('diurungkan')
    await running.close()
  } finally {
    folder.remove()
  }
})
