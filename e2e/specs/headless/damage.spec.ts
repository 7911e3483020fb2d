import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { pendopo, type CommandResult } from '../../helpers/command'
import { roster } from '../../helpers/folder'
import {
  aPlace,
  demoPlace,
  expectFailed,
  expectRefused,
  listStats,
  SMALL_FAIR,
  SMALL_ROSTER,
  smallPlace,
  type Json,
  type Place,
} from './support'

let cleanup: (() => void)[] = []
const kept = (place: Place): Place => {
  cleanup.push(() => place.remove())
  return place
}
test.afterEach(() => {
  for (const undo of cleanup.toReversed()) undo()
  cleanup = []
})

/** The bytes of all files of a folder. */
const bytesOf = (dir: string): Map<string, string> =>
  new Map(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name)).toString('base64')]))

/** Writes to a database of the folder from outside, past the triggers that guard it. */
function tamper(place: Place, sql: string, file = 'log.sqlite'): void {
  const db = new Sqlite(join(place.data, file))
  try {
    db.exec('DROP TRIGGER IF EXISTS event_log_no_update; DROP TRIGGER IF EXISTS event_log_no_delete')
    db.exec(sql)
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

test.describe('a changed log', () => {
  const found = async (place: Place) => {
    const answer = await place.run('verify')
    expect(answer.code).toBe(2)
    expect(answer.answer).toMatchObject({ code: 'log_damaged', ok: false })
    return answer.answer?.['problems'] as Json[]
  }

  test('one letter of one row: verify names the row, the rest goes on, rebuild folds nothing of it', async () => {
    const place = kept(await smallPlace())
    await place.do('scan', 'A-0001', '--list', 'pintu')
    const before = await place.do('stats')
    tamper(place, `UPDATE event_log SET text = replace(text, '"category":"vip"', '"category":"vix"')`)
    expect(await found(place)).toEqual([{ what: 'text_changed', seq: 5, event: expect.any(String) }])
    expectFailed(await place.run('rebuild'), 'database_damaged')
    expect(await place.do('stats')).toEqual(before)
    expect((await place.run('scan', 'A-0002', '--list', 'pintu')).answer).toMatchObject({ outcome: 'admitted' })
    expect(await found(place)).toHaveLength(1)
  })

  test('a row taken out, rows cut off at the end, a row’s columns changed', async () => {
    for (const [sql, what] of [
      ['DELETE FROM event_log WHERE seq = 3', 'gap'],
      ['DELETE FROM event_log WHERE seq = 5', 'gap'],
      [`UPDATE event_log SET type = 'visitor.changed' WHERE seq = 4`, 'columns_differ'],
    ] as const) {
      const place = kept(await smallPlace())
      tamper(place, sql)
      expect(await found(place), sql).toEqual(expect.arrayContaining([expect.objectContaining({ what })]))
    }
  })

  test('a text with its hash made to fit breaks the chain', async () => {
    const place = kept(await smallPlace())
    const db = new Sqlite(join(place.data, 'log.sqlite'))
    const { createHash } = await import('node:crypto')
    db.function('sha', (text) => createHash('sha256').update(String(text)).digest())
    db.exec('DROP TRIGGER event_log_no_update')
    db.exec(`UPDATE event_log SET text = replace(text, '"vip"', '"umum"') WHERE seq IN (3, 5)`)
    db.exec('UPDATE event_log SET hash = sha(text)')
    db.exec(`UPDATE event_log SET text = replace(text, 'Dinas Pendidikan', 'Dinas Pendidikan') WHERE seq = 3`)
    db.exec('UPDATE event_log SET hash = sha(text) WHERE seq = 3')
    db.close()
    expect(await found(place)).toEqual(expect.arrayContaining([expect.objectContaining({ what: 'chain_broken' })]))
  })

  test('one byte of the file itself', async () => {
    const place = kept(await smallPlace())
    tamper(place, 'SELECT 1')
    const file = join(place.data, 'log.sqlite')
    const bytes = readFileSync(file)
    // In the log's own text; the same words in a read model are not what verify vouches for.
    const at = bytes.indexOf('"institution":"Dinas Kesehatan"')
    expect(at).toBeGreaterThan(0)
    bytes[at + 15] = 'd'.charCodeAt(0)
    writeFileSync(file, bytes)
    expect((await found(place)).length).toBeGreaterThan(0)
  })

  const zeroPages = (place: Place, from: number, to?: number) => {
    tamper(place, 'SELECT 1')
    const file = join(place.data, 'log.sqlite')
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0, 4096 * from, to === undefined ? bytes.length : 4096 * to))
  }

  test('whole pages of zeros: verify finds them, every command answers and none crashes', async () => {
    const place = kept(await demoPlace())
    zeroPages(place, 100)
    expect((await found(place)).length).toBeGreaterThan(0)
    const out = join(place.files, 'a.csv')
    for (const args of [
      ['stats'],
      ['scan', roster()[0]?.code ?? '', '--list', 'pintu-hari-1'],
      ['export', 'attendance', '--out', out],
    ]) {
      const answer = await place.run(...args)
      if (answer.code !== 0) expectFailed(answer, 'database_damaged')
    }
    expectFailed(await place.run('rebuild'), 'database_damaged')
    expect((await found(place)).length).toBeGreaterThan(0)
  })

  test('pages of zeros where the schema lies: every command says that the file is damaged, and leaves it', async () => {
    const place = kept(await demoPlace())
    zeroPages(place, 1, 60)
    const before = readFileSync(join(place.data, 'log.sqlite'))
    for (const args of [['verify'], ['stats'], ['rebuild'], ['scan', 'A-0001', '--list', 'pintu-hari-1']])
      expectFailed(await place.run(...args), 'database_damaged')
    expect(readFileSync(join(place.data, 'log.sqlite')).equals(before)).toBe(true)
  })
})

