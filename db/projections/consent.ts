import { effectiveAt } from '../../core/events/envelope'
import { consentRecorded } from '../../core/events/visitor'
import type { Database } from '../connection'
import { each, byHubOrder, type Projector, type StoredEvent } from './projector'
import { streamReader } from './stream'

/** What visitors said to each purpose: the last in hub order holds, whichever station heard it. */
export function consentProjector(db: Database): Projector {
  const stream = streamReader(db)
  const put = db.prepare(
    `INSERT INTO consent (visitor, purpose, version, given, at, gate) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (visitor, purpose) DO UPDATE SET version = excluded.version, given = excluded.given, at = excluded.at,
       gate = excluded.gate`,
  )
  const clear = db.prepare('DELETE FROM consent')
  // Which purposes were answered never shrinks, so writing the last answers over the old ones is the whole fold.
  const refold = (_stream: string, events: readonly StoredEvent[]) => {
    for (const { event, hubOffset } of events.toSorted(byHubOrder)) {
      if (!consentRecorded.is(event)) continue
      const { visitor, gate, answers } = event.body
      const at = effectiveAt(event, hubOffset)
      for (const { purpose, version, given } of answers) put.run(visitor, purpose, version, given ? 1 : 0, at, gate)
    }
  }
  return {
    name: 'consent',
    version: 1,
    types: new Set([consentRecorded.type]),
    clear: () => void clear.run(),
    fold: ({ event }) => refold(event.stream, stream(event.stream)),
    refold: each(refold),
  }
}
