import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { attendanceStream, scanRecorded, scanUndone, type ScanBody } from '../../core/events/checkin'
import { clockChanged } from '../../core/events/system'
import { visitorRegistered, visitorStream } from '../../core/events/visitor'
import { aLog, readModels, type TestLog } from '../testing/a-log'
import { canonicalIds } from '../testing/ids'
import type { RemoteEvent } from './event-log'
import { LogDamaged, needsRebuild, rebuild } from './rebuild'
import { verifyLog } from './verify'

const T0 = Date.UTC(2026, 9, 13, 2)
const HOUR = 3_600_000
const [ANN, BEN] = [canonicalIds(901)(), canonicalIds(902)()]

function scan(test: TestLog, visitor: string | null, at: number, more: Partial<ScanBody> = {}): string {
  const id = test.ports.newId()
  const body: ScanBody = {
    list: 'day-1',
    visitor,
    gate: 'north',
    direction: 'entry',
    outcome: visitor === null ? 'refused' : 'admitted',
    reason: visitor === null ? 'invalid' : null,
    via: 'camera',
    credential: { kind: 'roster', hmac: 'a'.repeat(64), length: 9, looks: 'short_code' },
    rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
    typedAt: null,
    ...more,
  }
  const ctx = { now: at, newId: test.ports.newId }
  test.log.transact((append) => append(scanRecorded.make(attendanceStream('day-1', visitor, id), body, ctx, { id })))
  return id
}

function undo(test: TestLog, visitor: string, scanned: string): void {
  const ctx = { now: test.ports.wall(), newId: test.ports.newId, actor: 'sari' }
  const body = { scan: scanned, list: 'day-1', visitor, gate: 'north', reason: 'mistake' }
  test.log.transact((append) => append(scanUndone.make(attendanceStream('day-1', visitor, ''), body, ctx)))
}

const figures = (test: TestLog) =>
  test.db
    .prepare(
      'SELECT sum(people) AS people, sum(inside) AS inside, sum(entries) AS entries, sum(duplicates) AS duplicates FROM list_quarter',
    )
    .get()

/** The events of one log as the hub would hand them to others. */
function published(test: TestLog, firstSeq = 1): RemoteEvent[] {
  return test.db
    .prepare<[], { text: string }>('SELECT text FROM event_log ORDER BY seq')
    .all()
    .map(({ text }, i) => ({ text, hubSeq: firstSeq + i, hubOffset: null }))
}

