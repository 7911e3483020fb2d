import canonicalize from 'canonicalize'
import { effectiveAt, GENESIS_HASH, type Family, type LogEvent } from '../../core/events/envelope'
import { clockChanged } from '../../core/events/system'
import type { Told } from '../../core/hub/wire'
import type { Database } from '../connection'
import { inTurn, unsynced } from '../turn'
import { foldStreams, type Projector, type StoredEvent, type Stream } from '../projections/projector'
import { readEvent, sha256, toStored, type LogRow } from './text'

/** An event as the hub hands it out. `text` is stored as it is. */
export interface RemoteEvent {
  readonly text: string
  readonly hubSeq: number
  readonly hubOffset: number | null
  /** SHA-256 (hex) as the hub keeps it; left out: whatever the text has. */
  readonly hash?: string
}

/** The place of an event that the hub refused: nobody sees a hole in its sequence. */
export interface RemoteStub {
  readonly hubSeq: number
  readonly id: string
  readonly chain: string
  readonly stationSeq: number
  readonly hash: string
  readonly reason: string
}

export type RemoteProblem = 'not_an_event' | 'hash_differs' | 'forked'
export type QuarantineProblem = RemoteProblem | 'refused'

/** What one transaction of the inbox did. */
export interface TakenIn {
  readonly stored: number
  readonly known: number
  readonly refused: readonly { readonly index: number; readonly problem: RemoteProblem }[]
  /** Own unsent events that were moved into a new chain, since another event took the place of one of them. */
  readonly moved: number
}

export interface PendingEvent {
  readonly seq: number
  readonly id: string
  readonly type: string
  readonly version: number
  readonly text: string
  /** What an earlier hub said of its author's clock. */
  readonly hubOffset: number | null
}

/** What a station knows of its hub's log. */
export interface SyncState {
  readonly logIdentity: string
  /** How many identities the log had had by then. */
  readonly generation: number
  readonly cursor: number
  readonly families: readonly Family[]
}

export interface Quarantined {
  readonly event: string
  readonly problem: QuarantineProblem
  readonly reason: string | null
  readonly hubSeq: number | null
  readonly notedAt: number
}

interface SyncPorts {
  readonly wall: () => number
  readonly newUuid: () => string
}

interface Head {
  station: string
  chain: string
  station_seq: number
  offset: number
}

/** What a batch of acknowledgements says, before it is written down. */
interface Acks {
  highest: number
  /** By chain, the highest place that the hub has. */
  readonly chains: Map<string, number>
  /** Rows whose order or time moved. */
  readonly streams: Set<string>
}
const noAcks = (): Acks => ({ highest: 0, chains: new Map(), streams: new Set() })

interface OwnRow extends LogRow {
  event_id: string
  station_seq: number
  hash: Buffer
}

/** An event held, without what it says: of each of a batch that the hub acknowledged. */
interface HeldRow {
  seq: number
  chain: string
  station_seq: number
  stream: string
  hash: Buffer
  hub_seq: number | null
  hub_offset: number | null
}

const NOT_QUARANTINED = `NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.event_id = e.event_id AND q.text IS NULL)`

/**
 * The side of the log that meets a hub: what waits to be sent, what was acknowledged, what others wrote. One poisoned
 * event never stops it: what cannot be taken in is kept aside and named, the rest goes on.
 */
export class SyncLog {
  private readonly sql
  private readonly begin: <T>(work: () => T) => T

  constructor(
    private readonly db: Database,
    private readonly ports: SyncPorts,
    private readonly projectors: readonly Projector[],
  ) {
    this.sql = prepare(db)
    this.begin = (work) => inTurn(db, work)
  }

  /** Null: this folder never met a hub. */
  state(): SyncState | null {
    const row = this.sql.state.get()
    if (row === undefined) return null
    return {
      logIdentity: row.log_identity,
      generation: row.generation,
      cursor: row.cursor,
      families: JSON.parse(row.families) as Family[],
    }
  }

  /**
   * The first meeting with a hub, or other roles than before: then everything is asked for again from the beginning. A log
   * that was followed before its hub greeted gets its generation here.
   */
  meet(logIdentity: string, generation: number, families: readonly Family[]): void {
    this.begin(() => {
      const known = this.state()
      const text = JSON.stringify([...families].sort())
      if (known === null) this.sql.newState.run(logIdentity, generation, text)
      else if (known.logIdentity === logIdentity) {
        if (generation > known.generation) this.sql.newerGeneration.run(generation)
        if (JSON.stringify([...known.families].sort()) !== text) this.sql.otherFamilies.run(text)
      }
    })
  }

