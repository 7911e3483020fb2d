import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { pendopo } from '../../helpers/command'
import { DEMO } from '../../helpers/folder'
import {
  aPlace,
  expectFailed,
  expectRefused,
  listStats,
  SMALL_FAIR,
  SMALL_ROSTER,
  smallPlace,
  type Json,
  type Place,
} from './support'

let places: Place[] = []
const empty = (): Place => {
  const place = aPlace()
  places.push(place)
  return place
}
const small = async (): Promise<Place> => {
  const place = await smallPlace()
  places.push(place)
  return place
}
test.afterEach(() => {
  for (const place of places) place.remove()
  places = []
})

test.describe('fair import and export', () => {
  test('an exported fair imported elsewhere is the same fair, and exports the same', async () => {
    const [a, b] = [empty(), empty()]
    await a.do('fair', 'import', DEMO.fair)
    const first = join(a.files, 'out.json')
    expect(await a.do('fair', 'export', first)).toEqual({ file: first })
    expect(await b.do('fair', 'import', first)).toMatchObject({ fair: 'pekan-layanan-2026', changed: true })
    const second = join(b.files, 'out.json')
    await b.do('fair', 'export', second)
    const exported = JSON.parse(readFileSync(first, 'utf8')) as { staff: Json[]; lists: Json[] }
    expect(JSON.parse(readFileSync(second, 'utf8'))).toEqual(exported)
    const source = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as { staff: Json[]; lists: Json[] }
    expect(exported.staff).toEqual(source.staff)
    expect(exported.lists.map((list) => list['code'])).toEqual(source.lists.map((list) => list['code']))
  })

  test('the same file again changes nothing, a changed one is taken', async () => {
    const place = await small()
    const again = place.write('again.json', JSON.stringify(SMALL_FAIR))
    expect(await place.do('fair', 'import', again)).toMatchObject({ changed: false })
    const moved = place.write('moved.json', JSON.stringify({ ...SMALL_FAIR, city: 'Batu' }))
    expect(await place.do('fair', 'import', moved)).toMatchObject({ changed: true, lists: SMALL_FAIR.lists.length })
    expect(await place.do('verify')).toMatchObject({ ok: true })
  })

  test('--start moves days, windows and sessions together', async () => {
    const place = empty()
    await place.do('fair', 'import', DEMO.fair, '--start', '2027-02-27')
    const out = join(place.files, 'out.json')
    await place.do('fair', 'export', out)
    const fair = JSON.parse(readFileSync(out, 'utf8')) as {
      days: string[]
      lists: { windows: { from: string; to: string }[] }[]
      sessions: { from: string }[]
    }
    expect(fair.days).toEqual(['2027-02-27', '2027-02-28', '2027-03-01'])
    expect(fair.lists[2]?.windows).toEqual([{ from: '2027-03-01T00:00', to: '2027-03-02T00:00' }])
    expect(fair.sessions.every(({ from }) => fair.days.includes(from.slice(0, 10)))).toBe(true)
  })

  test('a start that is no day is refused and makes no folder', async () => {
    const place = empty()
    for (const start of ['besok', '2026-02-30', '13-10-2026'])
      expectRefused(await place.run('fair', 'import', DEMO.fair, '--start', start), 'bad_start', start)
    expect(existsSync(place.data)).toBe(false)
  })

  test('what is not JSON is refused', async () => {
    const place = empty()
    expectRefused(await place.run('fair', 'import', place.write('f.json', '{"schema": 1,')), 'not_json', 'f.json')
    expectRefused(await place.run('fair', 'import', DEMO.roster), 'not_json', 'roster.csv')
    expect(existsSync(place.data)).toBe(false)
  })

  test('a reference that leads nowhere is named by its path, and nothing is made', async () => {
    const place = empty()
    const [door, ...others] = SMALL_FAIR.lists
    const bad = { ...SMALL_FAIR, lists: [{ ...door, gates: ['timur'] }, ...others] }
    const refused = await place.run('fair', 'import', place.write('f.json', JSON.stringify(bad)))
    expectRefused(refused, 'bad_fair_file', 'lists.0.gates', 'timur')
    expect(refused.answer?.['problems']).toEqual([{ path: 'lists.0.gates', message: '"timur" is not defined' }])
    expect(existsSync(place.data)).toBe(false)
  })

  test('a file that is not there, and a folder in its place, fail by name', async () => {
    const place = empty()
    expectFailed(await place.run('fair', 'import', join(place.files, 'no.json')), 'file_missing', 'no.json')
    expectFailed(await place.run('fair', 'import', place.files), 'file_missing')
  })

  test('another fair, and another demo flag, are refused and leave the first', async () => {
    const place = await small()
    expectRefused(await place.run('fair', 'import', DEMO.fair), 'other_fair', 'kecil-2026', 'pekan-layanan-2026')
    const real = place.write('real.json', JSON.stringify({ ...SMALL_FAIR, demo: false }))
    const answer = await place.run('fair', 'import', real)
    expect(answer.code).not.toBe(0)
    expectRefused(answer, 'demo_is_for_ever')
    // The number of a category stands in signed codes.
    const [first, ...others] = SMALL_FAIR.categories
    const renumbered = place.write(
      'number.json',
      JSON.stringify({ ...SMALL_FAIR, categories: [{ ...first, number: 9 }, ...others] }),
    )
    expectRefused(await place.run('fair', 'import', renumbered), 'number_is_for_ever', 'umum')
    expect(await place.do('stats')).toMatchObject({ fair: { code: 'kecil-2026', demo: true } })
  })
})

