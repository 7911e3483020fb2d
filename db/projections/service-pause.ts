import { servicePaused, serviceResumed, serviceStream } from '../../core/events/queue'
import type { Database } from '../connection'
import { each, byHubOrder, type Projector, type StoredEvent } from './projector'

const STREAM = serviceStream('')

/** Services on an unplanned break: the last word in hub order holds. */
export function servicePauseProjector(db: Database): Projector {
  const put = db.prepare(
    `INSERT INTO service_pause (service, reason, until) VALUES (?, ?, ?)
     ON CONFLICT (service) DO UPDATE SET reason = excluded.reason, until = excluded.until`,
  )
  const remove = db.prepare('DELETE FROM service_pause WHERE service = ?')
  const clear = db.prepare('DELETE FROM service_pause')
  const show = ({ event }: StoredEvent) => {
    const service = event.stream.slice(STREAM.length)
    if (servicePaused.is(event)) put.run(service, event.body.reason, event.body.until)
    if (serviceResumed.is(event)) remove.run(service)
  }
  return {
    name: 'service_pause',
    version: 1,
    types: new Set([servicePaused.type, serviceResumed.type]),
    clear: () => void clear.run(),
    // What was just written here is the last word: the hub has not put it in order yet.
    fold: show,
    refold: each((_stream, events) => {
      const last = events
        .toSorted(byHubOrder)
        .findLast(({ event }) => servicePaused.is(event) || serviceResumed.is(event))
      if (last !== undefined) show(last)
    }),
  }
}