  /** Events without a place in the hub's sequence, in order of arrival here: the log is its own outbox. */
  readPending(limit: number, afterSeq = 0): PendingEvent[] {
    return this.sql.pending.all(afterSeq, limit).map((row) => {
      const { id, type, version } = toStored(row).event
      return { seq: row.seq, id, type, version, text: row.text, hubOffset: row.hub_offset }
    })
  }

  /** The local place of the newest event, whoever wrote it: when it moves, something may have to be sent. */
  lastSeq(): number {
    return this.sql.lastSeq.get()?.seq ?? 0
  }

  /** How many events wait to be sent. */
  pendingCount(): number {
    return this.sql.pendingCount.get()?.n ?? 0
  }

  /**
   * What the hub said of events that were offered. A moved order or time folds their rows anew. `cursor`: nothing of
   * others lies before it, so the page need not be fetched.
   */
  markAcked(
    acks: readonly { readonly id: string; readonly hubSeq: number; readonly hubOffset: number | null }[],
    cursor?: number,
  ): void {
    this.begin(() => {
      const told = noAcks()
      for (const { id, hubSeq, hubOffset } of acks) {
        const held = this.sql.byId.get(id)
        if (held !== undefined) this.acknowledge(held, hubSeq, hubOffset, told)
      }
      this.noteTold(told)
      this.refold([], told.streams)
      if (cursor !== undefined) this.sql.advance.run(cursor)
    })
  }

  /** The hub will not have this event: it is not offered again, and staff can see why. */
  markRefused(
    refusals: readonly { readonly id: string; readonly reason: string; readonly hubSeq: number | null }[],
  ): void {
    this.begin(() => {
      for (const { id, reason, hubSeq } of refusals) {
        const held = this.sql.byId.get(id)
        if (held === undefined) continue
        const place = [held.chain, held.station_seq, hubSeq] as const
        this.sql.quarantine.run(id, held.hash.toString('hex'), 'refused', reason, ...place, null, this.ports.wall())
      }
    })
  }

  /**
   * Takes in a page of the hub's sequence, in one transaction with the cursor; what is held already is only
   * acknowledged. A fact that breaks a rule is folded and marked. What is no event, an event held with another text, and
   * an event whose place another one has are kept aside. Own unsent events never stand in the way: they move.
   *
   * @param hasMore another page follows at once: this one may reach the disk with it, since the hub has it all
   */
  applyRemote(entries: readonly (RemoteEvent | RemoteStub)[], cursor?: number, hasMore = false): TakenIn {
    try {
      if (!hasMore) return this.takeIn(entries, cursor)
      const taken = unsynced(this.db, () => this.takeIn(entries, cursor))
      // A new chain is on the disk before anybody hears of it.
      if (taken.moved > 0) this.begin(() => this.sql.advance.run(cursor ?? 0))
      return taken
    } catch (thrown) {
      if (isTroubleOfTheDisk(thrown)) throw thrown
      // A body that no fold was made for: found by taking them in one by one, and kept aside.
      return this.takeInOneByOne(entries, cursor)
    }
  }

  private takeInOneByOne(entries: readonly (RemoteEvent | RemoteStub)[], cursor?: number): TakenIn {
    const refused: { index: number; problem: RemoteProblem }[] = []
    let [stored, known, moved] = [0, 0, 0]
    entries.forEach((remote, index) => {
      try {
        const one = this.takeIn([remote])
        stored += one.stored
        known += one.known
        moved += one.moved
        refused.push(...one.refused.map(({ problem }) => ({ index, problem })))
      } catch (thrown) {
        if (isTroubleOfTheDisk(thrown) || !('text' in remote)) throw thrown
        refused.push({ index, problem: 'not_an_event' })
        this.putAside(remote, readEvent(remote.text), sha256(remote.text), 'not_an_event')
      }
    })
    // Last: a crash before it takes the page in again, which changes nothing.
    if (cursor !== undefined) this.begin(() => this.sql.advance.run(cursor))
    return { stored, known, refused, moved }
  }

