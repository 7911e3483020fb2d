import { numbersLeased } from '../../core/events/queue'
import type { Database } from '../connection'
import { each, type Projector, type StoredEvent } from './projector'

/** Numbers that one station may give by itself while it is cut off. A lease never changes. */
export function numberLeaseProjector(db: Database): Projector {
  const put = db.prepare(
    `INSERT INTO number_lease (lease, service, day, station, from_number, to_number) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (lease) DO NOTHING`,
  )
  const clear = db.prepare('DELETE FROM number_lease')
  const show = ({ event }: StoredEvent) => {
    if (!numbersLeased.is(event)) return
    const { service, day, station, from, to } = event.body
    put.run(event.id, service, day, station, from, to)
  }
  return {
    name: 'number_lease',
    version: 1,
    types: new Set([numbersLeased.type]),
    clear: () => void clear.run(),
    fold: show,
    refold: each((_stream, events) => events.forEach(show)),
  }
}
