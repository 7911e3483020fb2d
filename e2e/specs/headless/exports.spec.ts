import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pendopo } from '../../helpers/command'
import { makeDemo, roster, sure } from '../../helpers/folder'
import { cells, cli, day, DEMO, expect, inside, makeSmall, smallFair, sound, test } from './support'

const scan = async (dir: string, ...args: string[]) => cli(dir, 'scan', ...args)

test('attendance: one row a person and list, in order of time, with names of things and times of the fair', async ({
  dir,
  file,
}) => {
  await makeSmall(dir, file)
  const at = (time: string) => `${day(0)}T${time}`
  await scan(dir, 'S2', '--list', 'pintu', '--gate', 'utara', '--at', at('08:30'))
  await scan(dir, 'S1', '--list', 'pintu', '--at', at('08:00'))
  await scan(dir, 'S1', '--list', 'pintu', '--at', at('08:10'), '--direction', 'exit')
  await scan(dir, 'S1', '--list', 'pintu', '--at', at('08:20'))
  await scan(dir, 'V1', '--list', 'tamu', '--at', at('09:00'))
  await scan(dir, 'S1', '--list', 'tamu', '--at', at('09:00'))
  await scan(dir, 'S3', '--list', 'pintu', '--direction', 'exit')
  expect(sure(await cli(dir, 'export', 'attendance', '--out', file('a.csv'), '--format', 'csv'))).toEqual({
    rows: 3,
    file: file('a.csv'),
  })
  const [header, ...rows] = cells(file('a.csv'))
  expect(header?.slice(0, 10)).toEqual([
    'List',
    'First entry',
    'Last entry',
    'Last exit',
    'Entries',
    'Exits',
    'Duplicates',
    'Gate',
    'Category',
    'Institution',
  ])
  const iso = (time: string) => `${at(time)}:00+07:00`
  expect(rows.map((row) => row.slice(0, 10))).toEqual([
    ['Door', iso('08:00'), iso('08:20'), iso('08:10'), '2', '1', '0', '', 'Public', 'Bapenda'],
    ['Door', iso('08:30'), iso('08:30'), '', '1', '0', '0', 'North Gate', 'Public', 'Bapenda'],
    ['Guest room', iso('09:00'), iso('09:00'), '', '1', '0', '0', '', 'Guest', ''],
  ])
  const bytes = readFileSync(file('a.csv'))
  expect([...bytes.subarray(0, 3)]).not.toEqual([0xef, 0xbb, 0xbf])
  expect(bytes.toString()).toContain('\r\n')
  expect(statSync(file('a.csv')).mode & 0o777).toBe(0o600)
})

test('scans: one row a scan, refused ones too, in Indonesian, with another separator, of one list', async ({
  dir,
  file,
}) => {
  await makeSmall(dir, file)
  const ids: unknown[] = []
  for (const args of [
    ['S1', '--list', 'pintu'],
    ['S1', '--list', 'pintu'],
    ['HANTU', '--list', 'pintu'],
    ['S1', '--list', 'aula'],
  ])
    ids.push((await scan(dir, ...args)).answer?.['scanId'])
  for (const [word, separator] of [
    [';', ';'],
    ['tab', '\t'],
    [',', ','],
  ] as const) {
    const out = file('s.csv')
    const args = ['export', 'scans', '--out', out, '--list', 'PINTU', '--separator', word, '--data', dir, '--json']
    const result = await pendopo(args, { env: { PENDOPO_LOCALE: 'id' } })
    expect(result.answer).toEqual({ rows: 3, file: out })
    const [header = [], ...rows] = cells(out, separator)
    expect(header).toEqual([
      'Waktu',
      'Daftar',
      'Pintu',
      'Arah',
      'Hasil',
      'Alasan',
      'Tanda',
      'Lewat',
      'Kategori',
      'Instansi',
      'Pengunjung',
      'Pindaian',
    ])
    expect(rows.map((row) => [row[1], row[4], row[5], row[8]])).toEqual([
      ['Pintu', 'admitted', '', 'Umum'],
      ['Pintu', 'refused', 'already_admitted', 'Umum'],
      ['Pintu', 'refused', 'invalid', ''],
    ])
    expect(rows.map((row) => row[11])).toEqual(ids.slice(0, 3))
  }
  sure(await cli(dir, 'export', 'scans', '--out', file('all.csv')))
  expect(cells(file('all.csv'))).toHaveLength(5)
})

test('what a spreadsheet would compute is marked, and our own import takes the mark off again', async ({
  dir,
  file,
}) => {
  sure(await cli(dir, 'fair', 'import', file('fair.json', JSON.stringify(smallFair())), '--start', 'today'))
  const people = [
    ['=cmd|calc', '=2+5+cmd|x', '@SUM(A1)', '=HYPERLINK("http://x")'],
    ['C2', '+62 812-3456', '-5', '+62 (31) 99'],
    ['C3', '-2+3', '+1+cmd', "'kutip"],
    ['C4', 'Nama "Tono", S.H.', 'baris\nkedua', ''],
  ] as const
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const content = people.map((row) => [...row.map(quoted), 'umum'].join(',')).join('\n')
  sure(await cli(dir, 'import', 'roster', file('r.csv', `kode,nama,instansi,no hp,kategori\n${content}\n`)))
  for (const [code] of people) expect((await scan(dir, '--list', 'pintu', '--', code)).code).toBe(0)
  sure(await cli(dir, 'export', 'attendance', '--out', file('a.csv'), '--personal', 'uji'))
  const [header = [], ...rows] = cells(file('a.csv'))
  const shown = (name: string) => rows.map((row) => row[header.indexOf(name)])
  expect(shown('Code')).toEqual(["'=cmd|calc", 'C2', 'C3', 'C4'])
  expect(shown('Name')).toEqual(["'=2+5+cmd|x", '+62 812-3456', "'-2+3", 'Nama "Tono", S.H.'])
  expect(shown('Institution')).toEqual(["'@SUM(A1)", '-5', "'+1+cmd", 'baris\nkedua'])
  expect(shown('Phone')).toEqual(['\'=HYPERLINK("http://x")', '+62 (31) 99', "'kutip", ''])
  expect(sure(await cli(dir, 'import', 'roster', file('a.csv')))).toEqual({
    added: 0,
    updated: 0,
    unchanged: 4,
    rejected: [],
  })
})

