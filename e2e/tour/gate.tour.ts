import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectResult, launch, readyGate, wedge, type RunningApp } from '../helpers/app'
import { film } from '../helpers/camera'
import { APP, pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'
import { pictureOf } from '../helpers/picture'

const OUT = join(APP, 'out/tour')
const picture = ({ app, page }: RunningApp, name: string) => pictureOf(app, page, join(OUT, `${name}.png`))
const people = roster()
const byLength = people.toSorted((a, b) => b.name.length - a.name.length)

test('the gate: camera, hand scanner, typed code, a refusal, an export', async () => {
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  const folder = tempFolder()
  try {
    await makeDemo(folder.dir)
    const camera = await film(folder.dir, [
      { code: people[0]?.code ?? '', seconds: 1 },
      { code: null, seconds: 60 },
    ])
    let running = await launch({ dir: folder.dir, camera })
    await expectResult(running.page, 'admitted')
    await picture(running, '01-camera-admitted-id')
    await readyGate(running.page)
    await picture(running, '02-attract-id')
    const { page } = running

    await wedge(page, byLength[0]?.code ?? '')
    await expectResult(page, 'admitted')
    await picture(running, '03-hand-scanner-longest-name-id')
    await readyGate(page)

    await page.getByRole('button', { name: /Ketik kode/ }).click()
    const typed = (people[1]?.code ?? '').replace('-', '')
    for (const letter of typed.slice(0, 6)) await page.getByRole('button', { name: letter, exact: true }).click()
    await picture(running, '04-keypad-id')
    for (const letter of typed.slice(6)) await page.getByRole('button', { name: letter, exact: true }).click()
    await page.getByRole('button', { name: 'Periksa', exact: true }).click()
    await expectResult(page, 'admitted')
    await picture(running, '05-typed-admitted-id')
    await readyGate(page)

    await wedge(page, people[1]?.code ?? '')
    await expectResult(page, 'refused', 'already_admitted')
    await picture(running, '06-already-admitted-id')
    await wedge(page, 'https://example.com/')
    await expectResult(page, 'refused', 'invalid')
    await picture(running, '07-unknown-id')
    await readyGate(page)
    await running.close()

    running = await launch({ dir: folder.dir, locale: 'en' })
    await readyGate(running.page)
    await picture(running, '08-attract-without-camera-en')
    await wedge(running.page, byLength[1]?.code ?? '')
    await expectResult(running.page, 'admitted')
    await picture(running, '09-admitted-en')
    await wedge(running.page, byLength[1]?.code === people[1]?.code ? (people[0]?.code ?? '') : (people[1]?.code ?? ''))
    await expectResult(running.page, 'refused', 'already_admitted')
    await picture(running, '10-already-admitted-en')
    await readyGate(running.page)
    await running.close()

    for (const what of ['attendance', 'scans']) {
      const out = join(OUT, `${what}.csv`)
      const { rows } = sure(
        await pendopo(['export', what, '--format', 'csv', '--out', out, '--data', folder.dir, '--json']),
      )
      expect(rows).toBeGreaterThan(3)
      expect(readFileSync(out, 'utf8').split('\r\n').length).toBe(Number(rows) + 2)
    }
    const { stdout } = await pendopo(['stats', '--data', folder.dir, '--json'])
    writeFileSync(join(OUT, 'stats.json'), stdout)
    copyFileSync(join(APP, 'assets/demo/fair.json'), join(OUT, 'fair.json'))
  } finally {
    folder.remove()
  }
})
