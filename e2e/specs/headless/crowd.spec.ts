import { sure } from '../../helpers/folder'
import { behind, cli, expect, figures, makeFair, rosterOf, sound, test } from './small-fair'

const LANES = 8
const scanned = (dir: string) =>
  behind(dir, 'log', (db) => db.prepare("SELECT count(*) FROM event_log WHERE type = 'scan.recorded'").pluck().get())

test('eight processes at once admit every code exactly once, and nothing is lost', async ({ dir, file }) => {
  await makeFair(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(60))))
  // Each lane scans two codes that all lanes scan, and two of its own, as fast as it can.
  const shared = ['S1', 'S2']
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const own = [0, 1].map((n) => `S${10 + lane * 2 + n}`)
    const answers: [string, number | null, unknown, unknown][] = []
    for (const code of [...shared, ...own]) {
      const { code: exit, answer } = await cli(dir, 'scan', code, '--list', 'pintu')
      answers.push([code, exit, answer?.['outcome'], answer?.['scanId']])
    }
    return answers
  })
  const answers = (await Promise.all(lanes)).flat()
  expect(answers).toHaveLength(LANES * 4)
  expect(answers.filter(([, exit]) => exit !== 0 && exit !== 2)).toEqual([])
  const admitted = answers.filter(([, , outcome]) => outcome === 'admitted').map(([code]) => code)
  expect(admitted.toSorted()).toEqual([...new Set(answers.map(([code]) => code))].toSorted())
  const kept = behind(dir, 'log', (db) => db.prepare<[], string>('SELECT event_id FROM event_log').pluck().all())
  for (const [, , , scanId] of answers) expect(kept).toContain(scanId)
  expect(scanned(dir)).toBe(LANES * 4)
  expect(await figures(dir, 'pintu')).toMatchObject({ entered: 18, inside: 18, entries: 18, duplicates: 0 })
  await sound(dir)
})

test('a room with two places takes two, whoever comes at the same moment', async ({ dir, file }) => {
  await makeFair(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(LANES))))
  const answers = await Promise.all(
    Array.from({ length: LANES }, (_, i) => cli(dir, 'scan', `S${i + 1}`, '--list', 'sempit')),
  )
  const reasons = answers.map(({ answer }) => answer?.['reason'] ?? answer?.['outcome'])
  expect(reasons.filter((word) => word === 'admitted')).toHaveLength(2)
  expect(reasons.filter((word) => word === 'full')).toHaveLength(LANES - 2)
  expect((await figures(dir, 'sempit')).inside).toBe(2)
})

test('an import, a rebuild, exports and verify run beside scans', async ({ dir, file }) => {
  await makeFair(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(10))))
  const big = file('big.csv', rosterOf(4_000))
  const [imported, twin, rebuilt, exported, verified, ...scans] = await Promise.all([
    cli(dir, 'import', 'roster', big),
    cli(dir, 'import', 'roster', big),
    cli(dir, 'rebuild'),
    cli(dir, 'export', 'scans', '--out', file('s.csv')),
    cli(dir, 'verify'),
    ...Array.from({ length: 10 }, (_, i) => cli(dir, 'scan', `S${i + 1}`, '--list', 'pintu')),
  ])
  expect(scans.map(({ answer }) => answer?.['outcome'])).toEqual(Array.from({ length: 10 }, () => 'admitted'))
  for (const result of [imported, twin, rebuilt, exported, verified]) sure(result)
  // Two imports of one file at once: every person is one person.
  expect([imported, twin].reduce((sum, result) => sum + Number(result?.answer?.['added']), 0)).toBe(3_990)
  expect(await figures(dir, 'pintu')).toMatchObject({ expected: 4_000, entered: 10, inside: 10 })
  expect(await sound(dir)).toBe(1 + 4_000 + 10)
  const named = behind(dir, 'log', (db) => db.prepare<[], string>('SELECT id FROM visitor').pluck().all())
  const known = new Set(
    behind(dir, 'people', (db) =>
      db.prepare<[], string>("SELECT visitor FROM people_row WHERE grp = 'greet'").pluck().all(),
    ),
  )
  expect(named.filter((id) => !known.has(id))).toEqual([])
})

test('two first imports of one fair make one fair', async ({ dir, file }) => {
  const { SMALL_FAIR } = await import('./support')
  const path = file('fair.json', JSON.stringify(SMALL_FAIR))
  const answers = await Promise.all(Array.from({ length: 4 }, () => cli(dir, 'fair', 'import', path)))
  for (const { code, answer } of answers) if (code !== 0) expect([code, answer?.['code']]).toEqual([2, 'keys_exist'])
  expect(answers.filter(({ code }) => code === 0).length).toBeGreaterThan(0)
  expect(answers.filter(({ answer }) => answer?.['changed'] === true)).toHaveLength(1)
  expect(await sound(dir)).toBe(1)
  expect((await cli(dir, 'fair', 'import', path)).answer).toMatchObject({ changed: false })
})