test.describe('a file that is not ours', () => {
  test('a database from the future is refused and left as it is', async () => {
    for (const name of ['log.sqlite', 'people.sqlite', 'settings.sqlite']) {
      const place = kept(await smallPlace())
      tamper(place, 'PRAGMA user_version = 9990', name)
      const before = readFileSync(join(place.data, name))
      for (const args of [
        ['stats'],
        ['scan', 'A-0001', '--list', 'pintu'],
        ['import', 'roster', place.write('r.csv', SMALL_ROSTER)],
        ['fair', 'import', place.write('f.json', JSON.stringify(SMALL_FAIR))],
        ...(name === 'log.sqlite' ? [['verify'], ['rebuild']] : []),
      ])
        expectFailed(await place.run(...args), 'database_newer', '9990')
      expect(readFileSync(join(place.data, name)).equals(before), name).toBe(true)
    }
  })

  test('a file that is no database is answered as such and kept', async () => {
    for (const name of ['log.sqlite', 'settings.sqlite', 'people.sqlite']) {
      const place = kept(await smallPlace())
      for (const end of ['-wal', '-shm']) rmSync(join(place.data, name + end), { force: true })
      writeFileSync(join(place.data, name), 'Ini bukan basis data. '.repeat(500))
      expectFailed(await place.run('stats'), 'database_damaged')
      expectFailed(await place.run('scan', 'A-0001', '--list', 'pintu'), 'database_damaged')
      expect(readFileSync(join(place.data, name), 'utf8')).toContain('Ini bukan basis data.')
    }
  })

  test('a folder with an empty log.sqlite holds no fair, and one can be imported there', async () => {
    const place = kept(aPlace())
    mkdirSync(place.data)
    writeFileSync(join(place.data, 'log.sqlite'), '')
    expectRefused(await place.run('stats'), 'no_fair')
    expectRefused(await place.run('scan', 'A-0001'), 'no_fair')
    expect(await place.do('fair', 'import', place.write('f.json', JSON.stringify(SMALL_FAIR)))).toMatchObject({
      changed: true,
    })
    expect(await place.do('verify')).toMatchObject({ ok: true, events: 1 })
  })
})

