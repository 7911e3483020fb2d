import { visitorChanged, visitorRegistered, visitorStream, type VisitorFacts } from '../../core/events/visitor'
import type { Database } from '../connection'
import { byHubOrder, type Projector, type StoredEvent } from './projector'

/** Visitors as they stand now, and how many active ones each category has. */
export function visitorProjector(db: Database): Projector {
  const before = db.prepare<[string], { category: string; status: string }>(
    'SELECT category, status FROM visitor WHERE id = ?',
  )
  const put = db.prepare(
    `INSERT INTO visitor (id, category, institution, status, code_hmac, row_hmac, source) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET category = excluded.category, institution = excluded.institution,
       status = excluded.status, code_hmac = excluded.code_hmac, row_hmac = excluded.row_hmac, source = excluded.source`,
  )
  const tally = db.prepare(
    `INSERT INTO category_tally (category, visitors) VALUES (?, ?)
     ON CONFLICT (category) DO UPDATE SET visitors = visitors + excluded.visitors`,
  )
  const clearVisitors = db.prepare('DELETE FROM visitor')
  const clearTally = db.prepare('DELETE FROM category_tally')

  /** `isNew`: not shown before. `more`: how many active ones each category gets. */
  const show = (facts: VisitorFacts, isNew: boolean, more: Map<string, number>) => {
    const old = isNew ? undefined : before.get(facts.visitor)
    const { category, status } = facts
    const count = (of: string, by: number) => more.set(of, (more.get(of) ?? 0) + by)
    if (old?.status === 'active') count(old.category, -1)
    if (status === 'active') count(category, 1)
    put.run(facts.visitor, category, facts.institution, status, blob(facts.codeHmac), blob(facts.rowHmac), facts.source)
  }
  const showAll = (newest: readonly (readonly [StoredEvent, isNew: boolean])[]) => {
    const more = new Map<string, number>()
    for (const [{ event }, isNew] of newest)
      if (visitorRegistered.is(event) || visitorChanged.is(event)) show(event.body, isNew, more)
    for (const [category, by] of more) if (by !== 0) tally.run(category, by)
  }
  return {
    name: 'visitor',
    version: 1,
    types: new Set([visitorRegistered.type, visitorChanged.type]),
    clear: () => {
      clearVisitors.run()
      clearTally.run()
    },
    fold: (stored) => showAll([[stored, false]]),
    refold: (streams) =>
      showAll(
        streams.flatMap(({ name, events, isNew }) => {
          const last = events.toSorted(byHubOrder).at(-1)
          if (last === undefined) return []
          const { visitor } = last.event.body as VisitorFacts
          return [[last, isNew && name === visitorStream(visitor)] as const]
        }),
      ),
  }
}

const blob = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'))
