import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { DEMO, roster } from '../../helpers/folder'
import { aPlace } from './support'

test('no name, phone, e-mail or code of the roster lies in the log or in an export without --personal', async () => {
  const place = aPlace()
  try {
    await place.do('fair', 'import', DEMO.fair, '--start', 'today')
    await place.do('import', 'roster', DEMO.roster)
    const people = roster()
    for (const { code } of people.slice(0, 5)) await place.run('scan', code, '--list', 'pintu-hari-1')
    await place.run('scan', 'KODE-ASING-77123', '--list', 'pintu-hari-1')
    const exports = ['attendance', 'scans'].map((what) => join(place.files, `${what}.csv`))
    await place.do('export', 'attendance', '--out', exports[0] ?? '')
    await place.do('export', 'scans', '--out', exports[1] ?? '')

    // Phones and e-mail addresses as they stand in the file, and the digits of a phone however it is written.
    const cells = readFileSync(DEMO.roster, 'utf8').split(/[\n,]/)
    const contacts = cells.filter((cell) => /^\+?\d{9,}$/.test(cell) || cell.includes('@'))
    const phones = contacts.filter((cell) => !cell.includes('@')).map((cell) => cell.replace(/^\+?(62|0)/, ''))
    const secrets = new Set([...people.flatMap(({ name, code }) => [name, code]), ...contacts, ...phones])
    secrets.delete('')
    // Who speaks is announced to everybody: the set-up's own file says it.
    const { sessions } = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as { sessions: { speakers?: string[] }[] }
    for (const name of sessions.flatMap(({ speakers = [] }) => speakers)) secrets.delete(name)
    expect(secrets.size).toBeGreaterThan(1_500)

    const files = readdirSync(place.data).map((name) => join(place.data, name))
    const searched = [...files, ...exports].filter((file) => !file.endsWith('data.key'))
    expect(searched.some((file) => file.endsWith('people.sqlite'))).toBe(true)
    for (const file of searched) {
      const bytes = readFileSync(file)
      const found = [...secrets, 'KODE-ASING-77123'].filter((secret) => bytes.includes(secret))
      expect(found, file).toEqual([])
    }
    // The search itself finds what is there.
    expect([...secrets].every((secret) => readFileSync(DEMO.roster).includes(secret.replaceAll('"', '""')))).toBe(true)
  } finally {
    place.remove()
  }
})

test('the folder and every file in it are for their owner only', async () => {
  test.skip(process.platform === 'win32', 'Windows has no such bits')
  const place = aPlace()
  const umask = process.umask(0o000)
  try {
    await place.do('fair', 'import', DEMO.fair, '--start', 'today')
    await place.do('import', 'roster', DEMO.roster)
    const out = join(place.files, 'a.csv')
    await place.do('export', 'attendance', '--out', out, '--personal', 'uji')
    expect(statSync(place.data).mode & 0o777).toBe(0o700)
    const names = readdirSync(place.data)
    expect(names).toEqual(expect.arrayContaining(['data.key', 'log.sqlite', 'people.sqlite', 'settings.sqlite']))
    for (const file of [...names.map((name) => join(place.data, name)), out])
      expect((statSync(file).mode & 0o777).toString(8), file).toBe('600')
  } finally {
    process.umask(umask)
    place.remove()
  }
})
