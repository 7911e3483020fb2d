import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { CounterAct } from '../../../core/contract/counter'
import { ask, expectResult, launch, openPanel, readyGate, wedge, windowOf, type RunningApp } from '../../helpers/app'
import { pendopo } from '../../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../../helpers/folder'
import { aWire, enrolBeside, hubFolder, startHub, type HubProcess, type Wire } from '../../helpers/hub'

// Two gates as two apps with folders of their own, one real hub, and a wire to it that can be cut.
const [first, second, third] = roster().map((person) => person.code) as [string, string, string]
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

/** A picture for a person's eyes, when they ask for it. */
async function picture(page: Page, name: string): Promise<void> {
  const dir = process.env['PENDOPO_PICTURES'] ?? ''
  if (dir !== '') await page.screenshot({ path: join(dir, `${name}.png`) })
}

const open = async (name: string, role: string): Promise<RunningApp> => {
  const app = await launch({ dir: join(folder.dir, name), role })
  apps.push(app)
  return app
}
const start = async (name: string, role: string): Promise<RunningApp> => {
  await enrolBeside(join(folder.dir, 'desk'), join(folder.dir, name), role, wire.url)
  return open(name, role)
}
const entered = async (name: string) => {
  const { lists } = sure(await pendopo(['stats', '--data', join(folder.dir, name), '--json'])) as {
    lists: { code: string; opensAt: string; entered: number; inside: number; entries: number; duplicates: number }[]
  }
  return lists.find((list) => list.code === 'pintu-hari-1')
}
/** So many minutes after the door opened today, as somebody wrote it on paper. */
const minutesIn = async (minutes: number) => {
  const opens = new Date((await entered('gate-a'))?.opensAt ?? '')
  return new Date(opens.getTime() + minutes * 60_000).toISOString()
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
  // Out at B at minute one and three; in at A, which is cut off too, at minute two.
  const typed = async (gate: string, direction: string, minutes: number) =>
    sure(
      await pendopo(
        ['scan', third, '--list', 'pintu-hari-1', '--direction', direction, '--at', await minutesIn(minutes)].concat([
          '--data',
          join(folder.dir, gate),
          '--json',
        ]),
      ),
    )
  await typed('gate-b', 'exit', 1)
  await typed('gate-b', 'exit', 3)
  await typed('gate-a', 'entry', 2)
  wire.mend()
  await expect(a.page.locator('[data-health="network"]')).toContainText('tersambung', { timeout: 40_000 })
  await expect(a.page.locator('[data-health="clock"]')).toContainText('selisih')
  await expect(a.page.locator('[data-scan]').first()).not.toContainText('menurut daftar')
  // Two of the three are inside; the third came and went, whatever order the scans arrived in.
  const together = { entered: 3, inside: 2, entries: 3, duplicates: 1 }
  for (const gate of ['gate-a', 'gate-b'])
    await expect.poll(() => entered(gate), { timeout: 60_000 }).toMatchObject(together)
  sure(await pendopo(['sync', '--once', '--data', join(folder.dir, 'desk'), '--json']))
  expect(await entered('desk')).toMatchObject(together)

  // The desk says who it was, where somebody can act on it.
  const { page } = await open('desk', 'desk')
  await expect(page.locator('[data-screen="desk"]')).toBeVisible({ timeout: 30_000 })
  // The PIN that Galih chose at the gate came along.
  expect(await ask(page, 'desk.signIn', { staff: 'galih', pin: '8264' })).toMatchObject({ ok: true })
  await page.locator('[data-section="stations"]').click()
  const twice = page.locator('[data-meeting="entered_twice"]')
  await expect(twice).toHaveCount(1, { timeout: 30_000 })
  await expect(twice).toContainText(roster()[1]?.name ?? '')
  await picture(page, 'meetings')
})

