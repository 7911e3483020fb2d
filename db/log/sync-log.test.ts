import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { attendanceStream, scanRecorded } from '../../core/events/checkin'
import { FAMILIES, type Family, type LogEvent } from '../../core/events/envelope'
import { leaseStream } from '../../core/events/queue'
import { aLog, readModels, type TestLog } from '../testing/a-log'
import { canonicalIds } from '../testing/ids'
import { rebuild } from './rebuild'
import type { RemoteEvent } from './sync-log'
import { verifyLog } from './verify'

const T0 = Date.UTC(2026, 9, 13, 2)
const ANN = canonicalIds(901)()

const scan = (test: TestLog, at = T0): string => scanOf(test, ANN, 'entry', at)

function scanOf(test: TestLog, visitor: string, direction: 'entry' | 'exit', at: number): string {
  const id = test.ports.newId()
  const body = {
    list: 'day-1',
    visitor,
    gate: 'north',
    direction,
    outcome: 'admitted',
    reason: null,
    via: 'camera',
    credential: { kind: 'roster', hmac: 'a'.repeat(64), length: 9, looks: 'short_code' },
    rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
    typedAt: null,
  } as const
  test.log.transact((append) =>
    append(
      scanRecorded.make(attendanceStream('day-1', visitor, id), body, { now: at, newId: test.ports.newId }, { id }),
    ),
  )
  return id
}

const events = (test: TestLog): RemoteEvent[] =>
  test.log.readPending(100).map(({ text }, index) => ({ text, hubSeq: index + 1, hubOffset: 0 }))
const parsed = ({ text }: { text: string }) => JSON.parse(text) as LogEvent
const chainsOf = (test: TestLog) =>
  test.db
    .prepare<[], { chain: string; n: number }>('SELECT chain, count(*) AS n FROM event_log GROUP BY chain ORDER BY n')
    .all()

/** Two logs that were one folder: the same station, chain and events. */
function aClone(): { one: TestLog; other: TestLog } {
  const [one, other] = [aLog({ seed: 7 }), aLog({ seed: 7 })]
  for (const test of [one, other]) scan(test)
  // From here on their ids differ, as they do when they are drawn at random.
  for (let n = 0; n < 5; n += 1) other.ports.newId()
  return { one, other }
}

describe('a forked chain', () => {
  it('moves what nobody else has into a new chain when another event has its place', () => {
    const { one, other } = aClone()
    const [first] = events(one)
    if (first === undefined) throw new Error('nothing was scanned')
    for (const test of [one, other]) {
      test.log.sync.meet('log', 1, ['checkin'])
      test.log.markAcked([{ id: parsed(first).id, hubSeq: 1, hubOffset: 0 }])
    }
    scan(one, T0 + 1)
    const mine = [scan(other, T0 + 2), scan(other, T0 + 3)]
    const before = mine.map((id) => other.log.find(id)?.event)
    const [theirs] = events(one)
    const taken = other.log.applyRemote([{ text: theirs?.text ?? '', hubSeq: 2, hubOffset: 0 }])
    expect(taken).toMatchObject({ stored: 1, refused: [], moved: 2 })
    expect([one.log.sync.forkedAt(), other.log.sync.forkedAt()]).toEqual([null, other.ports.wall()])
    const after = mine.map((id) => other.log.find(id)?.event)
    expect(after.map((event) => event?.stationSeq)).toEqual([1, 2])
    expect(new Set(after.map((event) => event?.chain)).size).toBe(1)
    expect(after[0]?.chain).not.toBe(before[0]?.chain)
    expect(after.map((event) => event?.body)).toEqual(before.map((event) => event?.body))
    expect(chainsOf(other).map(({ n }) => n)).toEqual([2, 2])
    // What comes next goes on in the new chain.
    scan(other, T0 + 4)
    expect(verifyLog(other.db).problems).toEqual([])
    const models = readModels(other.db)
    rebuild(other.db, other.projectors)
    expect(readModels(other.db)).toEqual(models)
  })

  it('begins anew before it writes when what the copy wrote came in first', () => {
    const { one, other } = aClone()
    const [first] = events(one)
    if (first === undefined) throw new Error('nothing was scanned')
    other.log.sync.meet('log', 1, ['checkin'])
    other.log.markAcked([{ id: parsed(first).id, hubSeq: 1, hubOffset: 0 }])
    for (const at of [T0 + 1, T0 + 2]) scan(one, at)
    const [, ...theirs] = events(one)
    expect(other.log.applyRemote(theirs)).toMatchObject({ stored: 2, refused: [], moved: 0 })
    const mine = other.log.find(scan(other, T0 + 3))?.event
    expect([mine?.chain === parsed(first).chain, mine?.stationSeq]).toEqual([false, 1])
    expect(other.log.sync.forkedAt()).toBe(other.ports.wall())
    expect(verifyLog(other.db).problems).toEqual([])
  })

  it('leaves alone what a hub acknowledged once, though a restored one forgot it', () => {
    const test = aLog()
    test.log.sync.meet('log', 1, ['checkin'])
    const [first, second] = [scan(test), scan(test, T0 + 1)]
    test.log.markAcked([{ id: first, hubSeq: 1, hubOffset: 0 }])
    test.log.sync.dropAfter('other', 2, 0, 100)
    expect(test.log.pendingCount()).toBe(2)
    const chain = test.log.find(first)?.event.chain
    expect(test.log.sync.startNewChain()).toBe(1)
    expect(test.log.find(first)?.event.chain).toBe(chain)
    expect(test.log.find(second)?.event.chain).not.toBe(chain)
  })

  it('cannot be moved by a slip: the log stays append-only', () => {
    const test = aLog()
    scan(test)
    expect(() => test.db.exec(`UPDATE event_log SET text = '{}'`)).toThrow('append-only')
    expect(() => test.db.exec(`UPDATE event_log SET chain = 'x'`)).toThrow('append-only')
  })
})

