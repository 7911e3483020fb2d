import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { Envelope, GENESIS_HASH, type LogEvent, type NewEvent } from '../../core/events/envelope'
import { clockChanged, stationStream } from '../../core/events/system'
import type { Database } from '../connection'
import type { Projector, StoredEvent } from '../projections/projector'

/** Time and ids, handed in: tests decide them, no environment variable does. */
export interface LogPorts {
  /** Wall clock, UTC ms. */
  readonly wall: () => number
  /** Milliseconds since the machine started; goes on through sleep. */
  readonly uptime: () => number
  /** A fresh UUIDv7. */
  readonly newId: () => string
  /** A fresh random UUID, for station and chain. */
  readonly newUuid: () => string
}

/** An event from another station, as the hub hands it out. `text` is stored as it is. */
export interface RemoteEvent {
  readonly text: string
  readonly hubSeq: number
  readonly hubOffset: number | null
}

export type RemoteProblem = 'not_an_event' | 'hash_differs' | 'forked'

/** Adds events to the log within one transaction and folds them. */
export type Append = (event: NewEvent) => StoredEvent

interface Head {
  station: string
  chain: string
  station_seq: number
  hash: Buffer
  offset: number
  wall: number
  uptime: number
  newest_at: number
}

interface LogRow {
  seq: number
  text: string
  hub_seq: number | null
  hub_offset: number | null
}

/** Wall clock and uptime may drift apart this much (NTP slews, rounding) before it counts as a changed clock. */
const CLOCK_JUMP_MS = 2_000

/**
 * The append-only log of one station. Every change of state goes through `transact`: what a decision reads cannot
 * change before its events are written, events and folds are one commit, and the commit is on the disk on return.
 */
export class EventLog {
  private readonly statements
  private readonly begin: <T>(work: () => T) => T
  /** The head while a transaction runs; null when nothing was appended yet. */
  private open: Head | null = null

