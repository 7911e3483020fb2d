import { pendopo, run } from '../../helpers/command'
import { sure } from '../../helpers/folder'
import { expect, sound, test } from './small-fair'
import { SMALL_FAIR } from './support'

test('where there is no keychain, npm run pendopo says so through Electron, and a passphrase still makes the fair', async ({
  dir,
  file,
}) => {
  test.skip(process.platform !== 'linux', 'the other systems always have a keychain')
  const fair = file('fair.json', JSON.stringify({ ...SMALL_FAIR, demo: false }))
  const args = ['fair', 'import', fair, '--data', dir, '--json']
  // Without a session bus no keyring answers, whatever this machine has.
  const env = { PENDOPO_LOCALE: 'en', DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_RUNTIME_DIR: file('none') }
  const refused = await run('npm', ['run', '-s', 'pendopo', '--', ...args], { env })
  expect([refused.code, refused.answer?.['code']]).toEqual([2, 'keychain_unavailable'])
  expect(refused.stdout.trimEnd().split('\n')).toHaveLength(1)
  expect(refused.stderr).toContain('--passphrase-stdin')

  // An empty passphrase is none: it must not become another lock unawares.
  const empty = await pendopo([...args, '--passphrase-stdin'], { stdin: '\n' })
  expect([empty.code, empty.answer?.['code']]).toEqual([2, 'passphrase_needed'])
  sure(await pendopo([...args, '--passphrase-stdin'], { stdin: 'kuda terbang di atas atap\n' }))
  const unasked = await pendopo(['stats', '--data', dir, '--json'])
  expect([unasked.code, unasked.answer?.['code']]).toEqual([2, 'passphrase_needed'])
  expect(await sound(dir)).toBe(1)
})
