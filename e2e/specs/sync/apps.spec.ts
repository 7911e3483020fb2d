import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectResult, launch, openPanel, readyGate, wedge, type RunningApp } from '../../helpers/app'
import { pendopo } from '../../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../../helpers/folder'
import { aWire, enrolBeside, hubFolder, startHub, type HubProcess, type Wire } from '../../helpers/hub'

// Two gates as two apps with folders of their own, one real hub, and a wire to it that can be cut.
const [first, second] = roster().map((person) => person.code) as [string, string]
let folder: ReturnType<typeof tempFolder>
let hub: HubProcess
let wire: Wire
const apps: RunningApp[] = []

test.beforeEach(async () => {
  test.slow()
  folder = tempFolder()
  hub = await startHub(hubFolder())
  wire = await aWire(hub.url)
  await makeDemo(join(folder.dir, 'desk'))
  sure(await pendopo(['enrol', await hub.firstCode(), '--hub', hub.url, '--data', join(folder.dir, 'desk'), '--json']))
})
test.afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
  wire.close()
  await hub.end('SIGTERM')
  rmSync(hub.data, { recursive: true, force: true })
  folder.remove()
})

const start = async (name: string, role: string): Promise<RunningApp> => {
  const dir = join(folder.dir, name)
  await enrolBeside(join(folder.dir, 'desk'), dir, role, wire.url)
  const app = await launch({ dir, role })
  apps.push(app)
  return app
}
const entered = async (name: string) => {
  const { lists } = sure(await pendopo(['stats', '--data', join(folder.dir, name), '--json'])) as {
    lists: { code: string; entered: number; entries: number; duplicates: number }[]
  }
  return lists.find((list) => list.code === 'pintu-hari-1')
}

test('who entered at one gate is refused at the other at once; cut off both admit, then one is a duplicate', async () => {
  const [a, b] = [await start('gate-a', 'gate'), await start('gate-b', 'gate')]
  for (const { page } of [a, b]) await readyGate(page)
  await wedge(a.page, first)
  await expectResult(a.page, 'admitted')
  await expect.poll(async () => (await entered('gate-b'))?.entered, { timeout: 20_000 }).toBe(1)
  await wedge(b.page, first)
  await expectResult(b.page, 'refused', 'already_admitted')

  wire.cut()
  for (const { page } of [a, b]) {
    await readyGate(page)
    await wedge(page, second)
    await expectResult(page, 'admitted')
  }
  // Cut off, a refusal tells staff of when the list is; the visitor is told nothing of it.
  await readyGate(a.page)
  await wedge(a.page, first)
  await expectResult(a.page, 'refused', 'already_admitted')
  await expect(a.page.locator('[data-outcome]')).not.toContainText('menurut daftar')
  await readyGate(a.page)
  await openPanel(a.page)
  await expect(a.page.locator('[data-health="network"][data-bad]')).toContainText('terputus sejak')
  await expect(a.page.locator('[data-health="unsent"]')).toContainText(/[1-9]\d* catatan/)
  await expect(a.page.locator('[data-scan]').first()).toContainText('menurut daftar')
  wire.mend()
  await expect(a.page.locator('[data-health="network"]')).toContainText('tersambung', { timeout: 40_000 })
  await expect(a.page.locator('[data-health="clock"]')).toContainText('selisih')
  await expect(a.page.locator('[data-scan]').first()).not.toContainText('menurut daftar')
  const together = { entered: 2, entries: 2, duplicates: 1 }
  await expect.poll(() => entered('gate-a'), { timeout: 60_000 }).toMatchObject(together)
  await expect.poll(() => entered('gate-b'), { timeout: 60_000 }).toMatchObject(together)
})

test('a call at one computer is on the display of another', async () => {
  const display = await start('display', 'display')
  const counter = join(folder.dir, 'counter')
  await enrolBeside(join(folder.dir, 'desk'), counter, 'counter,dispenser', wire.url)
  const { services } = sure(await pendopo(['stats', '--data', counter, '--json'])) as {
    services: { code: string; counters: string[] }[]
  }
  const service = services.find(({ counters }) => counters.length > 0)
  const at = service?.counters[0] ?? ''
  const issued = sure(await pendopo(['issue', service?.code ?? '', '--data', counter, '--json']))
  sure(await pendopo(['call', at, '--data', counter, '--json']))
  sure(await pendopo(['sync', '--once', '--data', counter, '--json']))
  await expect(display.page.locator('body')).toContainText(String(issued['number']), { timeout: 20_000 })
})