  private takeIn(entries: readonly (RemoteEvent | RemoteStub)[], cursor?: number): TakenIn {
    return this.begin(() => {
      const refused: { index: number; problem: RemoteProblem }[] = []
      const fresh: StoredEvent[] = []
      const told = noAcks()
      let known = 0
      let moved = 0
      let own = this.head().chain
      /** A copy of this folder wrote on in it: ours go on in a chain of their own. */
      const leaveChain = () => {
        this.noteTold(told)
        moved += this.moveChain()
        own = this.head().chain
      }
      let newest = -Infinity
      entries.forEach((remote, index) => {
        if (!('text' in remote)) {
          this.noteStub(remote)
          return
        }
        const event = readEvent(remote.text)
        const hash = sha256(remote.text)
        const aside = (problem: RemoteProblem) => {
          refused.push({ index, problem })
          this.putAside(remote, event, hash, problem)
        }
        if (event === null) return aside('not_an_event')
        if (remote.hash !== undefined && !isHash(hash, remote.hash)) return aside('hash_differs')
        const { id, chain, stationSeq, stream, type } = event
        const { hubSeq, hubOffset, text } = remote
        const insert = () => this.sql.insert.run(id, chain, stationSeq, stream, type, text, hash, hubSeq, hubOffset)
        let written = insert()
        if (written.changes === 0) {
          const held = this.sql.byId.get(id)
          if (held !== undefined) {
            if (!held.hash.equals(hash)) return aside('hash_differs')
            known += 1
            this.acknowledge(held, hubSeq, hubOffset, told)
            return
          }
          const taken = this.sql.atPlace.get(chain, stationSeq)
          if (taken === undefined || !this.isOwnUnsent(taken)) return aside('forked')
          leaveChain()
          written = insert()
        } else if (chain === own) leaveChain()
        const seq = Number(written.lastInsertRowid)
        fresh.push({ seq, event, hubSeq, hubOffset })
        newest = Math.max(newest, effectiveAt(event, hubOffset))
      })
      if (newest > -Infinity) this.sql.newest.run(newest)
      this.noteTold(told)
      this.refold(fresh, told.streams)
      if (cursor !== undefined) this.sql.advance.run(cursor)
      return { stored: fresh.length, known, refused, moved }
    })
  }

  /** The last place of the hub's sequence up to this one at which an event is held, for a probe; null: none. */
  heldUpTo(hubSeq: number): { readonly hubSeq: number; readonly seq: number } | null {
    const row = this.sql.heldUpTo.get(hubSeq)
    return row === undefined ? null : { hubSeq: row.hub_seq, seq: row.seq }
  }

  /** Id of the event at a local place. */
  idAt(seq: number): string | null {
    return this.sql.idAt.get(seq)?.event_id ?? null
  }

  /**
   * A restored or new hub: after the last event both know, its sequence means something else. What is held after it
   * waits to be offered, own events and others'; offsets stay. One turn of it, in one transaction: the last `most` of these
   * events lose their place, and with each its whole stream, so that rows are at any moment what a rebuild makes of the
   * log. The folder follows the other log with the last turn; whoever is cut off before probes again, and goes on.
   * @returns true: that was the last turn
   */
  dropAfter(logIdentity: string, generation: number, lastShared: number, most: number): boolean {
    const after = () => this.sql.streamsAfter.all(lastShared, most).map((row) => row.stream)
    const isLast = after().length < most
    const turn = () =>
      this.begin(() => {
        const found = after()
        const streams = new Set(found)
        for (const stream of streams) this.sql.dropAfter.run(stream, lastShared)
        this.refold([], streams)
        if (!isLast || found.length === most) return false
        this.sql.otherLog.run(logIdentity, generation, lastShared, lastShared)
        return true
      })
    // A power cut takes back whole turns, from the end: they are done anew. The last one brings all of them to the disk.
    return isLast ? turn() : unsynced(this.db, turn)
  }

  /**
   * Begins a new chain and moves the events into it that nobody else has: same id, new place and link. The only rows of
   * the log that are ever replaced.
   * @returns how many were moved
   */
  startNewChain(): number {
    return this.begin(() => this.moveChain())
  }

  /** When this station's chain began anew since another event had a place in it, effective UTC ms; null: never. */
  forkedAt(): number | null {
    return this.sql.forkedAt.get()?.forked_at ?? null
  }

  /** The offset to the hub's clock, as own events carry it from now on. Written only when it moved by more than `step` ms. */
  keepOffset(offset: number, step: number): boolean {
    return this.begin(() => {
      const head = this.head()
      if (Math.abs(head.offset - offset) < step) return false
      this.sql.putOffset.run(Math.round(offset))
      return true
    })
  }

