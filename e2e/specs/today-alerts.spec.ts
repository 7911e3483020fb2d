import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ask, launch } from '../helpers/app'
import { pendopo } from '../helpers/command'
import { DEMO, roster, sure, tempFolder } from '../helpers/folder'

interface FairFile {
  readonly staff: { code: string; role: string }[]
  readonly lists: {
    readonly code: string
    readonly kind: string
    windows: object[]
    capacity?: number
    categories?: string[]
  }[]
}

test('an alert of the day leads to where more is known of it', async () => {
  const { dir, remove } = tempFolder()
  const data = join(dir, 'data')
  const run = async (...args: string[]) => sure(await pendopo([...args, '--data', data, '--json']))
  const fair = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as FairFile
  const room = fair.lists.find(({ kind }) => kind === 'session')
  if (room === undefined) throw new Error('the demo fair has no session')
  delete room.categories
  room.capacity = 1
  room.windows = [{ from: '2000-01-01T00:00', to: '2099-01-01T00:00' }]
  const file = join(dir, 'fair.json')
  writeFileSync(file, JSON.stringify(fair))
  await run('fair', 'import', file, '--start', 'today')
  await run('import', 'roster', DEMO.roster)
  expect(await run('scan', roster()[0]?.code ?? '', '--list', room.code)).toMatchObject({ outcome: 'admitted' })
  const running = await launch({ dir: data, role: 'desk' })
  try {
    const { page } = running
    const staff = fair.staff.find(({ role }) => role === 'organizer')?.code ?? ''
    await page.locator('[data-screen="desk"]').waitFor({ timeout: 30_000 })
    expect(await ask(page, 'staff.setPin', { staff, pin: '731946', voucher: null })).toMatchObject({ ok: true })
    expect(await ask(page, 'desk.signIn', { staff, pin: '731946' })).toMatchObject({ ok: true })
    const alert = page.locator('[data-alert="room_full"]').getByRole('button')
    await alert.click({ timeout: 30_000 })
    await expect(page.locator(`[data-session][data-list="${room.code}"]`).first()).toBeFocused()
  } finally {
    await running.close()
    remove()
  }
})
