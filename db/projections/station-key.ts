import { stationEnrolled, stationStream } from '../../core/events/system'
import type { Database } from '../connection'
import { each, byHubOrder, type Projector, type StoredEvent } from './projector'

const STREAM = stationStream('')

/** The key each station signs its slips with: the last enrolment in hub order holds. */
export function stationKeyProjector(db: Database): Projector {
  const put = db.prepare(
    `INSERT INTO station_key (station, number, public_key, roles) VALUES (?, ?, ?, ?)
     ON CONFLICT (station) DO UPDATE SET number = excluded.number, public_key = excluded.public_key,
       roles = excluded.roles`,
  )
  const clear = db.prepare('DELETE FROM station_key')
  const show = ({ event }: StoredEvent) => {
    if (!stationEnrolled.is(event)) return
    const { number, publicKey, roles } = event.body
    put.run(event.stream.slice(STREAM.length), number, publicKey, JSON.stringify(roles))
  }
  return {
    name: 'station_key',
    version: 1,
    types: new Set([stationEnrolled.type]),
    clear: () => void clear.run(),
    fold: show,
    refold: each((_stream, events) => {
      const last = events.toSorted(byHubOrder).findLast(({ event }) => stationEnrolled.is(event))
      if (last !== undefined) show(last)
    }),
  }
}
