import { counterClosed, counterOpened, counterPaused, counterStream } from '../../core/events/queue'
import { foldCounter } from '../../core/projections/counter'
import type { Database } from '../connection'
import { each, type Projector, type StoredEvent } from './projector'
import { streamReader, withEffectiveTime } from './stream'

const TYPES: ReadonlySet<string> = new Set([counterOpened.type, counterPaused.type, counterClosed.type])
const STREAM = counterStream('')

/** What the operators set each counter to. */
export function counterProjector(db: Database): Projector {
  const stream = streamReader(db)
  const put = db.prepare(
    `INSERT INTO counter_state (counter, status, operator, detail) VALUES (?, ?, ?, ?)
     ON CONFLICT (counter) DO UPDATE SET status = excluded.status, operator = excluded.operator, detail = excluded.detail`,
  )
  const clear = db.prepare('DELETE FROM counter_state')
  const refold = (name: string, events: readonly StoredEvent[]) => {
    const code = name.slice(STREAM.length)
    const state = foldCounter(code, withEffectiveTime(events, TYPES))
    put.run(code, state.status, state.operator, JSON.stringify(state))
  }
  return {
    name: 'counter',
    version: 1,
    types: TYPES,
    clear: () => void clear.run(),
    fold: ({ event }) => refold(event.stream, stream(event.stream)),
    refold: each(refold),
  }
}