  /** From which own event on this station's clock has run unchanged: the last change noted in its chain, or the beginning. */
  clockSince(): { readonly chain: string; readonly stationSeq: number } {
    const { chain } = this.head()
    return { chain, stationSeq: this.sql.clockSince.get(chain, clockChanged.type)?.station_seq ?? 1 }
  }

  /** This station's last event that a hub acknowledged, which it must hold before it decides for us; null: none of this chain. */
  ownSent(): { readonly chain: string; readonly stationSeq: number } | null {
    const { chain } = this.head()
    const stationSeq = this.everSent(chain)
    return stationSeq === 0 ? null : { chain, stationSeq }
  }

  /** The highest place of the hub's sequence that this log was ever told of under its present identity. */
  highest(): number {
    return this.sql.highest.get()?.highest ?? 0
  }

  /** What the hub told of its sequence, by number and by event: a hub that lost it must say so. */
  told(): Told {
    const row = this.sql.newestHeld.get()
    return { acked: this.highest(), newest: row === undefined ? null : { seq: row.hub_seq, id: row.event_id } }
  }

  /** What was kept aside, newest first. */
  quarantined(limit: number): Quarantined[] {
    return this.sql.quarantined.all(limit).map((row) => ({
      event: row.event_id,
      problem: row.problem,
      reason: row.reason,
      hubSeq: row.hub_seq,
      notedAt: row.noted_at,
    }))
  }

  private acknowledge(held: HeldRow, hubSeq: number, hubOffset: number | null, told: Acks): void {
    if (held.hub_seq === hubSeq && held.hub_offset === hubOffset) return
    const { chain, station_seq: stationSeq, stream } = held
    this.sql.ack.run(hubSeq, hubOffset, held.seq)
    told.highest = Math.max(told.highest, hubSeq)
    told.chains.set(chain, Math.max(told.chains.get(chain) ?? 0, stationSeq))
    told.streams.add(stream)
  }

  /** Keeps how far the hub's sequence and this station's own chain are known to go. */
  private noteTold({ highest, chains }: Acks): void {
    if (highest === 0) return
    this.sql.toldOf.run(highest)
    const own = this.head().chain
    const stationSeq = chains.get(own)
    if (stationSeq !== undefined) this.sql.sentUpTo.run({ stationSeq, own })
  }

  private noteStub(stub: RemoteStub): void {
    const { id, hash, reason, chain, stationSeq, hubSeq } = stub
    this.sql.quarantine.run(id, hash, 'refused', reason, chain, stationSeq, hubSeq, null, this.ports.wall())
  }

  private putAside(remote: RemoteEvent, event: LogEvent | null, hash: Buffer, problem: RemoteProblem): void {
    const place = [event?.chain ?? null, event?.stationSeq ?? null, remote.hubSeq] as const
    const hex = hash.toString('hex')
    this.sql.quarantine.run(event?.id ?? hex, hex, problem, null, ...place, remote.text, this.ports.wall())
  }

  /** True for an own event that no hub ever acknowledged: nobody else has it. */
  private isOwnUnsent(row: OwnRow): boolean {
    const { chain } = toStored(row).event
    if (row.hub_seq !== null || chain !== this.head().chain) return false
    return row.station_seq > this.everSent(chain)
  }

  private everSent(chain: string): number {
    const sent = this.sql.sent.get()
    return sent?.sent_chain === chain ? sent.sent_up_to : 0
  }

  private moveChain(): number {
    const head = this.head()
    const chain = this.ports.newUuid()
    const rows = this.sql.ownUnsent.all(head.chain, this.everSent(head.chain))
    let prevHash = GENESIS_HASH
    let hash: Buffer = Buffer.alloc(32)
    this.sql.beginMove.run()
    rows.forEach((row, index) => {
      const text = canonicalize({ ...toStored(row).event, chain, stationSeq: index + 1, prevHash })
      if (text === undefined) throw new Error('a stored event has no text')
      hash = sha256(text)
      prevHash = hash.toString('hex')
      this.sql.move.run(chain, index + 1, text, hash, row.seq)
    })
    this.sql.endMove.run()
    this.sql.putChain.run(chain, rows.length, hash)
    this.sql.forked.run(this.ports.wall() + head.offset)
    return rows.length
  }

