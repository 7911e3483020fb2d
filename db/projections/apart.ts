import { apartPair, visitorApartCleared, visitorKeptApart } from '../../core/events/person'
import type { Database } from '../connection'
import { byHubOrder, each, type Projector, type StoredEvent } from './projector'
import { streamReader } from './stream'

/** Which visitors are two people, one row a pair, by its own events. */
export function apartProjector(db: Database): Projector {
  const stream = streamReader(db)
  const put = db.prepare('INSERT INTO visitor_apart (visitor, other) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const remove = db.prepare('DELETE FROM visitor_apart WHERE visitor = ? AND other = ?')
  const clear = db.prepare('DELETE FROM visitor_apart')

  const read = (events: readonly StoredEvent[]) => {
    const last = events.toSorted(byHubOrder).at(-1)?.event
    if (last === undefined) return
    if (visitorKeptApart.is(last)) put.run(apartPair(last.body.visitor, last.body.other))
    else if (visitorApartCleared.is(last)) remove.run(apartPair(last.body.visitor, last.body.other))
  }
  return {
    name: 'apart',
    version: 1,
    types: new Set([visitorKeptApart.type, visitorApartCleared.type]),
    clear: () => clear.run(),
    fold: ({ event }) => read(stream(event.stream)),
    refold: each((_name, events) => read(events)),
  }
}
