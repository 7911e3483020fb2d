import { expect, test } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { run } from '../helpers/command'

const missing = [
  'dbus-run-session',
  'gnome-keyring-daemon',
  'xvfb-run',
  ...(process.getuid?.() === 0 ? ['setpriv'] : []),
].filter((program) => process.platform !== 'linux' || spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
test.skip(missing.length > 0, `not here: ${missing.join(', ')}`)

test('the keychain adapter works with a real keyring, and is refused without one', async () => {
  const { code, answer, stderr } = await run(process.execPath, ['e2e/keychain/run.mjs'])
  expect(answer, stderr).toMatchObject({ failed: 0 })
  expect(answer?.['passed']).toBeGreaterThan(0)
  expect(code).toBe(0)
})
