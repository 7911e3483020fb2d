import { effectiveAt, type LogEvent } from '../../core/events/envelope'
import type { OrderedEvent } from '../../core/projections/ticket'
import type { Database } from '../connection'
import type { StoredEvent } from './projector'

interface Row {
  seq: number
  text: string
  hub_seq: number | null
  hub_offset: number | null
}

/**
 * Reads all events of a row from the log, in order of arrival. `= +?`: a bare `= ?` on an index with statistics makes SQLite
 * plan the query anew for every value, five times as long as the look-up itself.
 */
export function streamReader(db: Database): (stream: string) => StoredEvent[] {
  const read = db.prepare<[string], Row>(
    'SELECT seq, text, hub_seq, hub_offset FROM event_log WHERE stream = +? ORDER BY seq',
  )
  return (stream) =>
    read.all(stream).map((row) => ({
      seq: row.seq,
      event: JSON.parse(row.text) as LogEvent,
      hubSeq: row.hub_seq,
      hubOffset: row.hub_offset,
    }))
}

/** Events of the queue with the time they count at: the author's clock by the best offset known. */
export function withEffectiveTime(events: readonly StoredEvent[], types: ReadonlySet<string>): OrderedEvent[] {
  return events
    .filter(({ event }) => types.has(event.type))
    .map(({ event, hubSeq, hubOffset, seq }) => ({ event, hubSeq, seq, at: effectiveAt(event, hubOffset) }))
}
