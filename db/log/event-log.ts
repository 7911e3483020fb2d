import { GENESIS_HASH, type LogEvent, type NewEvent } from '../../core/events/envelope'
import { clockChanged, stationStream } from '../../core/events/system'
import type { Database } from '../connection'
import { foldStreams, type Projector, type StoredEvent } from '../projections/projector'
import { inTurn } from '../turn'
import { canonicalText } from './canonical'
import { SyncLog, type PendingEvent, type RemoteEvent, type TakenIn } from './sync-log'
import { sha256, toStored, type LogRow } from './text'

export { sha256 } from './text'
export type { RemoteEvent } from './sync-log'

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

/** Adds events to the log within one transaction and folds them. */
export type Append = (event: NewEvent) => StoredEvent

/**
 * Adds events each of which is the first of its row, and folds them together: nothing need be looked for that stood there
 * before, and sums are written once for all of them.
 */
export type AppendFirsts = (events: readonly NewEvent[]) => void

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

/** Wall clock and uptime may drift apart this much (NTP slews, rounding) before it counts as a changed clock. */
const CLOCK_JUMP_MS = 2_000

/**
 * The append-only log of one station. Every change of state goes through `transact`: what a decision reads cannot
 * change before its events are written, events and folds are one commit, and the commit is on the disk on return.
 */
export class EventLog {
  private readonly statements
  private syncLog: SyncLog | null = null
  private readonly begin: <T>(work: () => T) => T
  /** The head while a transaction runs; null when nothing was appended yet. */
  private open: Head | null = null

  constructor(
    private readonly db: Database,
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
      byId: db.prepare<[string], LogRow>('SELECT seq, text, hub_seq, hub_offset FROM event_log WHERE event_id = ?'),
      stream: db.prepare<[string], LogRow>(
        'SELECT seq, text, hub_seq, hub_offset FROM event_log WHERE stream = +? ORDER BY seq',
      ),
      othersVersion: db.prepare<[], { data_version: number }>('PRAGMA data_version'),
    }
    this.begin = <T>(work: () => T): T => {
      try {
        return inTurn(db, () => {
          this.open = null
          const result = work()
          this.flushHead()
          return result
        })
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

  /** What waits to be sent, what the hub said, what others wrote. Made when first asked for: most commands never meet a hub. */
  get sync(): SyncLog {
    return (this.syncLog ??= new SyncLog(this.db, this.ports, this.projectors))
  }

  /** Milliseconds to add to the wall clock to get the hub's, as last measured; 0: none known. */
  get offset(): number {
    return this.head().offset
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
  transact<T>(work: (append: Append, appendFirsts: AppendFirsts) => T): T {
    return this.begin(() =>
      work(
        (event) => this.append(event),
        (events) => this.appendFirsts(events),
      ),
    )
  }

  /** Notes a clock that was changed since the last event, before anything is said to a hub of the events before. */
  noteClock(): void {
    if (this.clockChange(this.head()) !== null) this.begin(() => this.openHead(this.ports.wall()))
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
  readPending(limit: number): PendingEvent[] {
    return this.sync.readPending(limit)
  }

  /** How many own events the hub has not acknowledged. */
  pendingCount(): number {
    return this.sync.pendingCount()
  }

  /** What the hub said of own events. A moved order or time folds their rows anew. */
  markAcked(acks: readonly { id: string; hubSeq: number; hubOffset: number | null }[]): void {
    this.sync.markAcked(acks)
  }

  /** Takes events of other stations in (see SyncLog). */
  applyRemote(events: readonly RemoteEvent[]): TakenIn {
    return this.sync.applyRemote(events)
  }

  private append(fresh: NewEvent): StoredEvent {
    const stored = this.store(fresh)
    const { type } = stored.event
    for (const projector of this.projectors) if (projector.types.has(type)) projector.fold(stored)
    return stored
  }

  private appendFirsts(fresh: readonly NewEvent[]): void {
    const stored = fresh.map((event) => this.store(event))
    foldStreams(
      this.projectors,
      stored.map((one) => ({ name: one.event.stream, events: [one], isNew: true })),
    )
  }

  /** Adds an event to the log, not folded yet. */
  private store(fresh: NewEvent): StoredEvent {
    const head = this.open ?? this.openHead(fresh.at)
    const event: LogEvent = {
      ...fresh,
      offset: head.offset,
      station: head.station,
      chain: head.chain,
      stationSeq: head.station_seq + 1,
      prevHash: head.station_seq === 0 ? GENESIS_HASH : head.hash.toString('hex'),
    }
    const text = canonicalText(event)
    const hash = sha256(text)
    const seq = this.insert(event, text, hash, null, null)
    head.station_seq = event.stationSeq
    head.hash = hash
    head.newest_at = Math.max(head.newest_at, event.at + event.offset)
    return { seq, event, hubSeq: null, hubOffset: null }
  }

  private insert(event: LogEvent, text: string, hash: Buffer, hubSeq: number | null, hubOffset: number | null): number {
    const { id, chain, stationSeq, stream, type } = event
    return Number(
      this.statements.insert.run(id, chain, stationSeq, stream, type, text, hash, hubSeq, hubOffset).lastInsertRowid,
    )
  }

  /** Reads the head for the first append of a transaction, and notes in the log when the clock was changed since the last. */
  private openHead(at: number): Head {
    const head = this.head()
    const change = this.clockChange(head)
    this.open = head
    head.wall = this.ports.wall()
    head.uptime = this.ports.uptime()
    if (change === null) return head
    // Once measured, the offset moves with the clock; over a restart nobody knows by how much.
    if (head.offset !== 0 && change.jump !== null) {
      head.offset -= change.jump
      this.sync.keepOffset(head.offset, 1)
    }
    const ctx = { now: at, newId: this.ports.newId }
    this.append(clockChanged.make(stationStream(head.station), { jump: change.jump }, ctx))
    return head
  }

  /** How the wall clock jumped since the last event; `jump` null: the machine was restarted. Null: it did not. */
  private clockChange(head: Head): { readonly jump: number | null } | null {
    if (head.station_seq === 0) return null
    const uptime = this.ports.uptime()
    if (uptime < head.uptime) return { jump: null }
    const jump = Math.round(this.ports.wall() - head.wall - (uptime - head.uptime))
    return Math.abs(jump) > CLOCK_JUMP_MS ? { jump } : null
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
}
