import { codeKeyAdded, codeKeyRetired } from '../../core/events/setup'
import type { Database } from '../connection'
import { each, type Projector, type StoredEvent } from './projector'

/** Keys of signed codes. Both tables only grow, and a retired key stays so: no order of arrival can matter. */
export function codeKeyProjector(db: Database): Projector {
  const add = db.prepare('INSERT OR IGNORE INTO code_key (kind, number, fair, key, same_fair) VALUES (?, ?, ?, ?, ?)')
  const retire = db.prepare('INSERT OR IGNORE INTO code_key_retired (kind, key) VALUES (?, ?)')
  const clears = ['code_key', 'code_key_retired'].map((table) => db.prepare(`DELETE FROM ${table}`))

  const fold = ({ event }: StoredEvent) => {
    if (codeKeyRetired.is(event)) retire.run(event.body.kind, event.body.key)
    if (!codeKeyAdded.is(event)) return
    const { body } = event
    if (body.kind === 'pretix_sig1') add.run(body.kind, 0, '', body.key, 0)
    else add.run(body.kind, body.number, body.fair, body.key, body.sameFair === true ? 1 : 0)
  }
  return {
    name: 'code_key',
    version: 1,
    types: new Set([codeKeyAdded.type, codeKeyRetired.type]),
    clear: () => clears.forEach((statement) => statement.run()),
    fold,
    refold: each((_stream, events) => events.forEach(fold)),
  }
}