test.describe('a full disk', () => {
  /** A small disk in memory at the place's data; null: not permitted here. */
  const smallDisk = (place: Place, size: string): boolean => {
    mkdirSync(place.data, { recursive: true })
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=700`, 'tmpfs', place.data])
    if (mounted.status !== 0) return false
    cleanup.push(() => void spawnSync('umount', ['-l', place.data]))
    return true
  }

  test('while scanning: every answered admission is there, and it goes on when there is room', async () => {
    const source = kept(await smallPlace())
    const place = kept(aPlace())
    test.skip(!smallDisk(place, '1500k'), 'no disk may be mounted here')
    for (const name of readdirSync(source.data)) copyFileSync(join(source.data, name), join(place.data, name))
    const filler = join(place.data, 'filler')
    // All but a few pages: the next scans must run into the end.
    for (let left = 2_000; left > 0; left -= 4) {
      try {
        writeFileSync(filler, Buffer.alloc(4_096), { flag: 'a' })
      } catch {
        break
      }
    }
    const fillerBytes = readFileSync(filler)
    writeFileSync(filler, fillerBytes.subarray(0, Math.max(0, fillerBytes.length - 40 * 4_096)))
    const admitted = new Set<string>()
    let full: CommandResult | null = null
    for (let n = 0; n < 60 && full === null; n += 1) {
      const answer = await place.run('scan', 'A-0001', '--list', 'bebas')
      if (answer.code === 0) admitted.add(String(answer.answer?.['scanId']))
      else full = answer
    }
    expect(full, 'the disk was never full').not.toBeNull()
    if (full !== null) expectFailed(full, 'disk_full', place.data)
    expectFailed(await place.run('import', 'roster', source.write('r.csv', bigRoster(2_000))), 'disk_full')
    rmSync(filler)
    expect(await place.do('verify')).toMatchObject({ ok: true })
    const out = join(place.files, 's.csv')
    await place.do('export', 'scans', '--out', out)
    const inLog = readFileSync(out, 'utf8')
    for (const scan of admitted) expect(inLog).toContain(scan)
    expect((await place.run('scan', 'A-0001', '--list', 'bebas')).code).toBe(0)
    expect(await listStats(place, 'pintu')).toMatchObject({ expected: 4 })
  })

  test('while importing a roster: nothing of it in the log, and again with room all of it', async () => {
    const place = kept(aPlace())
    test.skip(!smallDisk(place, '3m'), 'no disk may be mounted here')
    await place.do('fair', 'import', place.write('f.json', JSON.stringify(SMALL_FAIR)))
    const file = place.write('r.csv', bigRoster(4_000))
    expectFailed(await place.run('import', 'roster', file), 'disk_full')
    expect(await place.do('verify')).toMatchObject({ ok: true, events: 1 })
    expect(await listStats(place, 'pintu')).toMatchObject({ expected: 0 })
    expect(spawnSync('mount', ['-o', 'remount,size=100m', place.data]).status).toBe(0)
    expect(await place.do('import', 'roster', file)).toMatchObject({ added: 4_000, rejected: [] })
    expect(await place.do('verify')).toMatchObject({ ok: true, events: 4_001 })
  })

  test('where an export is written: no half file, and the old one stays', async () => {
    const place = kept(await smallPlace())
    const disk = kept(aPlace())
    test.skip(!smallDisk(disk, '64k'), 'no disk may be mounted here')
    const filler = join(disk.data, 'filler')
    const old = join(disk.data, 'a.csv')
    writeFileSync(old, 'as it was')
    try {
      writeFileSync(filler, Buffer.alloc(64 * 1024))
    } catch {
      // Full now, as it should be.
    }
    await place.do('scan', 'A-0001', '--list', 'pintu')
    expectFailed(await place.run('export', 'attendance', '--out', old), 'disk_full')
    expect(readFileSync(old, 'utf8')).toBe('as it was')
    expect(readdirSync(disk.data).toSorted()).toEqual(['a.csv', 'filler'])
  })
})

test('a folder that may only be read fails by name and is left as it is', async () => {
  const place = kept(await smallPlace())
  if (process.getuid?.() === 0) {
    const bound = spawnSync('mount', ['--bind', place.data, place.data])
    test.skip(bound.status !== 0, 'root is stopped by no mode, and nothing may be mounted here')
    cleanup.push(() => void spawnSync('umount', ['-l', place.data]))
    expect(spawnSync('mount', ['-o', 'remount,ro,bind', place.data]).status).toBe(0)
  } else {
    chmodSync(place.data, 0o500)
    for (const name of readdirSync(place.data)) chmodSync(join(place.data, name), 0o400)
    cleanup.push(() => chmodSync(place.data, 0o700))
  }
  const before = bytesOf(place.data)
  for (const args of [
    ['scan', 'A-0001', '--list', 'pintu'],
    ['import', 'roster', place.write('r.csv', SMALL_ROSTER)],
    ['stats'],
    ['verify'],
  ])
    expectFailed(await place.run(...args), 'folder_read_only', place.data)
  expect(bytesOf(place.data)).toEqual(before)
})

test.describe('keys', () => {
  test('a key file that others may read is refused until it is closed', async () => {
    test.skip(process.platform === 'win32', 'Windows has no such bits')
    const place = kept(await smallPlace())
    chmodSync(join(place.data, 'data.key'), 0o644)
    expectRefused(await place.run('scan', 'A-0001', '--list', 'pintu'), 'key_file_open_to_others', 'data.key')
    chmodSync(join(place.data, 'data.key'), 0o600)
    expect((await place.run('scan', 'A-0001', '--list', 'pintu')).answer).toMatchObject({ outcome: 'admitted' })
  })

  test('a key file that is missing or another folder’s is refused, and no new one is made', async () => {
    const place = kept(await smallPlace())
    const key = join(place.data, 'data.key')
    const bytes = readFileSync(key)
    rmSync(key)
    expectRefused(await place.run('stats'), 'key_file_missing', 'data.key')
    expectRefused(await place.run('import', 'roster', place.write('r.csv', SMALL_ROSTER)), 'key_file_missing')
    expectRefused(
      await place.run('fair', 'import', place.write('f.json', JSON.stringify(SMALL_FAIR))),
      'key_file_missing',
    )
    expect(existsSync(key)).toBe(false)
    writeFileSync(key, Buffer.alloc(32, 7), { mode: 0o600 })
    expectRefused(await place.run('stats'), 'keys_damaged')
    writeFileSync(key, bytes)
    expect(await place.do('stats')).toMatchObject({ fair: { code: 'kecil-2026' } })
  })

  test('a passphrase folder works by --passphrase-stdin from beginning to end, and a wrong one changes nothing', async () => {
    const place = kept(aPlace())
    const fair = place.write('f.json', JSON.stringify({ ...SMALL_FAIR, demo: false }))
    const withWords = (words: string, ...args: string[]) =>
      place.runWith({ stdin: `${words}\n` }, ...args, '--passphrase-stdin')
    expectRefused(await withWords('', 'fair', 'import', fair), 'passphrase_needed')
    expect((await withWords('kuda terbang', 'fair', 'import', fair)).answer).toMatchObject({ changed: true })
    expect(existsSync(join(place.data, 'data.key'))).toBe(false)
    const roster = place.write('r.csv', SMALL_ROSTER)
    expect((await withWords('kuda terbang', 'import', 'roster', roster)).answer).toMatchObject({ added: 4 })
    const before = bytesOf(place.data)
    for (const args of [['stats'], ['scan', 'A-0001', '--list', 'pintu'], ['import', 'roster', roster]]) {
      expectRefused(await withWords('kuda terbanh', ...args), 'wrong_passphrase')
      expectRefused(await place.run(...args), 'passphrase_needed', '--passphrase-stdin')
    }
    expectRefused(await withWords('kuda terbanh', 'fair', 'import', fair), 'wrong_passphrase')
    const after = bytesOf(place.data)
    for (const name of ['people.sqlite', 'log.sqlite', 'settings.sqlite'])
      expect(after.get(name) === before.get(name), name).toBe(true)
    expect((await withWords('kuda terbang', 'scan', 'A-0001', '--list', 'pintu')).answer).toMatchObject({
      outcome: 'admitted',
    })
    expect((await withWords('kuda terbang', 'fair', 'import', fair)).answer).toMatchObject({ changed: false })
    expect(await place.do('verify')).toMatchObject({ ok: true, events: 6 })
  })

  test('a fair that is no demo asks for the keychain: Node hands over to Electron with 78 and makes no keys', async () => {
    const place = kept(aPlace())
    const fair = place.write('f.json', JSON.stringify({ ...SMALL_FAIR, demo: false }))
    const answer = await pendopo(['fair', 'import', fair, '--data', place.data, '--json'])
    expect(answer.code).toBe(78)
    expect(answer.stdout).toBe('')
    expect(existsSync(join(place.data, 'data.key'))).toBe(false)
    expectRefused(await place.run('stats'), 'no_fair')
  })
})

function bigRoster(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, n) => `Z-${n},Orang Nomor ${n},umum,08123${String(n).padStart(6, '0')}`,
  )
  return `kode,nama,kategori,hp\n${rows.join('\n')}\n`
}
