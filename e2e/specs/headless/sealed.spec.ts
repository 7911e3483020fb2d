import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { logMigrations } from '../../../db/migrations/log'
import { DEMO, makeDemo, roster, sure } from '../../helpers/folder'
import { behind, cells, cli, expect, makeFair, rosterOf, sound, test } from './small-fair'

test('what a spreadsheet would compute is marked, and our own import takes the mark off again', async ({
  dir,
  file,
}) => {
  await makeFair(dir, file)
  const people = [
    ['=cmd|calc', '=2+5+cmd|x', '@SUM(A1)', '=HYPERLINK("http://x")'],
    ['C2', '+62 812-3456', '-5', '+62 (31) 99'],
    ['C3', '-2+3', '+1+cmd', "'kutip"],
    ['C4', 'Nama "Tono", S.H.', 'baris\nkedua', ''],
  ] as const
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const content = people.map((row) => [...row.map(quoted), 'umum'].join(',')).join('\n')
  sure(await cli(dir, 'import', 'roster', file('r.csv', `kode,nama,instansi,no hp,kategori\n${content}\n`)))
  for (const [code] of people) expect((await cli(dir, 'scan', '--list', 'pintu', '--', code)).code).toBe(0)
  sure(await cli(dir, 'export', 'attendance', '--out', file('a.csv'), '--personal', 'uji'))
  const [header = [], ...rows] = cells(file('a.csv'))
  const shown = (name: string) => rows.map((row) => row[header.indexOf(name)])
  expect(shown('Code')).toEqual(["'=cmd|calc", 'C2', 'C3', 'C4'])
  expect(shown('Name')).toEqual(["'=2+5+cmd|x", '+62 812-3456', "'-2+3", 'Nama "Tono", S.H.'])
  expect(shown('Institution')).toEqual(["'@SUM(A1)", '-5', "'+1+cmd", 'baris\nkedua'])
  expect(shown('Phone')).toEqual(['\'=HYPERLINK("http://x")', '+62 (31) 99', "'kutip", ''])
  const again = await cli(dir, 'import', 'roster', file('a.csv'))
  expect(again.answer).toEqual({ added: 0, updated: 0, unchanged: 4, rejected: [] })
})

test('why somebody wanted personal columns is noted sealed, beside the log', async ({ dir, file }) => {
  await makeFair(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(2))))
  await cli(dir, 'scan', 'S1', '--list', 'pintu')
  await cli(dir, 'scan', 'HANTU', '--list', 'pintu')
  const before = await sound(dir)
  for (const what of ['scans', 'attendance'])
    sure(await cli(dir, 'export', what, '--out', file(`${what}.csv`), '--personal', 'Diminta KEPALA-DINAS'))
  const [, ...rows] = cells(file('scans.csv'))
  expect(rows.map((row) => row.slice(-4))).toEqual([
    ['Orang Ke1', '08441', 'orang1@example.org', 'S1'],
    ['', '', '', ''],
  ])
  expect(await sound(dir)).toBe(before + 2)
  const noted = behind(dir, 'log', (db) =>
    db.prepare<[], string>("SELECT text FROM event_log WHERE type = 'export.personal' ORDER BY seq").pluck().all(),
  ).map((text) => (JSON.parse(text) as { body: { what: string; reasonNote: string } }).body)
  expect(noted.map(({ what }) => what)).toEqual(['scans', 'attendance'])
  const notes = behind(dir, 'people', (db) =>
    db.prepare<[], string>("SELECT visitor FROM people_row WHERE grp = 'note' ORDER BY visitor").pluck().all(),
  )
  expect(notes).toEqual(noted.map(({ reasonNote }) => reasonNote).toSorted())
  for (const name of readdirSync(dir)) expect(readFileSync(join(dir, name)).includes('KEPALA-DINAS')).toBe(false)
})