  private head(): Head {
    const head = this.sql.head.get()
    if (head === undefined) throw new Error('the log has no head')
    return head
  }

  /**
   * Folds every row that got or moved an event, once: final rows are written once a batch, however many events they got.
   * `fresh` are in order of arrival and the newest of the log.
   */
  private refold(fresh: readonly StoredEvent[], moved: ReadonlySet<string>): void {
    const rows = new Map<string, StoredEvent[]>()
    for (const stored of fresh) {
      const row = rows.get(stored.event.stream)
      if (row === undefined) rows.set(stored.event.stream, [stored])
      else row.push(stored)
    }
    const before = fresh[0]?.seq ?? 0
    const known = new Set(
      this.sql.knownBefore.all(JSON.stringify([...rows.keys()]), before).map(({ stream }) => stream),
    )
    const streams: Stream[] = []
    for (const [name, own] of rows) {
      if (moved.has(name)) continue
      if (!known.has(name)) streams.push({ name, events: own, isNew: true })
      else
        streams.push({ name, events: [...this.sql.streamBefore.all(name, before).map(toStored), ...own], isNew: false })
    }
    for (const name of moved) streams.push({ name, events: this.sql.stream.all(name).map(toStored), isNew: false })
    foldStreams(this.projectors, streams)
  }
}

const isHash = (hash: Buffer, hex: string): boolean => hash.equals(Buffer.from(hex, 'hex'))

/** The disk, not the event: tried again later, nothing is kept aside for it. */
function isTroubleOfTheDisk(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return /^SQLITE_(FULL|IOERR|BUSY|CORRUPT|READONLY|NOTADB|CANTOPEN|LOCKED)/.test(code)
}

const ROW = 'seq, text, hub_seq, hub_offset'

