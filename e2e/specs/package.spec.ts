import { expect, test } from '@playwright/test'
import { run } from '../helpers/command'

test('the app is packed, and what was packed runs: its fuses, its headless command, its window', async () => {
  test.setTimeout(240_000)
  const { code, stdout, stderr } = await run(process.execPath, ['scripts/package.mjs'])
  expect(code, stdout + stderr).toBe(0)
  expect(stdout + stderr).toContain('smoke test passed')
})
