import { visitorChanged, visitorRegistered, type VisitorFacts } from '../../core/events/visitor'
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

  const show = (facts: VisitorFacts) => {
    const old = before.get(facts.visitor)
    const { category, status } = facts
    if (old === undefined || old.category !== category || old.status !== status) {
      if (old?.status === 'active') tally.run(old.category, -1)
      if (status === 'active') tally.run(category, 1)
    }
    put.run(facts.visitor, category, facts.institution, status, blob(facts.codeHmac), blob(facts.rowHmac), facts.source)
  }
  const showEvent = ({ event }: StoredEvent) => {
    if (visitorRegistered.is(event) || visitorChanged.is(event)) show(event.body)
  }
  return {
    name: 'visitor',
    version: 1,
    types: new Set([visitorRegistered.type, visitorChanged.type]),
    clear: () => {
      clearVisitors.run()
      clearTally.run()
    },
    fold: showEvent,
    refold: (_stream, events) => {
      const last = events.toSorted(byHubOrder).at(-1)
      if (last !== undefined) showEvent(last)
    },
  }
}

const blob = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'))
