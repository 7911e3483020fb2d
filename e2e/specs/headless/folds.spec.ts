import { sure } from '../../helpers/folder'
import { behind, cells, cli, expect, figures, makeFair, rosterOf, sound, test } from './small-fair'
import { SMALL_FAIR } from './support'

const scan = async (dir: string, ...args: string[]) => (await cli(dir, 'scan', ...args)).answer ?? {}

test('an older entry from paper moves the mark of the duplicate, and nobody is put out', async ({ dir, file }) => {
  await makeFair(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(1))))
  const at = (time: string, ...more: string[]) =>
    scan(dir, 'S1', '--list', 'pintu', '--at', `2026-10-13T${time}`, ...more)
  const typed = await at('10:00')
  const older = await at('09:00')
  expect([typed['outcome'], older['outcome']]).toEqual(['admitted', 'admitted'])
  sure(await cli(dir, 'export', 'scans', '--out', file('s.csv')))
  const [header = [], ...rows] = cells(file('s.csv'))
  expect(rows.map((row) => ['Time', 'Mark', 'Scan'].map((name) => row[header.indexOf(name)]))).toEqual([
    ['2026-10-13T09:00:00+07:00', '', older['scanId']],
    ['2026-10-13T10:00:00+07:00', 'duplicate', typed['scanId']],
  ])
  expect(await figures(dir, 'pintu')).toMatchObject({ entered: 1, inside: 1, entries: 1, duplicates: 1 })
  // An exit between the two, known later still, makes two honest entries of them.
  expect(await at('09:30', '--direction', 'exit')).toMatchObject({ reason: 'exit' })
  expect(await figures(dir, 'pintu')).toMatchObject({ entered: 1, inside: 1, entries: 2, duplicates: 0 })
})

test('entering one room leaves the other, and rebuild gives the same rows', async ({ dir, file }) => {
  const [door] = SMALL_FAIR.lists
  const hall = { ...door, code: 'aula', name: { id: 'Aula', en: 'Hall' }, leaves: ['sempit'] }
  await makeFair(dir, file, { lists: [...SMALL_FAIR.lists, hall] })
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(3))))
  for (const code of ['S1', 'S2']) await scan(dir, code, '--list', 'sempit')
  expect(await scan(dir, 'S3', '--list', 'sempit')).toMatchObject({ reason: 'full' })
  const before = await sound(dir)
  expect(await scan(dir, 'S2', '--list', 'aula')).toMatchObject({ outcome: 'admitted' })
  expect(await sound(dir)).toBe(before + 2)
  expect(await figures(dir, 'sempit')).toMatchObject({ entered: 2, inside: 1 })
  expect(await scan(dir, 'S3', '--list', 'sempit')).toMatchObject({ outcome: 'admitted' })
  const tables = ['setup_current', 'visitor', 'category_tally', 'scan', 'attendance']
  const rows = () =>
    behind(dir, 'log', (db) => tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()))
  const was = [rows(), sure(await cli(dir, 'stats'))]
  behind(dir, 'log', (db) =>
    db.exec('DELETE FROM attendance; DELETE FROM list_quarter; UPDATE visitor SET category = 1'),
  )
  sure(await cli(dir, 'rebuild'))
  expect([rows(), sure(await cli(dir, 'stats'))]).toEqual(was)
})
