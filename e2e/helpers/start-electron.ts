import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test'
import { join } from 'node:path'
import { APP } from './command'

/** What makes the app wait for its driver; whoever runs Electron must be able to read it. */
export const WAIT_FOR_DRIVER = join(APP, 'e2e/helpers/wait-for-driver.cjs')

export interface Start {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env: Record<string, string>
  readonly cwd?: string
  readonly waitForDriver?: string
}

/**
 * Starts the app under Playwright and waits for its first window. A window that is made while Playwright still attaches
 * is now and then never seen by it, on a busy machine one in a hundred, and the start hangs; so the app waits. Playwright
 * sees to that itself only where it chooses the program.
 */
export async function startElectron(start: Start): Promise<{ app: ElectronApplication; page: Page }> {
  const { args, waitForDriver = WAIT_FOR_DRIVER, ...options } = start
  const app = await electron.launch({ ...options, args: ['-r', waitForDriver, ...args] })
  return { app, page: await app.firstWindow() }
}