describe('the event log', () => {
  it('stores the canonical text, its hash, and the link to the event before', () => {
    const test = aLog()
    scan(test, ANN, T0)
    scan(test, ANN, T0 + 1)
    const rows = test.db
      .prepare<[], { text: string; hash: Buffer }>('SELECT text, hash FROM event_log ORDER BY seq')
      .all()
    const [first, second] = rows.map((row) => JSON.parse(row.text) as { prevHash: string; stationSeq: number })
    expect(rows[0]?.hash.toString('hex')).toBe(
      createHash('sha256')
        .update(rows[0]?.text ?? '')
        .digest('hex'),
    )
    expect(first).toMatchObject({ prevHash: '0'.repeat(64), stationSeq: 1 })
    expect(second).toMatchObject({ prevHash: rows[0]?.hash.toString('hex'), stationSeq: 2 })
    expect(Object.keys(JSON.parse(rows[0]?.text ?? '{}') as object)).toEqual(
      Object.keys(JSON.parse(rows[0]?.text ?? '{}') as object).sort(),
    )
    expect(verifyLog(test.db)).toEqual({ events: 2, chains: 1, problems: [] })
  })

  it('can only be added to', () => {
    const test = aLog()
    scan(test, ANN, T0)
    expect(() => test.db.exec('DELETE FROM event_log')).toThrow('append-only')
    expect(() => test.db.exec(`UPDATE event_log SET text = '{}'`)).toThrow('append-only')
  })

  it('leaves nothing of a transaction that fails', () => {
    const test = aLog()
    scan(test, ANN, T0)
    const before = readModels(test.db)
    expect(() =>
      test.log.transact((append) => {
        append(visitorRegistered.make(visitorStream(BEN), aVisitor(BEN), { now: T0, newId: test.ports.newId }))
        throw new Error('power cut')
      }),
    ).toThrow('power cut')
    expect(readModels(test.db)).toEqual(before)
    scan(test, BEN, T0 + 1)
    expect(verifyLog(test.db).problems).toEqual([])
  })

  it('finds a flipped byte, a lost end and a cut-out middle', () => {
    const flipped = aLog()
    for (let i = 0; i < 5; i += 1) scan(flipped, ANN, T0 + i)
    flipped.db.exec('DROP TRIGGER event_log_no_update; DROP TRIGGER event_log_no_delete')
    flipped.db.exec(`UPDATE event_log SET text = replace(text, '"camera"', '"camerb"') WHERE seq = 3`)
    expect(verifyLog(flipped.db).problems).toMatchObject([{ what: 'text_changed', seq: 3 }])
    flipped.db.exec(`DELETE FROM event_log WHERE seq = 5`)
    expect(verifyLog(flipped.db).problems).toContainEqual(expect.objectContaining({ what: 'gap', after: 4, before: 6 }))
    flipped.db.exec(`DELETE FROM event_log WHERE seq = 2`)
    expect(verifyLog(flipped.db).problems).toContainEqual(expect.objectContaining({ what: 'gap', after: 1, before: 3 }))
  })

  it('notes a changed clock and a restarted machine', () => {
    const test = aLog()
    const types = () =>
      test.db
        .prepare<[], { type: string }>('SELECT type FROM event_log ORDER BY seq')
        .all()
        .map((row) => row.type)
    scan(test, ANN, test.ports.wall())
    test.ports.pass(8 * HOUR)
    scan(test, ANN, test.ports.wall())
    expect(types()).not.toContain(clockChanged.type)
    test.ports.jump(-HOUR)
    scan(test, ANN, test.ports.wall())
    expect(types().filter((type) => type === clockChanged.type)).toHaveLength(1)
    test.ports.restart()
    scan(test, ANN, test.ports.wall())
    expect(types().filter((type) => type === clockChanged.type)).toHaveLength(2)
    const jumps = test.db
      .prepare<[], { jump: number | null }>(
        `SELECT text ->> '$.body.jump' AS jump FROM event_log WHERE type = 'clock.changed' ORDER BY seq`,
      )
      .all()
    expect(jumps.map((row) => row.jump)).toEqual([-HOUR, null])
  })
})