test.describe('import roster', () => {
  test('adds, finds unchanged, updates; people of rows left out stay', async () => {
    const place = empty()
    await place.do('fair', 'import', place.write('fair.json', JSON.stringify(SMALL_FAIR)))
    const file = place.write('roster.csv', SMALL_ROSTER)
    expect(await place.do('import', 'roster', file)).toEqual({ added: 4, updated: 0, unchanged: 0, rejected: [] })
    expect(await place.do('import', 'roster', file)).toEqual({ added: 0, updated: 0, unchanged: 4, rejected: [] })
    const changed = place.write(
      'changed.csv',
      'kode,nama,instansi,kategori,no hp,email\n' +
        'A-0001,Budi Santosa,"=HYPERLINK(""x"")",umum,081234567801,budi@example.org\n' + // name
        'A-0002,Siti Rahayu,Dinas Sosial,umum,081234567802,siti@example.org\n' + // institution
        'A-0003,Ketut Wijaya,,vip,081234567803,ketut@example.org\n' + // category
        'A-0009,Orang Baru,,umum,,\n',
    )
    expect(await place.do('import', 'roster', changed)).toMatchObject({ added: 1, updated: 3, unchanged: 0 })
    expect(await place.do('import', 'roster', changed)).toMatchObject({ added: 0, updated: 0, unchanged: 4 })
    expect(await listStats(place, 'khusus')).toMatchObject({ expected: 2 })
    expect(await listStats(place, 'pintu')).toMatchObject({ expected: 5 })
  })

  test('the demo roster imported twice is the same people', async () => {
    const place = empty()
    await place.do('fair', 'import', DEMO.fair, '--start', 'today')
    expect(await place.do('import', 'roster', DEMO.roster)).toMatchObject({ added: 500, rejected: [] })
    expect(await place.do('import', 'roster', DEMO.roster)).toMatchObject({ added: 0, updated: 0, unchanged: 500 })
  })

  test('needs a fair first', async () => {
    const place = empty()
    const words = await place.runWith({ env: { PENDOPO_LOCALE: 'en' } }, 'import', 'roster', DEMO.roster)
    expectRefused(words, 'no_fair', place.data, 'pendopo fair import <file.json> --data <dir>')
    expect(existsSync(place.data)).toBe(false)
  })
})

