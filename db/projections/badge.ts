import { effectiveAt } from '../../core/events/envelope'
import { badgeFailed, badgePrinted, badgeStream } from '../../core/events/visitor'
import { foldBadge } from '../../core/projections/badge'
import type { Database } from '../connection'
import { each, byHubOrder, type Projector, type StoredEvent } from './projector'
import { streamReader } from './stream'

const STREAM = badgeStream('')

/** The badges each visitor has. */
export function badgeProjector(db: Database): Projector {
  const stream = streamReader(db)
  const put = db.prepare(
    `INSERT INTO badge (visitor, copies, badge, printed_at, trouble) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (visitor) DO UPDATE SET copies = excluded.copies, badge = excluded.badge,
       printed_at = excluded.printed_at, trouble = excluded.trouble`,
  )
  const clear = db.prepare('DELETE FROM badge')
  const refold = (name: string, events: readonly StoredEvent[]) => {
    const row = foldBadge(
      events.toSorted(byHubOrder).map(({ event, hubOffset }) => ({ event, at: effectiveAt(event, hubOffset) })),
    )
    if (row !== null) put.run(name.slice(STREAM.length), row.copies, row.badge, row.printedAt, row.trouble)
  }
  return {
    name: 'badge',
    version: 1,
    types: new Set([badgePrinted.type, badgeFailed.type]),
    clear: () => void clear.run(),
    fold: ({ event }) => refold(event.stream, stream(event.stream)),
    refold: each(refold),
  }
}
