import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../connection'
import { EventLog } from '../log/event-log'
import { needsRebuild, rebuild } from '../log/rebuild'
import { verifyLog } from '../log/verify'
import { migrate } from '../migrate'
import { allProjectors } from '../projections'
import { aLog, readModels } from '../testing/a-log'
import { attendanceStream, scanRecorded } from '../../core/events/checkin'
import { visitorRegistered, visitorStream } from '../../core/events/visitor'
import { logMigrations } from './log'
import { eventLog } from './log/0010_event_log'
import { gateCounts } from './log/0050_gate_counts'
import { forked } from './log/0205_forked'

const open: Database[] = []
const anEmptyFile = () => {
  const db = openDatabase(':memory:')
  open.push(db)
  return db
}
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

const version = (db: Database) => db.pragma('user_version', { simple: true })
const rows = (db: Database) => db.prepare('SELECT * FROM event_log ORDER BY seq').all()
const head = (db: Database) => db.prepare('SELECT * FROM log_head').all()

/** A log as the first schema had it, with a visitor in it, and the read models that belong to it. */
function anOldLog() {
  const { db: now, ports } = aLog()
  open.push(now)
  const old = anEmptyFile()
  migrate(old, [eventLog])
  const log = new EventLog(old, ports, [])
  const visitor = ports.newId()
  const facts = {
    visitor,
    category: 'umum',
    institution: 'Dinas Sosial',
    status: 'active',
    codeHmac: 'ab'.repeat(32),
    rowHmac: null,
    source: 'roster',
  } as const
  const ctx = { now: ports.wall(), newId: ports.newId }
  log.transact((append) => append(visitorRegistered.make(visitorStream(visitor), facts, ctx)))
  return { old, visitor }
}

describe('a log of the first schema', () => {
  it('is brought to the newest with its rows and its head as they were', () => {
    const { old } = anOldLog()
    expect(version(old)).toBe(10)
    const before = { rows: rows(old), head: head(old) }
    migrate(old, logMigrations)
    expect(version(old)).toBe(logMigrations.at(-1)?.version)
    expect({ rows: rows(old), head: head(old) }).toEqual(before)
    expect(before.rows).toHaveLength(1)
    expect(verifyLog(old)).toEqual({ events: 1, chains: 1, problems: [] })
  })

  it('is folded anew afterwards: what it says shows', () => {
    const { old, visitor } = anOldLog()
    migrate(old, logMigrations)
    const projectors = allProjectors(old)
    expect(needsRebuild(old, projectors)).toBe(true)
    expect(rebuild(old, projectors)).toBe(1)
    expect(needsRebuild(old, projectors)).toBe(false)
    expect(readModels(old)['visitors']).toMatchObject([{ id: visitor, category: 'umum', institution: 'Dinas Sosial' }])
  })

  it('stays append-only, and a second start changes nothing', () => {
    const { old } = anOldLog()
    migrate(old, logMigrations)
    const before = rows(old)
    migrate(old, logMigrations)
    expect(rows(old)).toEqual(before)
    expect(() => old.exec('DELETE FROM event_log')).toThrow('append-only')
    expect(() => old.exec(`UPDATE event_log SET text = '{}'`)).toThrow('append-only')
  })
})

describe('a log from before signed codes', () => {
  it('keeps its scans, and folds them anew with the category that their codes name', () => {
    const { db: now, ports } = aLog()
    open.push(now)
    const old = anEmptyFile()
    migrate(
      old,
      logMigrations.filter((step) => step.version <= 30),
    )
    const log = new EventLog(old, ports, [])
    const visitor = ports.newId()
    const body = {
      list: 'day-1',
      visitor,
      gate: null,
      direction: 'entry',
      outcome: 'admitted',
      reason: null,
      via: 'command',
      credential: { kind: 'pdp1', hmac: 'ab'.repeat(32), category: 'vip', length: 143, looks: 'signed' },
      rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
      typedAt: null,
    } as const
    const ctx = { now: ports.wall(), newId: ports.newId }
    log.transact((append) => append(scanRecorded.make(attendanceStream('day-1', visitor, ''), body, ctx)))
    old.exec(
      `INSERT INTO scan (seq, list, visitor, direction, outcome, via, effective_at)
       VALUES (1, 'day-1', '${visitor}', 'entry', 'admitted', 'command', 0)`,
    )
    migrate(old, logMigrations)
    expect(readModels(old)['scans']).toMatchObject([{ visitor, category: null }])
    const projectors = allProjectors(old)
    expect(needsRebuild(old, projectors)).toBe(true)
    rebuild(old, projectors)
    expect(readModels(old)['scans']).toMatchObject([{ visitor, category: 'vip' }])
  })
})

describe('a log of the schema before the gates were counted', () => {
  it('is brought to the newest, and its scans are counted by the fold that follows', () => {
    const { db: now, ports } = aLog()
    open.push(now)
    const old = anEmptyFile()
    migrate(
      old,
      logMigrations.filter((step) => step.version < gateCounts.version),
    )
    const log = new EventLog(old, ports, [])
    const id = ports.newId()
    const body = {
      list: 'day-1',
      visitor: null,
      gate: 'north',
      direction: 'entry',
      outcome: 'refused',
      reason: 'invalid',
      via: 'camera',
      credential: { kind: 'unknown', hmac: 'ab'.repeat(32), length: 9, looks: 'text' },
      rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
      typedAt: null,
    } as const
    const ctx = { now: ports.wall(), newId: ports.newId }
    log.transact((append) => append(scanRecorded.make(attendanceStream('day-1', null, id), body, ctx, { id })))
    migrate(old, logMigrations)
    rebuild(old, allProjectors(old))
    expect(readModels(old)['gates']).toMatchObject([{ gate: 'north', list: 'day-1', what: 'invalid', n: 1 }])
  })
})

describe('a log of the schema before forks were told', () => {
  it('keeps how far it was with its hub, and knows of no fork', () => {
    const { ports } = aLog()
    const old = anEmptyFile()
    migrate(
      old,
      logMigrations.filter((step) => step.version < forked.version),
    )
    old.exec(
      `INSERT INTO sync_state (id, log_identity, generation, cursor, families) VALUES (1, 'log', 2, 7, '["queue"]')`,
    )
    migrate(old, logMigrations)
    const { sync } = new EventLog(old, ports, [])
    expect(sync.state()).toMatchObject({ logIdentity: 'log', generation: 2, cursor: 7 })
    expect(sync.forkedAt()).toBeNull()
  })
})

describe('a step that fails', () => {
  it('leaves the file at the step before, and the next start finishes it', () => {
    const { old } = anOldLog()
    const before = rows(old)
    const last = logMigrations.at(-1)
    if (last === undefined) throw new Error('there are no steps')
    const broken = { ...last, sql: `${last.sql}; CREATE TABLE visitor (id TEXT)` }
    expect(() => migrate(old, [...logMigrations.slice(0, -1), broken])).toThrow('already exists')
    expect(version(old)).toBe(logMigrations.at(-2)?.version)
    expect(rows(old)).toEqual(before)
    migrate(old, logMigrations)
    expect(version(old)).toBe(last.version)
    expect(verifyLog(old).problems).toEqual([])
  })
})
