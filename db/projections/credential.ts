import { credentialIssued, credentialRevoked } from '../../core/events/visitor'
import type { Database } from '../connection'
import { each, type Projector, type StoredEvent } from './projector'

/** Codes that were made, and those that are good no more. Both tables only grow: no order of arrival can matter. */
export function credentialProjector(db: Database): Projector {
  const issue = db.prepare('INSERT OR IGNORE INTO credential_issued (credential, visitor) VALUES (?, ?)')
  const revoke = db.prepare('INSERT OR IGNORE INTO credential_revoked (credential) VALUES (?)')
  const clears = ['credential_issued', 'credential_revoked'].map((table) => db.prepare(`DELETE FROM ${table}`))

  const fold = ({ event }: StoredEvent) => {
    if (credentialIssued.is(event)) issue.run(Buffer.from(event.body.credential, 'hex'), event.body.visitor)
    if (credentialRevoked.is(event)) revoke.run(Buffer.from(event.body.credential, 'hex'))
  }
  return {
    name: 'credential',
    version: 1,
    types: new Set([credentialIssued.type, credentialRevoked.type]),
    clear: () => clears.forEach((statement) => statement.run()),
    fold,
    refold: each((_stream, events) => events.forEach(fold)),
  }
}
