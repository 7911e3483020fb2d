import { defineConfig } from '@playwright/test'

/** Every spec drives the real app on a virtual display; each starts with a data folder of its own. */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../out/e2e',
  timeout: 90_000,
  // A kiosk takes the whole screen and the camera: one at a time.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
})