describe('scans by effective time', () => {
  it('tells two exits and an older entry leave nobody inside', () => {
    const [a, b] = [aLog({ seed: 1 }), aLog({ seed: 2 })]
    const noon = T0 + 3 * HOUR
    scan(b, ANN, noon, { direction: 'exit', reason: 'exit' })
    scan(b, ANN, noon + 3 * HOUR, { direction: 'exit', reason: 'exit' })
    scan(a, ANN, noon + HOUR)
    const [fromA, fromB] = [published(a, 3), published(b, 1)]
    for (const test of [a, b]) test.log.applyRemote([...fromB, ...fromA])
    for (const test of [a, b]) expect(figures(test)).toMatchObject({ people: 1, inside: 0, entries: 1 })
    expect(readModels(a.db)).toEqual(readModels(b.db))
  })

  it('lets the earliest admission be the entry, and moves the mark when an older one arrives', () => {
    const [a, b] = [aLog({ seed: 1 }), aLog({ seed: 2 })]
    const later = scan(a, ANN, T0 + HOUR)
    const earlier = scan(b, ANN, T0)
    const mark = (test: TestLog, id: string) =>
      test.db
        .prepare<[string], { mark: string | null }>(
          'SELECT mark FROM scan s JOIN event_log e ON e.seq = s.seq WHERE event_id = ?',
        )
        .get(id)?.mark
    expect(mark(a, later)).toBeNull()
    a.log.applyRemote(published(b))
    expect(mark(a, earlier)).toBeNull()
    expect(mark(a, later)).toBe('duplicate')
    expect(figures(a)).toMatchObject({ people: 1, inside: 1, entries: 1, duplicates: 1 })
  })

  it('takes the hub’s offset over the author’s, and a time from paper as typed', () => {
    const test = aLog()
    const own = scan(test, ANN, T0)
    scan(test, BEN, T0, { typedAt: T0 - 5 * HOUR, via: 'paper' })
    test.log.markAcked([{ id: own, hubSeq: 1, hubOffset: 600_000 }])
    const times = test.db
      .prepare<[], { at: number }>('SELECT effective_at AS at FROM scan ORDER BY seq')
      .all()
      .map((row) => row.at)
    expect(times).toEqual([T0 + 600_000, T0 - 5 * HOUR])
    expect(test.log.readPending(10)).toHaveLength(1)
  })

  it('counts nobody twice: what is held already is only acknowledged, a taken place is refused', () => {
    const [a, b] = [aLog({ seed: 1 }), aLog({ seed: 2 })]
    scan(a, ANN, T0)
    const events = published(a)
    expect(b.log.applyRemote(events)).toMatchObject({ stored: 1, known: 0 })
    expect(b.log.applyRemote(events)).toMatchObject({ stored: 0, known: 1 })
    const forked = events.map(({ text, ...rest }) => ({
      ...rest,
      text: text.replace(/"id":"[0-9a-f]{8}/, '"id":"ffffffff'),
    }))
    expect(b.log.applyRemote(forked).refused).toEqual([{ index: 0, problem: 'forked' }])
    const poisoned = events.map(({ text, ...rest }) => ({ ...rest, text: text.replace('"north"', '"south"') }))
    expect(b.log.applyRemote(poisoned).refused).toEqual([{ index: 0, problem: 'hash_differs' }])
    expect(b.log.applyRemote([{ text: 'nonsense', hubSeq: 9, hubOffset: null }]).refused).toEqual([
      { index: 0, problem: 'not_an_event' },
    ])
  })

  it('folds a late scan of its own, as one entered from paper, as a rebuild does', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            minutes: fc.integer({ min: 0, max: 60 }),
            direction: fc.constantFrom('entry' as const, 'exit' as const),
            who: fc.constantFrom(ANN, BEN),
          }),
          { maxLength: 12 },
        ),
        (scans) => {
          const test = aLog()
          for (const { minutes, direction, who } of scans) {
            scan(test, who, T0, { direction, typedAt: T0 + minutes * 60_000, via: 'paper' })
          }
          const asItCame = readModels(test.db)
          rebuild(test.db, test.projectors)
          expect(readModels(test.db)).toEqual(asItCame)
          test.db.close()
        },
      ),
    )
  })

  it('gives the same rows whatever the order of arrival, and again after a rebuild', () => {
    const aScan = fc.record({
      who: fc.constantFrom(ANN, BEN, null),
      minutes: fc.integer({ min: 0, max: 90 }),
      direction: fc.constantFrom('entry' as const, 'exit' as const),
      station: fc.integer({ min: 0, max: 2 }),
      rules: fc.record({
        multipleEntries: fc.boolean(),
        entryAfterExit: fc.boolean(),
        resetAt: fc.constantFrom(null, T0 + 30 * 60_000),
      }),
      typed: fc.boolean(),
      isOverride: fc.boolean(),
      undone: fc.constantFrom(0, 0, 1, 2),
    })
    fc.assert(
      fc.property(
        fc.array(aScan, { maxLength: 25 }),
        fc.infiniteStream(fc.nat()),
        fc.array(fc.integer({ min: -120_000, max: 120_000 }), { minLength: 25, maxLength: 25 }),
        (scans, random, offsets) => {
          const stations = [aLog({ seed: 1 }), aLog({ seed: 2 }), aLog({ seed: 3 })]
          for (const { who, minutes, direction, station, rules, typed, isOverride, undone } of scans) {
            const test = stations[station]
            if (test === undefined) continue
            const at = T0 + minutes * 60_000
            const more = who === null ? {} : { direction, reason: direction === 'exit' ? ('exit' as const) : null }
            const id = scan(test, who, at, {
              rules,
              ...more,
              ...(typed ? { typedAt: at - 7_000, via: 'paper' } : {}),
              ...(isOverride ? { override: { reason: 'guest', refusal: null, note: null } } : {}),
            })
            if (who !== null) for (let times = 0; times < undone; times += 1) undo(test, who, id)
          }
          // The hub puts the chains together; each station gets them in pages cut and repeated at random.
          let hubSeq = 0
          const all = stations
            .flatMap((test) => published(test))
            .map((event, i) => ({ ...event, hubSeq: (hubSeq += 1), hubOffset: offsets[i] ?? null }))
          const next = () => random.next().value ?? 0
          for (const test of stations) {
            let rest = all
              .map((event) => ({ event, key: next() }))
              .sort((x, y) => x.key - y.key)
              .map(({ event }) => event)
            while (rest.length > 0) {
              const size = 1 + (next() % 7)
              test.log.applyRemote(rest.slice(0, size))
              rest = next() % 5 === 0 ? rest : rest.slice(size)
            }
          }
          const [first, ...others] = stations.map((test) => readModels(test.db))
          for (const other of others) expect(other).toEqual(first)
          for (const test of stations) {
            rebuild(test.db, test.projectors)
            expect(readModels(test.db)).toEqual(first)
            expect(verifyLog(test.db).problems).toEqual([])
            test.db.close()
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('a scan that staff took back', () => {
  it('is folded as if it were not there, once and twice', () => {
    const test = aLog()
    const entry = scan(test, ANN, T0)
    scan(test, ANN, T0 + HOUR, { direction: 'exit', reason: 'exit' })
    const again = scan(test, ANN, T0 + 2 * HOUR)
    expect(figures(test)).toEqual({ people: 1, inside: 1, entries: 2, duplicates: 0 })
    undo(test, ANN, again)
    undo(test, ANN, again)
    expect(figures(test)).toEqual({ people: 1, inside: 0, entries: 1, duplicates: 0 })
    undo(test, ANN, entry)
    expect(figures(test)).toEqual({ people: 0, inside: 0, entries: 0, duplicates: 0 })
  })

  it('gives back its place to the scan that was a duplicate of it', () => {
    const test = aLog()
    const first = scan(test, ANN, T0)
    scan(test, ANN, T0 + 1)
    expect(figures(test)).toMatchObject({ entries: 1, duplicates: 1 })
    undo(test, ANN, first)
    expect(figures(test)).toEqual({ people: 1, inside: 1, entries: 1, duplicates: 0 })
  })

  it('may be named before it is known', () => {
    const [a, b] = [aLog({ seed: 1 }), aLog({ seed: 2 })]
    undo(a, ANN, scan(a, ANN, T0))
    const events = published(a)
    for (const event of events.toReversed()) b.log.applyRemote([event])
    a.log.applyRemote(events)
    expect(readModels(b.db)).toEqual(readModels(a.db))
    expect(readModels(b.db)['attendance']).toMatchObject([{ visitor: ANN, entries: 0, inside: 0 }])
  })
})

describe('an entry that staff allowed against the rules', () => {
  it('is no duplicate, and counts as an entry of its own', () => {
    const test = aLog()
    scan(test, ANN, T0)
    scan(test, ANN, T0 + 1, {
      via: 'staff',
      override: { reason: 'guest', refusal: 'already_admitted', note: null },
    })
    expect(figures(test)).toEqual({ people: 1, inside: 1, entries: 2, duplicates: 0 })
  })
})

describe('the sums of a gate', () => {
  const sums = (test: TestLog) =>
    test.db
      .prepare<[], { what: string; n: number }>(
        'SELECT what, sum(n) AS n FROM gate_quarter GROUP BY what HAVING sum(n) <> 0 ORDER BY what',
      )
      .all()
      .map(({ what, n }) => `${what} ${n}`)

  it('count each scan once by what it was, and follow its mark', () => {
    const test = aLog()
    scan(test, ANN, T0 + HOUR)
    scan(test, null, T0)
    scan(test, BEN, T0, { outcome: 'refused', reason: 'full' })
    const out = scan(test, ANN, T0 + 2 * HOUR, { direction: 'exit', reason: 'exit' })
    expect(sums(test)).toEqual(['entry 1', 'exit 1', 'full 1', 'invalid 1'])
    // An older entry is the entry; the one that was counted becomes its duplicate.
    scan(test, ANN, T0, { typedAt: T0, via: 'paper' })
    expect(sums(test)).toEqual(['duplicate 1', 'entry 1', 'exit 1', 'full 1', 'invalid 1'])
    undo(test, ANN, out)
    expect(sums(test)).toEqual(['duplicate 1', 'entry 1', 'full 1', 'invalid 1'])
  })
})

describe('rebuild', () => {
  const folders: string[] = []
  afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

  it('is asked for when a fold has another version, and empties the claims', () => {
    const test = aLog()
    scan(test, ANN, T0)
    test.db.exec(`INSERT INTO claim VALUES ('counter', '1', 'x')`)
    expect(needsRebuild(test.db, test.projectors)).toBe(true)
    expect(rebuild(test.db, test.projectors)).toBe(1)
    expect(needsRebuild(test.db, test.projectors)).toBe(false)
    expect(test.db.prepare('SELECT * FROM claim').all()).toEqual([])
    expect(
      needsRebuild(
        test.db,
        test.projectors.map((projector) => ({ ...projector, version: 99 })),
      ),
    ).toBe(true)
  })

  it('folds nothing from a log that was changed, and leaves the read models that are there', () => {
    const test = aLog()
    for (let i = 0; i < 3; i += 1) scan(test, ANN, T0 + i)
    const before = readModels(test.db)
    test.db.exec('DROP TRIGGER event_log_no_update')
    test.db.exec(`UPDATE event_log SET text = replace(text, '"camera"', '"keypad"') WHERE seq = 2`)
    expect(() => rebuild(test.db, test.projectors)).toThrow(new LogDamaged(2))
    test.db.exec(`UPDATE event_log SET text = substr(text, 2) WHERE seq = 2`)
    expect(() => rebuild(test.db, test.projectors)).toThrow(new LogDamaged(2))
    expect(readModels(test.db)).toEqual(before)
  })

  it('makes lost read models again, event by event as they were', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pendopo-'))
    folders.push(folder)
    const test = aLog({ file: join(folder, 'log.sqlite') })
    for (const visitor of [ANN, BEN]) {
      test.log.transact((append) =>
        append(visitorRegistered.make(visitorStream(visitor), aVisitor(visitor), { now: T0, newId: test.ports.newId })),
      )
      scan(test, visitor, T0)
    }
    scan(test, null, T0)
    const before = readModels(test.db)
    test.db.exec('DELETE FROM attendance; DELETE FROM visitor; DELETE FROM scan; DELETE FROM list_quarter')
    rebuild(test.db, test.projectors)
    expect(readModels(test.db)).toEqual(before)
    test.db.close()
  })
})

function aVisitor(visitor: string) {
  return {
    visitor,
    category: 'umum',
    institution: null,
    status: 'active' as const,
    codeHmac: 'b'.repeat(64),
    rowHmac: null,
    source: 'roster' as const,
  }
}
