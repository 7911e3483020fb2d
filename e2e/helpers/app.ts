import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { AnswerOf, CallName, Input } from '../../core/contract/channels'
import { resolveRuntime } from '../../scripts/runtime.mjs'
import { APP } from './command'
import { startElectron } from './start-electron'

export interface LaunchOptions {
  readonly dir: string
  /** File that plays as the camera's picture (mjpeg); null: no camera at all. */
  readonly camera?: string | null
  /** What `PENDOPO_ROLE` says: one role, or several windows (`dispenser,counter,display`); null: nothing. */
  readonly role?: string | null
  readonly locale?: 'id' | 'en'
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** The whole program's process. */
  readonly pid: number
  close(): Promise<void>
}

/** Starts the real app on a folder and waits for its first window. */
export async function launch(options: LaunchOptions): Promise<RunningApp> {
  const { electron: executablePath } = await resolveRuntime()
  const camera =
    typeof options.camera === 'string'
      ? [
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          `--use-file-for-fake-video-capture=${options.camera}`,
        ]
      : []
  const { app, page } = await startElectron({
    executablePath,
    // As root Chromium starts only without its sandbox; the specs of the sandbox run as an ordinary user.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...camera, APP],
    env: {
      ...(process.env as Record<string, string>),
      PENDOPO_DATA_DIR: options.dir,
      ...(options.role === null ? {} : { PENDOPO_ROLE: options.role ?? 'gate' }),
      PENDOPO_LOCALE: options.locale ?? 'id',
    },
  })
  const pid = app.process().pid
  if (pid === undefined) throw new Error('the app has no process')
  return { app, page, pid, close: () => end(app, pid) }
}

/** The page of the n-th window (0 = the first): each window has an origin of its own. */
export async function windowOf({ app }: RunningApp, n: number): Promise<Page> {
  const origin = n === 0 ? 'app://pendopo/' : `app://pendopo-${n + 1}/`
  const found = () => app.windows().find((page) => page.url() === origin)
  await expect.poll(() => found() !== undefined, { timeout: 30_000 }).toBe(true)
  const page = found()
  if (page === undefined) throw new Error(`window ${n} is gone again`)
  return page
}

/** Asks main from a page, as its own code does. */
export async function ask<K extends CallName>(page: Page, name: K, input: Input<K>): Promise<AnswerOf<K>> {
  const answer = await page.evaluate(
    ([called, given]: [string, unknown]) =>
      (window as unknown as { pendopo: { call(name: string, input: unknown): Promise<unknown> } }).pendopo.call(
        called,
        given,
      ),
    [name, input] as [string, unknown],
  )
  return answer as AnswerOf<K>
}

/** Ends the program as a supervisor does: the kiosk itself lets nobody close it. */
async function end(app: ElectronApplication, pid: number): Promise<void> {
  const closed = app.waitForEvent('close')
  process.kill(pid, 'SIGTERM')
  await closed
}

/** The gate's waiting screen, ready to scan. */
export async function readyGate(page: Page): Promise<void> {
  await expect(page.locator('[data-screen="attract"][data-ready="true"]')).toBeVisible({ timeout: 30_000 })
}

/** The staff panel of a gate, opened by somebody who sets their PIN first if they have none: the lock, a name, a PIN. */
export async function openPanel(page: Page): Promise<void> {
  const pin = '8264'
  await ask(page, 'staff.setPin', { staff: 'galih', pin, voucher: null })
  await page.getByRole('button', { name: /Petugas: tekan lama/ }).focus()
  await page.keyboard.press('Enter')
  await page.locator('[data-staff="galih"]').click()
  await page.getByLabel(/^PIN, \d angka diketik$/).fill(pin)
  await page.keyboard.press('Enter')
  await expect(page.locator('main[data-screen="panel"] .gp')).toBeVisible()
}

/** The page has drawn twice: what was under way before has been done. */
export const twoPictures = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

/** Waits for a result with this outcome and reason (`''`: none). */
export async function expectResult(page: Page, outcome: string, reason = '', timeout = 10_000): Promise<void> {
  await expect(page.locator(`[data-outcome="${outcome}"][data-reason="${reason}"]`)).toBeVisible({ timeout })
}

const END_KEYS = { Enter: { text: '\r', windowsVirtualKeyCode: 13 }, Tab: { windowsVirtualKeyCode: 9 } } as const

/** Milliseconds between two keys of a hand scanner. */
const KEY_MS = 2

/**
 * Types a code as a hand scanner does: fast, ended by a key or by nothing. Each key carries the time at which the
 * system got it, as real ones do, however late a busy machine hands it on; `stamp` false: the time at which the
 * browser got round to it, as from a scanner whose cable stops in the middle.
 */
export async function wedge(
  page: Page,
  code: string,
  end: 'Enter' | 'Tab' | null = 'Enter',
  { stamp = true } = {},
): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const keys = [
    ...Array.from(code, (key) => ({ key, text: key })),
    ...(end === null ? [] : [{ key: end, code: end, ...END_KEYS[end] }]),
  ]
  const began = Date.now() - keys.length * KEY_MS
  await Promise.all(
    keys.flatMap((key, n) => {
      const timestamp = stamp ? { timestamp: (began + n * KEY_MS) / 1000 } : {}
      return [
        browser.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, ...timestamp }),
        browser.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key, ...timestamp }),
      ]
    }),
  )
  await browser.detach()
}