test('nothing personal lies open in any file of the folder, nor in an export without reason; all are the owner’s alone', async ({
  dir,
}) => {
  await makeDemo(dir)
  const source = readFileSync(DEMO.roster)
  const fair = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as {
    staff: { name: string }[]
    sessions: { speakers: string[] }[]
  }
  // Who speaks stands in the printed programme, which is the set-up's, whoever else is in the roster.
  const printed = new Set(fair.sessions.flatMap(({ speakers }) => speakers))
  const people = roster()
  for (const { code } of people.slice(0, 5)) await cli(dir, 'scan', code, '--list', 'pintu-hari-1')
  await cli(dir, 'scan', 'https://example.org/rahasia-tamu', '--list', 'pintu-hari-1')
  sure(await cli(dir, 'export', 'attendance', '--out', join(dir, 'attendance.csv')))
  sure(await cli(dir, 'export', 'scans', '--out', join(dir, 'scans.csv')))
  const personal = new Set(people.flatMap(({ code, name }) => [code, name]))
  for (const found of source.toString().match(/[^,\s]+@[^,\s]+|\+?\d{9,}/g) ?? []) personal.add(found)
  const found = (bytes: Buffer, texts: Iterable<string> = personal) => [...texts].filter((text) => bytes.includes(text))
  // The search finds nearly all of them where they do lie open (a name with a quote in it is written otherwise there).
  expect(found(source).length).toBeGreaterThan(1_400)
  expect(found(source).length).toBeGreaterThan(personal.size * 0.99)
  const secret = [...personal, ...fair.staff.map(({ name }) => name), 'rahasia-tamu'].filter(
    (text) => !printed.has(text),
  )
  // Held open, so that the write-ahead logs lie there too.
  const files = behind(dir, 'log', (log) =>
    behind(dir, 'people', (store) => {
      for (const db of [log, store]) db.exec('BEGIN; CREATE TABLE probe (x); ROLLBACK; SELECT 1')
      return readdirSync(dir).map((name) => ({
        name,
        bytes: readFileSync(join(dir, name)),
        mode: statSync(join(dir, name)).mode & 0o777,
      }))
    }),
  )
  expect(files.map(({ name }) => name)).toContain('log.sqlite-wal')
  for (const { name, bytes, mode } of files)
    expect([name, mode.toString(8), found(bytes, secret)]).toEqual([name, '600', []])
  expect((statSync(dir).mode & 0o777).toString(8)).toBe('700')
})

test('an older folder is brought up to date with its log as it was', async ({ dir, file }) => {
  await makeFair(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(20))))
  for (const code of ['S1', 'S2', 'S1', 'HANTU']) await cli(dir, 'scan', code, '--list', 'pintu')
  const log = () => behind(dir, 'log', (db) => db.prepare('SELECT * FROM event_log ORDER BY seq').all())
  const before = {
    stats: sure(await cli(dir, 'stats')),
    log: log(),
    head: behind(dir, 'log', (db) => db.prepare('SELECT * FROM log_head').all()),
  }
  behind(dir, 'log', (db) => {
    // As the first step left it: the log alone, and no read model.
    const kept = "'event_log', 'log_head', 'claim', 'fold_version'"
    const tables = db
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN (${kept}) AND name NOT LIKE 'sqlite_%'`,
      )
      .pluck()
      .all()
    expect(tables).toContain('ticket')
    for (const table of tables) db.exec(`DROP TABLE ${table}`)
    db.exec('DROP INDEX event_log_hub')
    db.exec('DELETE FROM fold_version; PRAGMA user_version = 10')
  })
  expect(sure(await cli(dir, 'stats'))).toEqual(before.stats)
  expect(log()).toEqual(before.log)
  expect(
    behind(dir, 'log', (db) => [
      db.pragma('user_version', { simple: true }),
      db.prepare('SELECT * FROM log_head').all(),
    ]),
  ).toEqual([logMigrations.at(-1)?.version, before.head])
  expect(await sound(dir)).toBe(before.log.length)
  expect((await cli(dir, 'scan', 'S3', '--list', 'pintu')).code).toBe(0)
})