describe('what cannot be taken in', () => {
  it('is kept aside, named, and stops nothing', () => {
    const [from, to] = [aLog({ seed: 1 }), aLog({ seed: 2 })]
    to.log.sync.meet('log', 1, ['checkin'])
    scan(from)
    const [good] = events(from)
    if (good === undefined) throw new Error('nothing was scanned')
    // A known type with a body that no fold was made for.
    const poisoned = JSON.stringify({
      ...parsed(good),
      id: from.ports.newId(),
      type: 'numbers.leased',
      family: 'queue',
      stream: leaseStream('x'),
      chain: from.ports.newId(),
      body: { nothing: 'to lease' },
    })
    const taken = to.log.sync.applyRemote(
      [
        { text: poisoned, hubSeq: 1, hubOffset: 0 },
        { text: 'nonsense', hubSeq: 2, hubOffset: 0 },
        { ...good, hubSeq: 3 },
      ],
      3,
    )
    expect(taken).toMatchObject({ stored: 1, refused: [{ index: 0 }, { index: 1, problem: 'not_an_event' }] })
    expect(to.log.sync.state()?.cursor).toBe(3)
    expect(to.log.sync.quarantined(10)).toHaveLength(2)
    expect(to.db.prepare('SELECT * FROM number_lease').all()).toEqual([])
  })

  it('is found again at a second delivery, once', () => {
    const test = aLog()
    test.log.sync.meet('log', 1, ['checkin'])
    for (let n = 0; n < 2; n += 1) test.log.sync.applyRemote([{ text: 'nonsense', hubSeq: 1, hubOffset: null }], 1)
    expect(test.log.sync.quarantined(10)).toHaveLength(1)
  })

  it('of our own is not offered again', () => {
    const test = aLog()
    test.log.sync.meet('log', 1, ['checkin'])
    const id = scan(test)
    test.log.sync.markRefused([{ id, reason: 'bad_body', hubSeq: 4 }])
    expect(test.log.pendingCount()).toBe(0)
    expect(test.log.readPending(10)).toEqual([])
    expect(test.log.sync.quarantined(10)).toMatchObject([
      { event: id, problem: 'refused', reason: 'bad_body', hubSeq: 4 },
    ])
  })
})

