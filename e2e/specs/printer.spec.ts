import { expect, test, type Page } from '@playwright/test'
import type { DispenserPanel, DispenserStaffAct } from '../../core/contract/dispenser'
import { TcpStandIn } from '../../main/devices/testing/tcp-stand-in'
import { ask, launch, type RunningApp } from '../helpers/app'
import { makeDemo, tempFolder } from '../helpers/folder'

/** The whole app before a printer in the network: what it does when slips do not come out. */

const PIN = '8264'
const folder = tempFolder()
const printer = new TcpStandIn()
let running: RunningApp
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  await makeDemo(folder.dir)
  await printer.plugIn()
  await begin()
  await ask(page, 'staff.setPin', { staff: 'ratih', pin: PIN, voucher: null })
  await openPanel()
  await act({ do: 'set_printer', printer: { kind: 'tcp', host: '127.0.0.1', port: printer.port, width: 58 } })
})
test.afterAll(async () => {
  await running?.close()
  await printer.unplug()
  folder.remove()
})

async function begin(): Promise<void> {
  running = await launch({ dir: folder.dir, role: 'dispenser' })
  page = running.page
  await expect(page.locator('main[data-screen="agencies"]')).toBeVisible({ timeout: 30_000 })
}

async function openPanel(): Promise<DispenserPanel> {
  const opened = await ask(page, 'dispenser.openPanel', { staff: 'ratih', pin: PIN })
  if (!opened.ok) throw new Error(`the panel stays shut: ${opened.code}`)
  return opened.value
}

async function act(what: DispenserStaffAct): Promise<DispenserPanel> {
  const done = await ask(page, 'dispenser.staffAct', what)
  if (!done.ok || done.value === null) throw new Error(`refused: ${JSON.stringify(done)}`)
  return done.value
}

/** A number taken by touch; its label, and the state of its slip as the screen says it. */
async function takeNumber(print: 'printed' | 'printing' | 'trouble'): Promise<string> {
  await page.reload()
  await page.locator('[data-agency="bapenda"]').click()
  await page.locator('[data-service="pajak-tahunan"]').click()
  const label = page.locator('[data-number]')
  await expect(label).toBeVisible()
  await expect(page.locator(`[data-print="${print}"]`)).toBeVisible({ timeout: 20_000 })
  return ((await label.textContent()) ?? '').trim()
}

const slips = () => printer.machine.slips.map(({ lines }) => lines.map(({ text }) => text).join(' '))
const slipsOf = (label: string) => slips().filter((slip) => slip.split(' ').includes(label))

test('paper that ends in the middle of a slip: nothing comes out after the refill until staff say so, then once', async () => {
  const whole = await takeNumber('printed')
  printer.machine.paper = 6
  const cut = await takeNumber('trouble')
  const behind = await takeNumber('trouble')
  expect(printer.machine.hanging.length).toBeGreaterThan(0)

  printer.machine.refill()
  expect(slips()).toHaveLength(1)
  const { unprinted } = await openPanel()
  expect(unprinted.map(({ label, trouble }) => [label, trouble])).toEqual([
    [cut, 'paper_out'],
    [behind, 'paper_out'],
  ])
  await act({ do: 'refilled' })
  await expect.poll(slips, { timeout: 15_000 }).toHaveLength(3)
  await expect.poll(async () => (await openPanel()).unprinted).toEqual([])
  for (const label of [whole, cut, behind]) expect(slipsOf(label)).toHaveLength(1)
})

test('a power cut while a slip is on its way: the restart prints nothing, and staff print a marked copy', async () => {
  // The printer takes the job and then says no more: nobody knows whether the slip came out.
  printer.machine.diesAfter = 60
  const lost = await takeNumber('printing')
  process.kill(running.pid, 'SIGKILL')
  await running.app.waitForEvent('close')
  printer.machine.diesAfter = Infinity
  const before = slips().length

  await begin()
  const { unprinted } = await openPanel()
  expect(unprinted.map(({ label, trouble }) => [label, trouble])).toEqual([[lost, 'unconfirmed']])
  // Paper is not what it lacked: it may be in somebody's hand.
  await act({ do: 'refilled' })
  await act({ do: 'test_print' })
  expect(slipsOf(lost)).toEqual([])
  expect(slips()).toHaveLength(before + 1)
  const after = await act({ do: 'reprint', ticket: unprinted[0]?.ticket ?? '' })
  expect(after.unprinted).toEqual([])
  expect(slipsOf(lost).join()).toContain('SALINAN cetakan ke-2')
})

test('a printer without power: the number stays on the screen with what to do, and is told by staff', async () => {
  await printer.unplug()
  const label = await takeNumber('trouble')
  const { unprinted } = await openPanel()
  expect(unprinted.map((ticket) => [ticket.label, ticket.trouble])).toEqual([[label, 'offline']])
  const after = await act({ do: 'number_told', ticket: unprinted[0]?.ticket ?? '' })
  expect(after.unprinted).toEqual([])
  expect(after.printerState).toEqual({ state: 'trouble', trouble: 'offline' })
  await printer.plugIn()
  await act({ do: 'refilled' })
  await act({ do: 'test_print' })
  expect(slipsOf(label)).toEqual([])
})
