import { defineConfig } from '@playwright/test'

/** The tour: the app's main jobs, one after the other, with pictures and files left in out/tour. */
export default defineConfig({
  testDir: 'tour',
  testMatch: '*.tour.ts',
  outputDir: '../out/tour-traces',
  timeout: 240_000,
  workers: 1,
  retries: 0,
})