test.describe('scan', () => {
  const scan = (place: Place, code: string, list: string, ...rest: string[]) =>
    place.run('scan', code, '--list', list, ...rest)

  test('admits once, then says since when and where; stats agree', async () => {
    const place = await small()
    const before = Date.now()
    const first = await scan(place, 'A-0001', 'pintu', '--gate', 'utara')
    expect(first.code).toBe(0)
    expect(first.answer).toEqual({
      outcome: 'admitted',
      reason: null,
      visitor: expect.stringMatching(/^[0-9a-f-]{36}$/),
      scanId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    const second = await scan(place, 'A-0001', 'pintu')
    expect(second.code).toBe(2)
    expect(second.answer).toMatchObject({
      outcome: 'refused',
      reason: 'already_admitted',
      visitor: first.answer?.['visitor'],
      seenGate: expect.stringMatching(/Pintu Utara|North Gate/),
    })
    const seenAt = String(second.answer?.['seenAt'])
    expect(seenAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+07:00$/)
    expect(Math.abs(Date.parse(seenAt) - before)).toBeLessThan(60_000)
    expect(await listStats(place, 'pintu')).toMatchObject({
      expected: 4,
      entered: 1,
      inside: 1,
      entries: 1,
      duplicates: 0,
    })
  })

  test('goes out, in again, and once only where that is the rule', async () => {
    const place = await small()
    for (const list of ['pintu', 'sekali']) {
      expect((await scan(place, 'A-0002', list)).answer).toMatchObject({ outcome: 'admitted', reason: null })
      expect((await scan(place, 'A-0002', list, '--direction', 'exit')).answer).toMatchObject({
        outcome: 'admitted',
        reason: 'exit',
      })
      expect(await listStats(place, list)).toMatchObject({ entered: 1, inside: 0 })
    }
    const back = await scan(place, 'A-0002', 'pintu')
    expect(back.code).toBe(0)
    expect(back.answer).toMatchObject({ outcome: 'admitted', reason: 'reentry' })
    expect(await listStats(place, 'pintu')).toMatchObject({ entered: 1, inside: 1, entries: 2 })
    const once = await scan(place, 'A-0002', 'sekali')
    expect(once.code).toBe(2)
    expect(once.answer).toMatchObject({ outcome: 'refused', reason: 'already_admitted' })
    expect(await listStats(place, 'sekali')).toMatchObject({ entered: 1, inside: 0, entries: 1 })
  })

  test('refuses an unknown code, a wrong category, and what is too early or too late', async () => {
    const place = await small()
    for (const [code, list, reason] of [
      ['TIDAK-ADA', 'pintu', 'invalid'],
      ['', 'pintu', 'invalid'],
      ['A-0001', 'khusus', 'category'],
      ['A-0001', 'nanti', 'too_early'],
      ['A-0001', 'dulu', 'too_late'],
    ] as const) {
      const answer = await scan(place, code, list)
      expect(answer.answer, `${code} on ${list}`).toMatchObject({ outcome: 'refused', reason })
      expect(answer.code).toBe(2)
      expect(answer.stderr.trim()).not.toBe('')
      expect(await listStats(place, list)).toMatchObject({ entered: 0, inside: 0, entries: 0, duplicates: 0 })
    }
    expect((await scan(place, 'A-0004', 'khusus')).answer).toMatchObject({ outcome: 'admitted' })
  })

  test('takes a time from paper with --at: before, within (its end no longer) and after the window', async () => {
    const place = await small()
    for (const [at, outcome, reason] of [
      ['2020-03-01T07:59', 'refused', 'too_early'],
      ['2020-03-01T09:00', 'refused', 'too_late'],
      ['2020-03-01T08:00', 'admitted', null],
      ['2020-03-01T01:30Z', 'refused', 'already_admitted'], // half past eight there
    ] as const)
      expect((await scan(place, 'A-0001', 'dulu', '--at', at)).answer, at).toMatchObject({ outcome, reason })
    expect(await listStats(place, 'dulu')).toMatchObject({ entered: 1, entries: 1 })
    expectRefused(await scan(place, 'A-0001', 'dulu', '--at', 'kemarin'), 'bad_time', 'kemarin')
  })

  test('is full at its capacity, and free again when one has left', async () => {
    const place = await small()
    expect((await scan(place, 'A-0001', 'sempit')).code).toBe(0)
    expect((await scan(place, 'A-0002', 'sempit')).code).toBe(0)
    const third = await scan(place, 'A-0003', 'sempit')
    expect(third.code).toBe(2)
    expect(third.answer).toMatchObject({ outcome: 'refused', reason: 'full' })
    expect(await listStats(place, 'sempit')).toMatchObject({ entered: 2, inside: 2 })
    await scan(place, 'A-0001', 'sempit', '--direction', 'exit')
    expect((await scan(place, 'A-0003', 'sempit')).answer).toMatchObject({ outcome: 'admitted' })
    expect(await listStats(place, 'sempit')).toMatchObject({ entered: 3, inside: 2 })
  })

  test('lists and gates go by code or name in either language; unknown ones name the known', async () => {
    const place = await small()
    expect((await scan(place, 'A-0001', 'DOOR', '--gate', 'pintu utara')).code).toBe(0)
    expect(await listStats(place, 'pintu')).toMatchObject({ entered: 1 })
    expectRefused(await scan(place, 'A-0002', 'Pintu Barat'), 'unknown_list', 'Pintu Barat', 'pintu, sekali')
    expectRefused(await scan(place, 'A-0002', 'pintu', '--gate', 'barat'), 'unknown_gate', 'barat')
    expectRefused(await scan(place, 'A-0002', 'pintu', '--direction', 'up'), 'bad_direction', 'up')
    expect(await listStats(place, 'pintu')).toMatchObject({ entered: 1 })
  })

  test('a code as people type it, and as a scanner pads it, is the same code', async () => {
    const place = await small()
    expect((await scan(place, '  A-0001\r\n', 'pintu')).answer).toMatchObject({ outcome: 'admitted' })
    expect((await scan(place, 'A-0001', 'pintu')).answer).toMatchObject({ reason: 'already_admitted' })
  })
})

test.describe('exports', () => {
  const ATTENDANCE =
    'Day,List,First entry,Last entry,Last exit,Entries,Exits,Duplicates,Gate,Category,Institution,Present,Minutes online,Visitor,Person'
  const lines = (file: string) => {
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/\r\n$/)
    return text.trimEnd().split('\r\n')
  }
  const english = { env: { PENDOPO_LOCALE: 'en' } }

  test('attendance: one row a person and list, dangerous cells marked, no personal column', async () => {
    const place = await small()
    for (const [code, list] of [
      ['A-0001', 'pintu'],
      ['A-0001', 'bebas'],
      ['A-0001', 'bebas'],
      ['A-0002', 'pintu'],
      ['NOPE', 'pintu'],
    ] as const)
      await place.run('scan', code, '--list', list)
    const out = join(place.files, 'a.csv')
    const answer = await place.runWith(english, 'export', 'attendance', '--format', 'csv', '--out', out)
    expect(answer.answer).toEqual({ rows: 3, file: out })
    const [header, ...rows] = lines(out)
    expect(header?.split(',').length).toBe(ATTENDANCE.split(',').length)
    expect(rows).toHaveLength(3)
    expect(rows.filter((row) => row.includes(`"'=HYPERLINK(""x"")"`))).toHaveLength(2)
    expect(rows.filter((row) => row.split(',')[1] === 'Door')).toHaveLength(2)
    const one = await place.do('export', 'attendance', '--list', 'bebas', '--out', out)
    expect(one).toMatchObject({ rows: 1 })
    expect(readdirSync(place.files).filter((name) => name.includes('.part'))).toEqual([])
  })

  test('scans: one row a scan, refused ones too, in order of time, with any separator', async () => {
    const place = await small()
    await place.run('scan', 'A-0001', '--list', 'pintu')
    await place.run('scan', 'NOPE', '--list', 'pintu')
    await place.run('scan', 'A-0001', '--list', 'pintu')
    for (const [given, separator] of [
      [',', ','],
      [';', ';'],
      ['tab', '\t'],
    ] as const) {
      const out = join(place.files, 's.csv')
      expect(await place.do('export', 'scans', '--out', out, '--separator', given)).toMatchObject({ rows: 3 })
      const rows = lines(out).map((line) => line.split(separator))
      expect(rows.every((row) => row.length === rows[0]?.length && row.length === 12)).toBe(true)
      expect(rows.slice(1).map((row) => row[5])).toEqual(['', 'invalid', 'already_admitted'])
      const times = rows.slice(1).map((row) => Date.parse(row[0] ?? ''))
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }
    expectRefused(await place.run('export', 'scans', '--out', 'x.csv', '--separator', '|'), 'bad_separator', '|')
  })

  test('personal columns need a reason, come when asked, and leave an event without the reason’s words', async () => {
    const place = await small()
    await place.run('scan', 'A-0002', '--list', 'pintu')
    const out = join(place.files, 'p.csv')
    expectRefused(await place.run('export', 'attendance', '--out', out, '--personal', '  '), 'reason_missing')
    expect(existsSync(out)).toBe(false)
    const before = ((await place.do('verify')) as { events: number }).events
    await place.do('export', 'attendance', '--out', out, '--personal', 'laporan akhir')
    expect(readFileSync(out, 'utf8')).toMatch(/Siti Rahayu,081234567802,siti@example\.org,A-0002\r\n$/)
    expect(await place.do('verify')).toMatchObject({ ok: true, events: before + 1 })
    const log = ['', '-wal'].map((end) => join(place.data, `log.sqlite${end}`)).filter(existsSync)
    const bytes = Buffer.concat(log.map((file) => readFileSync(file))).toString('latin1')
    expect(bytes.includes('export.personal')).toBe(true)
    expect(bytes.includes('laporan akhir')).toBe(false)
  })

  test('is whole or not at all: no folder there, and what stood there stays', async () => {
    const place = await small()
    expectFailed(
      await place.run('export', 'attendance', '--out', join(place.files, 'no', 'a.csv')),
      'file_missing',
      'a.csv',
    )
    const old = place.write('old.csv', 'as it was')
    expectRefused(await place.run('export', 'attendance', '--out', old, '--list', 'mana'), 'unknown_list')
    expectRefused(await place.run('export', 'attendance', '--out', old, '--format', 'pdf'), 'unknown_format', 'pdf')
    expectRefused(await place.run('export', 'attendance'), 'option_missing', '--out')
    expect(readFileSync(old, 'utf8')).toBe('as it was')
    expect(readdirSync(place.files).filter((name) => name.includes('.part'))).toEqual([])
  })

  test('taken back by our own import, the marks are gone again', async () => {
    const place = await small()
    await place.run('scan', 'A-0001', '--list', 'pintu')
    const marked = SMALL_ROSTER.replace('"=HYPERLINK', `"'=HYPERLINK`)
    expect(await place.do('import', 'roster', place.write('marked.csv', marked))).toMatchObject({ unchanged: 4 })
  })
})

test.describe('verify and rebuild', () => {
  test('verify counts events, and rebuild makes the same figures', async () => {
    const place = await small()
    for (const [code, ...rest] of [
      ['A-0001', '--list', 'pintu'],
      ['A-0001', '--list', 'pintu'],
      ['A-0002', '--list', 'bebas'],
      ['A-0002', '--list', 'bebas'],
      ['A-0003', '--list', 'sempit'],
      ['A-0003', '--list', 'sempit', '--direction', 'exit'],
    ] as const)
      await place.run('scan', code, ...rest)
    const before = await place.do('stats')
    // One set-up, four visitors, six scans.
    expect(await place.do('verify')).toEqual({ ok: true, events: 11, chains: 1, problems: [] })
    expect(await place.do('rebuild')).toEqual({ events: 11 })
    expect(await place.do('stats')).toEqual(before)
    expect((await place.run('scan', 'A-0001', '--list', 'pintu')).answer).toMatchObject({ reason: 'already_admitted' })
  })

  test('without a fair both say so', async () => {
    const place = empty()
    for (const command of ['verify', 'rebuild', 'stats']) expectRefused(await place.run(command), 'no_fair', place.data)
  })
})

test.describe('the command line', () => {
  test('options may stand before the command, and after -- all is literal', async () => {
    const place = await small()
    const before = await pendopo(['--json', '--data', place.data, '--list', 'pintu', 'scan', 'A-0001'])
    expect(before.answer).toMatchObject({ outcome: 'admitted' })
    await place.do('import', 'roster', place.write('dash.csv', 'kode,nama,kategori\n--json,Si Garis,umum\n'))
    const literal = await pendopo(['--json', '--data', place.data, '--list', 'pintu', 'scan', '--', '--json'])
    expect(literal.answer).toMatchObject({ outcome: 'admitted' })
  })

  test('prints one JSON object on the last line, all else on standard error', async () => {
    const place = await small()
    for (const args of [
      ['stats'],
      ['verify'],
      ['scan', 'A-0001', '--list', 'pintu'],
      ['scan', 'A-0001', '--list', 'pintu'],
      ['scan', 'A-0001', '--list', 'mana'],
    ]) {
      const { stdout, answer } = await place.run(...args)
      expect(answer, args.join(' ')).not.toBeNull()
      expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    }
  })

  test('refuses what it does not know, and says what is missing', async () => {
    const place = await small()
    expectRefused(await place.run('stast'), 'unknown_command', 'stast')
    expectRefused(await place.run(), 'command_missing')
    expectRefused(await place.run('stats', '--colour', 'red'), 'usage', '--colour')
    expectRefused(await place.run('stats', '--list', 'pintu'), 'unknown_option', '--list')
    expectRefused(await place.run('scan'), 'usage', 'scan <code>')
    expectRefused(await place.run('scan', 'a', 'b'), 'usage', 'scan <code>')
    expectRefused(await place.run('report', 'skm'), 'not_yet', 'report skm')
    expectRefused(
      await pendopo(['stats', '--json'], { env: { PENDOPO_DATA_DIR: undefined as unknown as string } }),
      'option_missing',
      '--data',
    )
  })

  test('finds the data folder in PENDOPO_DATA_DIR, and --data wins over it', async () => {
    const [place, other] = [await small(), empty()]
    const named = await pendopo(['stats', '--json'], { env: { PENDOPO_DATA_DIR: place.data } })
    expect(named.answer).toMatchObject({ fair: { code: 'kecil-2026' } })
    expectRefused(await other.runWith({ env: { PENDOPO_DATA_DIR: place.data } }, 'stats'), 'no_fair', other.data)
  })

  test('speaks Indonesian or English as PENDOPO_LOCALE says', async () => {
    const place = await small()
    const said = async (locale: string) =>
      (await place.runWith({ env: { PENDOPO_LOCALE: locale } }, 'scan', 'NOPE', '--list', 'pintu')).stderr.trim()
    expect(await said('id')).toBe('Ditolak: kode ini tidak dikenal.')
    expect(await said('en')).toBe('Refused: this code is not known.')
    const out = join(place.files, 'a.csv')
    const header = async (locale: string) => {
      await place.runWith({ env: { PENDOPO_LOCALE: locale } }, 'export', 'attendance', '--out', out)
      return readFileSync(out, 'utf8').split('\r\n')[0]
    }
    expect(await header('id')).not.toBe(await header('en'))
  })

  test('prints facts for people without --json', async () => {
    const place = await small()
    const { code, stdout } = await pendopo(['verify', '--data', place.data])
    expect(code).toBe(0)
    expect(stdout).toContain('events: 5\n')
  })
})