test('personal columns are there only with a reason, which is noted beside the log', async ({ dir, file }) => {
  await makeSmall(dir, file)
  await scan(dir, 'S1', '--list', 'pintu')
  await scan(dir, 'HANTU', '--list', 'pintu')
  const before = await sound(dir)
  sure(await cli(dir, 'export', 'scans', '--out', file('plain.csv')))
  expect(await sound(dir)).toBe(before)
  expect(readFileSync(file('plain.csv'), 'utf8')).not.toMatch(/Orang Ke1|08440000000|orang1@|\bS1\b/)
  const reason = 'Diminta kepala dinas KEPINGIN-TAHU'
  for (const what of ['scans', 'attendance'])
    sure(await cli(dir, 'export', what, '--out', file(`${what}.csv`), '--personal', reason))
  const [header = [], ...rows] = cells(file('scans.csv'))
  expect(header.slice(-4)).toEqual(['Name', 'Phone', 'E-mail', 'Code'])
  expect(rows.map((row) => row.slice(-4))).toEqual([
    ['Orang Ke1', '084400000001', 'orang1@example.org', 'S1'],
    ['', '', '', ''],
  ])
  expect(await sound(dir)).toBe(before + 2)
  const noted = inside(dir, 'log', (db) =>
    db.prepare<[], string>("SELECT text FROM event_log WHERE type = 'export.personal' ORDER BY seq").pluck().all(),
  ).map((text) => (JSON.parse(text) as { body: { what: string; reasonNote: string } }).body)
  expect(noted.map(({ what }) => what)).toEqual(['scans', 'attendance'])
  const notes = inside(dir, 'people', (db) =>
    db.prepare<[], string>("SELECT visitor FROM people_row WHERE grp = 'note' ORDER BY visitor").pluck().all(),
  )
  expect(notes).toEqual(noted.map(({ reasonNote }) => reasonNote).toSorted())
  for (const name of readdirSync(dir)) expect(readFileSync(`${dir}/${name}`).includes('KEPINGIN-TAHU')).toBe(false)
})

test('an export that cannot be written leaves what was there', async ({ dir, file }) => {
  await makeSmall(dir, file)
  writeFileSync(file('kept.csv'), 'before')
  const folder = dirname(file('kept.csv'))
  const names = readdirSync(folder)
  const onFolder = await cli(dir, 'export', 'scans', '--out', dir)
  expect(onFolder.code).toBe(1)
  expect(existsSync(`${dir}/log.sqlite`)).toBe(true)
  expect(readdirSync(folder)).toEqual(names)
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o500)
    const refused = await cli(dir, 'export', 'scans', '--out', file('kept.csv'))
    chmodSync(folder, 0o700)
    expect(refused.answer).toMatchObject({ error: { code: 'folder_read_only' } })
  }
  expect(readFileSync(file('kept.csv'), 'utf8')).toBe('before')
  sure(await cli(dir, 'export', 'scans', '--out', file('kept.csv')))
  expect(cells(file('kept.csv'))).toHaveLength(1)
})

test('nothing personal lies in the log, in settings, in exports without reason, nor open in any file of the folder', async ({
  dir,
  file,
}) => {
  await makeDemo(dir)
  const people = readFileSync(DEMO.roster, 'utf8').trim().split('\n').slice(1)
  const staff = (JSON.parse(readFileSync(DEMO.fair, 'utf8')) as { staff: { name: string }[] }).staff.map(
    ({ name }) => name,
  )
  for (const { code } of roster().slice(0, 5)) await scan(dir, code, '--list', 'pintu-hari-1')
  sure(await cli(dir, 'export', 'attendance', '--out', `${dir}/attendance.csv`))
  sure(await cli(dir, 'export', 'scans', '--out', `${dir}/scans.csv`))
  // A writer that holds the files open keeps the write-ahead log on the disk, where it is searched too.
  const walled = inside(dir, 'log', (log) =>
    inside(dir, 'people', (db) => {
      log.pragma('wal_checkpoint')
      db.pragma('wal_checkpoint')
      return readdirSync(dir).map((name) => [name, readFileSync(`${dir}/${name}`)] as const)
    }),
  )
  expect(walled.length).toBeGreaterThanOrEqual(6)
  const searched = new Set<string>(staff)
  for (const { code, name } of roster()) searched.add(code).add(name)
  for (const line of people) for (const found of line.match(/[^,]+@[^,]+|\+?\d{9,}/g) ?? []) searched.add(found)
  expect(searched.size).toBeGreaterThan(1_500)
  // Control: the same search finds them all in the roster itself.
  const source = readFileSync(DEMO.roster)
  const found = (bytes: Buffer) => [...searched].filter((text) => text.length > 4 && bytes.includes(text))
  expect(found(source).length).toBeGreaterThan(1_400)
  for (const [name, bytes] of walled) expect([name, found(bytes)]).toEqual([name, []])
  expect(statSync(dir).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(dir))
    expect([name, (statSync(`${dir}/${name}`).mode & 0o777).toString(8)]).toEqual([name, '600'])
})
