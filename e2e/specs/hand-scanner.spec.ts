import { expect, test } from '@playwright/test'
import { expectResult, launch, readyGate, wedge, type RunningApp } from '../helpers/app'
import { makeDemo, roster, tempFolder } from '../helpers/folder'

let folder: ReturnType<typeof tempFolder>
let running: RunningApp | null = null
const people = roster()
const [first, second, third] = people.map((person) => person.code) as [string, string, string]

test.beforeEach(async () => {
  folder = tempFolder()
  await makeDemo(folder.dir)
})
test.afterEach(async () => {
  await running?.close()
  running = null
  folder.remove()
})

/** Main does nothing for a while, as when the disk is slow, just when it hands on the fourth key from now. */
const stallMain = ({ app }: RunningApp, milliseconds: number) =>
  app.evaluate(({ webContents }, wait) => {
    let keys = 0
    for (const contents of webContents.getAllWebContents())
      contents.on('before-input-event', (_event, { type }) => {
        if (type === 'keyDown') keys += 1
        if (type === 'keyDown' && keys === 4) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait)
      })
  }, milliseconds)

test('a code is read whole though the program stops for a second in the middle of it', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await stallMain(running, 1_000)
  await wedge(page, first)
  await expectResult(page, 'admitted')
  await expect(page.locator('[data-name]')).toContainText(people[0]?.name ?? '-')
})

test('so it is when the keys themselves come with a break of a third of a second', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await stallMain(running, 330)
  await wedge(page, second, 'Enter', { stamp: false })
  await expectResult(page, 'admitted')
  await expect(page.locator('[data-name]')).toContainText(people[1]?.name ?? '-')
})

test('so it is when the page is busy meanwhile', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await page.evaluate(() => {
    let keys = 0
    window.addEventListener(
      'keyup',
      () => {
        keys += 1
        if (keys !== 4) return
        const until = performance.now() + 700
        while (performance.now() < until);
      },
      true,
    )
  })
  await wedge(page, third)
  await expectResult(page, 'admitted')
})

test('a part of a code is not passed over in silence: the gate asks to scan once more', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await wedge(page, first.slice(0, 3), null)
  await expect(page.getByRole('alert')).toContainText('Pindai sekali lagi')
  await wedge(page, first)
  await expectResult(page, 'admitted')
})

test('a code scanned before the gate stands is taken once it does', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await page.locator('#root > *').first().waitFor()
  await wedge(page, first)
  await expectResult(page, 'admitted')
})
