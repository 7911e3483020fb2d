import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ask, launch, windowOf } from '../helpers/app'
import { APP, pendopo } from '../helpers/command'
import { makeDemo, roster, sure, tempFolder } from '../helpers/folder'
import { pictureOf } from '../helpers/picture'

const OUT = join(APP, 'out/tour')

test('the queue: a number, a counter, a call that is shown and spoken, an export', async () => {
  mkdirSync(OUT, { recursive: true })
  const folder = tempFolder()
  try {
    await makeDemo(folder.dir)
    const headless = async (...args: string[]) => sure(await pendopo([...args, '--data', folder.dir, '--json']))
    for (let n = 0; n < 6; n += 1) await headless('issue', 'pajak-tahunan')
    await headless('issue', 'pajak-tahunan', '--class', 'priority')
    await headless('issue', 'ktp-el', '--visitor', roster()[0]?.code ?? '')
    for (const counter of ['2', '3', '7']) await headless('call', counter)

    const running = await launch({ dir: folder.dir, role: 'dispenser,counter,display' })
    const [dispenser, counter, display] = [
      await windowOf(running, 0),
      await windowOf(running, 1),
      await windowOf(running, 2),
    ]
    const picture = (page: typeof dispenser, name: string) => pictureOf(running.app, page, join(OUT, `${name}.png`))
    await expect(dispenser.locator('main[data-screen="agencies"]')).toBeVisible({ timeout: 30_000 })
    await picture(dispenser, '11-dispenser-agencies-id')
    await dispenser.locator('[data-agency="bapenda"]').click()
    await expect(dispenser.locator('main[data-screen="services"]')).toBeVisible()
    await picture(dispenser, '12-dispenser-services-id')
    await dispenser.locator('[data-service="pajak-tahunan"]').click()
    await expect(dispenser.locator('[data-number]')).toBeVisible()
    await picture(dispenser, '13-dispenser-number-id')

    await ask(counter, 'staff.setPin', { staff: 'ratih', pin: '8264', voucher: null })
    await ask(counter, 'counter.signIn', { counter: '1', staff: 'ratih', pin: '8264' })
    await counter.reload()
    const primary = counter.locator('[data-act="primary"]')
    const next = async (does: string) => {
      await expect(async () => {
        if ((await primary.getAttribute('data-does')) === does) return
        await counter.keyboard.press('Enter')
        await expect(primary).toHaveAttribute('data-does', does, { timeout: 1_000 })
      }).toPass()
    }
    await next('open')
    await next('call_next')
    await picture(counter, '14-counter-next-id')
    await next('start')
    await expect(display.locator('[data-spoken] > li')).not.toHaveCount(0, { timeout: 30_000 })
    await picture(display, '15-display-call-id')
    await next('finish')
    await picture(counter, '16-counter-serving-id')
    await next('call_next')
    await headless('export', 'tickets', '--out', join(OUT, 'tickets.csv'))
    await running.close()
  } finally {
    folder.remove()
  }
})
