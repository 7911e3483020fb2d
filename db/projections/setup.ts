import canonicalize from 'canonicalize'
import { setupImported } from '../../core/events/setup'
import type { Database } from '../connection'
import { each, byHubOrder, type Projector, type StoredEvent } from './projector'

/** The set-up that holds: the last in hub order. As canonical text, so that a rebuild gives the same bytes. */
export function setupProjector(db: Database): Projector {
  const put = db.prepare(
    `INSERT INTO setup_current (id, event_id, fair, setup) VALUES (1, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET event_id = excluded.event_id, fair = excluded.fair, setup = excluded.setup`,
  )
  const show = ({ event }: StoredEvent) => {
    if (setupImported.is(event)) put.run(event.id, event.body.fair, canonicalize(event.body.setup))
  }
  const clear = db.prepare('DELETE FROM setup_current')
  return {
    name: 'setup',
    version: 1,
    types: new Set([setupImported.type]),
    clear: () => void clear.run(),
    fold: show,
    refold: each((_stream, events) => {
      const last = events.toSorted(byHubOrder).at(-1)
      if (last !== undefined) show(last)
    }),
  }
}
