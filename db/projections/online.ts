import { onlineAttended } from '../../core/events/online'
import { foldOnline } from '../../core/projections/online'
import type { Database } from '../connection'
import { byHubOrder, each, type Projector, type StoredEvent } from './projector'
import { streamReader } from './stream'

/** One row a visitor and session, of those who were there online. */
export function onlineProjector(db: Database): Projector {
  const stream = streamReader(db)
  const put = db.prepare(
    `INSERT INTO online_attendance (list, visitor, total, minimum, first_at, last_at, present) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (list, visitor) DO UPDATE SET total = excluded.total, minimum = excluded.minimum,
       first_at = excluded.first_at, last_at = excluded.last_at, present = excluded.present`,
  )
  const clear = db.prepare('DELETE FROM online_attendance')
  const refold = (_stream: string, events: readonly StoredEvent[]) => {
    const bodies = events.toSorted(byHubOrder).flatMap(({ event }) => (onlineAttended.is(event) ? [event.body] : []))
    const [body, row] = [bodies[0], foldOnline(bodies)]
    if (body === undefined || row === null) return
    const [first, last] = [row.present[0]?.from ?? 0, row.present.at(-1)?.to ?? 0]
    put.run(body.list, body.visitor, row.total, row.minimum, first, last, JSON.stringify(row.present))
  }
  return {
    name: 'online',
    version: 1,
    types: new Set([onlineAttended.type]),
    clear: () => void clear.run(),
    fold: ({ event }) => refold(event.stream, stream(event.stream)),
    refold: each(refold),
  }
}
