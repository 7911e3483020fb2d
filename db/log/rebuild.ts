import type { LogEvent } from '../../core/events/envelope'
import type { Database } from '../connection'
import { refillClaims } from './claims'
import { sha256 } from './event-log'
import { foldStreams, type Projector, type StoredEvent, type Stream } from '../projections/projector'

interface Row {
  seq: number
  stream: string
  text: string
  hash: Buffer
  hub_seq: number | null
  hub_offset: number | null
}

const PAGE = 2_000

/** A row of the log is not what its hash says. Nothing is folded from it: the read models that are there are better. */
export class LogDamaged extends Error {
  constructor(readonly seq: number) {
    super(`row ${seq} of the log was changed`)
    this.name = 'LogDamaged'
  }
}

/** True when a fold changed since the rows were made: then they must be made anew before anything is shown. */
export function needsRebuild(db: Database, projectors: readonly Projector[]): boolean {
  const version = db.prepare<[string], { version: number }>('SELECT version FROM fold_version WHERE name = ?')
  return projectors.some((projector) => version.get(projector.name)?.version !== projector.version)
}

/**
 * Makes all read models anew from the log, in one transaction: until it ends everybody sees the old ones, and a crash
 * leaves those. Claims are locks, not facts: they are emptied and filled from the tickets' rows.
 * @returns how many events were folded
 * @throws LogDamaged when a row is not what its hash says
 */
export function rebuild(
  db: Database,
  projectors: readonly Projector[],
  onProgress: (done: number, total: number) => void = () => undefined,
): number {
  const page = db.prepare<[string, number, number], Row>(
    `SELECT seq, stream, text, hash, hub_seq, hub_offset FROM event_log WHERE (stream, seq) > (?, ?) ORDER BY stream, seq LIMIT ?`,
  )
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM event_log')
  const setVersion = db.prepare(
    'INSERT INTO fold_version (name, version) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version',
  )

  return db
    .transaction(() => {
      const total = count.get()?.n ?? 0
      for (const projector of projectors) projector.clear()
      let done = 0
      let stream: StoredEvent[] = []
      let name = ''
      let whole: Stream[] = []
      const endStream = () => {
        if (stream.length > 0) whole.push({ name, events: stream, isNew: true })
        stream = []
      }
      const foldWhole = () => {
        foldStreams(projectors, whole)
        whole = []
      }
      let last: readonly [string, number] = ['', 0]
      for (;;) {
        const rows = page.all(last[0], last[1], PAGE)
        for (const row of rows) {
          if (!sha256(row.text).equals(row.hash)) throw new LogDamaged(row.seq)
          if (row.stream !== name) {
            endStream()
            name = row.stream
          }
          stream.push({
            seq: row.seq,
            event: JSON.parse(row.text) as LogEvent,
            hubSeq: row.hub_seq,
            hubOffset: row.hub_offset,
          })
          last = [row.stream, row.seq]
        }
        foldWhole()
        done += rows.length
        onProgress(done, total)
        if (rows.length < PAGE) break
      }
      endStream()
      foldWhole()
      refillClaims(db)
      for (const projector of projectors) setVersion.run(projector.name, projector.version)
      return done
    })
    .immediate()
}
