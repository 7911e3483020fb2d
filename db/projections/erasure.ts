import { effectiveAt } from '../../core/events/envelope'
import { erasureConfirmed, erasureStream, visitorErased } from '../../core/events/erasure'
import type { Database } from '../connection'
import { each, type Projector, type StoredEvent } from './projector'

const STREAM = erasureStream('')

/** Who was forgotten and where that is done: the first word of each counts, so the order of arrival does not matter. */
export function erasureProjector(db: Database): Projector {
  const erased = db.prepare(
    'INSERT INTO erasure (visitor, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = min(at, excluded.at)',
  )
  const confirmed = db.prepare(
    `INSERT INTO erasure_confirmed (visitor, station, at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET at = min(at, excluded.at)`,
  )
  const clear = [db.prepare('DELETE FROM erasure'), db.prepare('DELETE FROM erasure_confirmed')]
  const forget = [
    db.prepare('DELETE FROM erasure WHERE visitor = ?'),
    db.prepare('DELETE FROM erasure_confirmed WHERE visitor = ?'),
  ]
  const fold = ({ event, hubOffset }: StoredEvent) => {
    const at = effectiveAt(event, hubOffset)
    if (visitorErased.is(event)) erased.run(event.stream.slice(STREAM.length), at)
    else if (erasureConfirmed.is(event)) confirmed.run(event.stream.slice(STREAM.length), event.body.station, at)
  }
  return {
    name: 'erasure',
    version: 1,
    types: new Set([visitorErased.type, erasureConfirmed.type]),
    clear: () => {
      for (const rows of clear) rows.run()
    },
    fold,
    // The hub's word may have moved a time that was folded before.
    refold: each((stream, events) => {
      for (const rows of forget) rows.run(stream.slice(STREAM.length))
      events.forEach(fold)
    }),
  }
}
