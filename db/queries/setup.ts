import type { LogEvent } from '../../core/events/envelope'
import { setupImported, SETUP_STREAM } from '../../core/events/setup'
import { EverUsed } from '../../core/setup/ever-used'
import type { FairSetup } from '../../core/setup/schema'
import type { Database } from '../connection'

/** A set-up without what it says: who wrote it, where and when. */
export interface SetupRow {
  readonly version: string
  readonly at: number
  readonly actor: string | null
  readonly station: string
}

/** Place in the hub's order; what it has not seen comes last. */
const PLACE = 'coalesce(hub_seq, 9007199254740991)'

/** The past of the set-up. Its events are large: each is opened only when it is asked for. */
export function setupQueries(db: Database) {
  // Put in order by their numbers alone; only the texts of those that are shown are opened.
  const newest = db.prepare<[string, number], SetupRow>(
    `SELECT e.event_id AS version, e.text ->> '$.at' AS at, e.text ->> '$.actor' AS actor,
            e.text ->> '$.station' AS station
     FROM (
       SELECT seq AS wanted FROM event_log WHERE stream = ? ORDER BY ${PLACE} DESC, seq DESC LIMIT ?
     ) CROSS JOIN event_log e ON e.seq = wanted
     ORDER BY ${PLACE} DESC, e.seq DESC`,
  )
  const count = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM event_log WHERE stream = ?')
  const one = db.prepare<[string, string], { text: string }>(
    'SELECT text FROM event_log WHERE event_id = ? AND stream = ?',
  )
  const place = db.prepare<[string, string], { place: number; seq: number }>(
    `SELECT ${PLACE} AS place, seq FROM event_log WHERE event_id = ? AND stream = ?`,
  )
  const before = db.prepare<[string, number, number], { text: string }>(
    `SELECT text FROM event_log WHERE seq = (
       SELECT seq FROM event_log WHERE stream = ? AND (${PLACE}, seq) < (?, ?)
       ORDER BY ${PLACE} DESC, seq DESC LIMIT 1)`,
  )
  const since = db.prepare<[string, number], { seq: number; text: string }>(
    'SELECT seq, text FROM event_log WHERE stream = ? AND seq > ? ORDER BY seq',
  )
  const setupIn = (row: { readonly text: string } | undefined): FairSetup | null => {
    const event = row === undefined ? null : (JSON.parse(row.text) as LogEvent)
    if (event === null || !setupImported.is(event)) return null
    const read = setupImported.schema.safeParse(event.body)
    return read.success ? read.data.setup : null
  }
  const used = new EverUsed()
  let upTo = 0
  return {
    /** The newest set-ups, the one that holds first (the hub's order, then what it has not seen). */
    history: (limit: number): SetupRow[] => newest.all(SETUP_STREAM, limit),
    count: (): number => count.get(SETUP_STREAM)?.n ?? 0,
    /** A set-up by its event; null: no such, or of a version this program does not read. */
    setup: (version: string): FairSetup | null => setupIn(one.get(version, SETUP_STREAM)),
    /** The one before it in the same order; null: it was the first. */
    setupBefore(version: string): FairSetup | null {
      const at = place.get(version, SETUP_STREAM)
      return at === undefined ? null : setupIn(before.get(SETUP_STREAM, at.place, at.seq))
    },
    /** What all set-ups used up. The log only grows: each is read once a connection. */
    everUsed(): EverUsed {
      for (const row of since.iterate(SETUP_STREAM, upTo)) {
        const setup = setupIn(row)
        if (setup !== null) used.add(setup)
        upTo = row.seq
      }
      return used
    },
  }
}
export type SetupQueries = ReturnType<typeof setupQueries>