describe('a page that another one follows at once', () => {
  it('does not wait for the disk, but for what moves into a new chain; what comes next does wait', () => {
    const { one, other } = aClone()
    scan(one, T0 + 1)
    const [, theirs] = events(one)
    scan(other, T0 + 2)
    const pragma = vi.spyOn(other.db, 'pragma')
    const waited: unknown[] = []
    other.db.function('waits', () => {
      const set = pragma.mock.calls.findLast(([what]) => what.startsWith('synchronous'))
      return waited.push(set?.[0] ?? 'as opened')
    })
    other.db.exec(`CREATE TEMP TRIGGER moved AFTER UPDATE OF cursor ON main.sync_state BEGIN SELECT waits(); END`)
    other.log.sync.meet('log', 1, ['checkin'])
    const remote = { text: theirs?.text ?? '', hubSeq: 2, hubOffset: 0 }
    expect(other.log.sync.applyRemote([remote], 2, true)).toMatchObject({ stored: 1, moved: 2 })
    other.log.sync.applyRemote([remote], 3, true)
    other.log.sync.applyRemote([remote], 4)
    const [full, normal] = ['synchronous = FULL', 'synchronous = NORMAL']
    expect(waited).toEqual([normal, full, normal, full])
  })
})

describe('an empty place in a chain', () => {
  /** What a station holds of three events, the second of which came as a stub with this hash, or not at all. */
  const held = (hash: ((right: string) => string) | null, families: readonly Family[] = FAMILIES) => {
    const [author, reader] = [aLog(), aLog({ seed: 2 })]
    for (let n = 0; n < 3; n += 1) scan(author, T0 + n)
    const [first, second, third] = events(author)
    if (first === undefined || second === undefined || third === undefined) throw new Error('nothing was scanned')
    const { id, chain, stationSeq } = parsed(second)
    const right = parsed(third).prevHash
    const stub = { hubSeq: 2, id, chain, stationSeq, hash: hash?.(right) ?? '', reason: 'bad_body' }
    reader.log.sync.meet('log', 1, families)
    reader.log.sync.applyRemote([first, ...(hash === null ? [] : [stub]), third], 3)
    return verifyLog(reader.db).problems
  }

  it('is none before an answer of the hub that came ahead of the log, until the log has come as far', () => {
    const [author, reader] = [aLog(), aLog({ seed: 2 })]
    for (let n = 0; n < 3; n += 1) scan(author, T0 + n)
    const [first, second, third] = events(author)
    if (first === undefined || second === undefined || third === undefined) throw new Error('nothing was scanned')
    reader.log.sync.meet('log', 1, FAMILIES)
    reader.log.sync.applyRemote([first], 1)
    reader.log.sync.applyRemote([third])
    expect(verifyLog(reader.db).problems).toEqual([])
    reader.log.sync.applyRemote([], 3)
    expect(verifyLog(reader.db).problems).toMatchObject([{ what: 'gap', after: 1, before: 3 }])
    reader.log.sync.applyRemote([second], 3)
    expect(verifyLog(reader.db).problems).toEqual([])
  })

  it('is none where the hub refused what belongs there, and the next goes on from that', () => {
    expect(held((right) => right)).toEqual([])
    expect(held(() => 'f'.repeat(64))).toMatchObject([{ what: 'chain_broken' }])
  })

  it('is a gap where all is delivered, and tells nothing where families are left out', () => {
    expect(held(null)).toMatchObject([{ what: 'gap', after: 1, before: 3 }])
    expect(held(null, ['setup', 'queue', 'checkin'])).toEqual([])
  })
})

