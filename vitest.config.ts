import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{core,db,main,hub,preload,renderer,scripts,bench}/**/*.test.{ts,tsx,mjs}'],
    // The fair's zone must come from the set-up, never from the machine: tests run in a third zone.
    env: { TZ: 'America/St_Johns' },
    pool: 'forks',
    // All cores: its own choice leaves one idle, which is half of two.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