test('numbers and calls are the hub’s, and on the display of another computer; cut off the counter goes on by itself', async () => {
  // The display reaches the hub by a way of its own: what the hub decides is seen there, whatever becomes of the counter's.
  await enrolBeside(join(folder.dir, 'desk'), join(folder.dir, 'display'), 'display', hub.url)
  const display = await open('display', 'display')
  const dir = join(folder.dir, 'booth')
  await enrolBeside(join(folder.dir, 'desk'), dir, 'counter,dispenser', wire.url)
  const booth = await launch({ dir, role: 'dispenser,counter' })
  apps.push(booth)
  const [dispenser, counter] = [await windowOf(booth, 0), await windowOf(booth, 1)]
  await expect(dispenser.locator('main[data-screen="agencies"]')).toBeVisible({ timeout: 30_000 })
  await ask(dispenser, 'staff.setPin', { staff: 'ratih', pin: '8264', voucher: null })
  // One whose second service has no quota: numbers of a machine's own series are given there.
  expect(await ask(counter, 'app.chooseRole', { place: { role: 'counter', counters: ['3'] } })).toMatchObject({
    ok: true,
  })
  await ask(counter, 'counter.signIn', { counter: '3', staff: 'ratih', pin: '8264' })
  const take = async (service = 'pajak-tahunan') => {
    const requestId = randomUUID()
    const number = { requestId, service, class: 'normal', visitor: null, locale: 'id' } as const
    const given = await ask(dispenser, 'dispenser.issue', number)
    return given.ok ? given.value.label : given.code
  }
  const act = async (what: CounterAct) => {
    const acted = await ask(counter, 'counter.act', { counter: '3', requestId: randomUUID(), act: what })
    return acted.ok ? acted.value.view : null
  }
  const link = async () => {
    const view = await ask(counter, 'counter.view', { counter: '3' })
    return view.ok ? view.value.link.state : view.code
  }
  await act({ do: 'open' })
  await expect.poll(link).toBe('connected')
  // The common sequence: a machine that decided by itself would give one of its block.
  expect([await take(), await take()]).toEqual(['A-001', 'A-002'])
  expect((await act({ do: 'call_next' }))?.held?.label).toBe('A-001')
  await expect(display.page.locator('.display')).toContainText('A-001', { timeout: 20_000 })

  wire.cut()
  await expect.poll(link, { timeout: 30_000 }).toBe('cut_off')
  expect(await take()).toBe('A-701')
  const uncalled = await ask(counter, 'counter.view', { counter: '3' })
  const held = uncalled.ok ? uncalled.value.held : null
  await act({ do: 'start', ticket: held?.id ?? '', seen: held?.version ?? 0 })
  const serving = await ask(counter, 'counter.view', { counter: '3' })
  const seen = serving.ok ? (serving.value.held?.version ?? 0) : 0
  await act({ do: 'finish', ticket: held?.id ?? '', seen, outcome: 'solved' })
  expect((await act({ do: 'call_next' }))?.held?.label).toBe('A-002')
  await counter.reload()
  await expect(counter.locator('main[data-hands="called"] h1[data-label="A-002"]')).toBeVisible()
  await expect(counter.locator('.ct-tentative')).toBeVisible()
  await expect(counter.locator('[data-link="cut_off"]')).toContainText(/\d\d/)
  await expect(display.page.locator('.display')).not.toContainText('A-002')
  wire.mend()
  await expect(display.page.locator('.display')).toContainText('A-002', { timeout: 60_000 })
  await expect.poll(link, { timeout: 30_000 }).toBe('connected')
  // The answer to a call is lost: the hub has decided, the counter goes on by itself, and it is one call of one person.
  const now = async () => {
    const view = await ask(counter, 'counter.view', { counter: '3' })
    if (!view.ok) throw new Error(view.code)
    return view.value
  }
  const { held: second } = await now()
  await act({ do: 'start', ticket: second?.id ?? '', seen: second?.version ?? 0 })
  const serving2 = (await now()).held
  await act({ do: 'finish', ticket: second?.id ?? '', seen: serving2?.version ?? 0, outcome: 'solved' })
  const label = (await now()).next?.label
  expect(label).toBe('A-701')
  await expect.poll(async () => (await now()).link.pending).toBe(0)
  wire.swallow()
  expect((await act({ do: 'call_next' }))?.held?.label).toBe(label)
  await counter.reload()
  await expect(counter.locator('main[data-hands="called"] h1[data-label="A-701"]')).toBeVisible()
  await expect(counter.locator('.ct-tentative')).toBeVisible()
  // The counter knows nothing of the hub's word, and who waits in the hall reads it already.
  await expect(display.page.locator('.display')).toContainText('A-701', { timeout: 20_000 })
  expect(await link()).not.toBe('connected')
  wire.mend()
  await expect.poll(link, { timeout: 30_000 }).toBe('connected')
  await expect.poll(async () => (await now()).link.pending, { timeout: 30_000 }).toBe(0)
  await expect(counter.locator('.ct-tentative')).toHaveCount(0)
  expect(await now()).toMatchObject({ held: { label, conflict: null }, alsoCalled: [], lost: null })
  const free = async () => {
    const { held: inHand } = await now()
    const version = inHand?.version ?? 0
    if (inHand?.state === 'CALLED') await act({ do: 'start', ticket: inHand.id, seen: version })
    const serving3 = (await now()).held
    await act({ do: 'finish', ticket: serving3?.id ?? '', seen: serving3?.version ?? 0, outcome: 'solved' })
  }
  await free()

  // Cut off for so long that the block is used up: the machine's own series, which an operator can type like any number.
  wire.cut()
  await expect.poll(link, { timeout: 30_000 }).toBe('cut_off')
  const given: string[] = []
  while (given.length < 45 && !(given.at(-1) ?? '').includes('-K')) given.push(await take('cek-tagihan'))
  expect(given.at(-1)).toBe('AD-K3-01')
  const direct = counter.locator('[data-dialog="serve_direct"]')
  const type = async (text: string) => {
    if (!(await direct.isVisible())) await counter.keyboard.press('F3')
    await direct.locator('input:not([type="radio"])').last().fill(text)
    await direct.locator('[data-act="go"]').click()
  }
  await counter.reload()
  await expect(counter.locator('main[data-hands="empty"]')).toBeVisible()
  for (const [typed, said] of [
    ['AD-K3', 'A-K3-01'],
    ['adk2551', 'AD-K25-51'],
    ['xy-k3-1', 'XY'],
  ] as const) {
    await type(typed)
    await expect(direct.locator('[role="alert"]')).toContainText(said)
  }
  await picture(counter, 'own-number')
  await type('ad k3 1')
  await expect(counter.locator('main h1[data-label="AD-K3-01"]')).toBeVisible()
  expect((await now()).waitingCount).toBe(given.length - 1)
  await free()
  // One of another machine, of which nobody here has heard.
  await counter.reload()
  await expect(counter.locator('main[data-hands="empty"]')).toBeVisible()
  await type('ADK701')
  await expect(counter.locator('main h1[data-label="AD-K7-01"]')).toBeVisible()
})