describe('what is known of the hub', () => {
  it('begins at nothing again when the station’s roles change', () => {
    const test = aLog()
    test.log.sync.meet('log', 1, ['queue', 'setup'])
    test.log.sync.applyRemote([], 40)
    test.log.sync.meet('log', 1, ['setup', 'queue'])
    expect(test.log.sync.state()?.cursor).toBe(40)
    test.log.sync.meet('log', 1, ['setup', 'queue', 'checkin'])
    expect(test.log.sync.state()?.cursor).toBe(0)
  })

  it('learns how many identities a log had, though another one was followed before it said so', () => {
    const test = aLog()
    test.log.sync.meet('log', 3, ['setup'])
    test.log.sync.dropAfter('other', 3, 0, 100)
    test.log.sync.meet('other', 4, ['setup'])
    expect(test.log.sync.state()).toMatchObject({ logIdentity: 'other', generation: 4 })
    test.log.sync.meet('other', 2, ['setup'])
    expect(test.log.sync.state()?.generation).toBe(4)
  })

  it('is left turn by turn when its log is another one: rows fit the log at each of them, whoever is cut off goes on', () => {
    const ids = canonicalIds(77)
    const visitors = Array.from({ length: 30 }, () => ids())
    const from = aLog({ seed: 1 })
    for (let n = 0; n < 60; n += 1) scanOf(from, visitors[(n * 7) % 30] ?? '', n < 30 ? 'entry' : 'exit', T0 + n)
    const dir = mkdtempSync(join(tmpdir(), 'pendopo-drop-'))
    const file = join(dir, 'log.sqlite')
    let to = aLog({ seed: 2, file })
    const rows = () => readModels(to.db)
    const expectRebuilt = () => {
      const before = rows()
      rebuild(to.db, to.projectors)
      expect(rows()).toEqual(before)
    }
    try {
      to.log.sync.meet('log', 1, [...FAMILIES])
      // Places of other families lie between, and what came first here is not what stands first there.
      const pages = events(from).map((event, n) => ({ ...event, hubSeq: 200 - n * 3, hubOffset: n }))
      to.log.sync.applyRemote(pages, 200)
      scanOf(to, visitors[0] ?? '', 'exit', T0 + 500)
      const turns = []
      for (let isLast = false; !isLast;) {
        isLast = to.log.sync.dropAfter('other', 2, 0, 7)
        turns.push(to.log.pendingCount())
        expect(to.log.sync.state()?.logIdentity).toBe(isLast ? 'other' : 'log')
        expectRebuilt()
        // Work goes on in between; the program ends, and begins anew at what is left.
        if (turns.length === 2) scanOf(to, visitors[1] ?? '', 'exit', T0 + 600)
        if (turns.length === 3) {
          to.db.close()
          to = aLog({ seed: 3, file })
        }
      }
      // Both scans of seven visitors at a time, beside the own ones.
      expect(turns).toEqual([15, 29, 44, 58, 62])
      expect(to.log.readPending(100).map(({ hubOffset }) => hubOffset)).toEqual([...pages.map((_, n) => n), null, null])
      expect(to.log.sync.state()).toMatchObject({ logIdentity: 'other', generation: 2, cursor: 0 })
      expect(to.log.sync.told()).toEqual({ acked: 0, newest: null })
      expect(to.log.sync.heldUpTo(1_000)).toBeNull()
      expect(verifyLog(to.db).problems.filter(({ what }) => what !== 'gap')).toEqual([])
    } finally {
      to.db.close()
      rmSync(dir, { recursive: true })
    }
  })

  it('keeps its places up to the last that both know, and no others', () => {
    const [from, to] = [aLog({ seed: 1 }), aLog({ seed: 2 })]
    for (let n = 0; n < 10; n += 1) scanOf(from, ANN, 'entry', T0 + n)
    to.log.sync.meet('log', 1, [...FAMILIES])
    to.log.sync.applyRemote(events(from), 10)
    expect([0, 4, 99].map((upTo) => to.log.sync.heldUpTo(upTo)?.hubSeq ?? null)).toEqual([null, 4, 10])
    // All of one stream: it goes as a whole, so two turns are enough.
    expect(to.log.sync.dropAfter('other', 2, 4, 3)).toBe(false)
    expect(to.log.sync.heldUpTo(99)?.hubSeq).toBe(4)
    expect(to.log.sync.dropAfter('other', 2, 4, 3)).toBe(true)
    expect(to.log.pendingCount()).toBe(6)
    expect(to.log.sync.state()).toMatchObject({ logIdentity: 'other', cursor: 4 })
  })

  it('keeps the offset of its clock, and notes a change before the next delivery', () => {
    const test = aLog()
    scan(test)
    expect(test.log.sync.clockSince().stationSeq).toBe(1)
    expect(test.log.sync.keepOffset(5_000, 50)).toBe(true)
    expect(test.log.sync.keepOffset(5_020, 50)).toBe(false)
    test.ports.jump(60_000)
    test.log.noteClock()
    // The clock went a minute ahead: a minute less is to be added to it.
    expect(test.log.offset).toBe(5_000 - 60_000)
    expect(test.log.sync.clockSince().stationSeq).toBe(2)
    test.log.noteClock()
    expect(test.log.pendingCount()).toBe(2)
  })
})
