import { expect, test } from '@playwright/test'
import { expectResult, launch, readyGate, wedge, type RunningApp } from '../helpers/app'
import { film } from '../helpers/camera'
import { pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'

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

const doorOfToday = async () => {
  const { lists } = sure(await pendopo(['stats', '--data', folder.dir, '--json'])) as {
    lists: { code: string; entered: number; inside: number; entries: number }[]
  }
  return lists.find((list) => list.code === 'pintu-hari-1')
}

test('the camera admits a visitor, then the next, and knows the first again', async () => {
  test.slow()
  // The first code comes back when its three seconds of holding still are long over.
  const camera = await film(folder.dir, [
    { code: first, seconds: 3 },
    { code: second, seconds: 6 },
    { code: null, seconds: 1 },
  ])
  running = await launch({ dir: folder.dir, camera })
  const { page } = running
  await expectResult(page, 'admitted')
  await expect(page.locator('[data-name]')).toContainText(people[0]?.name ?? '-')
  await expectResult(page, 'refused', 'already_admitted', 30_000)
  await expect(page.locator('[data-outcome]')).toContainText('Pintu Utara')
  await expect(page.locator('[data-outcome]')).toContainText(/pukul\s\d\d\.\d\d/)
  expect(await doorOfToday()).toMatchObject({ entered: 2, entries: 2 })
  expect(sure(await pendopo(['verify', '--data', folder.dir, '--json']))['problems']).toEqual([])
})

test('a code nobody knows is refused as such, from the camera', async () => {
  const camera = await film(folder.dir, [{ code: 'https://example.com/not-a-ticket', seconds: 4 }])
  running = await launch({ dir: folder.dir, camera })
  await expectResult(running.page, 'refused', 'invalid')
})

test('a hand scanner works whatever has the focus, ended by Enter, Tab or nothing, and presses no button', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  for (const [n, end] of (['Enter', 'Tab', null] as const).entries()) {
    await page.getByRole('button', { name: /Ketik kode/ }).focus()
    await wedge(page, people[n]?.code ?? '', end)
    await expectResult(page, 'admitted')
    await expect(page.locator('[data-screen="keypad"]')).toHaveCount(0)
    await expect(page.locator('[data-name]')).toContainText(people[n]?.name ?? '-')
    await readyGate(page)
  }
  await wedge(page, 'NOT-A-CODE')
  await expectResult(page, 'refused', 'invalid')
  expect(await doorOfToday()).toMatchObject({ entered: 3, inside: 3 })
})

test('a result gives way at once to the next scan, and the same code held still writes nothing again', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await wedge(page, first)
  await expectResult(page, 'admitted')
  await wedge(page, first)
  await wedge(page, second)
  await expect(page.locator('[data-name]')).toContainText(people[1]?.name ?? '-')
  await wedge(page, third)
  await expect(page.locator('[data-name]')).toContainText(people[2]?.name ?? '-')
  await readyGate(page)
  const { rows } = sure(
    await pendopo([
      'export',
      'scans',
      '--format',
      'csv',
      '--out',
      `${folder.dir}/scans.csv`,
      '--data',
      folder.dir,
      '--json',
    ]),
  )
  expect(rows).toBe(3)
})

test('a code is typed on the screen; a slip of the finger is said kindly and sent nowhere', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await page.getByRole('button', { name: /Ketik kode/ }).click()
  await expect(page.locator('[data-screen="keypad"]')).toBeVisible()
  const type = async (code: string) => {
    for (const letter of code.replace('-', '')) await page.getByRole('button', { name: letter, exact: true }).click()
  }
  const wrong = `${first.slice(0, -1)}${first.endsWith('0') ? '1' : '0'}`
  await type(wrong)
  await expect(page.getByRole('button', { name: /Periksa lagi/ })).toBeVisible()
  await page.getByRole('button', { name: 'Hapus satu' }).click()
  await type(first.slice(-1))
  await page.getByRole('button', { name: 'Periksa', exact: true }).click()
  await expectResult(page, 'admitted')
  await readyGate(page)
  expect(await doorOfToday()).toMatchObject({ entries: 1 })
})

test('the other language holds for one visitor only', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await page.getByRole('button', { name: 'English' }).click()
  await wedge(page, first)
  await expect(page.locator('[data-outcome="admitted"]')).toContainText('Welcome')
  await readyGate(page)
  await expect(page.getByRole('button', { name: 'English' })).toBeVisible()
})

test('without a camera the kiosk says so and goes on by scanner and keypad', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await expect(page.locator('[data-camera="missing"]')).toContainText('Kamera sedang tidak tersedia')
  await wedge(page, first)
  await expectResult(page, 'admitted')
})

test('a camera that is unplugged is said to be gone, and scans again when it returns', async () => {
  const camera = await film(folder.dir, [
    { code: null, seconds: 6 },
    { code: first, seconds: 3 },
  ])
  running = await launch({ dir: folder.dir, camera })
  const { page } = running
  await expect(page.locator('[data-camera="running"]')).toBeVisible()
  await page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    const block = document.querySelector<HTMLElement>('[data-camera]')
    if (block === null) throw new Error('no camera block')
    new MutationObserver(() => seen.push(block.dataset['camera'] ?? '')).observe(block, { attributes: true })
    // What Chromium does when the cable is pulled: the track ends.
    for (const video of document.querySelectorAll('video')) {
      if (!(video.srcObject instanceof MediaStream)) continue
      for (const track of video.srcObject.getTracks()) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    }
  })
  await expect.poll(() => page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toContain('lost')
  await expectResult(page, 'admitted', '', 30_000)
})

test('a code of 10 kB at the scanner is refused as unknown', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await page.evaluate(() => {
    // As a scanner types it, without the test driver's pauses between keys.
    for (let i = 0; i < 10_240; i += 1)
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', bubbles: true, cancelable: true }))
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  })
  await expectResult(page, 'refused', 'invalid')
})

test('every scan sounds, each tone its own', async () => {
  running = await launch({ dir: folder.dir })
  const { page } = running
  await readyGate(page)
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    window.addEventListener('pendopo:sound', (event) =>
      heard.push(((event as CustomEvent).detail as { tone: string }).tone),
    )
  })
  await wedge(page, first)
  await expectResult(page, 'admitted')
  await wedge(page, 'UNKNOWN-CODE')
  await expectResult(page, 'refused', 'invalid')
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(['go', 'refused'])
})

test('on first start the station is made a gate, and is one from then on', async () => {
  running = await launch({ dir: folder.dir, role: null })
  await running.page.locator('[data-choice="gate"]').click()
  await running.page.locator('[data-gate="pintu-selatan"]').click()
  await running.page.locator('[data-choice="entry"]').click()
  await readyGate(running.page)
  await running.close()
  running = await launch({ dir: folder.dir, role: null })
  await readyGate(running.page)
  await wedge(running.page, first)
  await expectResult(running.page, 'admitted')
  await expect(running.page.locator('[data-outcome]')).toContainText('Pintu Selatan')
})