  constructor(
    db: Database,
    private readonly ports: LogPorts,
    private readonly projectors: readonly Projector[],
  ) {
    this.statements = {
      insert: db.prepare(
        `INSERT INTO event_log (event_id, chain, station_seq, stream, type, text, hash, hub_seq, hub_offset)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      head: db.prepare<[], Head>(
        'SELECT station, chain, station_seq, hash, offset, wall, uptime, newest_at FROM log_head WHERE id = 1',
      ),
      newHead: db.prepare(
        'INSERT OR IGNORE INTO log_head (id, station, chain, station_seq, hash, wall, uptime) VALUES (1, ?, ?, 0, ?, ?, ?)',
      ),
      putHead: db.prepare(
        'UPDATE log_head SET station_seq = ?, hash = ?, wall = ?, uptime = ?, newest_at = ? WHERE id = 1',
      ),
      newest: db.prepare('UPDATE log_head SET newest_at = max(newest_at, ?) WHERE id = 1'),
      byId: db.prepare<[string], LogRow & { hash: Buffer }>(
        'SELECT seq, text, hub_seq, hub_offset, hash FROM event_log WHERE event_id = ?',
      ),
      atPlace: db.prepare<[string, number], { event_id: string }>(
        'SELECT event_id FROM event_log WHERE chain = ? AND station_seq = ?',
      ),
      stream: db.prepare<[string], LogRow>(
        'SELECT seq, text, hub_seq, hub_offset FROM event_log WHERE stream = ? ORDER BY seq',
      ),
      pending: db.prepare<[number], LogRow>(
        'SELECT seq, text, hub_seq, hub_offset FROM event_log WHERE hub_seq IS NULL ORDER BY seq LIMIT ?',
      ),
      pendingCount: db.prepare<[], { n: number }>('SELECT count(*) AS n FROM event_log WHERE hub_seq IS NULL'),
      othersVersion: db.prepare<[], { data_version: number }>('PRAGMA data_version'),
      ack: db.prepare('UPDATE event_log SET hub_seq = ?, hub_offset = ? WHERE event_id = ?'),
    }
    const transaction = db.transaction((work: () => unknown) => {
      this.open = null
      const result = work()
      this.flushHead()
      return result
    })
    this.begin = <T>(work: () => T): T => {
      try {
        return transaction.immediate(work) as T
      } finally {
        this.open = null
      }
    }
    this.ensureHead()
  }

  /** This station's id, made at first start. */
  get station(): string {
    return this.head().station
  }

  /** Newest effective time held of any station, UTC ms: a wall clock behind it is wrong. */
  get newestAt(): number {
    return this.head().newest_at
  }

  /** A number that changes whenever another process (or connection) commits to this file. */
  writesOfOthers(): number {
    return this.statements.othersVersion.get()?.data_version ?? 0
  }

  /** Runs one command: reads, decides and appends under the write lock; all or nothing. No await inside. */
  transact<T>(work: (append: Append) => T): T {
    return this.begin(() => work((event) => this.append(event)))
  }

  /** The stored event with this id; null: not held. */
  find(id: string): StoredEvent | null {
    const row = this.statements.byId.get(id)
    return row === undefined ? null : toStored(row)
  }

  /** All events of one row, in order of arrival. */
  stream(stream: string): StoredEvent[] {
    return this.statements.stream.all(stream).map(toStored)
  }

  /** Own events the hub has not acknowledged: the log is its own outbox. */
  readPending(limit: number): { id: string; text: string }[] {
    return this.statements.pending.all(limit).map((row) => ({ id: toStored(row).event.id, text: row.text }))
  }

  /** How many own events the hub has not acknowledged. */
  pendingCount(): number {
    return this.statements.pendingCount.get()?.n ?? 0
  }

  /** What the hub said of own events. A moved order or time folds their rows anew. */
  markAcked(acks: readonly { id: string; hubSeq: number; hubOffset: number | null }[]): void {
    this.begin(() => {
      for (const ack of acks) this.statements.ack.run(ack.hubSeq, ack.hubOffset, ack.id)
      this.refold(acks.flatMap((ack) => this.find(ack.id) ?? []))
    })
  }

  /**
   * Takes events of other stations in, in one transaction; what is held already is only acknowledged. A fact that
   * breaks a rule is folded and marked. Only what is no event, or a place of a chain taken by another one, is refused.
   */
  applyRemote(events: readonly RemoteEvent[]): {
    stored: number
    known: number
    refused: { index: number; problem: RemoteProblem }[]
  } {
    return this.begin(() => {
      const refused: { index: number; problem: RemoteProblem }[] = []
      const moved: StoredEvent[] = []
      let stored = 0
      let known = 0
      events.forEach((remote, index) => {
        const event = readEvent(remote.text)
        if (event === null) {
          refused.push({ index, problem: 'not_an_event' })
          return
        }
        const hash = sha256(remote.text)
        const held = this.statements.byId.get(event.id)
        if (held !== undefined) {
          if (!held.hash.equals(hash)) {
            refused.push({ index, problem: 'hash_differs' })
            return
          }
          known += 1
          if (held.hub_seq === remote.hubSeq && held.hub_offset === remote.hubOffset) return
          this.statements.ack.run(remote.hubSeq, remote.hubOffset, event.id)
          moved.push(...this.found(event.id))
          return
        }
        if (this.statements.atPlace.get(event.chain, event.stationSeq) !== undefined) {
          refused.push({ index, problem: 'forked' })
          return
        }
        this.insert(event, remote.text, hash, remote.hubSeq, remote.hubOffset)
        this.statements.newest.run(event.at + (remote.hubOffset ?? event.offset))
        moved.push(...this.found(event.id))
        stored += 1
      })
      this.refold(moved)
      return { stored, known, refused }
    })
  }

  private append(fresh: NewEvent): StoredEvent {
    const head = this.open ?? this.openHead(fresh)
    const event: LogEvent = {
      ...fresh,
      offset: head.offset,
      station: head.station,
      chain: head.chain,
      stationSeq: head.station_seq + 1,
      prevHash: head.station_seq === 0 ? GENESIS_HASH : head.hash.toString('hex'),
    }
    const text = canonicalize(event)
    if (text === undefined) throw new Error(`event ${event.type} has no text`)
    const hash = sha256(text)
    const seq = this.insert(event, text, hash, null, null)
    head.station_seq = event.stationSeq
    head.hash = hash
    head.newest_at = Math.max(head.newest_at, event.at + event.offset)
    const stored: StoredEvent = { seq, event, hubSeq: null, hubOffset: null }
    for (const projector of this.projectors) if (projector.types.has(event.type)) projector.fold(stored)
    return stored
  }

  private insert(event: LogEvent, text: string, hash: Buffer, hubSeq: number | null, hubOffset: number | null): number {
    const { id, chain, stationSeq, stream, type } = event
    return Number(
      this.statements.insert.run(id, chain, stationSeq, stream, type, text, hash, hubSeq, hubOffset).lastInsertRowid,
    )
  }

  /** Reads the head for the first append of a transaction, and notes in the log when the clock was changed since the last. */
  private openHead(first: NewEvent): Head {
    const head = this.head()
    const [wall, uptime] = [this.ports.wall(), this.ports.uptime()]
    const restarted = uptime < head.uptime
    const jump = Math.round(wall - head.wall - (uptime - head.uptime))
    this.open = head
    head.wall = wall
    head.uptime = uptime
    if (head.station_seq > 0 && (restarted || Math.abs(jump) > CLOCK_JUMP_MS)) {
      const ctx = { now: first.at, newId: this.ports.newId }
      this.append(clockChanged.make(stationStream(head.station), { jump: restarted ? null : jump }, ctx))
    }
    return head
  }

  private flushHead(): void {
    const head = this.open
    if (head !== null) this.statements.putHead.run(head.station_seq, head.hash, head.wall, head.uptime, head.newest_at)
  }

  private head(): Head {
    const head = this.statements.head.get()
    if (head === undefined) throw new Error('the log has no head')
    return head
  }

  private ensureHead(): void {
    if (this.statements.head.get() !== undefined) return
    const { newUuid, wall, uptime } = this.ports
    this.statements.newHead.run(newUuid(), newUuid(), Buffer.alloc(32), wall(), uptime())
  }

  private found(id: string): StoredEvent[] {
    const stored = this.find(id)
    return stored === null ? [] : [stored]
  }

  private refold(moved: readonly StoredEvent[]): void {
    for (const projector of this.projectors) {
      const streams = new Set(
        moved.filter(({ event }) => projector.types.has(event.type)).map(({ event }) => event.stream),
      )
      for (const stream of streams) projector.refold(stream, this.stream(stream))
    }
  }
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

function toStored(row: LogRow): StoredEvent {
  return { seq: row.seq, event: JSON.parse(row.text) as LogEvent, hubSeq: row.hub_seq, hubOffset: row.hub_offset }
}

/** The event in a text that came from outside, or null when it is none. */
function readEvent(text: string): LogEvent | null {
  try {
    const read = Envelope.safeParse(JSON.parse(text))
    return read.success ? (JSON.parse(text) as LogEvent) : null
  } catch {
    return null // no JSON; the caller refuses it by name
  }
}