function prepare(db: Database) {
  return {
    state: db.prepare<[], { log_identity: string; generation: number; cursor: number; families: string }>(
      'SELECT log_identity, generation, cursor, families FROM sync_state WHERE id = 1',
    ),
    newState: db.prepare(
      'INSERT INTO sync_state (id, log_identity, generation, cursor, families) VALUES (1, ?, ?, 0, ?)',
    ),
    newerGeneration: db.prepare('UPDATE sync_state SET generation = max(generation, ?) WHERE id = 1'),
    otherFamilies: db.prepare('UPDATE sync_state SET families = ?, cursor = 0 WHERE id = 1'),
    otherLog: db.prepare(
      'UPDATE sync_state SET log_identity = ?, generation = ?, cursor = min(cursor, ?), acked = ? WHERE id = 1',
    ),
    advance: db.prepare('UPDATE sync_state SET cursor = max(cursor, ?) WHERE id = 1'),
    sent: db.prepare<[], { sent_chain: string | null; sent_up_to: number }>(
      'SELECT sent_chain, sent_up_to FROM sync_state WHERE id = 1',
    ),
    sentUpTo: db.prepare<{ stationSeq: number; own: string }>(
      `UPDATE sync_state SET sent_chain = @own,
         sent_up_to = CASE WHEN sent_chain IS @own THEN max(sent_up_to, @stationSeq) ELSE @stationSeq END
       WHERE id = 1`,
    ),
    pending: db.prepare<[number, number], LogRow>(
      `SELECT ${ROW} FROM event_log e WHERE hub_seq IS NULL AND seq > ? AND ${NOT_QUARANTINED} ORDER BY seq LIMIT ?`,
    ),
    lastSeq: db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM event_log'),
    // Counted in the outbox's index alone; few are kept aside. Row by row it would hold a window at a first large sync.
    pendingCount: db.prepare<[], { n: number }>(
      `SELECT (SELECT count(*) FROM event_log WHERE hub_seq IS NULL) - (
         SELECT count(*) FROM (SELECT DISTINCT event_id FROM quarantine WHERE text IS NULL) q
         CROSS JOIN event_log e ON e.event_id = q.event_id AND e.hub_seq IS NULL) AS n`,
    ),
    byId: db.prepare<[string], HeldRow>(
      'SELECT seq, chain, station_seq, stream, hash, hub_seq, hub_offset FROM event_log WHERE event_id = ?',
    ),
    atPlace: db.prepare<[string, number], OwnRow>(
      `SELECT ${ROW}, event_id, station_seq, hash FROM event_log WHERE chain = ? AND station_seq = ?`,
    ),
    ownUnsent: db.prepare<[string, number], OwnRow>(
      `SELECT ${ROW}, event_id, station_seq, hash FROM event_log e
       WHERE chain = ? AND station_seq > ? AND hub_seq IS NULL AND ${NOT_QUARANTINED} ORDER BY station_seq`,
    ),
    stream: db.prepare<[string], LogRow>(`SELECT ${ROW} FROM event_log WHERE stream = +? ORDER BY seq`),
    // One question for a whole page: most of what a new station takes in begins a row.
    knownBefore: db.prepare<[string, number], { stream: string }>(
      `SELECT name.value AS stream FROM json_each(?) AS name
       WHERE EXISTS (SELECT 1 FROM event_log WHERE stream = name.value AND seq < ?)`,
    ),
    streamBefore: db.prepare<[string, number], LogRow>(
      `SELECT ${ROW} FROM event_log WHERE stream = +? AND seq < ? ORDER BY seq`,
    ),
    insert: db.prepare(
      `INSERT INTO event_log (event_id, chain, station_seq, stream, type, text, hash, hub_seq, hub_offset)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (event_id) DO NOTHING ON CONFLICT (chain, station_seq) DO NOTHING`,
    ),
    ack: db.prepare('UPDATE event_log SET hub_seq = ?, hub_offset = ? WHERE seq = ?'),
    newest: db.prepare('UPDATE log_head SET newest_at = max(newest_at, ?) WHERE id = 1'),
    head: db.prepare<[], Head>('SELECT station, chain, station_seq, offset FROM log_head WHERE id = 1'),
    clockSince: db.prepare<[string, string], { station_seq: number }>(
      `SELECT station_seq FROM event_log WHERE stream = (SELECT 'station:' || station FROM log_head) AND chain = ? AND type = ?
       ORDER BY seq DESC LIMIT 1`,
    ),
    highest: db.prepare<[], { highest: number }>('SELECT max(cursor, acked) AS highest FROM sync_state WHERE id = 1'),
    newestHeld: db.prepare<[], { hub_seq: number; event_id: string }>(
      'SELECT hub_seq, event_id FROM event_log WHERE hub_seq IS NOT NULL ORDER BY hub_seq DESC LIMIT 1',
    ),
    forkedAt: db.prepare<[], { forked_at: number | null }>('SELECT forked_at FROM sync_state WHERE id = 1'),
    forked: db.prepare('UPDATE sync_state SET forked_at = ? WHERE id = 1'),
    toldOf: db.prepare('UPDATE sync_state SET acked = max(acked, ?) WHERE id = 1'),
    putOffset: db.prepare('UPDATE log_head SET offset = ? WHERE id = 1'),
    putChain: db.prepare('UPDATE log_head SET chain = ?, station_seq = ?, hash = ? WHERE id = 1'),
    beginMove: db.prepare('INSERT INTO chain_move (id) VALUES (1)'),
    endMove: db.prepare('DELETE FROM chain_move'),
    move: db.prepare('UPDATE event_log SET chain = ?, station_seq = ?, text = ?, hash = ? WHERE seq = ?'),
    heldUpTo: db.prepare<[number], { hub_seq: number; seq: number }>(
      'SELECT hub_seq, seq FROM event_log WHERE hub_seq <= ? ORDER BY hub_seq DESC LIMIT 1',
    ),
    idAt: db.prepare<[number], { event_id: string }>('SELECT event_id FROM event_log WHERE seq = ?'),
    streamsAfter: db.prepare<[number, number], { stream: string }>(
      'SELECT stream FROM event_log WHERE hub_seq > ? ORDER BY hub_seq DESC LIMIT ?',
    ),
    // `+hub_seq`: by the stream's few events, not by all that the hub ever named.
    dropAfter: db.prepare('UPDATE event_log SET hub_seq = NULL WHERE stream = +? AND +hub_seq > ?'),
    quarantine: db.prepare(
      `INSERT INTO quarantine (event_id, hash, problem, reason, chain, station_seq, hub_seq, text, noted_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_id, hash) DO NOTHING`,
    ),
    quarantined: db.prepare<
      [number],
      { event_id: string; problem: QuarantineProblem; reason: string | null; hub_seq: number | null; noted_at: number }
    >('SELECT event_id, problem, reason, hub_seq, noted_at FROM quarantine ORDER BY noted_at DESC, event_id LIMIT ?'),
  }
}
