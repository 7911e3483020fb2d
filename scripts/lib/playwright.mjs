/** Running Playwright on a virtual display. */
import { have, binOf, run, underXvfb } from './run.mjs'

/**
 * Runs one Playwright configuration; always on a display of its own, also where there is a real one, so that the
 * windows neither disturb a person nor are disturbed.
 */
export function playwright(config, args = [], options = {}) {
  const command = [process.execPath, [binOf('@playwright/test', 'playwright'), 'test', '-c', config, ...args]]
  // Windows and macOS have no Xvfb and always a display.
  return run(...(have('xvfb-run', '--help') ? underXvfb(...command) : command), options)
}
