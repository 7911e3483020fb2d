import { defineConfig } from '@playwright/test'
import { WORKERS, takeOwnDisplay } from './displays'

// This file is read in every worker too.
takeOwnDisplay()

/** What takes longest begins first, so that both workers end together. */
const LONG = ['sync/*', 'gate-panel.spec.ts', 'walk-in.spec.ts', 'setup.spec.ts', 'stations.spec.ts'].map(
  (name) => `specs/${name}`,
)

/** Every spec drives the real app on a virtual display; each starts with a data folder of its own. */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../out/e2e',
  globalSetup: './displays.ts',
  timeout: 90_000,
  workers: WORKERS,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  projects: [
    { name: 'long', testMatch: LONG },
    { name: 'short', testIgnore: LONG },
  ],
})
